import ast
import re
from pathlib import Path

import pytest

import quizapp.grading
from quizapp.grading.judge import judge
from quizapp.model.questions import AnswerKind, Mistake, Part, Tolerance
from quizapp.model.verdicts import Outcome

FIXTURES = Path(__file__).parent / "fixtures"
ESCAPES = {"\\n": "\n", "\\t": "\t", "\\r": "\r"}


def unescaped(line: str) -> str:
    text, _times, count = line.rpartition(" ×") if " ×" in line else (line, "", "1")
    for escape, character in ESCAPES.items():
        text = text.replace(escape, character)
    return re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text) * int(count)


LINES = (FIXTURES / "hostile.txt").read_text(encoding="utf-8").split("\n")
HOSTILE = [line for line in LINES if line and not line.startswith("# ")]

MISTAKES = (Mistake("m1", "1", 0.9, "0.9", "The slip."),)
EXACT = Tolerance(0, 0)
PARTS = [
    Part("1", AnswerKind.NUMBER, 0.5, "0.5", mistakes=MISTAKES),
    Part("1", AnswerKind.INTEGER, 12, "12", tolerance=EXACT),
    Part("1", AnswerKind.ARRAY, (1.0, -2.5), "", shape=(2,)),
    Part("1", AnswerKind.ARRAY, ((1, 2), (3, 4)), "", shape=(2, 2), tolerance=EXACT),
    Part("1", AnswerKind.ARRAY, ((0.1, 0.4, 0.5), (0.2, 0.3, 0.5)), "", shape=(2, 3)),
    Part("1", AnswerKind.SHAPE, (2, 3), "2x3"),
    Part("1", AnswerKind.SET, ("cat", "sat"), "cat sat"),
    Part("1", AnswerKind.ORDER, (3, 1, 2), "3 1 2", options=("x", "y", "z")),
    Part("1", AnswerKind.TEXT, "chain rule", "chain rule"),
    Part("1", AnswerKind.CHOICE, "Adam", "Adam", options=("SGD", "RMSprop", "Adam")),
    Part("1", AnswerKind.OUTPUT, "True\nTypeError", ""),
    Part("1", AnswerKind.FORMULA, "p - y", "", domains=(("p", 0.0, 1.0), ("y", 0.0, 1.0))),
]


def test_the_list_is_long_enough():
    assert len(HOSTILE) >= 200


@pytest.mark.parametrize("part", PARTS, ids=lambda part: f"{part.kind}{list(part.shape)}")
def test_no_answer_runs_code_or_crashes(part, make_variant, tmp_path):
    canary = tmp_path / "canary"
    variant = make_variant(part)

    for line in HOSTILE:
        verdict = judge(variant, [unescaped(line).replace("{canary}", str(canary))])

        assert isinstance(verdict.outcome, Outcome)
        assert verdict.outcome is not Outcome.RIGHT, line
        assert verdict.message.isprintable(), line
    assert list(tmp_path.iterdir()) == []


def test_what_a_learner_types_never_reaches_an_interpreter():
    folder = Path(quizapp.grading.__file__).parent
    inside = {"runner.py", "asserting.py"}  # run in the sandbox alone

    called = {
        (path.name, call.func.id)
        for path in folder.glob("*.py")
        if path.name not in inside
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
    }

    assert not {name for _file, name in called} & {"eval", "exec", "compile", "__import__"}
