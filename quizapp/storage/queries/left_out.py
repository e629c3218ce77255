"""What a learner has removed of notes that are still read: decks, and files or folders."""

from dataclasses import dataclass, replace
from typing import Any

from quizapp.storage.queries.presets import Connection, set_setting, setting

_NAME = "left_out"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """``decks`` with those below them, and ``paths``: source and relative path, files below too."""

    decks: tuple[str, ...] = ()
    paths: tuple[tuple[str, str], ...] = ()

    def has_deck(self, deck: str) -> bool:
        """Whether a deck, or one above it, is left out."""
        return any(deck == out or deck.startswith(f"{out}::") for out in self.decks)

    def has_path(self, source: str, path: str) -> bool:
        """Whether a file, or a folder above it, is left out."""
        return any(
            source == of and (path == out or path.startswith(f"{out}/")) for of, out in self.paths
        )

    def and_deck(self, deck: str) -> "LeftOut":
        """The same without one more deck."""
        return replace(self, decks=tuple(sorted({*self.decks, deck})))

    def and_path(self, source: str, path: str) -> "LeftOut":
        """The same without one more file or folder of a source."""
        return replace(self, paths=tuple(sorted({*self.paths, (source, path)})))

    def of_source_again(self, source: str) -> "LeftOut":
        """The same with all paths of a source."""
        return replace(self, paths=tuple(pair for pair in self.paths if pair[0] != source))

    def document(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {"decks": list(self.decks), "paths": [list(pair) for pair in self.paths]}


NOTHING = LeftOut()


def left_out(connection: Connection, learner: str) -> LeftOut:
    """What is left out now."""
    return left_out_of(setting(connection, learner, _NAME))


def left_out_of(document: dict[str, Any] | None) -> LeftOut:
    """What a document of :meth:`LeftOut.document` says."""
    if not document:
        return NOTHING
    return LeftOut(tuple(document["decks"]), tuple((of, path) for of, path in document["paths"]))


def set_left_out(connection: Connection, learner: str, without: LeftOut) -> None:
    """Leave out this and nothing else."""
    set_setting(connection, learner, _NAME, without.document())
