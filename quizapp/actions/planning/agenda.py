"""The queue of today: rows of the collection, handed to the scheduler's order."""

from collections.abc import Iterable, Iterator, Mapping

from quizapp.actions.collection import Collection
from quizapp.actions.planning.deadlines import brought_forward
from quizapp.model.schedules import Interleave, NewOrder, Preset, ReviewOrder
from quizapp.model.waiting import Waiting
from quizapp.scheduling.limits import Chain, Left, Ration, chain, in_time, left_of
from quizapp.scheduling.picking import Picked, pick, works_towards_deadline
from quizapp.scheduling.queue import Queue, arranged
from quizapp.settings.values import Settings, nearest
from quizapp.storage.queries import cards, reviews, waiting
from quizapp.storage.queries.presets import Connection

DEFAULT_SECONDS = 20.0
"""What a card takes before the learner's own pace is known."""


def agenda(collection: Collection, chosen: Mapping[str, Preset], deck: str | None) -> Queue:
    """What is left to study today in a deck with those below it, or everywhere."""
    now = collection.now()
    day = collection.day_of(now)
    day_end = collection.start_of(day + 1)
    preset = nearest(chosen, deck or "")
    with collection.database.reading() as connection:
        left = left_after(
            collection.settings,
            reviews.studied_today(connection, collection.learner, day),
            reviews.seconds_a_card(connection, collection.learner) or DEFAULT_SECONDS,
        )
        rows = waiting.in_steps(connection, collection.learner, day, day_end, deck)
        for decks in _groups(collection, connection, left):
            rows += _reviews(collection, connection, deck, decks, preset, left)
            rows += _new(collection, connection, deck, decks, preset, left)
        rows += brought_forward(collection, connection, chosen, deck)
        picked = pick(rows, now=now, day=day, day_end=day_end, left=left, preset=preset)
        topics = _topics(collection, connection, picked, preset.interleave)
    return arranged(picked, day_end, preset.new_mix, topics)


def left_after(
    settings: Settings, studied: Iterable[tuple[str, str, int]], seconds_a_card: float
) -> Left:
    """What the daily limits leave; ``studied`` has card, deck and number of earlier reviews.

    The minutes a day that a deck has count as a limit too, at the learner's own pace.
    """
    done = ((deck, not earlier) for _card, deck, earlier in studied)
    presets = settings.presets.items()
    minutes = {deck: preset.minutes_per_day for deck, preset in presets if preset.minutes_per_day}
    limits = in_time(settings.review_limits, minutes, seconds_a_card)
    return left_of(settings.new_limits, limits, done)


def _groups(
    collection: Collection, connection: Connection, left: Left
) -> Iterable[list[str] | None]:
    """The decks that share their limits, so that a spent limit is not read on for another's sake.

    None is every deck: there is one limit for all.
    """
    if len(left.new) == len(left.reviews) == 1:
        return [None]
    groups: dict[tuple[Chain, Chain], list[str]] = {}
    for deck in cards.decks(connection, collection.learner):
        groups.setdefault((chain(left.new, deck), chain(left.reviews, deck)), []).append(deck)
    return groups.values()


def _reviews(
    collection: Collection,
    connection: Connection,
    deck: str | None,
    decks: list[str] | None,
    preset: Preset,
    left: Left,
) -> Iterator[Waiting]:
    """Due reviews until their limits are spent.

    By due day the day on which that happens is read to its end, because the queue shuffles within
    a day; at random, and before a deadline, all are read.
    """
    ration, last = Ration(left), None
    day, learner = collection.day_of(collection.now()), collection.learner
    order = ReviewOrder.RANDOM if works_towards_deadline(preset, day) else preset.order
    for row in waiting.due_reviews(connection, learner, day, deck, order, decks):
        if not ration.take_review(row.deck) and order is not ReviewOrder.RANDOM:
            if order is not ReviewOrder.DUE or row.due_day != last:
                return
        else:
            last = row.due_day
        yield row


def _new(
    collection: Collection,
    connection: Connection,
    deck: str | None,
    decks: list[str] | None,
    preset: Preset,
    left: Left,
) -> Iterator[Waiting]:
    """New cards until their limits are spent; at random all of them."""
    ration, day = Ration(left), collection.day_of(collection.now())
    for row in waiting.never_studied(connection, collection.learner, day, deck, decks):
        if not ration.take_new(row.deck) and preset.new_order is not NewOrder.RANDOM:
            return
        yield row


def _topics(
    collection: Collection, connection: Connection, picked: Picked, interleave: Interleave
) -> Mapping[str, str] | None:
    """The topic of each card that takes turns with others; None where none do."""
    every = (*picked.reviews, *picked.overnight, *picked.new)
    if interleave is Interleave.DECKS:
        return {card.uid: card.deck for card in every}
    if interleave is Interleave.HEADINGS:
        uids = [card.uid for card in every]
        return cards.sections_of(connection, collection.learner, uids)
    return None
