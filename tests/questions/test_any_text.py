"""Whatever is written in a block: a question or one clear sentence, and never anything else."""

import ast
import subprocess
import sys
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.model.errors import InputError
from quizapp.questions import draw_program, draw_variant, read_question
from quizapp.questions.code import CodeQuestion
from quizapp.questions.evaluate import compiled
from quizapp.questions.limits import Redraw
from quizapp.questions.printing import EXACT
from quizapp.questions.scope import Scope
from quizapp.questions.statements import Question
from quizapp.questions.substitute import pieces_of, substituted
from quizapp.questions.text import fill, read_text

WORDS = Path(__file__).with_name("fixtures").joinpath("soup.txt").read_text("utf-8").split("\n")

soup = st.lists(st.sampled_from([*WORDS, "\n", "\n", " "]), max_size=40).map("".join)
begun = soup.map(lambda text: '"""p"""\nn = integers(1, 9)\nx = decimals(-1, 1, shape=2)\n' + text)


@settings(max_examples=300)
@given(st.one_of(st.text(), soup, begun))
def test_any_text_is_a_question_or_one_sentence(text: str) -> None:
    try:
        question = read_question(text, "python quiz a-question", "notes.md", 10)
        assert isinstance(question, Question)
        variant = draw_variant(question, 1)
    except InputError as refusal:
        assert refusal.message.endswith((".", "?"))
        assert "\n" not in refusal.message
        assert refusal.file == "notes.md"
    else:
        assert variant.question == "a-question"


@settings(max_examples=200)
@given(st.one_of(st.text(), soup), st.one_of(st.text(), soup))
def test_any_program_is_a_code_question_or_one_sentence(body: str, lines: str) -> None:
    ours = "\n".join(f"#: {line}" for line in lines.split("\n"))
    try:
        question = read_question(f'#: """p"""\n{ours}\n{body}', "quiz-output a-b", "notes.md", 10)
        assert isinstance(question, CodeQuestion)
        program = draw_program(question, 1)
    except InputError as refusal:
        assert refusal.file == "notes.md"
    else:
        assert ast.parse(program.text) is not None


@settings(max_examples=200)
@given(st.text(alphabet="{}n[]:.2f+()$`\\ x0"))
def test_any_prompt_is_filled_or_refused(text: str) -> None:
    try:
        filled = fill(read_text(text), {"n": 2, "x": 0.5, "f": 1, "f2": 3}, lambda name: EXACT)
    except (InputError, KeyError):
        return
    assert filled.count("$") == text.count("$")


numbers = st.one_of(
    st.integers(0, 50).map(str),
    st.floats(0.01, 50).map(lambda value: f"{value:.3g}").filter(lambda text: "e" not in text),
)
formulas = st.recursive(
    st.one_of(numbers, st.sampled_from(["a", "b"])),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(" ".join).map("({})".format),
        inner.map("-{}".format),
        st.tuples(inner, st.sampled_from("23")).map("({0[0]}) ** {0[1]}".format),
        inner.map("tanh({})".format),
    ),
    max_leaves=8,
)


@settings(max_examples=200)
@given(formulas, st.sampled_from([-1.5, 2, 0.25]), st.sampled_from([-3, 4]))
def test_a_substituted_step_is_worth_what_its_expression_is(text: str, a: float, b: int) -> None:
    node = ast.parse(text, mode="eval").body
    scope = Scope({"a": a, "b": b})

    shown = substituted(pieces_of(node), scope, lambda name: EXACT)

    again = ast.parse(shown.replace("^", " ** "), mode="eval").body
    assert outcome(again, scope) == outcome(node, scope)


def outcome(node: ast.expr, scope: Scope) -> object:
    try:
        return compiled(node)(scope)
    except (InputError, Redraw) as refusal:
        return type(refusal)


HEAVY = ("numpy", "reference_impl", "textual", "sympy", "sqlalchemy", "genanki", "fsrs")


def test_importing_the_room_loads_nothing_heavy() -> None:
    script = f"import quizapp.questions, sys; print([m for m in {HEAVY!r} if m in sys.modules])"

    told = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)

    assert told.stdout.decode().strip() == "[]"


def test_reading_and_drawing_load_no_other_room() -> None:
    script = (
        "import sys; from quizapp.questions import draw_variant, read_question\n"
        "draw_variant(read_question('\"\"\"p\"\"\"\\nanswer(1)', 'quiz ab', 'n', 1), 1)\n"
        "rooms = {m.split('.')[1] for m in sys.modules if m.startswith('quizapp.')}\n"
        f"print(sorted(rooms), [m for m in {HEAVY[2:]!r} if m in sys.modules])"
    )

    told = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)

    assert told.stdout.decode().strip() == "['expressions', 'language', 'model', 'questions'] []"
