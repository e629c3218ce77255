from collections.abc import Callable

import pytest

from quizapp.model.questions import Value, Variant
from quizapp.questions import draw_variant, read_question
from quizapp.questions.code import CodeQuestion
from quizapp.questions.statements import Question

FENCE = 10


def read_live(source: str, info: str = "python quiz a-question", language: str = "en") -> Question:
    question = read_question(source, info, "notes.md", FENCE, language)
    assert isinstance(question, Question)
    return question


@pytest.fixture
def read() -> Callable[..., Question]:
    """Reads a block that opens on line 10 of notes.md."""
    return read_live


@pytest.fixture
def read_code() -> Callable[..., CodeQuestion]:
    def read(source: str, info: str = "python quiz-output a-program") -> CodeQuestion:
        question = read_question(source, info, "notes.md", FENCE)
        assert isinstance(question, CodeQuestion)
        return question

    return read


@pytest.fixture
def draw() -> Callable[..., Variant]:
    """Reads a question and draws one variant."""

    def draw(source: str, seed: int = 1, level: int = 1, levels: int = 1) -> Variant:
        return draw_variant(read_live(source, f"quiz a-question levels={levels}"), seed, level)

    return draw


@pytest.fixture
def value() -> Callable[..., Value]:
    """What an expression is worth: the full answer of a question that asks for it."""

    def value(expression: str, *lines: str) -> Value:
        source = "\n".join(['"""p"""', *lines, f"answer({expression})"])
        return draw_variant(read_live(source), 1).parts[0].answer

    return value
