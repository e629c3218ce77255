"""Move schedules by hand: set a due date, forget, reschedule after new parameters.

Each is a manual row of the log, so that it can be undone and a rebuild keeps it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from quizapp.actions.collection import Collection, deck_presets
from quizapp.actions.studying.log import SCHEDULER
from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.model.reviews import Review, ReviewKind
from quizapp.model.schedules import Phase, Preset, Schedule
from quizapp.scheduling.fuzz import fuzz_factor, fuzzed
from quizapp.scheduling.manual import moved_by_hand
from quizapp.scheduling.memory import interval, model
from quizapp.scheduling.passing import in_time
from quizapp.settings.values import nearest
from quizapp.storage.queries import cards, reviews, schedules
from quizapp.storage.queries.presets import Connection

FARTHEST = 36_500


@dataclass(frozen=True, slots=True)
class Move:
    """A card that gets another due day; days are study days (a date's ordinal)."""

    card: str
    before: int | None
    after: int
    interval: int


def set_due(collection: Collection, uids: Iterable[str], soonest: int, latest: int) -> list[Review]:
    """Make cards due in ``soonest`` to ``latest`` days from today, spread by chance between.

    Raises:
        InputError: the days are no range from 0 on.
    """
    if not 0 <= soonest <= latest <= FARTHEST:
        message = _("A card can be due in 0 to {most} days, the sooner day first.")
        raise InputError(message.format(most=FARTHEST))
    today = collection.day_of(collection.now())
    with collection.database.writing() as connection:
        return [
            _move(collection, connection, uid, due_day=today + _between(uid, soonest, latest))
            for uid in uids
        ]


def forget(collection: Collection, uids: Iterable[str]) -> list[Review]:
    """Make cards new again; their past stays in the log."""
    with collection.database.writing() as connection:
        return [_move(collection, connection, uid) for uid in uids]


def moves(collection: Collection, deck: str | None = None) -> list[Move]:
    """Which cards would fall on another day by today's settings and parameters, and on which.

    What is asked for is seen before it is done: rescheduling can make many cards due at once.
    """
    with collection.database.reading() as connection:
        chosen = deck_presets(collection, connection)
        decks = cards.deck_of_cards(connection, collection.learner)
        states = schedules.all_schedules(connection, collection.learner)
    found = (
        _moved(uid, state, nearest(chosen, decks[uid]))
        for uid, state in states.items()
        if uid in decks and _within(decks[uid], deck)
    )
    return [move for move in found if move is not None and move.after != move.before]


def reschedule(collection: Collection, wanted: Iterable[Move]) -> list[Review]:
    """Give cards the due days that :func:`moves` found, in one transaction."""
    with collection.database.writing() as connection:
        return reschedule_in(connection, collection, wanted)


def reschedule_in(
    connection: Connection, collection: Collection, wanted: Iterable[Move]
) -> list[Review]:
    """As :func:`reschedule`, as a part of what else is written."""
    return [
        _move(
            collection,
            connection,
            move.card,
            due_day=move.after,
            interval=move.interval,
            phase=Phase.REVIEW.value,
        )
        for move in wanted
    ]


def _moved(uid: str, state: Schedule, preset: Preset) -> Move | None:
    if state.phase is not Phase.REVIEW or state.memory is None or state.last_day is None:
        return None
    exact = interval(state.memory.stability, preset.retention, preset.parameters)
    factor = fuzz_factor(uid, state.reps) if preset.fuzz else None
    days = fuzzed(exact, 1, preset.maximum_interval, factor)
    known = model(preset.parameters)
    days = in_time(days, state.memory, known, state.last_day, preset.deadline)
    return Move(uid, state.due_day, state.last_day + days, days)


def _move(collection: Collection, connection: Connection, uid: str, **due: Any) -> Review:
    before, written_at = schedules.before_answer(connection, collection.learner, uid)
    at = max(collection.now(), (written_at or 0) + 1)
    row = Review(
        uid=collection.new_uid(at),
        device=collection.device,
        card=uid,
        kind=ReviewKind.MANUAL,
        at=at,
        day=collection.day_of(at),
        scheduler=SCHEDULER,
        **due,
    )
    reviews.append(connection, collection.learner, row)
    schedules.save(connection, collection.learner, uid, moved_by_hand(before, row))
    return row


def _between(uid: str, soonest: int, latest: int) -> int:
    return soonest + int(fuzz_factor(uid, 0) * (latest - soonest + 1))


def _within(deck: str, wanted: str | None) -> bool:
    return wanted is None or deck == wanted or deck.startswith(f"{wanted}::")
