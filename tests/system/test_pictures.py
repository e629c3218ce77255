"""The installed program in a terminal that shows pictures, and in one that does not."""

import re
from pathlib import Path

import pytest

from quizapp.cli.main import main
from quizapp.tui.pictures.answers import QUESTION
from quizapp.tui.pictures.placeholders import PLACEHOLDER

NOTES = r"""---
deck: Sums
---
Q: What is the sigmoid?
A: A curve from 0 to 1: $$\sigma(z) = \frac{1}{1 + e^{-z}}$$

Q: What is a carry?
A: A ten that moves.
"""
ASKED = QUESTION.encode()
KITTY = b"\x1b_Gi=31;OK\x1b\\\x1b[6;20;10t\x1b[?62;c"
SIXEL = b"\x1b[6;20;10t\x1b[?62;4;22c"
NEITHER = b"\x1b[?62;22c"
GRAPHICS = re.compile(rb"\x1b_Ga=T|\x1bP[01]?;[01]?;?0?q")
"""Where a picture begins, in either protocol."""


@pytest.fixture
def own(home: Path, tmp_path: Path) -> None:
    """A collection with a display formula in it."""
    notes = tmp_path / "own.md"
    notes.write_text(NOTES, encoding="utf-8")
    assert main(["--home", str(home), "--lang", "en", "--empty", "import", str(notes)]) == 0


def revealed(screen, *words: str) -> str:
    """The screen once the answer with the formula is shown and has settled."""
    screen.wait_for("What is the sigmoid?")
    screen.press("space")
    screen.wait_for("A curve from 0 to 1", "3  Good", *words)
    return screen.settle(1.0)


@pytest.mark.usefixtures("own")
def test_kitty_gets_a_formula_as_a_picture_and_its_cells(terminal) -> None:
    def placed(text: str) -> tuple[int, int]:
        rows = [line for line in text.splitlines() if PLACEHOLDER in line]
        return (rows[0].count(PLACEHOLDER), len(rows)) if rows else (0, 0)

    screen = terminal("study")
    screen.replies = {ASKED: KITTY}
    revealed(screen, PLACEHOLDER)
    (sent,) = set(re.findall(rb"\x1b_Ga=T,U=1,[^;]*,c=(\d+),r=(\d+)", screen.written))
    text = screen.wait_until(lambda text: placed(text) == tuple(map(int, sent)), "whole picture")

    assert "─────" not in text.partition("A curve")[2].partition("Again")[0]
    screen.press("ctrl+q")
    assert screen.ended() == 0
    assert screen.is_sane
    forgotten = screen.written.rindex(b"\x1b_Ga=d,d=I")
    assert forgotten < screen.written.rindex(b"\x1b[?1049l")


@pytest.mark.usefixtures("own")
def test_a_sixel_terminal_gets_pixels_and_no_cells_of_kitty(terminal) -> None:
    screen = terminal("study")
    screen.replies = {ASKED: SIXEL}
    revealed(screen)
    screen.wait_until(lambda _text: b"\x1bP0;1;0q" in screen.written, "Sixels")
    screen.settle(0.5)
    screen.press("ctrl+q")

    assert screen.ended() == 0
    assert screen.is_sane
    assert PLACEHOLDER.encode() not in screen.written
    assert re.search(rb"\x1b7\x1b\[\d+D\x1bP0;1;0q[^\x1b]+\x1b\\\x1b8", screen.written)


@pytest.mark.usefixtures("own")
@pytest.mark.parametrize("answer", [NEITHER, b""], ids=["neither", "no answer"])
def test_a_terminal_without_graphics_gets_the_text(terminal, answer: bytes) -> None:
    screen = terminal("study")
    screen.replies = {ASKED: answer} if answer else {}
    text = revealed(screen, "1 + e⁻ᶻ")
    screen.press("ctrl+q")

    assert screen.ended() == 0
    assert screen.is_sane
    assert PLACEHOLDER not in text
    assert GRAPHICS.search(screen.written) is None


@pytest.mark.usefixtures("own")
@pytest.mark.parametrize(
    "variables",
    [{"NO_COLOR": "1"}, {"TERM": "linux"}, {"TMUX": "/tmp/tmux-0/default,1,0"}, {"STY": "1.a"}],
    ids=["NO_COLOR", "linux", "tmux", "screen"],
)
def test_where_pictures_make_no_sense_the_terminal_is_not_asked(
    terminal, variables: dict[str, str]
) -> None:
    screen = terminal("study", **variables)
    revealed(screen, "1 + e⁻ᶻ")
    screen.press("ctrl+q")

    assert screen.ended() == 0
    assert ASKED not in screen.written
    assert GRAPHICS.search(screen.written) is None


@pytest.mark.usefixtures("own")
def test_the_setting_switches_pictures_off(terminal, home: Path) -> None:
    assert main(["--home", str(home), "config", "pictures", "off"]) == 0
    screen = terminal("study")
    screen.replies = {ASKED: KITTY}
    revealed(screen, "1 + e⁻ᶻ")
    screen.press("ctrl+q")

    assert screen.ended() == 0
    assert ASKED not in screen.written


@pytest.mark.usefixtures("own")
def test_keys_typed_while_the_terminal_answers_are_not_lost(terminal) -> None:
    screen = terminal()
    answer = KITTY.replace(b"\x1b\\", b"\x1b\\?", 1)  # for the help, between two answers
    screen.replies = {ASKED: answer}
    screen.wait_for("the keys of this screen")
    screen.press("ctrl+q")
    assert screen.ended() == 0
    assert screen.is_sane


@pytest.mark.usefixtures("own")
def test_lines_and_pipes_are_never_asked(terminal) -> None:
    screen = terminal("study", "--plain")
    screen.wait_for("What is the sigmoid?")
    screen.press("enter")
    screen.wait_for("A curve from 0 to 1")
    assert b"\x1b_G" not in screen.written
    assert b"\x1b[c" not in screen.written
