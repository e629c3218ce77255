from dataclasses import replace

import pytest

from quizapp.grading.judge import judge
from quizapp.model.questions import Tolerance
from quizapp.model.verdicts import Outcome

CHAIN = Tolerance(0.01, 0.02)


@pytest.fixture
def two_steps(make_variant, number, slip):
    """h1 = 0.46 and h2 = 0.8, where the learner's h1 gives h2 = h1 + 0.34."""
    h1 = replace(number(0.46, slip(0.95, "no-bias")), name="h1")
    h2 = replace(number(0.8, slip(0.2, "no-state")), name="h2", tolerance=CHAIN, carry=True)
    return make_variant(h1, h2)


def carrier(variant):
    """Works the second part out with the learner's first; remembers what it was asked with."""
    asked = []

    def recompute(values):
        asked.append(dict(values))
        return replace(variant.parts[1], answer=values["h1"] + 0.34, mistakes=())

    recompute.asked = asked
    return recompute


def test_all_parts_right_is_right(two_steps):
    verdict = judge(two_steps, ["0.46", "0.8"])

    assert verdict.outcome is Outcome.RIGHT
    assert verdict.message == "All 2 parts match."
    assert verdict.expected == "h1 = 0.46, h2 = 0.8"
    assert [part.name for part in verdict.parts] == ["h1", "h2"]


def test_one_part_is_expected_without_its_name(make_variant, number):
    assert judge(make_variant(number(0.46)), ["0.5"]).expected == "0.46"


# values for h1 and h2 by outcome
H1 = {
    Outcome.RIGHT: "0.46",
    Outcome.CLOSE: "0.48",
    Outcome.MISTAKE: "0.95",
    Outcome.WRONG: "5",
    Outcome.UNREADABLE: "x",
}
H2 = {
    Outcome.RIGHT: "0.8",
    Outcome.CLOSE: "0.85",
    Outcome.MISTAKE: "0.2",
    Outcome.WRONG: "55",
    Outcome.UNREADABLE: "x",
}
FROM_WORST = ["unreadable", "wrong", "mistake", "close", "right"]


@pytest.mark.parametrize("first", list(H1))
@pytest.mark.parametrize("second", list(H2))
def test_the_worst_part_counts(two_steps, first, second):
    verdict = judge(two_steps, [H1[first], H2[second]])

    assert [part.outcome for part in verdict.parts] == [first, second]
    assert verdict.outcome == min(first, second, key=FROM_WORST.index)


def test_the_worst_part_speaks_with_its_name(two_steps):
    verdict = judge(two_steps, ["0.46", "0.2"])

    assert verdict.mistake == "no-state"
    assert verdict.message == "h2: The slip."


def test_a_mistake_beside_a_wrong_part_is_told_in_its_part_only(two_steps):
    verdict = judge(two_steps, ["0.95", "55"])

    assert verdict.mistake is None
    assert verdict.parts[0].mistake == "no-bias"


def test_a_later_part_is_right_with_the_learners_earlier_value(two_steps):
    recompute = carrier(two_steps)

    verdict = judge(two_steps, ["0.95", "1.29"], recompute=recompute)

    assert recompute.asked == [{"h1": 0.95}]
    assert verdict.parts[1].outcome is Outcome.RIGHT
    assert verdict.parts[1].message == "Your answer matches. Judged with your h1 = 0.95."
    assert verdict.outcome is Outcome.MISTAKE


def test_without_the_callable_a_carried_part_is_judged_as_it_stands(two_steps):
    assert judge(two_steps, ["0.95", "1.29"]).parts[1].outcome is Outcome.WRONG


def test_a_part_that_does_not_carry_is_judged_as_it_stands(two_steps):
    h1, h2 = two_steps.parts
    variant = replace(two_steps, parts=(h1, replace(h2, carry=False)))

    verdict = judge(variant, ["0.95", "1.29"], recompute=carrier(two_steps))

    assert verdict.parts[1].outcome is Outcome.WRONG


def test_a_right_part_stays_right_after_a_wrong_one(two_steps):
    verdict = judge(two_steps, ["5", "0.8"], recompute=carrier(two_steps))

    assert verdict.parts[1].outcome is Outcome.RIGHT
    assert verdict.parts[1].message == "Your answer matches."


def test_the_better_of_both_judgements_counts(two_steps):
    close_to_own = judge(two_steps, ["0.95", "1.33"], recompute=carrier(two_steps)).parts[1]
    slip_on_either = judge(two_steps, ["0.95", "0.2"], recompute=carrier(two_steps)).parts[1]

    assert close_to_own.outcome is Outcome.CLOSE
    assert slip_on_either.mistake == "no-state"


def test_an_earlier_value_that_leads_nowhere_carries_nothing(two_steps):
    verdict = judge(two_steps, ["0.95", "1.29"], recompute=lambda values: None)

    assert verdict.parts[1].outcome is Outcome.WRONG


def test_an_unreadable_earlier_part_carries_nothing(two_steps):
    recompute = carrier(two_steps)

    verdict = judge(two_steps, ["x", "1.29"], recompute=recompute)

    assert recompute.asked == []
    assert verdict.outcome is Outcome.UNREADABLE


def test_all_earlier_parts_are_needed_to_carry(two_steps, number):
    recompute = carrier(two_steps)
    first = replace(number(7.0), name="h0")

    judge(
        replace(two_steps, parts=(first, *two_steps.parts)),
        ["x", "0.95", "1.29"],
        recompute=recompute,
    )

    assert recompute.asked == []


def test_rounding_carried_through_all_right_parts_is_told(two_steps):
    verdict = judge(two_steps, ["0.455", "0.785"], recompute=carrier(two_steps))

    assert verdict.outcome is Outcome.RIGHT
    assert verdict.message == "All 2 parts match."

    verdict = judge(two_steps, ["0.454", "0.779"], recompute=carrier(two_steps))

    assert verdict.outcome is Outcome.RIGHT
    assert verdict.message == "h2: Your answer matches. Judged with your h1 = 0.454."


@pytest.mark.parametrize("answers", [[], ["0.46"], ["0.46", "0.8", "1"]])
def test_another_number_of_answers_is_unreadable(two_steps, answers):
    verdict = judge(two_steps, answers)

    assert verdict.outcome is Outcome.UNREADABLE
    assert verdict.message == f"2 answers are expected (h1, h2), found {len(answers)}."
    assert verdict.parts == ()


def test_an_unreadable_part_keeps_its_culprit(verdict_on, number):
    verdict = verdict_on(number(0.5), "1,234")

    assert verdict.outcome is Outcome.UNREADABLE
    assert verdict.message == "Is it 1.234 or 1234? Write 1.234 or 1234."
    assert verdict.parts[0].read == "1,234"
    assert verdict.parts[0].value is None
    assert verdict.parts[0].entries == ()
