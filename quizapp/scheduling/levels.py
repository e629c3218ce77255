"""The level at which a question is asked: the better a skill is held, the harder its numbers.

Level 2 begins at a stability of a week, each further one at three times as much: 7, 21, 63 … days.
A lapse takes stability away, and with it levels. The level never touches the memory model: for the
same ratings at the same times the schedule is the same at any level.
"""

from quizapp.model.schedules import MemoryState

SECOND_FROM = 7.0
"""Days of stability from which level 2 is asked."""

_TIMES = 3.0


def level_of(memory: MemoryState | None, levels: int) -> int:
    """The level, from 1 to ``levels``, for a card with this memory; 1 for a new one."""
    level, needed = 1, SECOND_FROM
    while memory is not None and level < levels and memory.stability >= needed:
        level += 1
        needed *= _TIMES
    return level
