"""Pictures as cells of text: what is asked, answered, sent, and put on a screen."""

import asyncio
import re
import subprocess
import sys
from base64 import b64decode
from collections.abc import Callable

import pytest
import staged
from conftest import play, press, seen, settled
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from quizapp.render.cells import cell_width
from quizapp.render.pictures.picture import Cell, Picture
from quizapp.settings.values import Settings
from quizapp.tui.pictures import kitty, support
from quizapp.tui.pictures.answers import Answers
from quizapp.tui.pictures.placeholders import (
    COLOUR,
    LARGEST,
    MARKS,
    PLACEHOLDER,
    SLOTS,
    picture_id,
    placeholders,
    replaced,
)
from quizapp.tui.pictures.shelf import Shelf
from quizapp.tui.theme import COLOURLESS, DARK, PALETTES

Stage = Callable[..., list[staged.Staged]]
KITTY = "\x1b_Gi=31;OK\x1b\\"
CELL = "\x1b[6;20;10t"
SIXEL, NEITHER = "\x1b[?62;4;22c", "\x1b[?62;22c"


# What the terminal answers


def told() -> tuple[Answers, list[Answers]]:
    heard: list[Answers] = []
    return Answers(heard.append), heard


@pytest.mark.parametrize(
    ("text", "kitty_", "sixel", "cell"),
    [
        (KITTY + CELL + NEITHER, True, False, (10, 20)),
        (CELL + SIXEL, False, True, (10, 20)),
        (NEITHER, False, False, None),
        ("\x1b_Gi=31;ENOTSUPPORTED:\x1b\\" + NEITHER, False, False, None),
        ("\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c", False, False, None),
        ("\x1b[?4c", False, False, None),
    ],
)
def test_the_answers_of_terminals_are_understood(text, kitty_, sixel, cell) -> None:
    answers, heard = told()
    assert answers.without(text) == ""
    assert heard == [answers]
    assert (answers.kitty, answers.sixel, answers.cell) == (kitty_, sixel, cell)


TYPED = st.lists(
    st.sampled_from(["a", "ж", "3", "\x1b[A", "\x1b[6~", "\x1bOP", "\x1b[<0;3;4M", " ", "\r"])
)


@given(TYPED, TYPED, TYPED, st.lists(st.integers(1, 5), min_size=1))
def test_no_key_is_lost_or_made_up_however_the_answers_arrive(
    before: list[str], between: list[str], after: list[str], sizes: list[int]
) -> None:
    stream = "".join([*before, KITTY, *between, CELL, SIXEL, *after])
    answers, heard = told()
    typed = ""
    place = number = 0
    while place < len(stream):
        size = sizes[number % len(sizes)]
        typed += answers.without(stream[place : place + size])
        place, number = place + size, number + 1
    typed += answers.given_up()

    assert typed == "".join([*before, *between, *after])
    assert len(heard) == 1
    assert answers.kitty and answers.sixel


def test_a_lone_escape_is_only_held_back_for_a_moment() -> None:
    answers, _heard = told()
    assert answers.without("\x1b") == ""
    assert answers.given_up() == "\x1b"
    assert answers.given_up() == ""
    answers.without(NEITHER)
    assert answers.without("\x1b") == "\x1b"
    assert answers.without(SIXEL) == ""


# The cells


def test_the_marks_are_those_of_the_protocol() -> None:
    code = "from textual_image.renderable.tgp import _NUMBER_TO_DIACRITIC as d; print(*d)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert [ord(mark) for mark in MARKS] == [int(word) for word in done.stdout.split()]
    assert SLOTS < 256 < LARGEST


def test_a_cell_of_a_picture_is_one_cell_wide() -> None:
    (row,) = placeholders(SLOTS, LARGEST, 1)
    assert cell_width(row) == LARGEST
    assert row.count(PLACEHOLDER) == LARGEST


def test_the_cells_name_their_picture_as_kitty_reads_it() -> None:
    first, second = placeholders(7, 2, 2)
    assert first == "".join(
        [PLACEHOLDER, "\u0305", "\u0305", MARKS[7], PLACEHOLDER, "\u0305", "\u030d", MARKS[7]]
    )
    assert second[1:3] == "\u030d\u0305"
    assert picture_id(7) == 7 * 2**24 + int(COLOUR.removeprefix("#"), 16)


def test_pixels_take_the_place_of_cells_also_where_only_a_part_is_seen() -> None:
    top, below = placeholders(3, 4, 2)
    hidden = top[:4] + "…" + top[8:]

    def cut(slot: int, row: int, left: int, right: int) -> str | None:
        return f"<{slot},{row},{left}-{right}>" if slot == 3 else None

    assert replaced(f"a{top}b", cut) == "a    \x1b7\x1b[4D<3,0,0-4>\x1b8b"
    assert replaced(below[4:12], cut) == "  \x1b7\x1b[2D<3,1,1-3>\x1b8"
    assert replaced(hidden, cut) == " \x1b7\x1b[1D<3,0,0-1>\x1b8…  \x1b7\x1b[2D<3,0,2-4>\x1b8"
    assert replaced(top + below, cut).count("\x1b7") == 2
    assert replaced(placeholders(9, 3, 1)[0], cut) == "   "


@given(st.text(st.sampled_from([PLACEHOLDER, *MARKS[:4], "a", "\x1b", "ж"])))
def test_broken_cells_do_no_harm(text: str) -> None:
    result = replaced(text, lambda *_: None)
    assert len(result) <= len(text)


def test_a_picture_is_sent_in_chunks_that_make_the_same_file() -> None:
    png = bytes(range(256)) * 40
    sent = kitty.sent(5, Picture(png, 30, 4))

    parts = re.findall(r"\x1b_G([^;\x1b]*)(?:;([^\x1b]*))?\x1b\\", sent)
    assert "".join(f"\x1b_G{head}{';' if body else ''}{body}\x1b\\" for head, body in parts) == sent
    (forget, _), (first, _), *more = parts
    assert forget == f"a=d,d=I,q=2,i={picture_id(5)}"
    assert set(first.split(",")) >= {"a=T", "U=1", "f=100", "c=30", "r=4", f"i={picture_id(5)}"}
    assert [head.partition("m=")[2] for head, _body in parts[1:]] == ["1"] * len(more) + ["0"]
    assert all(len(body) <= 4096 for _head, body in parts)
    assert b64decode("".join(body for _head, body in parts[1:])) == png


# Whether to ask at all


@pytest.fixture
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("TMUX", "STY", "TERM_PROGRAM"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def test_terminals_are_asked_unless_something_speaks_against_it(plain_terminal) -> None:
    assert support.may_ask(Settings(), DARK)
    assert not support.may_ask(Settings(pictures="off"), DARK)
    assert not support.may_ask(Settings(pictures="on"), COLOURLESS)
    assert not support.may_ask(Settings(), PALETTES["ansi"])
    for term in ("dumb", "linux", ""):
        plain_terminal.setenv("TERM", term)
        assert not support.may_ask(Settings(pictures="on"), DARK)


@pytest.mark.parametrize("name", ["TMUX", "STY"])
def test_inside_a_multiplexer_only_where_it_is_wanted(plain_terminal, name: str) -> None:
    plain_terminal.setenv(name, "x")
    assert not support.may_ask(Settings(), DARK)
    assert support.may_ask(Settings(pictures="on"), DARK)


@pytest.mark.parametrize("name", ["ziamath", "resvg_py", "textual_image", "PIL"])
def test_without_the_extra_nothing_is_asked(plain_terminal, name: str) -> None:
    plain_terminal.setattr(support, "find_spec", lambda asked: None if asked == name else object())
    assert not support.may_ask(Settings(pictures="on"), DARK)


def test_other_drivers_stay_as_they_are() -> None:
    from textual.drivers.headless_driver import HeadlessDriver
    from textual.drivers.linux_driver import LinuxDriver
    from textual.drivers.web_driver import WebDriver

    from quizapp.tui.pictures.driver import PictureDriver

    assert support.fitting(LinuxDriver) is PictureDriver
    assert support.fitting(HeadlessDriver) is HeadlessDriver
    assert support.fitting(WebDriver) is WebDriver


# On a screen


class Line:
    """A driver that can be asked, and remembers what it was given."""

    def __init__(self, answers: str) -> None:
        self.answers, self.written = answers, ""
        self.redrawn: Callable[[str], str] | None = None
        self.asked = 0

    def ask(self, told: Callable[[Answers], object]) -> None:
        self.asked += 1
        Answers(told).without(self.answers)

    def write(self, text: str) -> None:
        self.written += text


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch, plain_terminal) -> Callable[[str], Line]:
    """A terminal behind the app that answers so."""

    def answering(answers: str) -> Line:
        made = Line(answers)
        monkeypatch.setattr(Shelf, "_driver", made)
        monkeypatch.setattr("quizapp.tui.pictures.shelf.cell_of_window", lambda: None)
        return made

    return answering


async def hung(pilot: Pilot[None], *, busy: bool = False) -> None:
    """Ask the terminal, as the app does after its first paint; ``busy`` as if drawing another."""
    pilot.app.console._color_system = type(pilot.app.console._color_system)(3)
    pilot.app.hang_pictures()
    pilot.app.shelf._busy = busy
    await pilot.pause()
    await settled(pilot)


def test_a_display_formula_is_a_picture_where_the_terminal_shows_some(stage: Stage, line) -> None:
    stage(staged.asked(staged.BASIC))
    kitty_ = line(KITTY + CELL + NEITHER)

    async def journey(pilot: Pilot[None]) -> None:
        await hung(pilot)
        await press(pilot, "space")
        await settled(pilot)
        rows = [row for row in seen(pilot).splitlines() if PLACEHOLDER in row]
        assert rows
        assert len({row.count(PLACEHOLDER) for row in rows}) == 1
        assert "├" not in seen(pilot) and "√" not in seen(pilot)
        assert f"c={rows[0].count(PLACEHOLDER)},r={len(rows)}," in kitty_.written
        pilot.app.shelf.resumed()
        assert kitty_.written.count("a=T") == 2
        pilot.app.leave()
        assert kitty_.written.endswith(kitty.forgotten(1))

    asyncio.run(play(staged.app(study=True), journey))


def test_sixels_go_out_in_the_place_of_the_cells(stage: Stage, line) -> None:
    stage(staged.asked(staged.BASIC))
    sixel = line(CELL + SIXEL)

    async def journey(pilot: Pilot[None]) -> None:
        await hung(pilot)
        await press(pilot, "space")
        await settled(pilot)
        out = sixel.redrawn(seen(pilot))
        assert PLACEHOLDER not in out
        rows = sum(PLACEHOLDER in row for row in seen(pilot).splitlines())
        assert len(re.findall(r"\x1b7\x1b\[\d+D\x1bP0;1;0q[^\x1b]+\x1b\\\x1b8", out)) == rows > 0
        assert sixel.written == ""

    asyncio.run(play(staged.app(study=True), journey))


def painted(pilot: Pilot[None]) -> str:
    """The whole screen as it goes to the terminal, escape codes and all."""
    app = pilot.app
    update = app.screen._compositor.render_update(full=True)
    return update.render_segments(app.console)


def test_no_picture_shows_through_an_overlay(stage: Stage, line) -> None:
    stage(staged.asked(staged.BASIC))
    terminal = line(CELL + SIXEL)
    ours = ";".join(str(int(COLOUR[place : place + 2], 16)) for place in (1, 3, 5))
    run = re.compile(rf"\x1b\[([\d;]*)m{PLACEHOLDER}")

    async def journey(pilot: Pilot[None]) -> None:
        await hung(pilot)
        await press(pilot, "space")
        await settled(pilot)
        before = painted(pilot)
        assert run.findall(before)
        assert all(f"38;2;{ours}" in style for style in run.findall(before))
        rows = terminal.redrawn(before).count("\x1bP")
        assert rows

        await press(pilot, "ctrl+o")
        await settled(pilot)
        below = painted(pilot)
        assert len(run.findall(below)) == rows, "the letters to jump by cover no picture"
        assert not any(ours in style for style in run.findall(below)), "Kitty: an id of ours"
        dimmed = terminal.redrawn(below)
        assert "\x1bP" not in dimmed and PLACEHOLDER not in dimmed

        await press(pilot, "escape")
        await settled(pilot)
        assert terminal.redrawn(painted(pilot)).count("\x1bP") == rows

    asyncio.run(play(staged.app(study=True), journey))


@pytest.mark.parametrize("answers", [NEITHER, ""])
def test_without_an_answer_the_text_stands(stage: Stage, line, answers: str) -> None:
    stage(staged.asked(staged.BASIC))
    silent = line(answers)

    async def journey(pilot: Pilot[None]) -> None:
        await hung(pilot)
        await press(pilot, "space")
        assert PLACEHOLDER not in seen(pilot)
        assert "√" in seen(pilot) or "σ" in seen(pilot)
        assert silent.written == ""

    asyncio.run(play(staged.app(study=True), journey))


def test_a_formula_that_cannot_be_drawn_stays_text_and_is_tried_once(
    stage: Stage, line, monkeypatch: pytest.MonkeyPatch
) -> None:
    from quizapp.render.pictures import formulas
    from quizapp.render.pictures.picture import NoPicture

    tried: list[str] = []

    def draw(latex: str, *_: object, **__: object) -> Picture:
        tried.append(latex)
        raise NoPicture("no")

    monkeypatch.setattr(formulas, "draw_formula", draw)
    stage(staged.asked(staged.BASIC))
    line(KITTY + CELL + NEITHER)

    async def journey(pilot: Pilot[None]) -> None:
        await hung(pilot)
        await press(pilot, "space")
        await settled(pilot)
        assert PLACEHOLDER not in seen(pilot)
        assert "√" in seen(pilot) or "σ" in seen(pilot)
        assert len(tried) == 1

    asyncio.run(play(staged.app(study=True), journey))


def test_the_setting_takes_pictures_away_and_brings_them_back(stage: Stage, line) -> None:
    stage(staged.asked(staged.BASIC))
    kitty_ = line(KITTY + CELL + NEITHER)

    async def journey(pilot: Pilot[None]) -> None:
        app = pilot.app
        await hung(pilot)
        await press(pilot, "space")
        await settled(pilot)
        assert PLACEHOLDER in seen(pilot)
        app.settings = Settings(pictures="off")
        app.shelf.ask()
        await settled(pilot)
        assert PLACEHOLDER not in seen(pilot)
        assert kitty_.written.endswith(kitty.forgotten(1))
        app.settings = Settings()
        app.shelf.ask()
        await pilot.pause()
        await settled(pilot)
        await settled(pilot)
        assert PLACEHOLDER in seen(pilot)
        assert kitty_.asked == 2

    asyncio.run(play(staged.app(study=True), journey))


def test_another_theme_paints_in_its_own_colours(stage: Stage, line) -> None:
    from quizapp.tui.theme import LIGHT

    stage(staged.asked(staged.BASIC))
    kitty_ = line(KITTY + CELL + NEITHER)

    async def journey(pilot: Pilot[None]) -> None:
        await hung(pilot)
        await press(pilot, "space")
        await settled(pilot)
        pilot.app.dress(LIGHT)
        pilot.app.shelf.ask()
        await settled(pilot)
        await settled(pilot)
        assert kitty_.written.count("a=T") == 2
        assert PLACEHOLDER in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey))


def test_what_a_screen_wished_for_is_not_made_once_it_went(stage: Stage, line) -> None:
    stage(staged.asked(staged.BASIC))
    kitty_ = line(KITTY + CELL + NEITHER)

    async def journey(pilot: Pilot[None]) -> None:
        await hung(pilot, busy=True)
        shelf = pilot.app.shelf
        assert shelf._wished
        await press(pilot, "q")
        await settled(pilot)
        await shelf._make_all()
        assert kitty_.written == ""
        assert not shelf._wished

    asyncio.run(play(staged.app(study=True), journey))


def test_the_oldest_picture_gives_its_place_up(stage: Stage, line, monkeypatch) -> None:
    from quizapp.tui.pictures.wall import Paints
    from quizapp.tui.pictures.wishes import FormulaWish

    monkeypatch.setattr("quizapp.tui.pictures.shelf.SLOTS", 2)
    stage(staged.asked(staged.BASIC))
    kitty_ = line(KITTY + CELL + NEITHER)

    async def journey(pilot: Pilot[None]) -> None:
        await hung(pilot)
        shelf = pilot.app.shelf
        wishes = [FormulaWish(str(n), False, 9, Paints("", "", "")) for n in range(3)]
        shelf._hang(wishes[0], (Picture(b"a", 1, 1), None))
        shelf._hang(wishes[1], None)
        shelf._hang(wishes[2], (Picture(b"b", 1, 1), None))
        assert shelf.hung(wishes[0], None).slot == 1  # the latest now
        again = FormulaWish("3", False, 9, Paints("", "", ""))
        shelf._hang(again, (Picture(b"c", 1, 1), None))
        assert shelf.hung(wishes[2], None) is None
        assert shelf.hung(again, None).slot == 2
        assert kitty_.written.count("a=T") == 3

    asyncio.run(play(staged.app(), journey))


def test_cells_of_another_size_get_other_pictures(stage: Stage, line, monkeypatch) -> None:
    stage(staged.asked(staged.BASIC))
    kitty_ = line(KITTY + CELL + NEITHER)

    async def journey(pilot: Pilot[None]) -> None:
        await hung(pilot)
        await press(pilot, "space")
        await settled(pilot)
        monkeypatch.setattr("quizapp.tui.pictures.shelf.cell_of_window", lambda: (20, 40))
        pilot.app.shelf.resized()
        await settled(pilot)
        await settled(pilot)
        assert pilot.app.shelf.cell == Cell(20, 40)
        assert kitty_.written.count("a=T") == 2

    asyncio.run(play(staged.app(study=True), journey))
