"""What was removed stays away from imports, until it is named: then it is taken in again."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from quizapp.actions.importing.reading import Reading
from quizapp.actions.sources.known import Target
from quizapp.storage.queries.left_out import NOTHING, LeftOut


def limited(targets: Iterable[Target], without: LeftOut) -> list[Target]:
    """The targets without what is left out; a file that is named is read in any case."""
    lifted = again(targets, without)
    return [replace(target, without=NOTHING if target.named else lifted) for target in targets]


def again(targets: Iterable[Target], without: LeftOut) -> LeftOut:
    """What is left out still, once the files and folders of a source that were named are back."""
    named = {
        (target.source.uid, target.folder or (target.paths or ("",))[0])
        for target in targets
        if target.named or target.folder
    }
    kept = (
        (source, out)
        for source, out in without.paths
        if not any(source == of and _reaches(name, out) for of, name in named)
    )
    return replace(without, paths=tuple(kept))


def after_reading(readings: Sequence[Reading], without: LeftOut) -> LeftOut:
    """What is left out still after an import: not the decks of files that were named."""
    named = [reading for reading in readings if reading.target.named]
    decks = {candidate.deck for reading in named for candidate in reading.candidates}
    kept = (out for out in without.decks if not any(_within(deck, out) for deck in decks))
    return replace(again((r.target for r in readings), without), decks=tuple(kept))


def _reaches(named: str, out: str) -> bool:
    return named == out or named.startswith(f"{out}/")


def _within(deck: str, out: str) -> bool:
    return deck == out or deck.startswith(f"{out}::")
