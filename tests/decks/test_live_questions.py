"""Every shipped live question, drawn many times: fair, diagnosable, and right."""

import math
from typing import Any

import numpy as np
import pytest
import scipy.special

from quizapp.grading.judge import judge
from quizapp.model.questions import AnswerKind, Value, Variant
from quizapp.model.verdicts import Outcome
from quizapp.questions import draw_variant, read_question, survey
from quizapp.questions.words import WORDS

SEEDS = 50
FIXED_IDS = ("sigmoid-value", "softmax-output", "batch-norm-output", "attention-weights")


@pytest.fixture(scope="module")
def questions(fences):
    """The live questions of each edition by id, read by the room that will ask them."""
    return {
        lang: {
            fence.id: read_question(
                fence.source, f"python quiz {fence.id}", f"{lang}/{fence.file}", 1, lang
            )
            for fence in found
            if fence.kind == "quiz"
        }
        for lang, found in fences.items()
    }


@pytest.fixture(scope="module")
def variants(questions) -> dict[str, list[Variant]]:
    """Variants of every Russian question; the English ones compute the same."""
    return {
        id: [draw_variant(question, seed) for seed in range(SEEDS)]
        for id, question in questions["ru"].items()
    }


def test_the_ids_that_other_people_rely_on_are_there(questions) -> None:
    for lang in ("ru", "en"):
        assert set(FIXED_IDS) <= questions[lang].keys()


def test_two_hundred_variants_of_every_question_are_fair_and_quickly_found(questions) -> None:
    for id, question in questions["ru"].items():
        found = survey(question, 200)
        assert (found.broken, found.inseparable, found.silent) == ((), (), ()), id
        assert found.acceptance > 0.3, id
        assert found.duplicates < 140, id


def test_every_variant_can_diagnose_at_least_two_mistakes(variants) -> None:
    for id, drawn in variants.items():
        for variant in drawn:
            assert all(len(part.mistakes) >= 2 for part in variant.parts), (id, variant.seed)


def test_every_question_has_worked_steps_and_a_hint(variants) -> None:
    for id, drawn in variants.items():
        assert drawn[0].steps, id
        assert drawn[0].hints, id


def test_every_kind_of_live_answer_is_asked_for(variants) -> None:
    kinds = {part.kind for drawn in variants.values() for part in drawn[0].parts}
    assert kinds == {
        AnswerKind.NUMBER,
        AnswerKind.INTEGER,
        AnswerKind.ARRAY,
        AnswerKind.FORMULA,
        AnswerKind.SHAPE,
        AnswerKind.CHOICE,
        AnswerKind.SET,
        AnswerKind.ORDER,
        AnswerKind.TEXT,
    }


def test_numbers_are_fresh_from_seed_to_seed(variants) -> None:
    for id, drawn in variants.items():
        assert len({variant.drawn for variant in drawn}) >= SEEDS / 5, id
        assert len({variant.drawn for variant in drawn[:5]}) >= 4, id


def test_the_last_worked_step_is_the_answer(variants) -> None:
    told_not_computed = (AnswerKind.ORDER, AnswerKind.TEXT)
    for id, drawn in variants.items():
        for variant in drawn:
            part = variant.parts[-1]
            if part.kind is AnswerKind.SET:
                assert variant.steps[-1].value == part.answer, (id, variant.seed)
            elif part.kind not in told_not_computed:
                assert variant.steps[-1].printed == part.printed, (id, variant.seed)


def test_a_printed_answer_is_right_and_a_printed_mistake_is_named(variants) -> None:
    for id, drawn in variants.items():
        for variant in drawn:
            right = [part.printed for part in variant.parts]
            assert judge(variant, right).outcome is Outcome.RIGHT, (id, variant.seed)
            for i, part in enumerate(variant.parts):
                for mistake in part.mistakes:
                    typed = [*right[:i], mistake.printed, *right[i + 1 :]]
                    assert judge(variant, typed).parts[i].mistake == mistake.id, (id, variant.seed)


def in_russian(value: Any) -> Any:
    """A value with its drawn words as the Russian edition draws them."""
    if isinstance(value, tuple):
        return tuple(map(in_russian, value))
    return dict(WORDS).get(value, value)


def test_both_editions_draw_the_same_numbers_and_answers(questions, variants) -> None:
    for id, drawn in variants.items():
        for variant in drawn[:5]:
            english = draw_variant(questions["en"][id], variant.seed)
            assert in_russian(english.drawn) == variant.drawn, id
            assert [in_russian(part.answer) for part in english.parts] == [
                part.answer for part in variant.parts
            ], id
            assert english.prompt != variant.prompt or id == "rnn-two-steps", id


def test_prompts_have_no_unfilled_name(questions) -> None:
    for by_id in questions.values():
        for id, question in by_id.items():
            assert "{{" not in draw_variant(question, 1).prompt, id


def drawn_values(variant: Variant) -> dict[str, Value]:
    return dict(variant.drawn)


def softmax_by_hand(row: list[float]) -> list[float]:
    powers = [math.exp(entry) for entry in row]
    return [power / math.fsum(powers) for power in powers]


def test_sigmoid_answers_agree_with_scipy(variants) -> None:
    for variant in variants["sigmoid-value"]:
        expected = scipy.special.expit(drawn_values(variant)["z"])
        assert variant.parts[0].answer == pytest.approx(expected, rel=1e-9)


def test_softmax_answers_agree_with_scipy(variants) -> None:
    for variant in variants["softmax-output"]:
        expected = scipy.special.softmax(drawn_values(variant)["z"])
        assert variant.parts[0].answer == pytest.approx(tuple(expected), rel=1e-9)


def test_batch_norm_answers_agree_with_the_definition(variants) -> None:
    for variant in variants["batch-norm-output"]:
        given = drawn_values(variant)
        x = given["x"]
        mean = math.fsum(x) / 4
        deviation = math.sqrt(math.fsum((entry - mean) ** 2 for entry in x) / 4 + 1e-5)
        expected = [given["gamma"] * (entry - mean) / deviation + given["beta"] for entry in x]
        assert variant.parts[0].answer == pytest.approx(tuple(expected), rel=1e-9, abs=1e-9)


def test_attention_weights_agree_with_the_definition(variants) -> None:
    for variant in variants["attention-weights"]:
        given = drawn_values(variant)
        for query, weights in zip(given["Q"], variant.parts[0].answer, strict=True):
            scores = [
                math.fsum(q * k for q, k in zip(query, key, strict=True)) / math.sqrt(2)
                for key in given["K"]
            ]
            assert weights == pytest.approx(tuple(softmax_by_hand(scores)), rel=1e-9)


def test_skip_gram_pairs_are_counted_as_a_window_slides(variants) -> None:
    for variant in variants["skip-gram-pairs"]:
        n, c = (drawn_values(variant)[name] for name in ("n", "c"))
        counted = sum(
            1 for centre in range(n) for other in range(n) if 0 < abs(centre - other) <= c
        )
        assert variant.parts[0].answer == counted


def test_the_pipeline_bubble_is_what_a_simulated_schedule_leaves_idle(variants) -> None:
    for variant in variants["pipeline-bubble"]:
        stages, batches = (drawn_values(variant)[name] for name in ("p", "m"))
        busy = {(stage, stage + batch) for stage in range(stages) for batch in range(batches)}
        slots = 1 + max(slot for _, slot in busy)
        idle = 1 - len(busy) / (stages * slots)
        assert variant.parts[0].answer == pytest.approx(100 * idle)


def test_expected_speculative_tokens_agree_with_the_sum_over_outcomes(variants) -> None:
    for variant in variants["speculative-decoding"]:
        k, a = (drawn_values(variant)[name] for name in ("k", "a"))
        outcomes = [a**accepted * (1 - a) * (accepted + 1) for accepted in range(k)]
        assert variant.parts[0].answer == pytest.approx(math.fsum(outcomes) + a**k * (k + 1))


def test_gradients_of_the_losses_agree_with_finite_differences(variants) -> None:
    def loss(weights: np.ndarray, x: np.ndarray, bias: float, y: int) -> float:
        p = scipy.special.expit(weights @ x + bias)
        return -float(np.log(p if y else 1 - p))

    for variant in variants["bce-weight-gradient"][:50]:
        given = drawn_values(variant)
        x, bias = np.array(given["x"], float), scipy.special.logit(given["p"])
        step = 1e-6 * np.eye(2)
        slopes = [
            (loss(+h, x, bias, given["y"]) - loss(-h, x, bias, given["y"])) / 2e-6 for h in step
        ]
        assert variant.parts[0].answer == pytest.approx(tuple(slopes), rel=1e-6)


def test_gradient_through_time_agrees_with_finite_differences(variants) -> None:
    for variant in variants["backpropagation-through-time"][:50]:
        u, states = drawn_values(variant)["u"], drawn_values(variant)["h"]
        inputs = [
            math.atanh(state) - u * before
            for before, state in zip((0.0, *states), states, strict=False)
        ]

        def last(first: float, inputs: list[float] = inputs, u: float = u) -> float:
            state = first
            for drive in inputs:
                state = math.tanh(u * state + drive)
            return state

        slope = (last(1e-6) - last(-1e-6)) / 2e-6
        assert variant.parts[0].answer == pytest.approx(slope, rel=1e-5)


def test_layer_norm_rows_have_mean_zero_and_variance_one(variants) -> None:
    for variant in variants["layer-norm-output"]:
        rows = np.array(variant.parts[0].answer)
        assert rows.mean(axis=1) == pytest.approx(0, abs=1e-9)
        assert rows.var(axis=1) == pytest.approx(1)


def test_causal_weights_see_no_future_and_add_up_to_one(variants) -> None:
    for variant in variants["causal-attention-weights"]:
        scores = drawn_values(variant)["S"]
        for i, weights in enumerate(variant.parts[0].answer):
            expected = [*softmax_by_hand(list(scores[i][: i + 1])), *[0.0] * (2 - i)]
            assert weights == pytest.approx(tuple(expected))
