"""The days ahead, answer by answer: what a deck costs and what will be known.

Every card starts with the memory it has. Each day what is due is asked, as far as the limits go,
and remembered with the probability that FSRS gives; then new cards are learned. Ratings and
seconds are the learner's own (``habits``); steps within the day, intervals and fuzz follow the
rules of ``answer``, but the ladder between the buttons. Steps of whole days are not simulated.

All cards of a day are one array; the same seed gives the same days.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from quizapp.scheduling.days import Days, Deck, Rules
from quizapp.scheduling.deadline import gain_of_new, gains, latest
from quizapp.scheduling.habits import AVERAGE, LEARNING, RELEARNING, REVIEW, Habits
from quizapp.scheduling.intervals import Bools, intervals
from quizapp.scheduling.memories import (
    Floats,
    Ratings,
    first,
    recalls,
    reviewed,
    reviewed_within_the_day,
    stretch,
)
from quizapp.scheduling.memory import Model

if TYPE_CHECKING:
    from numpy.random import Generator

_AGAIN, _HARD, _GOOD, _EASY = 1, 2, 3, 4
_MOST_STEPS = 12
"""Answers of one card within a day, after which it is let go."""

_ENOUGH, _MOST_COPIES = 1000, 100
"""Cards that make chance small, and how often a deck may be copied to reach them."""


@dataclass(slots=True)
class _Cards:
    """The cards while days go by; those not studied yet stand at the end, from ``begun`` on."""

    stability: Floats
    difficulty: Floats
    last: Floats
    due: Floats
    interval: Floats
    begun: int
    reviews: list[int] = field(default_factory=list)
    new: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    known: list[float] = field(default_factory=list)
    studied: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _World:
    model: Model
    rules: Rules
    habits: Habits
    chance: "Generator"
    stretch: float


def simulate(
    model: Model,
    deck: Deck,
    rules: Rules,
    days: int,
    habits: Habits = AVERAGE,
    seed: int = 1,
    tell: Callable[[int], None] = lambda day: None,
) -> Days:
    """Study ``days`` days from today on; ``tell`` hears of each day begun.

    Chance says much about a small deck: it is studied several times at once, and the mean counts.
    """
    copies = min(max(1, -(-_ENOUGH // max(1, len(deck)))), _MOST_COPIES)
    deck, rules = _copied(deck, rules, copies)
    world = _World(
        model, rules, habits, np.random.default_rng(seed), stretch(model, rules.retention)
    )
    cards = _all_cards(deck)
    if rules.deadline is not None:
        _bring_forward(world, cards, rules.deadline)
    for day in range(days):
        tell(day)
        _study(world, cards, day)
    return _per_copy(cards, _known(world, cards, days), copies)


def _per_copy(cards: _Cards, after: float, copies: int) -> Days:
    def share(column: Sequence[float]) -> Floats:
        return np.asarray(column, float) / copies

    return Days(
        reviews=share(cards.reviews),
        new=share(cards.new),
        seconds=share(cards.seconds),
        known=share(cards.known),
        studied=share(cards.studied),
        after=after / copies,
        cards=len(cards.stability) // copies,
    )


def _copied(deck: Deck, rules: Rules, copies: int) -> tuple[Deck, Rules]:
    """The deck so many times over, with so many times the limits."""
    return Deck(
        np.tile(deck.stability, copies),
        np.tile(deck.difficulty, copies),
        np.tile(deck.last, copies),
        np.tile(deck.due, copies),
        np.tile(deck.interval, copies),
        new=deck.new * copies,
    ), replace(
        rules,
        new_per_day=rules.new_per_day * copies,
        reviews_per_day=rules.reviews_per_day * copies,
        seconds=None if rules.seconds is None else rules.seconds * copies,
    )


def _bring_forward(world: _World, cards: _Cards, deadline: int) -> None:
    """Cards that were scheduled past their last review before the deadline come then."""
    here = slice(cards.begun)
    left = deadline - cards.last[here]
    needed = latest(world.model, cards.stability[here], cards.difficulty[here], left)
    cards.due[here] = np.minimum(cards.due[here], cards.last[here] + needed)


def _all_cards(deck: Deck) -> _Cards:
    def with_new(array: Floats) -> Floats:
        return np.concatenate([array, np.full(deck.new, np.inf)])

    return _Cards(
        stability=with_new(deck.stability),
        difficulty=with_new(deck.difficulty),
        last=with_new(deck.last),
        due=with_new(deck.due),
        interval=with_new(deck.interval),
        begun=len(deck.stability),
    )


def _study(world: _World, cards: _Cards, day: int) -> None:
    rules = world.rules
    due, sooner = _in_order(world, cards, np.flatnonzero(cards.due <= day), day)
    due = due[: rules.reviews_per_day]
    reviews, spent = _ask(world, cards, due[:sooner], day, 0.0)
    left = min(
        rules.new_per_day, rules.reviews_per_day - reviews, len(cards.stability) - cards.begun
    )
    new, learning = _learn(world, cards, max(0, left), day, spent)
    spent += learning
    rest = due[sooner : rules.reviews_per_day - new]
    more, reviewing = _ask(world, cards, rest, day, spent)
    _note(world, cards, day, reviews + more, new, spent + reviewing)


def _note(world: _World, cards: _Cards, day: int, reviews: int, new: int, seconds: float) -> None:
    cards.reviews.append(reviews)
    cards.new.append(new)
    cards.seconds.append(seconds)
    cards.known.append(_known(world, cards, day))
    cards.studied.append(cards.begun)


def _known(world: _World, cards: _Cards, day: int) -> float:
    """How many cards would be recalled on a day."""
    here = slice(cards.begun)
    return float(recalls(world.model, cards.stability[here], day - cards.last[here]).sum())


def _in_order(world: _World, cards: _Cards, due: Ratings, day: int) -> tuple[Ratings, int]:
    """By due day, shuffled within one; and how many come before the new cards: all of them.

    Towards a deadline by gain, and before the new cards those that gain more than these.
    """
    deadline = world.rules.deadline
    if deadline is None or day >= deadline:
        return due[np.lexsort((world.chance.random(len(due)), cards.due[due]))], len(due)
    left = deadline - day
    known = cards.stability[due], cards.difficulty[due], day - cards.last[due]
    gain = gains(world.model, *known, left, world.habits)
    of_new = gain_of_new(world.model, left, world.habits)
    return due[np.argsort(-gain, kind="stable")], int((gain >= of_new).sum())


def _ask(world: _World, cards: _Cards, due: Ratings, day: int, spent: float) -> tuple[int, float]:
    """Review cards until the day's time is over; their number and the seconds."""
    recall = recalls(world.model, cards.stability[due], day - cards.last[due])
    passed = world.chance.random(len(due)) < recall
    ratings = np.where(
        passed, 2 + _drawn(world, np.zeros(len(due), int), (world.habits.passing,)), 1
    )
    stability, difficulty = reviewed(
        world.model, cards.stability[due], cards.difficulty[due], recall, ratings
    )
    seconds = np.asarray(world.habits.seconds[REVIEW])[ratings - 1]
    forgotten = np.flatnonzero(ratings == _AGAIN)
    if world.rules.relearning_steps and len(forgotten):
        stability[forgotten], difficulty[forgotten], more = _through_steps(
            world, RELEARNING, ratings[forgotten], stability[forgotten], difficulty[forgotten]
        )
        seconds[forgotten] += more
    asked = _within(world, seconds, spent)
    _schedule(world, cards, due[:asked], stability[:asked], difficulty[:asked], passed[:asked], day)
    return asked, float(seconds[:asked].sum())


def _learn(world: _World, cards: _Cards, count: int, day: int, spent: float) -> tuple[int, float]:
    """Begin new cards while there is time; their number and the seconds."""
    ratings = 1 + _drawn(world, np.zeros(count, int), (world.habits.first,))
    stability, difficulty = first(world.model, ratings)
    stability, difficulty, seconds = _through_steps(world, LEARNING, ratings, stability, difficulty)
    seconds += np.asarray(world.habits.seconds[LEARNING])[ratings - 1]
    count = _within(world, seconds, spent)
    begun = np.arange(cards.begun, cards.begun + count)
    cards.interval[begun] = 0
    cards.begun += count
    never = np.zeros(count, bool)
    _schedule(world, cards, begun, stability[:count], difficulty[:count], never, day)
    return count, float(seconds[:count].sum())


def _through_steps(
    world: _World, state: int, ratings: Ratings, stability: Floats, difficulty: Floats
) -> tuple[Floats, Floats, Floats]:
    """Repeat cards within the day until their steps are taken, or Easy ends them."""
    learning = state == LEARNING
    steps = world.rules.learning_steps if learning else world.rules.relearning_steps
    table = world.habits.learning if learning else world.habits.relearning
    costs = np.asarray(world.habits.seconds[state])
    stability, difficulty, seconds = stability.copy(), difficulty.copy(), np.zeros(len(ratings))
    last, taken = ratings.copy(), np.where(ratings == _GOOD, 1, 0)
    for _answer in range(_MOST_STEPS):
        open_ = np.flatnonzero((last != _EASY) & (taken < steps))
        if not len(open_):
            break
        again = 1 + _drawn(world, last[open_] - 1, table)
        stability[open_], difficulty[open_] = reviewed_within_the_day(
            world.model, stability[open_], difficulty[open_], again
        )
        seconds[open_] += costs[again - 1]
        taken[open_] = np.where(again == _AGAIN, 0, taken[open_] + (again == _GOOD))
        last[open_] = again
    return stability, difficulty, seconds


def _schedule(
    world: _World,
    cards: _Cards,
    which: Ratings,
    stability: Floats,
    difficulty: Floats,
    passed: Bools,
    day: int,
) -> None:
    """Give cards their memory, and the day they are due next."""
    rules = world.rules
    chance = world.chance if rules.fuzz else None
    exact = stability * world.stretch
    days = intervals(exact, cards.interval[which], passed, rules.maximum_interval, chance)
    if rules.deadline is not None and day < rules.deadline:
        left = np.full_like(stability, rules.deadline - day)
        days = np.minimum(days, latest(world.model, stability, difficulty, left))
    cards.stability[which], cards.difficulty[which] = stability, difficulty
    cards.last[which], cards.interval[which] = day, days
    cards.due[which] = day + days


def _within(world: _World, seconds: Floats, spent: float) -> int:
    """How many answers begin before the day's time is over."""
    if world.rules.seconds is None:
        return len(seconds)
    before = spent + np.cumsum(seconds) - seconds
    return int(np.searchsorted(before, world.rules.seconds))


def _drawn(world: _World, rows: Ratings, table: tuple[tuple[float, ...], ...]) -> Ratings:
    """A column drawn from a row of shares for each of ``rows``."""
    edges = np.cumsum(np.asarray(table), axis=1)
    edges /= edges[:, -1:]
    columns: Ratings = (world.chance.random(len(rows))[:, None] >= edges[rows][:, :-1]).sum(axis=1)
    return columns
