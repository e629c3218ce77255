"""The formulas that the decks ask for are what finite differences say, not what our rules say."""

import math
from collections.abc import Callable, Mapping

import pytest

from quizapp.expressions import parse, sample, values
from quizapp.grading.judge import judge
from quizapp.model.questions import AnswerKind
from quizapp.model.verdicts import Outcome
from quizapp.questions import draw_variant, read_question

SEEDS = 25
STEP = 1e-5
Point = Mapping[str, float]
Function = Callable[..., float]


def sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z))


def cross_entropy(y: float, p: float, v: float = 1, w: float = 1) -> float:
    return -v * y * math.log(p) - w * (1 - y) * math.log(1 - p)


def slope(function: Function, by: str) -> Function:
    """The derivative by the name ``by`` as a central difference."""

    def difference(**at: float) -> float:
        right, left = (function(**at | {by: at[by] + step}) for step in (STEP, -STEP))
        return (right - left) / (2 * STEP)

    return difference


RIGHT: dict[str, Function] = {
    "sigmoid-chain-formula": slope(lambda a, b, z: sigmoid(a * z + b), "z"),
    "tanh-through-sigmoid-formula": lambda a, b, c, z: a * math.tanh(b * z) + c,
    "weighted-bce-gradient-formula": slope(lambda v, w, p, y: cross_entropy(y, p, v, w), "p"),
    "bce-logit-gradient-formula": slope(
        lambda x, b, w, y: cross_entropy(y, sigmoid(x * w + b)), "w"
    ),
    "softmax-as-sigmoid-formula": lambda a, b, c, z: (
        math.exp(a * z + b) / (math.exp(a * z + b) + math.exp(c * z))
    ),
    "two-layer-chain-formula": slope(lambda w, v, c, x: sigmoid(v * math.tanh(w * x) + c), "x"),
    "glove-gradient-formula": slope(lambda f, u, b, w: f * (u * w + b) ** 2, "w"),
    "rnn-state-slope-formula": slope(lambda u, w, b, h, x: math.tanh(u * h + w * x + b), "h"),
    "attention-weight-slope-formula": slope(
        lambda d, c, s: (
            math.exp(s / math.sqrt(d)) / (math.exp(s / math.sqrt(d)) + math.exp(c / math.sqrt(d)))
        ),
        "s",
    ),
    "residual-slope-formula": slope(lambda a, w, b, x: x + a * math.tanh(w * x + b), "x"),
}


@pytest.fixture(scope="module")
def formula_questions(fences):
    found = {}
    for fence in fences["ru"]:
        if fence.kind == "quiz" and "formula(" in fence.source:
            question = read_question(fence.source, f"quiz {fence.id}", fence.file, 1, "ru")
            found[fence.id] = [draw_variant(question, seed) for seed in range(SEEDS)]
    return found


def test_every_formula_question_has_its_oracle(formula_questions) -> None:
    assert formula_questions.keys() == RIGHT.keys()
    assert len(RIGHT) >= 8


@pytest.mark.parametrize("id", RIGHT)
def test_a_formula_answer_has_the_values_it_must_have(formula_questions, id: str) -> None:
    for variant in formula_questions[id]:
        (part,) = variant.parts
        assert part.kind is AnswerKind.FORMULA
        points = sample([(n, lo + 0.01, hi - 0.01) for n, lo, hi in part.domains], seed=1)
        written = values(parse(part.printed, points), points)
        for i, value in enumerate(written):
            at = {name: column[i] for name, column in points.items()}
            expected = RIGHT[id](**dict(variant.drawn), **at)
            assert value == pytest.approx(expected, rel=1e-4, abs=1e-6), (variant.seed, at)


@pytest.mark.parametrize("id", RIGHT)
def test_the_question_itself_is_no_answer(formula_questions, id: str) -> None:
    for variant in formula_questions[id]:
        for text in ("", "f'(x)", "dp/dx", "tanh(x) - tanh(x)"):
            assert judge(variant, [text]).outcome in (Outcome.UNREADABLE, Outcome.WRONG), text
