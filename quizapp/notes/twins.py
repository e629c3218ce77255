"""Two machines took in the same file, edited differently before: which cards are one.

The likeness is that of the matcher; clear likeness in the file goes before an equal heading,
because lines and the order under a heading are of one copy only.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from quizapp.model.cards import Candidate, Card
from quizapp.notes.likely_steps import AT_LOCATOR, IN_FILE
from quizapp.notes.matching import Matching, Pair, Proposed, place_of
from quizapp.notes.resembling import MARGIN, resembling, settle


@dataclass(frozen=True, slots=True)
class Twins:
    """Two ids of one card, how they were recognised and how alike (0–1) they are."""

    one: str
    other: str
    step: str
    similarity: float = 1.0


@dataclass(frozen=True, slots=True)
class Likeness:
    """What was found between two copies of a file; ``doubts`` are ids that resemble several."""

    twins: tuple[Twins, ...] = ()
    doubts: tuple[tuple[str, ...], ...] = ()


def twins(
    one: Iterable[Card], other: Iterable[Card], apart: Callable[[Card, Card], bool]
) -> Likeness:
    """The twins among the cards that only one of two copies of a file has.

    ``apart`` says of two cards that they were seen side by side: they are two facts.
    """
    cards = sorted(one, key=lambda card: card.uid)
    others = sorted(other, key=lambda card: card.uid)
    by_place = dict(enumerate(others))
    waiting = [Proposed(n, _candidate(card), card.fingerprint) for n, card in by_place.items()]
    matching = Matching(waiting, cards)

    def possible(pairs: Iterable[Pair]) -> list[Pair]:
        return [pair for pair in pairs if not apart(pair.card, by_place[pair.proposed.place])]

    found: list[Twins] = []
    for name, least, pairs in (
        ("file", IN_FILE, _in_file),
        ("locator", AT_LOCATOR, _under_one_heading),
    ):
        for pair in matching.take(settle(matching, possible(pairs(matching)), least)):
            uid = by_place[pair.proposed.place].uid
            one_uid, other_uid = sorted((pair.card.uid, uid))
            found.append(Twins(one_uid, other_uid, name, pair.similarity))
    return Likeness(tuple(found), tuple(_doubts(matching, by_place)))


def _under_one_heading(matching: Matching) -> list[Pair]:
    return [
        pair
        for pair in _alike(matching, AT_LOCATOR)
        if place_of(pair.card.passage) == place_of(pair.proposed.candidate.passage)
    ]


def _in_file(matching: Matching) -> list[Pair]:
    return _alike(matching, IN_FILE - MARGIN)


def _alike(matching: Matching, cutoff: float) -> list[Pair]:
    cards: Sequence[Card] = matching.open_cards()
    return list(resembling(matching, cards, matching.open_proposals(), cutoff))


def _doubts(matching: Matching, others: dict[int, Card]) -> Iterable[tuple[str, ...]]:
    for cards, proposals in matching.doubtful:
        uids = {card.uid for card in cards} | {others[p.place].uid for p in proposals}
        yield tuple(sorted(uids))


def _candidate(card: Card) -> Candidate:
    return Candidate(card.kind, card.rule, card.front, card.back, card.passage, card.deck)
