from collections.abc import Callable
from pathlib import Path

import pytest

from quizapp.grading.judge import judge
from quizapp.model.questions import AnswerKind, Mistake, Part, Step, Tolerance, Value, Variant
from quizapp.model.verdicts import PartVerdict, Verdict

FIXTURES = Path(__file__).parent / "fixtures"


def variant_of(*parts: Part, steps: tuple[Step, ...] = ()) -> Variant:
    return Variant("question", "version", 1, 1, "live", "prompt", parts, steps)


@pytest.fixture
def make_variant() -> Callable[..., Variant]:
    return variant_of


@pytest.fixture
def number() -> Callable[..., Part]:
    def make(answer: float, *mistakes: Mistake, tolerance: Tolerance | None = None) -> Part:
        return Part(
            "1",
            AnswerKind.NUMBER,
            answer,
            f"{answer:.4g}",
            tolerance=tolerance or Tolerance(),
            mistakes=mistakes,
        )

    return make


@pytest.fixture
def whole() -> Callable[..., Part]:
    def make(answer: int, *mistakes: Mistake) -> Part:
        exact = Tolerance(absolute=0, relative=0)
        return Part(
            "1", AnswerKind.INTEGER, answer, str(answer), tolerance=exact, mistakes=mistakes
        )

    return make


@pytest.fixture
def array() -> Callable[..., Part]:
    def make(answer: Value, *mistakes: Mistake, tolerance: Tolerance | None = None) -> Part:
        shape, inner = [], answer
        while isinstance(inner, tuple):
            shape.append(len(inner))
            inner = inner[0]
        return Part(
            "1",
            AnswerKind.ARRAY,
            answer,
            "",
            shape=tuple(shape),
            tolerance=tolerance or Tolerance(),
            mistakes=mistakes,
        )

    return make


@pytest.fixture
def slip() -> Callable[..., Mistake]:
    def make(value: Value, id: str = "m1", message: str = "The slip.") -> Mistake:
        return Mistake(id, "1", value, str(value), message)

    return make


@pytest.fixture
def verdict_on() -> Callable[..., Verdict]:
    def ask(part: Part, text: str, steps: tuple[Step, ...] = ()) -> Verdict:
        return judge(variant_of(part, steps=steps), [text])

    return ask


@pytest.fixture
def found(verdict_on: Callable[..., Verdict]) -> Callable[..., PartVerdict]:
    return lambda part, text: verdict_on(part, text).parts[0]
