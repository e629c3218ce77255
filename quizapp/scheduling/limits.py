"""Daily limits: how many new cards and reviews each deck has left today.

A limit belongs to the deck that sets it and holds for all cards in it and below; a card counts
against every deck above it that sets one, so that a parent's limit caps its children's. Cards
with no such deck above them share the limit ``""``.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

Chain = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of the daily limits, by the deck that set each one; ``""`` for all others."""

    new: Mapping[str, int]
    reviews: Mapping[str, int]


def left_of(
    new: Mapping[str, int], reviews: Mapping[str, int], done: Iterable[tuple[str, bool]]
) -> Left:
    """What the limits leave after what was studied today.

    ``done`` has the deck of each card studied today and whether today's was its first review; a
    card counts once a day. As in Anki new cards use up the limit for reviews too, so that a
    backlog is worked off before anything is added to it.
    """
    new_left, reviews_left = dict(new), dict(reviews)
    for deck, first in done:
        for name in chain(reviews, deck):
            reviews_left[name] -= 1
        if first:
            for name in chain(new, deck):
                new_left[name] -= 1
    return Left(
        {name: max(0, count) for name, count in new_left.items()},
        {name: max(0, count) for name, count in reviews_left.items()},
    )


def in_time(
    reviews: Mapping[str, int], minutes: Mapping[str, int], seconds_a_card: float
) -> dict[str, int]:
    """The limits for reviews, where decks have only so many minutes a day.

    A card takes ``seconds_a_card`` at the learner's own pace; new cards count like reviews.
    """
    cards = {deck: int(60 * had / max(seconds_a_card, 1.0)) for deck, had in minutes.items()}
    return {
        deck: min(reviews.get(deck, count), cards.get(deck, count))
        for deck, count in {**cards, **reviews}.items()
    }


def chain(limits: Mapping[str, int], deck: str) -> Chain:
    """The decks whose limit a card of ``deck`` counts against: those above it, or ``""``."""
    return tuple(name for name in with_parents(deck) if name in limits) or ("",)


@cache
def with_parents(deck: str) -> tuple[str, ...]:
    """A deck's name after those of the decks above it."""
    parts = deck.split("::")
    return tuple("::".join(parts[: i + 1]) for i in range(len(parts)))


class Ration:
    """Gives out what is left, card by card."""

    def __init__(self, left: Left) -> None:
        self.new = dict(left.new)
        self.reviews = dict(left.reviews)
        self._chains: dict[str, tuple[Chain, Chain]] = {}

    def take_review(self, deck: str) -> bool:
        """Count a review of a deck; False where a limit is reached."""
        _new, reviews = self._of(deck)
        return _take(self.reviews, reviews)

    def take_new(self, deck: str) -> bool:
        """Count a new card of a deck; False where a limit of new cards or reviews is reached."""
        new, reviews = self._of(deck)
        return self.has_new(deck) and _take(self.reviews, reviews) and _take(self.new, new)

    def has_review(self, deck: str) -> bool:
        """Whether a review of a deck can be had."""
        return all(self.reviews[name] > 0 for name in self._of(deck)[1])

    def has_new(self, deck: str) -> bool:
        """Whether a new card of a deck can be had."""
        return self.has_review(deck) and all(self.new[name] > 0 for name in self._of(deck)[0])

    @property
    def left(self) -> Left:
        """What is left by now."""
        return Left(dict(self.new), dict(self.reviews))

    @property
    def spent(self) -> bool:
        """Whether no review can be had any more, nor a new card."""
        return not any(self.reviews.values())

    @property
    def new_spent(self) -> bool:
        """Whether no new card can be had any more."""
        return self.spent or not any(self.new.values())

    def _of(self, deck: str) -> tuple[Chain, Chain]:
        found = self._chains.get(deck)
        if found is None:
            found = chain(self.new, deck), chain(self.reviews, deck)
            self._chains[deck] = found
        return found


def _take(left: dict[str, int], names: Chain) -> bool:
    if not all(left[name] > 0 for name in names):
        return False
    for name in names:
        left[name] -= 1
    return True


def within(counts: Mapping[str, int], limits: Mapping[str, int]) -> dict[str, int]:
    """How many of a deck's cards can be had, for each deck of the tree, those below included.

    ``counts`` are cards by deck; ``""`` in the answer is everything. Each number is what studying
    just that deck would give: the limits of the decks above it count too.
    """
    capped: dict[str, dict[Chain, int]] = {"": {}}
    for deck, count in counts.items():
        names = chain(limits, deck)
        for name in ("", *with_parents(deck)):
            groups = capped.setdefault(name, {})
            groups[names] = groups.get(names, 0) + count
    return {name: _fitting(groups, limits) for name, groups in capped.items()}


def given(counts: Mapping[str, int], limits: Mapping[str, int]) -> dict[str, int]:
    """How much of each limit a day's cards use up."""
    used: dict[str, dict[Chain, int]] = {name: {} for name in limits}
    for deck, count in counts.items():
        names = chain(limits, deck)
        for name in names:
            used[name][names] = used[name].get(names, 0) + count
    return {name: _fitting(groups, limits) for name, groups in used.items()}


def tree_counts(
    by_deck: Mapping[str, tuple[int, int, int]], left: Left
) -> dict[str, tuple[int, int, int]]:
    """New, learning and due of every deck of the tree, as studying just that deck would give.

    The name "" is everything. What a daily limit leaves is shared by the decks it holds for, so a
    deck can show less than the decks below it together. Reviews use up their limit first.
    """
    new = {deck: count for deck, (count, _learning, _due) in by_deck.items()}
    due = {deck: count for deck, (_new, _learning, count) in by_deck.items()}
    learning = Counter[str]()
    for deck, (_new, count, _due) in by_deck.items():
        learning.update(dict.fromkeys(("", *with_parents(deck)), count))
    reviews_had = within(due, left.reviews)
    unspent = {name: left.reviews[name] - had for name, had in given(due, left.reviews).items()}
    new_had, room = within(new, left.new), within(new, unspent)
    return {
        name: (min(new_had[name], room[name]), learning[name], reviews_had[name])
        for name in reviews_had
    }


def _fitting(groups: Mapping[Chain, int], limits: Mapping[str, int]) -> int:
    """The most cards that all limits allow: deepest limits first, each caps what is below it."""
    counts = dict(groups)
    while any(names for names in counts):
        deepest = max(counts, key=len)
        count = min(counts.pop(deepest), limits[deepest[-1]])
        above = deepest[:-1]
        counts[above] = counts.get(above, 0) + count
    return counts.get((), 0)
