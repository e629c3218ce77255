"""The queue of today: rows of the collection, handed to the scheduler's order."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import takewhile

from quizapp.actions.collection import Collection
from quizapp.actions.planning.deadlines import brought_forward
from quizapp.model.schedules import Interleave, NewOrder, Preset, ReviewOrder
from quizapp.model.waiting import Waiting
from quizapp.scheduling.limits import Left, Ration, in_time, left_of
from quizapp.scheduling.picking import Picked, pick, works_towards_deadline
from quizapp.scheduling.queue import Queue, arranged
from quizapp.settings.values import Settings, nearest
from quizapp.storage.queries import cards, reviews, waiting
from quizapp.storage.queries.presets import Connection

DEFAULT_SECONDS = 20.0
"""What a card takes before the learner's own pace is known."""

PATIENCE = 100
"""How many rows of full decks are passed over before the other decks are read on by themselves."""


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
        rows += _reviews(collection, connection, deck, preset, left)
        rows += brought_forward(collection, connection, chosen, deck)
        picked = pick(
            rows,
            now=now,
            day=day,
            day_end=day_end,
            left=left,
            preset=preset,
            read_new=partial(_new, collection, connection, deck, preset),
        )
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


def _reviews(
    collection: Collection,
    connection: Connection,
    deck: str | None,
    preset: Preset,
    left: Left,
) -> Iterator[Waiting]:
    """Due reviews until their limits are spent.

    By due day the day on which that happens is read to its end, because the queue shuffles within
    a day; at random, and before a deadline, all are read.
    """
    ration = Ration(left)
    day, learner = collection.day_of(collection.now()), collection.learner
    order = ReviewOrder.RANDOM if works_towards_deadline(preset, day) else preset.order
    read = partial(waiting.due_reviews, connection, learner, day, deck, order)
    if order is ReviewOrder.RANDOM:
        return read()
    if order is not ReviewOrder.DUE:
        rows = takewhile(lambda _row: not ration.spent, read())
        return (row for row in rows if ration.take_review(row.deck))
    decks = partial(cards.decks, connection, learner)
    takes, has = ration.take_review, ration.has_review
    return _rationed(read, _due_day, takes, has, lambda: ration.spent, decks)


def _new(
    collection: Collection,
    connection: Connection,
    deck: str | None,
    preset: Preset,
    left: Left,
) -> Iterator[Waiting]:
    """New cards until their limits are spent; at random all of them."""
    ration, day = Ration(left), collection.day_of(collection.now())
    learner = collection.learner
    read = partial(waiting.never_studied, connection, learner, day, deck)
    if preset.new_order is NewOrder.RANDOM:
        return read()
    if ration.new_spent:
        return iter(())
    decks = partial(cards.decks, connection, learner)
    takes, has = ration.take_new, ration.has_new
    return _rationed(read, _position, takes, has, lambda: ration.new_spent, decks)


def _rationed(
    read: Callable[..., Iterator[Waiting]],
    place: Callable[[Waiting], int],
    take: Callable[[str], bool],
    has: Callable[[str], bool],
    is_spent: Callable[[], bool],
    decks: Callable[[], Iterable[str]],
) -> Iterator[Waiting]:
    """The rows of decks that are not full before the place of the row: its day, or its position.

    Once many rows were passed over, only decks with something left are read on. How many doubles
    each time, so that it is asked seldom.
    """
    rows, patience, passed = read(), PATIENCE, 0
    here, is_open, asked = None, dict[str, bool](), list[str]()
    while (row := next(rows, None)) is not None:
        if place(row) != here:
            for deck in asked:
                take(deck)
            here, is_open, asked = place(row), {}, []
            if passed > patience:
                names = [name for name in decks() if has(name)]
                rows, patience, passed = read(decks=names, since=here), 2 * patience, 0
                continue
        if row.deck not in is_open:
            is_open[row.deck] = has(row.deck)
        if is_open[row.deck]:
            asked.append(row.deck)
            yield row
        elif is_spent():
            return
        else:
            passed += 1


def _due_day(row: Waiting) -> int:
    return row.due_day or 0


def _position(row: Waiting) -> int:
    return row.position


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
