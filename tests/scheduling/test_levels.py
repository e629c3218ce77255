import pytest

from quizapp.model.schedules import MemoryState
from quizapp.scheduling.levels import level_of
from quizapp.scheduling.memory import next_memory


@pytest.mark.parametrize(
    ("stability", "levels", "level"),
    [
        (0.5, 3, 1), (6.99, 3, 1), (7, 3, 2), (20.9, 3, 2), (21, 3, 3), (900, 3, 3),
        (900, 1, 1), (63, 9, 4), (62.9, 9, 3), (36_500, 20, 9),
    ],
)  # fmt: skip
def test_levels_begin_at_a_week_and_at_three_times_as_much_each(stability, levels, level):
    assert level_of(MemoryState(stability, 5.0), levels) == level


def test_a_new_card_begins_at_the_first_level():
    assert level_of(None, 5) == 1


def test_a_lapse_leads_back_to_an_easier_level():
    memory = MemoryState(40.0, 5.0)

    forgotten = next_memory(memory, 1, 40)

    assert level_of(memory, 3) == 3
    assert level_of(forgotten, 3) == 1
