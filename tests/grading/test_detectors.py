import math

import pytest

from quizapp.grading.judge import judge
from quizapp.model.questions import Step, Tolerance
from quizapp.model.verdicts import Outcome

LOGITS = (1.0, 2.0, 4.0)
SOFTMAX = tuple(math.exp(z) / sum(map(math.exp, LOGITS)) for z in LOGITS)


@pytest.mark.parametrize(
    ("right", "typed", "name"),
    [
        (0.6442, "-0.644", "sign"),
        (-2.5, "2.5", "sign"),
        (0.6442, "1.552", "reciprocal"),
        (4.0, "0.25", "reciprocal"),
        (0.6442, "1.288", "factor"),
        (0.6442, "0.322", "factor"),
        (7.35, "2.45", "factor"),
        (0.6442, "6.442", "factor"),
        (0.6442, "64.4", "percent"),
        (64.42, "0.644", "percent"),
        (1.3863, "2", "log-base"),  # ln 4 and log2 4
        (2.0, "1.386", "log-base"),
        (4.6052, "2", "log-base"),  # ln 100 and log10 100
        (2.0, "4.605", "log-base"),
        (3.3219, "1", "log-base"),  # log2 10 and log10 10
        (1.0, "3.322", "log-base"),
    ],
)
def test_a_number_betrays_a_typical_slip(found, number, right, typed, name):
    verdict = found(number(right), typed)

    assert verdict.outcome is Outcome.MISTAKE
    assert verdict.mistake == name
    assert verdict.message.endswith(".")


@pytest.mark.parametrize(
    ("right", "typed", "name"),
    [
        ((0.5, -2.0, 0.0), "-0.5 2 0", "sign"),
        ((0.5, 4.0, 10.0), "2 0.25 0.1", "reciprocal"),
        ((0.5, -2.0, 1.3), "1 -4 2.6", "factor"),
        ((-0.5, 1.5), "-1 3", "factor"),  # sums to 1, yet is no distribution
        ((0.5, -2.0, 1.3), "0.75 -3 1.95", "factor"),  # any factor, seen in three entries
        ((0.5, -2.0, 1.3), "50 -200 130", "percent"),
        ((math.log(3), math.log(5)), "1.585 2.322", "log-base"),
        (((1.0, 2.0), (3.0, 4.0)), "1 3; 2 4", "transposed"),
        (((1.0, 2.0, 3.0), (4.0, 5.0, 6.0)), "1 4; 2 5; 3 6", "transposed"),
        (SOFTMAX, "2.718 7.389 54.60", "not-normalised"),
        (SOFTMAX, "0.084 0.228 1.688", "not-normalised"),  # twice, but they should sum to 1
    ],
)
def test_an_array_betrays_a_typical_slip(found, array, right, typed, name):
    verdict = found(array(right), typed)

    assert verdict.outcome is Outcome.MISTAKE
    assert verdict.mistake == name


@pytest.mark.parametrize(
    ("right", "typed"),
    [
        (0.6442, "0.2"),
        (0.6442, "0"),
        (0.01, "0.2"),
        (0.5, "0"),  # no hundredth of it, however small an absolute tolerance makes that seem
        (0.5, "0.01"),
        (0.0, "5"),
        (0.03, "0.105"),  # 3.5 times, which its coarse tolerance of a fifth must not call 3 or 4
        (1.0, "1.2"),
    ],
)
def test_a_number_that_nothing_explains_is_wrong(found, number, right, typed):
    assert found(number(right), typed).outcome is Outcome.WRONG


@pytest.mark.parametrize(
    ("right", "typed"),
    [
        ((0.5, -2.0, 1.3), "-0.5 2 1.3"),  # one sign is not all signs
        ((0.5, -2.0, 1.3), "1 -4 1.3"),
        ((0.5, 0.25), "0.6 0.3"),  # two entries say little of a factor of 1.2
        ((0.0, 0.0), "1 1"),
        (((1.0, 2.0), (3.0, 4.0)), "1 3; 2 5"),
        (((1.0,), (1.0,)), "5; 7"),  # single entries are no distributions
    ],
)
def test_an_array_that_nothing_explains_is_wrong(found, array, right, typed):
    assert found(array(right), typed).outcome is Outcome.WRONG


def test_rows_that_are_no_distributions_yet_are_recognised_one_by_one(found, array):
    verdict = found(array(((0.1, 0.9), (0.4, 0.6))), "1 9; 2 3")

    assert verdict.mistake == "not-normalised"
    assert verdict.message == "The proportions are right, but what should sum to 1 sums to 10."


def test_columns_may_be_the_distributions(found, array):
    assert found(array(((0.1, 0.4), (0.9, 0.6))), "1 2; 9 3").mistake == "not-normalised"


@pytest.mark.parametrize(
    ("typed", "name"),
    [("-24", "sign"), ("48", "factor"), ("12", "factor"), ("2400", "percent"), ("2.4", "factor")],
)
def test_a_whole_number_betrays_exact_slips(found, whole, typed, name):
    assert found(whole(24), typed).mistake == name


@pytest.mark.parametrize("typed", ["-25", "72", "8", "47", "2401"])
def test_a_whole_number_near_a_slip_is_wrong(found, whole, typed):
    assert found(whole(24), typed).outcome is Outcome.WRONG


def test_a_transposed_matrix_of_whole_numbers_is_recognised(found, array):
    part = array(((1, 2, 3), (4, 5, 6)), tolerance=Tolerance(0, 0))

    assert found(part, "1 4; 2 5; 3 6").mistake == "transposed"


@pytest.mark.parametrize(
    ("right", "typed", "sentence"),
    [
        (0.5, "-0.5", "The size is right, the sign is the other way round."),
        (4.0, "0.25", "This is the reciprocal: 1 divided by the right answer."),
        (0.7, "1.4", "times 2: a factor"),
        (0.7, "0.35", "times 1/2: a factor"),
        (0.7, "70", "This is in percent: 100 times the right answer."),
        (70.0, "0.7", "This is a hundredth of the right answer"),
        (math.log(4), "2", "(ln, log2)"),
    ],
)
def test_every_detector_says_what_it_saw(found, number, right, typed, sentence):
    assert sentence in found(number(right), typed).message


@pytest.mark.parametrize(
    ("substituted", "outcome"), [("1 / (1 + exp(-0.62))", "wrong"), ("log(4)", "mistake")]
)
def test_a_base_is_mixed_up_only_where_a_logarithm_is_taken(
    make_variant, number, substituted, outcome
):
    step = Step("a", "Worked", substituted, "0.6502")

    verdict = judge(make_variant(number(0.6502), steps=(step,)), ["0.938"])

    assert verdict.outcome.value == outcome
