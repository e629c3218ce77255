"""Texts for ears: formulas in keyboard signs, marks dropped, clozes as holes."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.render.linear import linear
from quizapp.render.spoken import spoken

_LINES = (
    (Path(__file__).parent / "fixtures" / "spoken.txt").read_text(encoding="utf-8").splitlines()
)
_CASES = list(zip(_LINES[::2], (line.strip() for line in _LINES[1::2]), strict=True))


@pytest.mark.parametrize(("latex", "read"), _CASES, ids=[latex for latex, _read in _CASES])
def test_a_formula_is_read_with_its_grouping(latex: str, read: str) -> None:
    assert linear(latex) == read


def test_marks_are_dropped_and_lists_keep_their_lines() -> None:
    text = "**Идея**: *вес* `w`.\n\n1. раз\n2. два\n   - внутри\n\n> цитата"

    assert spoken(text) == "Идея: вес w.\n\n1. раз\n2. два\n   - внутри\n\nцитата"


def test_a_table_is_read_row_by_row_and_code_as_it_stands() -> None:
    text = "| a | b |\n|---|---|\n| 1 | $x^2$ |\n\n```python\nif x:\n    y\n```"

    assert spoken(text) == "a | b\n1 | x^2\n\nif x:\n    y"


def test_a_cloze_is_a_hole_its_hint_or_its_text() -> None:
    assert spoken("к {{c1::нулю}}") == "к [...]"
    assert spoken("к {{c1::нулю::числу}}") == "к [числу]"
    assert spoken("к {{c1::нулю::числу}}", reveal=True) == "к нулю"


def test_escapes_are_read_as_signs() -> None:
    assert "\x1b" not in spoken("a\x1b[31m `\x1b` $\x1b$")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    assert not any(ord(c) < 32 and c != "\n" for c in spoken(text))
