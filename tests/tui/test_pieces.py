import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.render.cells import Span
from quizapp.tui.paint import paint
from quizapp.tui.pieces import (
    Piece,
    beside,
    cut,
    fit,
    from_line,
    panel,
    pushed,
    row_width,
    spread,
    wrapped,
)
from quizapp.tui.theme import DARK

TEXTS = st.text(max_size=30)
ROWS = st.lists(TEXTS.map(Piece), max_size=4).map(tuple)


@given(ROWS, st.integers(0, 40))
def test_a_fitted_row_has_exactly_its_width(row: tuple[Piece, ...], width: int) -> None:
    assert row_width(fit(row, width)) == width


@given(ROWS, ROWS, st.integers(1, 60))
def test_both_ends_of_a_row_fill_its_width(
    left: tuple[Piece, ...], right: tuple[Piece, ...], width: int
) -> None:
    assert row_width(spread(left, right, width)) == width


def test_what_is_cut_says_so() -> None:
    assert "".join(piece.text for piece in cut((Piece("attention"),), 5)) == "atte…"
    assert cut((Piece("attention"),), 9) == (Piece("attention"),)


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_no_character_a_terminal_could_obey_gets_into_a_piece(text: str) -> None:
    assert all(ord(sign) >= 32 and not 0x7F <= ord(sign) < 0xA0 for sign in Piece(text).text)


@pytest.mark.parametrize("text", ["[bold]x[/bold]", "[@click=app.quit]x[/]", "\x1b[31mx", "[/]"])
def test_markup_is_shown_and_never_obeyed(text: str) -> None:
    strip = paint((Piece(text),), 40, DARK)
    (segment, *_rest) = strip
    assert segment.text == text.replace("\x1b", "␛")
    assert segment.style is not None
    assert not segment.style.meta


def test_rendered_lines_keep_their_styles() -> None:
    (piece,) = from_line((Span("x", "math", bold=True),))
    assert (piece.text, piece.role, piece.bold) == ("x", "math", True)


def test_a_panel_is_as_wide_as_asked_and_carries_its_bar() -> None:
    rows = panel([(Piece("text"),)], 20, "accent", air=1)
    assert [row_width(row) for row in rows] == [20, 20, 20]
    assert all(row[0].text == "▌" and row[0].role == "accent" for row in rows)
    assert all(piece.ground == "panel" for row in rows for piece in row)


def test_blocks_stand_side_by_side() -> None:
    rows = beside([([(Piece("a"),)], 3), ([(Piece("b"),), (Piece("c"),)], 2)])
    assert ["".join(piece.text for piece in row) for row in rows] == ["a  b ", "   c "]


def test_a_sentence_breaks_at_spaces() -> None:
    rows = wrapped("one two three", 7)
    assert ["".join(piece.text for piece in row) for row in rows] == ["one two", "three"]


def test_a_row_is_pushed_to_the_right() -> None:
    assert "".join(piece.text for piece in pushed((Piece("ab"),), 5)) == "   ab"
