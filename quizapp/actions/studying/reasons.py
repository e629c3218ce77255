"""Why a card is asked now, as facts a face can put into sentences."""

from dataclasses import dataclass
from enum import StrEnum

from quizapp.actions.collection import Collection, preset_of
from quizapp.actions.questions.variants import question_of
from quizapp.actions.studying.asking import Asked
from quizapp.model.errors import InputError
from quizapp.model.schedules import Phase, Preset


class Cause(StrEnum):
    """What brings a card to the learner."""

    MISTAKE = "mistake"
    NEW = "new"
    STEP = "step"
    DUE = "due"
    OVERDUE = "overdue"
    EARLY = "early"
    DEADLINE = "deadline"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class Reason:
    """One cause with its numbers; which of them count depends on the cause.

    MISTAKE: ``card``, the front of the card on which the slip was made. NEW: ``of``, the new cards
    a day of its deck. STEP: ``number`` of ``of`` steps. DUE, OVERDUE, EARLY: ``days`` from or to
    the due day, ``recall`` now and the recall ``wanted``. DEADLINE: ``days`` until then. LEVEL:
    ``number`` of ``of`` levels, ``days`` of stability.
    """

    cause: Cause
    days: int = 0
    number: int = 0
    of: int = 0
    recall: float | None = None
    wanted: float = 0.0
    card: str = ""


def reasons(collection: Collection, asked: Asked) -> tuple[Reason, ...]:
    """Why the card in question is asked now, the strongest reason first."""
    with collection.database.reading() as connection:
        preset = preset_of(collection, connection, asked.card.deck)
    day = collection.day_of(collection.now())
    found = []
    if asked.brought_by is not None:
        found.append(Reason(Cause.MISTAKE, card=asked.brought_by.front))
    found.append(_by_schedule(asked, preset, day))
    if preset.deadline is not None and preset.deadline > day:
        found.append(Reason(Cause.DEADLINE, days=preset.deadline - day))
    level = _level(collection, asked)
    return (*found, level) if level is not None else tuple(found)


def _by_schedule(asked: Asked, preset: Preset, day: int) -> Reason:
    schedule = asked.schedule
    if schedule.phase is Phase.NEW:
        return Reason(Cause.NEW, of=preset.new_per_day)
    if schedule.phase is not Phase.REVIEW:
        lapsed = schedule.phase is Phase.RELEARNING
        steps = len(preset.relearning_steps if lapsed else preset.learning_steps)
        return Reason(Cause.STEP, number=min(schedule.step + 1, steps), of=steps)
    late = day - (schedule.due_day if schedule.due_day is not None else day)
    cause = Cause.OVERDUE if late > 0 else Cause.EARLY if late < 0 else Cause.DUE
    return Reason(cause, days=abs(late), recall=asked.recall, wanted=preset.retention)


def _level(collection: Collection, asked: Asked) -> Reason | None:
    """The level, where the question has several."""
    memory, variant = asked.schedule.memory, asked.variant
    if variant is None:
        return None
    try:
        levels = question_of(collection, asked.card).levels
    except InputError:
        return None
    if levels == 1:
        return None
    days = round(memory.stability) if memory is not None else 0
    return Reason(Cause.LEVEL, number=variant.level, of=levels, days=days)
