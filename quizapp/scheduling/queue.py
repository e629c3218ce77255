"""What to study next, as a plain value: built once a day, changed by every answer.

The order is Anki's default. Cards in their steps that are due come first; then reviews and new
cards mixed evenly, reviews by due day and shuffled within a day, new cards by position; then
cards in their steps that are due within the learn-ahead. Siblings do not follow one another
where another card can go between.

A queue is a value, so undoing an answer is going back to the queue before it.
"""

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple
from zlib import crc32

from quizapp.model.schedules import Phase, Preset, Schedule
from quizapp.scheduling.order import apart, mixed

LEARN_AHEAD_MS = 20 * 60_000


class Waiting(NamedTuple):
    """A card as the queue sees it: the schedule's times, and where the card stands.

    ``position`` orders new cards. Cards with one ``passage`` are siblings. ``preset`` names the
    limits that the card counts against.
    """

    uid: str
    phase: Phase
    due_day: int | None = None
    due_at: int | None = None
    last_day: int | None = None
    position: int = 0
    passage: str = ""
    preset: str = "default"


class Allowance(NamedTuple):
    """How many cards of a preset may still be asked today."""

    new: int
    reviews: int


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


def allowance(preset: Preset, new_done: int, reviews_done: int) -> Allowance:
    """What a preset's daily limits leave.

    ``new_done`` counts the cards whose first review was today, ``reviews_done`` those reviewed
    today that are older; a card counts once a day. As in Anki new cards use up the limit for
    reviews too, so that a backlog is worked off before anything is added to it.
    """
    reviews = max(0, preset.reviews_per_day - reviews_done - new_done)
    return Allowance(min(max(0, preset.new_per_day - new_done), reviews), reviews)


def build(
    cards: Iterable[Waiting],
    *,
    now: int,
    day: int,
    day_end: int,
    allowances: Mapping[str, Allowance],
) -> Queue:
    """The queue of study day ``day`` at ``now``.

    ``cards`` may hold any cards: those not due on this day are left out, and those of a preset
    without an allowance. A step that reaches past the end of its study day is due on the whole
    of the day it reaches, and counts as a review there.
    """
    due = _sort_out(cards, now, day, day_end)
    reviews_left = {name: allowed.reviews for name, allowed in allowances.items()}
    overnight = _within(due.overnight, reviews_left)
    reviews = _within(_day_by_day(due.reviews, day), reviews_left)
    new_left = {name: min(each.new, reviews_left[name]) for name, each in allowances.items()}
    new = _within(sorted(due.new, key=lambda card: (card.position, card.uid)), new_left)
    main = tuple(apart(mixed(mixed(reviews, overnight), new), _kin))
    return Queue(day_end, main, tuple(sorted(due.steps, key=_soonest)))


def next_card(queue: Queue, now: int) -> Waiting | None:
    """The card to ask at ``now``; None when nothing is left but steps beyond the learn-ahead."""
    if queue.forward:
        return queue.forward[0]
    ready = [card for card in queue.steps if _soonest(card) <= now]
    ahead = [card for card in queue.steps if now < _soonest(card) <= now + LEARN_AHEAD_MS]
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
        insort(steps, again, key=_soonest)
    return replace(rest, steps=tuple(steps), last_asked=_kin(card))


def bring_forward(queue: Queue, card: Waiting) -> Queue:
    """The queue with ``card`` next, whether it was due today or not."""
    rest = without(queue, card.uid)
    return replace(rest, forward=(card, *rest.forward))


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
    soon = sum(_soonest(card) <= now + LEARN_AHEAD_MS for card in queue.steps)
    new = sum(card.phase is Phase.NEW for card in rest)
    reviews = sum(card.phase is Phase.REVIEW for card in rest)
    return Counts(new, soon + len(rest) - new - reviews, reviews)


class _Due(NamedTuple):
    steps: list[Waiting]
    overnight: list[Waiting]
    reviews: dict[int, list[Waiting]]
    new: list[Waiting]


def _sort_out(cards: Iterable[Waiting], now: int, day: int, day_end: int) -> _Due:
    due = _Due([], [], defaultdict(list), [])
    for card in cards:
        if card.due_at is not None:
            if card.due_at < day_end:
                crossed = card.last_day is not None and card.last_day < day
                (due.overnight if crossed and card.due_at > now else due.steps).append(card)
        elif card.due_day is not None:
            if card.due_day <= day:
                in_review = card.phase is Phase.REVIEW
                (due.reviews[card.due_day] if in_review else due.overnight).append(card)
        elif card.phase is Phase.NEW:
            due.new.append(card)
    return due


def _day_by_day(reviews: Mapping[int, list[Waiting]], day: int) -> Iterator[Waiting]:
    """The reviews by due day, shuffled within each; a day is shuffled only when it is reached."""
    for due_day in sorted(reviews):
        yield from sorted(
            reviews[due_day], key=lambda card: (crc32(f"{day}:{card.uid}".encode()), card.uid)
        )


def _within(cards: Iterable[Waiting], left: dict[str, int]) -> list[Waiting]:
    """The first cards that the presets' limits ``left`` allow; the limits go down."""
    taken: list[Waiting] = []
    total = sum(left.values())
    for card in cards:
        if not total:
            break
        if left.get(card.preset, 0) > 0:
            left[card.preset] -= 1
            total -= 1
            taken.append(card)
    return taken


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


def _soonest(card: Waiting) -> int:
    return card.due_at or 0
