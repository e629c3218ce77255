"""Decks with a deadline: cards that come before their day, for their last review until then."""

from collections import defaultdict
from collections.abc import Mapping

from quizapp.actions.collection import Collection
from quizapp.model.schedules import Preset
from quizapp.model.waiting import Waiting
from quizapp.settings.values import nearest
from quizapp.storage.queries import cards, waiting
from quizapp.storage.queries.presets import Connection


def brought_forward(
    collection: Collection,
    connection: Connection,
    chosen: Mapping[str, Preset],
    deck: str | None,
) -> list[Waiting]:
    """The cards of a deck with those below it that are not due, but must come today.

    They were scheduled past the day on which one more review suffices until the deadline. In the
    queue they are due today; their schedules stay as they are, so that a deadline can be moved.
    """
    day = collection.day_of(collection.now())
    found: list[Waiting] = []
    groups = _with_deadline(collection, connection, chosen, deck, day)
    for (deadline, parameters), names in groups.items():
        rows = waiting.in_review(connection, collection.learner, day, names)
        later = [row for row in rows if (row.due_day or day) > day]
        found += _needed(later, day, deadline, parameters)
    return found


def _with_deadline(
    collection: Collection,
    connection: Connection,
    chosen: Mapping[str, Preset],
    deck: str | None,
    day: int,
) -> dict[tuple[int, tuple[float, ...]], list[str]]:
    """The decks that have a deadline ahead, by it and by their parameters."""
    found: dict[tuple[int, tuple[float, ...]], list[str]] = defaultdict(list)
    if not any((preset.deadline or 0) > day for preset in chosen.values()):
        return found
    for name in cards.decks(connection, collection.learner):
        preset = nearest(chosen, name)
        within = deck is None or name == deck or name.startswith(f"{deck}::")
        if within and preset.deadline is not None and preset.deadline > day:
            found[preset.deadline, preset.parameters].append(name)
    return found


def _needed(
    rows: list[Waiting], day: int, deadline: int, parameters: tuple[float, ...]
) -> list[Waiting]:
    """The cards whose last review before the deadline is due, as due today."""
    import numpy as np

    from quizapp.scheduling.deadline import latest
    from quizapp.scheduling.memory import model

    stability = np.array([row.stability for row in rows], float)
    difficulty = np.array([row.difficulty for row in rows], float)
    last = np.array([row.last_day for row in rows], float)
    needed = last + latest(model(parameters), stability, difficulty, deadline - last)
    # What was asked today has had its review of today.
    today = np.flatnonzero((needed <= day) & (last < day))
    return [rows[place]._replace(due_day=day) for place in today]
