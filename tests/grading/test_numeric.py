from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.model.questions import AnswerKind, Part, Step, Tolerance
from quizapp.model.verdicts import Outcome

WEIGHTS = ((0.07, 0.62, 0.31), (0.644, 0.04, 0.316))


def test_a_right_number_is_right(found, number):
    verdict = found(number(0.6442), "0,644")

    assert verdict.outcome is Outcome.RIGHT
    assert verdict.message == "Your answer matches."
    assert verdict.read == "0.644"
    assert verdict.value == 0.644
    assert verdict.entries == (Outcome.RIGHT,)


def test_a_right_array_counts_its_entries(found, array):
    verdict = found(array(WEIGHTS), "0.07 0.62 0.31; 0.64 0.04 0.32")

    assert verdict.outcome is Outcome.RIGHT
    assert verdict.message == "All 6 entries match."
    assert verdict.read == "[0.07 0.62 0.31; 0.64 0.04 0.32]"
    assert verdict.value == ((0.07, 0.62, 0.31), (0.64, 0.04, 0.32))


def test_a_fraction_is_shown_as_it_was_understood(found, number):
    assert found(number(0.0132), "0.1353/10.24").read == "0.0132129"


def test_a_close_number_is_told_how_far_it_is(found, number):
    verdict = found(number(0.644), "0.66")

    assert verdict.outcome is Outcome.CLOSE
    assert verdict.message == (
        "0.66 is 0.016 away from 0.644. Keep four digits until the last step."
    )
    assert verdict.entries == (Outcome.CLOSE,)


def test_a_close_array_names_its_furthest_entry(found, array):
    verdict = found(array(WEIGHTS), "0.07 0.63 0.31; 0.66 0.04 0.32")

    assert verdict.outcome is Outcome.CLOSE
    assert verdict.message.startswith("0.66 is 0.016 away from 0.644.")
    assert [str(entry) for entry in verdict.entries] == [
        *("right", "close", "right"),
        *("close", "right", "right"),
    ]


def test_a_fine_tolerance_shows_as_many_digits_as_it_needs(found, number):
    part = number(2.7182818, tolerance=Tolerance(absolute=1e-6, relative=0))

    assert found(part, "2.718284").message.startswith("2.718284 is 2.2e-06 away from 2.7182818.")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2,718284", "2.718284"),
        ("3/4", "0.75"),
        ("1/3", "0.333333"),
        ("16.9/27.3", "0.619048"),
        ("1 200", "1200"),
        ("12.0", "12"),
        ("7.3e-1", "0.73"),
        ("1e22", "1e+22"),
    ],
)
def test_a_number_is_shown_with_the_digits_that_count(found, number, typed, read):
    assert found(number(0.5), typed).read == read


def test_one_wrong_entry_makes_an_array_wrong(found, array):
    verdict = found(array(WEIGHTS), "0.07 0.62 0.31; 0.58 0.04 0.38")

    assert verdict.outcome is Outcome.WRONG
    assert verdict.entries.count(Outcome.RIGHT) == 4
    assert verdict.entries.count(Outcome.WRONG) == 2


STEPS = (Step("z", "sum", "", ""), Step("h1", "first", "", ""), Step("h2", "second", "", ""))


@pytest.mark.parametrize(
    ("name", "steps", "sentence"),
    [
        ("1", (), "No typical slip leads to this."),
        ("1", STEPS, "No typical slip leads to this. Compare with step 3."),
        ("h1", STEPS, "No typical slip leads to this. Compare with step 2."),
    ],
)
def test_a_wrong_answer_is_sent_to_the_step_that_gives_it(
    verdict_on, number, name, steps, sentence
):
    verdict = verdict_on(replace(number(0.5), name=name), "0.777", steps)

    assert verdict.outcome is Outcome.WRONG
    assert verdict.message == sentence


@pytest.mark.parametrize(
    ("tolerance", "right", "typed", "outcome"),
    [
        # the default: the larger of 0.006 and 1 %
        (Tolerance(), 0.5, "0.506", Outcome.RIGHT),
        (Tolerance(), 0.5, "0.494", Outcome.RIGHT),
        (Tolerance(), 0.5, "0.5061", Outcome.CLOSE),
        (Tolerance(), 0.724, "0.73124", Outcome.RIGHT),
        (Tolerance(), 0.724, "0.7313", Outcome.CLOSE),
        (Tolerance(), 200.0, "202", Outcome.RIGHT),
        (Tolerance(), 200.0, "202.1", Outcome.CLOSE),
        (Tolerance(), 200.0, "210", Outcome.CLOSE),
        (Tolerance(), 200.0, "210.1", Outcome.WRONG),
        (Tolerance(), -0.5, "-0.506", Outcome.RIGHT),
        (Tolerance(), 0.0, "0.006", Outcome.RIGHT),
        (Tolerance(), 0.0, "0.03", Outcome.CLOSE),
        (Tolerance(), 0.0, "0.0301", Outcome.WRONG),
        # borders that binary floats miss: 0.73 - 0.724 > 0.006, 1.15 - 1.1 > 0.05
        (Tolerance(0.006, 0), 0.724, "0.73", Outcome.RIGHT),
        (Tolerance(0.05, 0), 1.1, "1.15", Outcome.RIGHT),
        (Tolerance(0.1, 0), 1e9 + 0.7, "1000000000.8", Outcome.RIGHT),
        (Tolerance(0.1, 0), 1e9 + 0.7, "1000000000.81", Outcome.CLOSE),
        # one given explicitly replaces the default
        (Tolerance(0.5, 0), 1000.0, "1000.5", Outcome.RIGHT),
        (Tolerance(0.5, 0), 1000.0, "1000.6", Outcome.CLOSE),
        (Tolerance(0, 0.001), 1000.0, "1001", Outcome.RIGHT),
        (Tolerance(0, 0.001), 1000.0, "1001.1", Outcome.CLOSE),
        # exact: nothing is close
        (Tolerance(0, 0), 0.5, "0.5", Outcome.RIGHT),
        (Tolerance(0, 0), 0.5, "0.5000001", Outcome.WRONG),
    ],
)
def test_the_border_of_a_tolerance_is_within_it(found, number, tolerance, right, typed, outcome):
    assert found(number(right, tolerance=tolerance), typed).outcome is outcome


def test_every_entry_has_its_own_tolerance(found, array):
    part = array((0.1, 100.0))

    assert found(part, "0.106 101").outcome is Outcome.RIGHT
    assert found(part, "0.107 101").outcome is Outcome.CLOSE
    assert found(part, "0.14 101").outcome is Outcome.WRONG


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        ("1200", Outcome.RIGHT),
        ("1 200", Outcome.RIGHT),
        ("1200.0", Outcome.RIGHT),
        ("1201", Outcome.WRONG),
        ("1200.5", Outcome.WRONG),
    ],
)
def test_a_whole_number_is_equal_or_not(found, whole, typed, outcome):
    assert found(whole(1200), typed).outcome is outcome


def test_a_whole_number_stays_exact_under_the_default_tolerance(found):
    part = Part("1", AnswerKind.INTEGER, 1200, "1200")

    assert found(part, "1201").outcome is Outcome.WRONG


def test_a_whole_number_with_a_given_tolerance_is_judged_by_it(found):
    part = Part("1", AnswerKind.INTEGER, 1200, "1200", tolerance=Tolerance(10, 0))

    assert found(part, "1210").outcome is Outcome.RIGHT
    assert found(part, "1250").outcome is Outcome.CLOSE


def test_an_array_of_whole_numbers_is_exact_and_nothing_in_it_is_close(found, array):
    verdict = found(array(((5, 11), (11, 25)), tolerance=Tolerance(0, 0)), "5 11; 11 26")

    assert verdict.outcome is Outcome.WRONG
    assert [str(entry) for entry in verdict.entries] == ["right", "right", "right", "wrong"]


class TestMistakes:
    def test_a_mistake_is_known_by_its_value(self, found, number, slip):
        slips = (slip(0.9, "no-bias", "The bias is missing."), slip(0.2, "other"))

        verdict = found(number(0.5, *slips), "0.895")

        assert verdict.outcome is Outcome.MISTAKE
        assert verdict.mistake == "no-bias"
        assert verdict.message == "The bias is missing."

    def test_it_says_at_which_step_the_ways_part(self, found, number, slip):
        part = number(0.5, replace(slip(0.9), parts_at="h1"))

        assert found(part, "0.9").parts_at == "h1"

    def test_the_tolerance_of_the_right_answer_serves_it(self, found, number, slip):
        part = number(0.5, slip(100.0), tolerance=Tolerance(0.006, 0.01))

        assert found(part, "100.006").outcome is Outcome.MISTAKE
        assert found(part, "100.02").outcome is Outcome.WRONG

    def test_a_right_answer_is_right_even_where_a_mistake_is_as_near(self, found, number, slip):
        assert found(number(0.5, slip(0.503)), "0.503").outcome is Outcome.RIGHT

    def test_a_mistake_comes_before_close(self, found, number, slip):
        assert found(number(0.5, slip(0.52)), "0.52").outcome is Outcome.MISTAKE

    def test_a_mistake_comes_before_a_detector(self, found, number, slip):
        assert found(number(0.5, slip(-0.5, "minus")), "-0.5").mistake == "minus"

    def test_close_comes_before_a_detector(self, found, number):
        assert found(number(0.01), "-0.01").outcome is Outcome.CLOSE

    def test_the_nearest_of_two_is_named(self, found, number, slip):
        part = number(0.5, slip(0.9, "far", "Far."), slip(0.91, "near", "Near."))

        assert found(part, "0.9059").mistake == "near"
        assert found(part, "0.9041").mistake == "far"

    def test_two_that_coincide_are_both_named(self, found, number, slip):
        part = number(0.5, slip(0.9, "a", "First."), slip(0.9, "b", "Second."))

        verdict = found(part, "0.9")

        assert verdict.mistake == "a"
        assert verdict.message == "First. Or: Second."

    def test_an_array_must_match_a_mistake_in_every_entry(self, found, array, slip):
        part = array((0.2, 0.8), slip((0.5, 0.9)))

        assert found(part, "0.5 0.9").outcome is Outcome.MISTAKE
        assert found(part, "0.5 0.7").outcome is Outcome.WRONG

    def test_a_whole_number_must_equal_the_mistake(self, found, whole, slip):
        part = whole(2000, slip(1000))

        assert found(part, "1000").outcome is Outcome.MISTAKE
        assert found(part, "1001").outcome is Outcome.WRONG

    def test_a_mistake_that_is_not_whole_may_be_rounded(self, found, whole, slip):
        part = whole(30, slip(10 / 3))

        assert found(part, "3.33").outcome is Outcome.MISTAKE
        assert found(part, "3.3333").outcome is Outcome.MISTAKE
        assert found(part, "10/3").outcome is Outcome.MISTAKE
        assert found(part, "3.4").outcome is Outcome.WRONG

    def test_a_mistake_of_another_shape_is_known_when_typed_in_it(self, found, array, slip):
        part = array(WEIGHTS, slip(((1, 2), (3, 4), (5, 6)), "swapped"))

        assert found(part, "1 2; 3 4; 5 6").mistake == "swapped"


def test_rows_for_columns_that_nothing_explains_are_unreadable(verdict_on, array):
    verdict = verdict_on(array(WEIGHTS), "1 2; 3 4; 5 6")

    assert verdict.outcome is Outcome.UNREADABLE
    assert verdict.message == "A 2×3 matrix is expected, this one is 3×2."
    assert verdict.parts[0].read == "1 2; 3 4; 5 6"


@given(
    st.floats(-1e6, 1e6),
    st.floats(1e-4, 10),
    st.floats(-8, 8, allow_nan=False),
)
def test_the_outcome_of_a_number_is_a_matter_of_its_distance(right, tolerance, offset):
    from quizapp.grading.numeric import judge_numeric

    part = Part("1", AnswerKind.NUMBER, right, "", tolerance=Tolerance(tolerance, 0))
    typed = right + offset * tolerance
    apart = abs(typed - right) / tolerance

    outcome = judge_numeric(part, repr(typed)).outcome

    if apart < 0.999:
        assert outcome is Outcome.RIGHT
    elif 1.001 < apart < 4.999:
        assert outcome is Outcome.CLOSE
    elif apart > 5.001:
        assert outcome in (Outcome.WRONG, Outcome.MISTAKE)
