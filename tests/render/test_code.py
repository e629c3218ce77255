"""Programs as lines with code roles."""

import subprocess
import sys

from quizapp.render.cells import Span, line_text
from quizapp.render.code import highlighted, numbered

_PROGRAM = '@cache\nclass Config:\n    def f(self):  # why\n        return "a" + 12\n'


def test_the_words_of_a_program_have_their_roles() -> None:
    spans = {span.text: span.role for line in highlighted(_PROGRAM) for span in line}

    assert spans["class"] == spans["def"] == spans["return"] == "code-keyword"
    assert spans["Config"] == spans["f"] == spans["self"] == "code-name"
    assert spans["# why"] == "code-comment"
    assert spans['"a"'] == "code-string"
    assert spans["12"] == "code-number"
    assert spans["@cache"] == "code-decorator"


def test_keywords_are_bold_for_terminals_without_colours() -> None:
    (line,) = highlighted("return x")

    assert line[0] == Span("return", "code-keyword", bold=True)


def test_every_line_of_the_program_is_kept() -> None:
    source = "\n\nx = '''a\n\nb'''\n\n"

    assert [line_text(line) for line in highlighted(source)] == source.split("\n")[:-1]


def test_an_unknown_language_is_plain_text() -> None:
    assert highlighted("a < b", "no-such-language") == ((Span("a < b"),),)


def test_line_numbers_are_right_aligned_and_muted() -> None:
    lines = numbered(highlighted("a\n" * 10, ""))

    assert lines[0] == (Span(" 1  ", "muted"), Span("a"))
    assert lines[9] == (Span("10  ", "muted"), Span("a"))


def test_plain_markdown_loads_neither_the_colours_nor_the_formula_reader() -> None:
    program = (
        "import sys; from quizapp.render.markdown import render; render('**a** b', 20);"
        "heavy = {'textual', 'rich', 'pygments', 'latex2mathml', 'numpy', 'sympy'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert result.stdout.strip() == "[]"
