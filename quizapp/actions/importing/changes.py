"""What an import does to each card, for people: the lines of its diff."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from quizapp.model.cards import Candidate, Card, CardKind, in_own_words
from quizapp.model.passages import Passage
from quizapp.notes.matching import file_of
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

    ``card`` is its id, ``rule`` what made it. ``origin`` is where a card stood that stands
    elsewhere now, as ``file:line``. ``step`` names how it was recognised, ``similarity`` (0–1) how
    alike its two texts are where that decided. ``headings`` are those it stands below.
    """

    kind: ChangeKind
    card: str
    card_kind: CardKind
    rule: str
    file: str
    line: int
    front: str
    back: str
    was: tuple[str, str] | None = None
    origin: str = ""
    step: str = ""
    similarity: float = 1.0
    headings: tuple[str, ...] = ()


def changes(plan: Plan, shown: Shown) -> tuple[Change, ...]:
    """What a plan does, file by file in the order of the lines."""
    return tuple(sorted(_changes(plan, shown), key=lambda change: (change.file, change.line)))


def _changes(plan: Plan, shown: Shown) -> Iterator[Change]:
    for addition in (*plan.added, *plan.drafts):
        kind = ChangeKind.ADDED if addition.candidate.sure else ChangeKind.DRAFT
        yield _here(kind, addition.uid, addition.candidate, shown)
    for found in plan.promoted:
        yield _here(ChangeKind.ADDED, found.before.uid, found.candidate, shown)
    for kind, matches in (
        (ChangeKind.CHANGED, plan.changed),
        (ChangeKind.MOVED, plan.moved),
        (ChangeKind.RESTORED, plan.restored),
    ):
        for found in matches:
            yield _matched(kind, found, shown)
    for card, copy in plan.adopted:
        after = _here(ChangeKind.MOVED, card.uid, copy, shown)
        yield replace(after, was=(card.front, card.back), origin=_place(card.passage, shown))
    for card in plan.retired:
        yield _here(ChangeKind.RETIRED, card.uid, card, shown)
    for card in plan.dropped:
        yield _here(ChangeKind.DROPPED, card.uid, card, shown)


def _here(kind: ChangeKind, uid: str, says: Candidate | Card, shown: Shown) -> Change:
    return Change(
        kind,
        uid,
        says.kind,
        says.rule,
        shown(says.passage),
        says.passage.first_line,
        says.front,
        says.back,
        headings=says.passage.headings,
    )


def _matched(kind: ChangeKind, found: Match, shown: Shown) -> Change:
    before, after = found.before, found.candidate
    front, back = in_own_words(before, after.front, after.back)
    stayed = file_of(before.passage) == file_of(after.passage) and kind is not ChangeKind.MOVED
    return replace(
        _here(kind, before.uid, after, shown),
        front=front,
        back=back,
        was=(before.front, before.back),
        origin="" if stayed else _place(before.passage, shown),
        step=found.step,
        similarity=found.similarity,
    )


def _place(passage: Passage, shown: Shown) -> str:
    return f"{shown(passage)}:{passage.first_line}"
