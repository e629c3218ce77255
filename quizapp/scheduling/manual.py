"""Manual rows of the log: a schedule that came along, a due date that was set, a card forgotten."""

import json
from dataclasses import replace
from typing import Any

from quizapp.model.reviews import Logged, Review
from quizapp.model.schedules import MemoryState, Phase, Schedule


def moved_by_hand(schedule: Schedule, row: Review | Logged) -> Schedule:
    """The schedule after a manual row.

    With ``state`` it is that one, due as the row says. With a due date alone the card is in review
    and due then (within the day: in its steps), its memory as it was. With neither the card is
    new again; how often it was reviewed and forgotten stays known.
    """
    if row.state is not None:
        return _brought(json.loads(row.state), row)
    if row.due_day is None and row.due_at is None:
        return Schedule(reps=schedule.reps, lapses=schedule.lapses)
    steps = Phase.RELEARNING if schedule.lapses else Phase.LEARNING
    phase = Phase(row.phase) if row.phase else Phase.REVIEW if row.due_at is None else steps
    interval = row.interval
    if interval is None:
        interval = schedule.interval
        if row.due_day is not None:
            interval = max(1, row.due_day - (schedule.last_day or row.day))
    return replace(
        schedule,
        phase=phase,
        due_day=row.due_day,
        due_at=row.due_at,
        interval=interval,
        step=0 if phase is Phase.REVIEW else schedule.step,
    )


def _brought(state: dict[str, Any], row: Review | Logged) -> Schedule:
    memory = None
    if state.get("stability") is not None:
        memory = MemoryState(state["stability"], state["difficulty"])
    return Schedule(
        phase=Phase(state["phase"]),
        memory=memory,
        due_day=row.due_day,
        due_at=row.due_at,
        interval=state.get("interval", 0),
        step=state.get("step", 0),
        reps=state.get("reps", 0),
        lapses=state.get("lapses", 0),
        last_at=state.get("last_at"),
        last_day=state.get("last_day", row.day if memory else None),
    )
