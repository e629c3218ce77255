import pytest

from quizapp.scheduling.leech import is_noticed


@pytest.mark.parametrize(
    ("threshold", "noticed"),
    [(8, [8, 12, 16, 20]), (5, [5, 8, 11, 14, 17, 20]), (1, list(range(1, 21)))],
)
def test_a_leech_is_noticed_at_its_threshold_and_after_every_half_of_it(threshold, noticed):
    assert [lapses for lapses in range(21) if is_noticed(lapses, threshold)] == noticed
