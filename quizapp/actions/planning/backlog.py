"""Coming back after days away, or going: due cards spread over days, simulated before it is done.

Cards most likely still known come first: what is asked in time is kept, while a card that is
forgotten already loses little by waiting. A plan is written as manual rows of the log.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from quizapp.actions.collection import Collection, deck_presets
from quizapp.actions.planning.rescheduling import Move, reschedule_in
from quizapp.actions.studying.log import undo_in
from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.model.schedules import MemoryState, Preset
from quizapp.model.waiting import Waiting
from quizapp.scheduling.memory import retrievability
from quizapp.settings.values import nearest
from quizapp.storage.queries import cards, presets, reviews, schedules, waiting

FARTHEST = 365
"""A plan that needs more days than this asks for too few cards a day."""

_DAYS = 7
_LEAST = 10
_DONE = "backlog_moved"


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A study day of a plan (a date's ordinal): cards of the backlog, and cards due anyway.

    ``recall`` is the mean retrievability that the cards of the backlog will have then.
    """

    day: int
    backlog: int
    due: int
    recall: float


@dataclass(frozen=True, slots=True)
class Plan:
    """Which cards are asked when; at most ``per_day`` a day with those that are due anyway.

    ``kept`` is how many cards of the backlog are expected to be known when they are asked, and
    ``kept_by_date`` how many would be if the longest overdue came first at the same pace.
    """

    cards: int
    per_day: int
    days: tuple[PlannedDay, ...]
    kept: float
    kept_by_date: float
    moves: tuple[Move, ...]


def backlog(collection: Collection, per_day: int | None = None) -> Plan:
    """Spread the reviews that are due or overdue over today and the days after it.

    Without ``per_day`` it is so many that a week does.

    Raises:
        InputError: so few a day never catch up.
    """
    today = collection.day_of(collection.now())
    return _plan(collection, lambda due: due <= today, today, per_day)


def vacation(collection: Collection, first: int, last: int, per_day: int | None = None) -> Plan:
    """Move the reviews due from ``first`` to ``last`` (study days) past it, spread over days.

    Raises:
        InputError: the days are no range that ends in the future, or so few a day never catch up.
    """
    if not first <= last or last < collection.day_of(collection.now()):
        raise InputError(_("A vacation has a first and a last day, and ends today or later."))
    return _plan(collection, lambda due: first <= due <= last, last + 1, per_day)


def accept(collection: Collection, plan: Plan) -> int:
    """Give the cards their days, in one transaction. How many moved.

    A plan that moves nothing leaves the one before to be taken back.
    """
    if not plan.moves:
        return 0
    with collection.database.writing() as connection:
        rows = reschedule_in(connection, collection, plan.moves)
        uids = [row.uid for row in rows]
        presets.set_setting(connection, collection.learner, _DONE, uids)
    return len(rows)


def take_back(collection: Collection) -> int:
    """Take the last accepted plan back, but for cards that moved since. How many moved back.

    Raises:
        InputError: there is no plan to take back.
    """
    learner = collection.learner
    with collection.database.writing() as connection:
        uids = presets.setting(connection, learner, _DONE)
        if not uids:
            raise InputError(_("There is no plan to take back."))
        chosen = deck_presets(collection, connection)
        decks = cards.deck_of_cards(connection, learner)
        count = 0
        for uid in uids:
            row = reviews.by_uid(connection, learner, uid)
            if row is not None and row.card in decks:
                state = schedules.schedule(connection, learner, row.card)
                if state.due_day == row.due_day and (state.last_at or 0) <= row.at:
                    undo_in(connection, collection, row, nearest(chosen, decks[row.card]))
                    count += 1
        presets.set_setting(connection, learner, _DONE, [])
    return count


def _plan(
    collection: Collection, is_taken: Callable[[int], bool], first: int, per_day: int | None
) -> Plan:
    today = collection.day_of(collection.now())
    with collection.database.reading() as connection:
        chosen = deck_presets(collection, connection)
        decks = cards.decks(connection, collection.learner)
        found = waiting.in_review(connection, collection.learner, today, decks)
    due = [card for card in found if card.due_day is not None]
    taken = [card for card in due if is_taken(card.due_day or 0)]
    busy = Counter(card.due_day for card in due if not is_taken(card.due_day or 0))
    recall = _Recall(chosen)
    by_recall = sorted(taken, key=lambda card: (-recall(card, today), card.uid))
    per_day = per_day or max(_LEAST, ceil(len(taken) / _DAYS) + ceil(_usual(busy, first)))
    places = list(_places(len(taken), first, per_day, busy))
    days = dict(zip((card.uid for card in by_recall), places, strict=True))
    by_date = sorted(taken, key=lambda card: (card.due_day or 0, card.uid))
    return Plan(
        cards=len(taken),
        per_day=per_day,
        days=tuple(_told(by_recall, places, busy, recall)),
        kept=sum(recall(card, days[card.uid]) for card in taken),
        kept_by_date=sum(recall(card, day) for card, day in zip(by_date, places, strict=True)),
        moves=tuple(
            Move(card.uid, card.due_day, days[card.uid], card.interval)
            for card in by_recall
            if days[card.uid] != max(card.due_day or 0, today)
        ),
    )


def _usual(busy: Mapping[int | None, int], first: int) -> float:
    """How many cards fall due on a day of the week ahead anyway."""
    return sum(busy.get(first + ahead, 0) for ahead in range(_DAYS)) / _DAYS


def _places(count: int, first: int, per_day: int, busy: Mapping[int | None, int]) -> Iterator[int]:
    """The day of each card in order: what a day has room for, from the first day on."""
    left = count
    for day in range(first, first + FARTHEST):
        room = min(left, max(0, per_day - busy.get(day, 0)))
        yield from [day] * room
        left -= room
        if not left:
            return
    message = _("{n} cards a day never catch up: allow more with --per-day.")
    raise InputError(message.format(n=per_day))


class _Recall:
    """The retrievability of a card on a day, by the parameters of its deck."""

    def __init__(self, chosen: Mapping[str, Preset]) -> None:
        self._chosen = chosen

    def __call__(self, card: Waiting, day: int) -> float:
        parameters = nearest(self._chosen, card.deck).parameters
        passed = max(0, day - (card.last_day if card.last_day is not None else day))
        memory = MemoryState(card.stability or 0.0, card.difficulty or 1.0)
        return retrievability(memory, passed, parameters)


def _told(
    ordered: Sequence[Waiting],
    places: Iterable[int],
    busy: Mapping[int | None, int],
    recall: _Recall,
) -> Iterator[PlannedDay]:
    by_day: dict[int, list[float]] = {}
    for card, day in zip(ordered, places, strict=True):
        by_day.setdefault(day, []).append(recall(card, day))
    for day, recalls in by_day.items():
        mean = sum(recalls) / len(recalls)
        yield PlannedDay(day, len(recalls), busy.get(day, 0), mean)
