"""Cells: widths, cutting with a mark, and what is made harmless."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from quizapp.render.cells import Span, cell_width, chopped, clipped, harmless, line_text, merged


@pytest.mark.parametrize(
    "text",
    ["abc", "Формула", "αβγ ∑∫√⎛⎞", "x\u0302y\u0303", "漢字かな", "ＡＢ", "한국어", "┌─┐█▌", ""],
)
def test_a_text_is_as_wide_as_the_terminal_library_says(text: str) -> None:
    assert cell_width(text) == cell_len(text)


def test_a_clipped_line_ends_in_a_mark_of_its_style() -> None:
    line = (Span("слово "), Span("важное", "learning", bold=True))

    assert clipped(line, 9) == (Span("слово "), Span("ва…", "learning", bold=True))
    assert clipped(line, 12) == line


def test_a_wide_character_that_does_not_fit_is_not_halved() -> None:
    assert line_text(clipped((Span("漢字漢字"),), 4)) == "漢…"


@given(st.text(st.characters(categories=["L", "Mn", "N"]), max_size=40), st.integers(2, 10))
def test_pieces_of_a_chopped_text_fit_and_make_the_whole(text: str, width: int) -> None:
    pieces = chopped(text, width)

    assert "".join(pieces) == text
    assert all(cell_width(piece) <= width for piece in pieces)


def test_neighbours_of_one_style_are_joined() -> None:
    assert merged([Span("a"), Span(""), Span("b"), Span("c", "math")]) == (
        Span("ab"),
        Span("c", "math"),
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", "␛[31m"),
        ("a\tb", "a    b"),
        ("\x7f\x9b", "␡�"),
        ("a\u200bb\ufeff", "ab"),
        ("\u202eevil", "�evil"),
        ("é ё\n", "é ё\n"),
    ],
)
def test_what_a_terminal_could_obey_is_shown_or_dropped(text: str, shown: str) -> None:
    assert harmless(text) == shown
