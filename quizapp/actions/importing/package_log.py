"""The reviews of a package and its schedules, united with ours.

The log decides. Rows that Anki has and we lack are added; where the log that Anki gives does not
lead to the schedule its card has (rows are missing, or other parameters were at work), a manual
row says what that schedule is.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from math import isclose
from typing import TYPE_CHECKING

from quizapp.actions.collection import Collection, deck_presets
from quizapp.anki.card_states import schedule_read
from quizapp.anki.collection import CardRead
from quizapp.anki.reviews import DEVICE, AnkiReview, RowKind, difference, review_of
from quizapp.model.reviews import Review, ReviewKind
from quizapp.model.schedules import Phase, Preset, Schedule
from quizapp.scheduling.replay import replay, undone
from quizapp.scheduling.sm2 import memory_from_sm2
from quizapp.settings.values import nearest
from quizapp.storage.queries import packages, schedules

if TYPE_CHECKING:
    from quizapp.storage.queries.presets import Connection

_AT_ONCE = 500
_CLOSE = 1e-3
_SAME_SECOND = 1000


@dataclass(frozen=True, slots=True)
class Studied:
    """A card of ours with what a package knows of it."""

    uid: str
    deck: str
    card: CardRead
    log: tuple[AnkiReview, ...]


def unite_logs(
    collection: Collection, connection: "Connection", studied: Sequence[Studied], day_zero: int
) -> int:
    """Add what is new to the log and move the schedules; answers with the number of reviews."""
    chosen = deck_presets(collection, connection)
    learner = collection.learner
    count = 0
    told = [one for one in studied if one.log or one.card.kind]
    for start in range(0, len(told), _AT_ONCE):
        some = told[start : start + _AT_ONCE]
        uids = [one.uid for one in some]
        logs = packages.logs_of(connection, learner, uids)
        known = packages.schedules_of(connection, learner, uids)
        new: list[Review] = []
        moved: list[tuple[str, Schedule]] = []
        for one in some:
            preset = nearest(chosen, one.deck)
            log, before = logs.get(one.uid, []), known.get(one.uid, Schedule())
            rows, schedule = _united(collection, one, log, before, preset, day_zero)
            new += rows
            moved += [(one.uid, schedule)] if rows else []
        packages.append_all(connection, learner, new)
        schedules.save_all(connection, learner, moved)
        count += sum(row.rating is not None for row in new)
    return count


def _united(
    collection: Collection,
    one: Studied,
    ours: list[Review],
    before: Schedule,
    preset: Preset,
    day_zero: int,
) -> tuple[list[Review], Schedule]:
    """The rows to add for one card, and the schedule of its whole log then.

    ``before`` is the schedule of ``ours``.
    """
    gone = undone(ours)
    apart = difference(ours, gone, one.log)
    new = [review_of(row, one.uid, collection.day_of) for row in apart.received]
    schedule = replay([*ours, *new], one.uid, preset) if new else before
    if apart.sent or apart.taken_back:
        return new, schedule
    row = _as_in_anki(collection, one, [*ours, *new], schedule, preset, day_zero)
    if row is not None:
        new.append(row)
        schedule = replay([*ours, *new], one.uid, preset)
    return new, schedule


def _as_in_anki(
    collection: Collection,
    one: Studied,
    log: Sequence[Review],
    replayed: Schedule,
    preset: Preset,
    day_zero: int,
) -> Review | None:
    """The manual row that makes the schedule that of Anki's card; None where it is that already."""
    rated = [row for row in one.log if 1 <= row.ease <= 4]
    last = max((row.id for row in rated), default=None)
    theirs = schedule_read(one.card, last, day_zero, collection.day_of, preset)
    if theirs is None:
        return None
    told_memory = theirs.memory is not None
    whole = bool(rated) and rated[0].kind == RowKind.LEARN
    if not told_memory and not whole and theirs.interval:
        ease = one.card.factor / 1000 if one.card.factor > 0 else 2.5
        memory = memory_from_sm2(theirs.interval, ease, preset.parameters)
        theirs = replace(theirs, memory=memory)
    remembered = _same_memory(replayed, theirs) if theirs.memory or not whole else True
    if (
        remembered
        and replayed.phase is theirs.phase
        and _same_due(replayed, theirs, collection.day_of)
    ):
        return None
    known = [row.at for row in log]
    at = max([*known, theirs.last_at or 1000 * one.card.changed]) + 1
    state = None if remembered and replayed.last_at is not None else _state(theirs)
    return _manual(collection, one.uid, at, theirs, state)


def _manual(
    collection: Collection, uid: str, at: int, schedule: Schedule, state: str | None
) -> Review:
    said = f"anki:{uid}:{at}:{schedule.due_day}:{schedule.due_at}:{state}"
    return Review(
        uid=f"{at:012x}{blake2b(said.encode(), digest_size=8).hexdigest()}",
        device=DEVICE,
        card=uid,
        kind=ReviewKind.MANUAL,
        at=at,
        day=collection.day_of(at),
        scheduler=DEVICE,
        due_day=schedule.due_day,
        due_at=schedule.due_at,
        state=state,
        phase=schedule.phase.value,
        interval=schedule.interval,
    )


def _state(schedule: Schedule) -> str:
    memory = schedule.memory
    return json.dumps(
        {
            "phase": schedule.phase.value,
            "stability": memory.stability if memory else None,
            "difficulty": memory.difficulty if memory else None,
            "interval": schedule.interval,
            "step": schedule.step,
            "reps": schedule.reps,
            "lapses": schedule.lapses,
            "last_at": schedule.last_at,
            "last_day": schedule.last_day,
        }
    )


def _same_memory(one: Schedule, other: Schedule) -> bool:
    """Whether two memories agree as Anki rounds them when it stores one."""
    if one.memory is None or other.memory is None:
        return one.memory is other.memory
    return isclose(
        one.memory.stability, other.memory.stability, rel_tol=_CLOSE, abs_tol=_CLOSE
    ) and isclose(one.memory.difficulty, other.memory.difficulty, abs_tol=_CLOSE)


def _same_due(ours: Schedule, theirs: Schedule, day_of: Callable[[int], int]) -> bool:
    """Whether two schedules of one phase are due at the same time, as far as Anki keeps it.

    A step that leaves its study day is due on the whole of the day it reaches there.
    """
    if ours.due_at is None:
        return theirs.due_at is None and ours.due_day == theirs.due_day
    if ours.phase is Phase.REVIEW:
        return False
    if theirs.due_at is None:
        return day_of(ours.due_at) == theirs.due_day
    return abs(ours.due_at - theirs.due_at) <= _SAME_SECOND
