"""The example of ``docs/question-language.md`` is a question that works."""

import math
import re
from collections.abc import Callable
from pathlib import Path

from quizapp.questions import draw_variant, survey
from quizapp.questions.statements import Question

PAGE = Path(__file__).parents[2] / "docs" / "question-language.md"


def test_the_tutorial_is_a_question_with_the_answer_that_it_says(
    read: Callable[..., Question],
) -> None:
    found = re.search(r"```(python quiz .*?)\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert found
    question = read(found[2], found[1])

    variant = draw_variant(question, 3, level=2)

    drawn = dict(variant.drawn)
    w, x, b = drawn["w"], drawn["x"], drawn["b"]
    z = sum(p * q for p, q in zip(w, x, strict=True)) + b
    assert len(w) == 3
    assert math.isclose(variant.parts[0].answer, 1 / (1 + math.exp(-z)), rel_tol=1e-12)
    assert survey(question, 50).broken == ()
