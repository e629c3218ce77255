"""What an import does to each card, for people: the lines of its diff."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from quizapp.model.cards import Candidate, Card
from quizapp.model.passages import Passage
from quizapp.notes.plan import Match, Plan

Shown = Callable[[Passage], str]
"""The name of the file of a passage as messages show it."""


class ChangeKind(StrEnum):
    """What becomes of a card."""

    ADDED = "added"
    DRAFT = "draft"
    CHANGED = "changed"
    MOVED = "moved"
    RESTORED = "restored"
    RETIRED = "retired"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Change:
    """One card: what it says after the import, and ``was``, its two sides before.

    ``origin`` is where a card stood that stands elsewhere now, as ``file:line``. ``step`` names
    how it was recognised, ``similarity`` (0–1) how alike its two texts are where that decided.
    """

    kind: ChangeKind
    file: str
    line: int
    front: str
    back: str
    was: tuple[str, str] | None = None
    origin: str = ""
    step: str = ""
    similarity: float = 1.0


def changes(plan: Plan, shown: Shown) -> tuple[Change, ...]:
    """What a plan does, file by file in the order of the lines."""
    return tuple(sorted(_changes(plan, shown), key=lambda change: (change.file, change.line)))


def _changes(plan: Plan, shown: Shown) -> Iterator[Change]:
    for addition in (*plan.added, *plan.drafts):
        kind = ChangeKind.ADDED if addition.candidate.sure else ChangeKind.DRAFT
        yield _here(kind, addition.candidate, shown)
    for found in plan.promoted:
        yield _here(ChangeKind.ADDED, found.candidate, shown)
    for kind, matches in (
        (ChangeKind.CHANGED, plan.changed),
        (ChangeKind.MOVED, plan.moved),
        (ChangeKind.RESTORED, plan.restored),
    ):
        for found in matches:
            yield _matched(kind, found, shown)
    for card, copy in plan.adopted:
        yield Change(
            ChangeKind.MOVED,
            shown(copy.passage),
            copy.passage.first_line,
            copy.front,
            copy.back,
            (card.front, card.back),
            _place(card.passage, shown),
        )
    for card in plan.retired:
        yield _here(ChangeKind.RETIRED, card, shown)
    for card in plan.dropped:
        yield _here(ChangeKind.DROPPED, card, shown)


def _here(kind: ChangeKind, card: Candidate | Card, shown: Shown) -> Change:
    passage = card.passage
    return Change(kind, shown(passage), passage.first_line, card.front, card.back)


def _matched(kind: ChangeKind, found: Match, shown: Shown) -> Change:
    before, after = found.before, found.candidate
    same_file = (before.passage.source, before.passage.path) == (
        after.passage.source,
        after.passage.path,
    )
    return Change(
        kind,
        shown(after.passage),
        after.passage.first_line,
        after.front,
        after.back,
        (before.front, before.back),
        "" if same_file and kind is not ChangeKind.MOVED else _place(before.passage, shown),
        found.step,
        found.similarity,
    )


def _place(passage: Passage, shown: Shown) -> str:
    return f"{shown(passage)}:{passage.first_line}"
