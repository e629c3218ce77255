"""What to study next, as a plain value: built once a day, changed by every answer.

Cards in their steps that are due come first; then reviews and new cards in the orders of
``picking``; then cards in their steps that are due within the learn-ahead. Siblings do not follow
one another where another card can go between.

A queue is a value, so undoing an answer is going back to the queue before it.
"""

from bisect import insort
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple

from quizapp.model.schedules import NewMix, Phase, Preset, Schedule
from quizapp.model.waiting import Waiting
from quizapp.scheduling.limits import Left
from quizapp.scheduling.order import apart, in_turns, mixed
from quizapp.scheduling.picking import Picked, pick, soonest

LEARN_AHEAD_MS = 20 * 60_000
_DEFAULT = Preset()


class Counts(NamedTuple):
    """What is left for today, as Today shows it."""

    new: int
    learning: int
    reviews: int


@dataclass(frozen=True, slots=True)
class Queue:
    """What is left for one study day, which ends at ``day_end`` (UTC milliseconds).

    ``steps`` are the cards in steps within the day, soonest first; ``main`` the rest in the
    order of asking. ``forward`` was brought forward and goes first. ``last_asked`` is the passage
    of the card answered last.
    """

    day_end: int
    main: tuple[Waiting, ...] = ()
    steps: tuple[Waiting, ...] = ()
    forward: tuple[Waiting, ...] = ()
    last_asked: str | None = None


def build(
    cards: Iterable[Waiting],
    *,
    now: int,
    day: int,
    day_end: int,
    left: Left,
    preset: Preset = _DEFAULT,
) -> Queue:
    """The queue of study day ``day`` at ``now``: see :func:`pick` and :func:`arranged`."""
    picked = pick(cards, now=now, day=day, day_end=day_end, left=left, preset=preset)
    return arranged(picked, day_end, preset.new_mix)


def arranged(
    picked: Picked, day_end: int, mix: NewMix, topics: Mapping[str, str] | None = None
) -> Queue:
    """The queue of the cards picked: new ones where ``mix`` puts them, topics taking turns.

    ``topics`` has the topic of each card by its uid; None keeps the order.
    """
    reviews = mixed(picked.reviews, picked.overnight)
    new = list(picked.new)
    if topics is not None:
        reviews = in_turns(reviews, lambda card: topics[card.uid])
        new = in_turns(new, lambda card: topics[card.uid])
    if mix is NewMix.MIXED:
        main = mixed(reviews, new)
    else:
        main = [*new, *reviews] if mix is NewMix.BEFORE else [*reviews, *new]
    return Queue(day_end, tuple(apart(main, _kin)), picked.steps)


def next_card(queue: Queue, now: int) -> Waiting | None:
    """The card to ask at ``now``; None when nothing is left but steps beyond the learn-ahead."""
    if queue.forward:
        return queue.forward[0]
    ready = [card for card in queue.steps if soonest(card) <= now]
    ahead = [card for card in queue.steps if now < soonest(card) <= now + LEARN_AHEAD_MS]
    for cards in (chain(ready, queue.main), ahead):
        choice = _first_unlike(cards, queue.last_asked)
        if choice is not None:
            return choice
    return None


def answered(queue: Queue, card: Waiting, schedule: Schedule) -> Queue:
    """The queue after ``card`` was answered and got ``schedule``: gone, or back among the steps."""
    rest = without(queue, card.uid)
    steps = list(rest.steps)
    if schedule.due_at is not None and schedule.due_at < queue.day_end:
        again = card._replace(
            phase=schedule.phase,
            due_day=None,
            due_at=schedule.due_at,
            last_day=schedule.last_day,
        )
        insort(steps, again, key=soonest)
    return replace(rest, steps=tuple(steps), last_asked=_kin(card))


def bring_forward(queue: Queue, card: Waiting) -> Queue:
    """The queue with ``card`` next, whether it was due today or not."""
    rest = without(queue, card.uid)
    return replace(rest, forward=(card, *rest.forward))


def last(queue: Queue, card: Waiting) -> Queue:
    """The queue with ``card`` at its end: failed, and asked once more outside the schedule."""
    rest = without(queue, card.uid)
    return replace(rest, main=(*rest.main, card), last_asked=_kin(card))


def siblings(queue: Queue, card: Waiting) -> list[Waiting]:
    """The other cards of the queue from the passage of ``card``."""
    return [
        other
        for other in chain(queue.forward, queue.main, queue.steps)
        if _kin(other) == _kin(card) and other.uid != card.uid
    ]


def without_all(queue: Queue, uids: Collection[str]) -> Queue:
    """The queue without some cards."""
    for uid in uids:
        queue = without(queue, uid)
    return queue


def without(queue: Queue, uid: str) -> Queue:
    """The queue without a card: suspended, buried or removed."""

    def others(cards: tuple[Waiting, ...]) -> tuple[Waiting, ...]:
        for place, card in enumerate(cards):
            if card.uid == uid:
                return cards[:place] + cards[place + 1 :]
        return cards

    return replace(
        queue, main=others(queue.main), steps=others(queue.steps), forward=others(queue.forward)
    )


def counts(queue: Queue, now: int) -> Counts:
    """What is left today; cards in steps count once the learn-ahead reaches them."""
    rest = [*queue.forward, *queue.main]
    soon = sum(soonest(card) <= now + LEARN_AHEAD_MS for card in queue.steps)
    new = sum(card.phase is Phase.NEW for card in rest)
    reviews = sum(card.phase is Phase.REVIEW for card in rest)
    return Counts(new, soon + len(rest) - new - reviews, reviews)


def _first_unlike(cards: Iterable[Waiting], last_asked: str | None) -> Waiting | None:
    """The first card that is no sibling of the one asked last; the first of all if none is."""
    first = None
    for card in cards:
        if _kin(card) != last_asked:
            return card
        first = first or card
    return first


def _kin(card: Waiting) -> str:
    return card.passage or card.uid
