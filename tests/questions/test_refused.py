"""Whatever is not listed is refused, with the line of the notes and what would be right."""

from collections.abc import Callable
from pathlib import Path

import pytest

from quizapp.model.errors import InputError
from quizapp.questions import draw_variant
from quizapp.questions.limits import BrokenVariant
from quizapp.questions.statements import Question

FIXTURE = Path(__file__).parent / "fixtures" / "refused.txt"
BLOCKS = FIXTURE.read_text(encoding="utf-8").split("==== ")[1:]
CASES = [(*head.split(" | "), text) for head, _end, text in (b.partition("\n") for b in BLOCKS)]


@pytest.mark.parametrize(("name", "line", "words", "source"), CASES, ids=[c[0] for c in CASES])
def test_what_is_not_listed_is_refused_at_its_line(
    read: Callable[..., Question], name: str, line: str, words: str, source: str
) -> None:
    with pytest.raises(InputError) as refusal:
        draw_variant(read(source.rstrip("\n")), 1)

    assert words in refusal.value.message
    assert (refusal.value.file, refusal.value.line) == ("notes.md", 10 + int(line))
    assert "\n" not in refusal.value.message


def test_the_sentence_names_the_place_and_the_nearest_name(read: Callable[..., Question]) -> None:
    with pytest.raises(InputError) as refusal:
        read('"""p"""\nwidth = integers(1, 2)\nanswer(widht)')

    assert str(refusal.value) == (
        "notes.md:13: There is no name “widht” here. Did you mean “width”?"
    )


@pytest.mark.parametrize(
    "source",
    [
        '"""p"""\n' + "#" * 8192 + "\nanswer(1)",
        '"""' + "я" * 4096 + '"""\nanswer(1)',
    ],
    ids=["letters", "two bytes each"],
)
def test_more_than_eight_kilobytes_are_refused(read: Callable[..., Question], source: str) -> None:
    with pytest.raises(InputError, match="8 kB"):
        read(source)


def test_sixty_statements_are_read_and_sixty_one_refused(read: Callable[..., Question]) -> None:
    lines = ['"""p"""', *(f"n{i} = {i}" for i in range(58)), "answer(n1)"]

    assert len(read("\n".join(lines)).statements) == 59
    with pytest.raises(InputError, match="60 statements"):
        read("\n".join([*lines, 'hint("h")']))


def test_four_hundred_nodes_are_read_and_more_refused(read: Callable[..., Question]) -> None:
    def with_nodes(count: int) -> str:
        lines = [f"n{i} = (1, 2, 3, 4, 5, 6, 7, 8, 9)" for i in range(39)]
        rest = ", ".join("1" for _i in range(count - 39 * 10 - 1))
        return "\n".join(['"""p"""', *lines, f"answer(({rest}))"])

    assert read(with_nodes(400))
    with pytest.raises(InputError, match="400 nodes"):
        read(with_nodes(401))


def test_twenty_levels_are_read_and_twenty_one_refused(read: Callable[..., Question]) -> None:
    def nested(depth: int) -> str:
        return '"""p"""\nanswer(' + "-(" * (depth - 1) + "1" + ")" * (depth - 1) + ")"

    assert read(nested(20))
    with pytest.raises(InputError, match="deeper than 20"):
        read(nested(21))


@pytest.mark.parametrize(
    "source",
    ["-" * 8000 + "1", "(" * 4000, "[" * 300 + "]" * 300, "**".join("1" * 2000), "not " * 1900],
    ids=["signs", "brackets", "lists", "powers", "nots"],
)
def test_the_parser_of_python_is_never_brought_down(
    read: Callable[..., Question], source: str
) -> None:
    with pytest.raises(InputError):
        read(f'"""p"""\nanswer({source})')


@pytest.mark.parametrize("character", ["\0", "\x0c", "\u2028", "\ud800", "\x1b"])
def test_odd_characters_outside_texts_are_refused(
    read: Callable[..., Question], character: str
) -> None:
    with pytest.raises(InputError):
        read(f'"""p"""\nanswer(1{character}2)')


@pytest.mark.parametrize(
    "info",
    ["python", "quiz", "quiz X1", "quiz a", "quiz ab levels=0", "quiz ab levels=x", "quizz ab",
     "quiz ab cd", "quiz-riddle ab", "quiz " + "a" * 65],
)  # fmt: skip
def test_a_head_that_opens_no_question_is_refused(read: Callable[..., Question], info: str) -> None:
    with pytest.raises(InputError, match="does not open a question") as refusal:
        read('"""p"""\nanswer(1)', info)

    assert refusal.value.line == 10


WORKING_TOO_HARD = {
    "loops": "sum([sum([i * j + i + j for i in range(100)]) for j in range(100)])",
    "sums of large arrays": "sum([sum(x + i) for i in range(100)])",
    "matrix products": "sum([sum((X + i) @ X) for i in range(100)])",
    "reference functions": "sum([sum(softmax(X + i)) for i in range(100)])",
}


@pytest.mark.parametrize("expression", WORKING_TOO_HARD.values(), ids=WORKING_TOO_HARD)
def test_work_is_counted_and_bounded(read: Callable[..., Question], expression: str) -> None:
    draws = "x = integers(1, 2, shape=9999)\nX = integers(1, 2, shape=(100, 100))"

    with pytest.raises(InputError, match="works too hard"):
        draw_variant(read(f'"""p"""\n{draws}\nanswer({expression})'), 1)


def test_drawing_counts_as_work(read: Callable[..., Question]) -> None:
    draws = "\n".join(f"x{i} = integers(1, 2, shape=(100, 100))" for i in range(11))

    with pytest.raises(InputError, match="works too hard"):
        draw_variant(read(f'"""p"""\n{draws}\nanswer(1)'), 1)


def test_a_question_that_never_becomes_fair_stops_by_its_work(
    read: Callable[..., Question],
) -> None:
    draws = "\n".join(f"x{i} = integers(1, 2, shape=(90, 100))" for i in range(11))

    with pytest.raises(BrokenVariant, match="none of 11 tries"):
        draw_variant(read(f'"""p"""\n{draws}\nrequire(False)\nanswer(1)'), 1)


def test_arrays_that_are_too_large_together_are_refused(read: Callable[..., Question]) -> None:
    source = '"""p"""\nx = zeros((9999, 1))\nW = zeros((1, 9999))\nanswer(dense(x, W))'

    with pytest.raises(InputError, match="too large together"):
        draw_variant(read(source), 1)
