"""What a rule hands over: a card it would make, and the sentences it makes it of."""

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from quizapp.model.cards import CardKind
from quizapp.notes.outline import Outline, Point

Claim = tuple[int, int]
"""One sentence: the line its point starts at, and its number within the point."""

Taken = AbstractSet[Claim]
"""The sentences that rules before this one have used: a fact is asked once."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A card as a rule proposes it; fields as in :class:`quizapp.model.cards.Candidate`.

    ``claims`` are the sentences asked for. Those of ``point`` that no rule asks for are shown
    after the answer.
    """

    rule: str
    front: str
    back: str
    first_line: int
    last_line: int
    kind: CardKind = CardKind.BASIC
    block_id: str = ""
    extra: str = ""
    sure: bool = True
    claims: frozenset[Claim] = frozenset()
    point: Point | None = None


Rule = Callable[[Outline, Taken], Iterator[Proposal]]
"""A rule reads one section and proposes cards, none from sentences that are taken."""


def from_point(
    rule: str,
    point: Point,
    front: str,
    back: str,
    *asked: int,
    sure: bool = True,
    rest: bool = False,
) -> Proposal:
    """A basic card from the sentences ``asked`` of a point; ``rest`` shows the others after it."""
    return Proposal(
        rule,
        front,
        back,
        point.first_line,
        point.last_line,
        block_id=point.block_id,
        sure=sure,
        claims=frozenset((point.first_line, number) for number in asked),
        point=point if rest else None,
    )


def free(point: Point, number: int, taken: Taken) -> bool:
    """Whether no rule has used this sentence yet."""
    return (point.first_line, number) not in taken
