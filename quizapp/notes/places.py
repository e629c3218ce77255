"""Where cards stand, and where their places went: a renamed file or heading takes them along."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from quizapp.model.cards import Candidate, Card, CardKind, known_as
from quizapp.notes.matching import (
    File,
    Matching,
    Pair,
    Place,
    Proposed,
    file_of,
    named_apart,
    place_of,
    reading_order,
)

_T = TypeVar("_T")
_Anchor = tuple[str, str, int]
_Group = tuple[Place, CardKind]


def files_now(found: Iterable[Pair]) -> dict[File, File]:
    """Where the cards of each file went, by the majority of those found for sure."""
    return _majority(
        (file_of(pair.card.passage), file_of(pair.proposed.candidate.passage)) for pair in found
    )


def places_now(found: Iterable[Pair]) -> dict[Place, Place]:
    """Where the cards under each heading went, by the majority of those found for sure."""
    return _majority(
        (place_of(pair.card.passage), place_of(pair.proposed.candidate.passage)) for pair in found
    )


def _majority(moves: Iterable[tuple[_T, _T]]) -> dict[_T, _T]:
    votes: defaultdict[_T, Counter[_T]] = defaultdict(Counter)
    for before, after in moves:
        votes[before][after] += 1
    # Where as many stayed as went, the place has stayed.
    return {
        before: max(went, key=lambda after: (went[after], after == before))
        for before, went in votes.items()
    }


def at_equal_locators(matching: Matching) -> Iterator[Pair]:
    """Unmatched cards and candidates of one kind that stand at the same place of the notes.

    The ordinal of a locator is counted from the nearest matched neighbour above, and from the one
    below: so a card inserted or removed elsewhere does not shift it.
    """
    went = places_now(matching.found)
    candidates = _candidates_by_place(matching)
    for (before, kind), cards in _cards_by_place(matching).items():
        for after in dict.fromkeys((before, went.get(before, before))):
            here = candidates.get((after, kind))
            if here is None:
                continue
            known = {uid for _, uid in cards if uid} & {uid for _, uid in here if uid}
            there = anchors(cards, known)
            for anchor, proposed in anchors(here, known).items():
                if anchor in there and not named_apart(there[anchor], proposed.candidate):
                    yield Pair(proposed, there[anchor])


def anchors(items: Sequence[tuple[_T, str]], known: set[str]) -> dict[_Anchor, _T]:
    """The unmatched items by their distance from the matched ones above and below.

    Each item comes with the id of the card it is matched with, an empty one where it is not.
    Matched items that are not ``known`` on the other side too do not count.
    """
    found: dict[_Anchor, _T] = {}
    for direction, ordered in (("after", items), ("before", items[::-1])):
        neighbour, distance = "", 0
        for item, uid in ordered:
            if uid in known:
                neighbour, distance = uid, 0
            elif not uid:
                distance += 1
                found[direction, neighbour, distance] = item
    return found


def _cards_by_place(matching: Matching) -> dict[_Group, list[tuple[Card, str]]]:
    """The cards of each place with an unmatched one, in the order of the notes."""
    waiting = matching.open_cards()
    groups: dict[_Group, list[tuple[Card, str]]] = {_group(card): [] for card in waiting}
    items = [(card, "") for card in waiting] + [(p.card, p.card.uid) for p in matching.found]
    for card, uid in sorted(items, key=lambda item: (*reading_order(item[0]), item[0].ordinal)):
        if (group := _group(card)) in groups:
            groups[group].append((card, uid))
    return groups


def _candidates_by_place(matching: Matching) -> dict[_Group, list[tuple[Proposed, str]]]:
    """The candidates of each place with an unmatched one, in the order of the notes."""
    waiting = matching.open_proposals()
    groups: dict[_Group, list[tuple[Proposed, str]]] = {_group(p.candidate): [] for p in waiting}
    items = [(p, "") for p in waiting] + [(p.proposed, p.card.uid) for p in matching.found]
    for proposed, uid in sorted(items, key=lambda item: _candidate_order(item[0])):
        if (group := _group(proposed.candidate)) in groups:
            groups[group].append((proposed, uid))
    return groups


def _candidate_order(proposed: Proposed) -> tuple[int, str, int, int]:
    return *reading_order(proposed.candidate), proposed.place


def _group(card: Candidate | Card) -> _Group:
    return place_of(card.passage), known_as(card.kind)
