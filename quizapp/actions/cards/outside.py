"""What of a card another program can show: its media files, and its notes in Obsidian."""

from dataclasses import dataclass
from pathlib import Path

from quizapp.actions.collection import Collection
from quizapp.actions.sources.media import media_of, root_of
from quizapp.actions.sources.obsidian import vault_file
from quizapp.model.cards import Card


@dataclass(frozen=True, slots=True)
class Outside:
    """The media files of a card by side, and its notes file where it lies in an Obsidian vault."""

    front: tuple[Path, ...] = ()
    back: tuple[Path, ...] = ()
    vault_file: Path | None = None

    def media(self, *, revealed: bool) -> tuple[Path, ...]:
        """What may be opened: nothing of an answer that is not shown yet."""
        return tuple(dict.fromkeys(self.front + self.back)) if revealed else self.front


def outside(collection: Collection, card: Card) -> Outside:
    """What there is on this machine now."""
    root = root_of(collection, card.passage.source)
    if root is None:
        return Outside()
    notes = card.passage.path
    return Outside(
        media_of(root, notes, (card.front,)),
        media_of(root, notes, (card.back, card.extra)),
        vault_file(root / notes),
    )
