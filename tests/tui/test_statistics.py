"""Statistics: plots that can be walked, and turned into their numbers."""

import asyncio
from collections.abc import Callable

import pytest
import staged
from conftest import play, press, seen, settled
from textual.pilot import Pilot

from quizapp import language
from quizapp.actions.figures import plots as plots_actions
from quizapp.actions.figures.plots import Band, Hour, Plots, Topic
from quizapp.storage.queries.plots import DayOfStudy
from quizapp.tui.widgets.statisticsbody import StatisticsBody
from quizapp.tui.widgets.statisticsplots import PLOTS

TODAY = 739_687


def some_plots(deck: str | None = None, period: int = 365, reviews: int = 1200) -> Plots:
    days = [DayOfStudy(TODAY - ago, 5 + ago * 7 % 40, 300_000) for ago in range(0, 100, 2)]
    return Plots(
        deck=deck,
        day=TODAY,
        period=period,
        cards=412,
        reviews=reviews,
        wanted=0.9,
        streak=23,
        days=tuple(reversed(days)),
        forecast=tuple(3 + ahead * 5 % 17 for ahead in range(28)),
        recalled=(Band(1, 200, 176), Band(8, 100, 91), Band(31, 50, 47), Band(91, 0, 0)),
        stability=tuple((bound, 40 - bound // 10) for bound in (0, 1, 2, 4, 8, 15, 30, 60, 120)),
        difficulty=tuple((bound, bound * 3) for bound in range(1, 11)),
        retrievability=((0.0, 1), (0.5, 2), (0.8, 30), (0.9, 200)),
        topics=(Topic("Networks::Attention", 20, 10), Topic("Networks::Words", 40, 33)),
        slips=(),
        hardest=(),
        hours=tuple(Hour(hour, hour * 2, hour) for hour in range(24)),
    )


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch, stage) -> list[tuple[str | None, int]]:
    """Put fixed numbers behind the screen; answers with what was asked for."""
    asked: list[tuple[str | None, int]] = []

    def plots_of(_collection: object, deck: str | None, period: int) -> Plots:
        asked.append((deck, period))
        return some_plots(deck, period)

    stage()
    monkeypatch.setattr(plots_actions, "plots_of", plots_of)
    return asked


def journey(walk: Callable[..., object], size: tuple[int, int] = (100, 30)) -> None:
    """Open Statistics and go on from there; ``walk`` is given the pilot."""

    async def go(pilot: Pilot[None]) -> None:
        await press(pilot, "t")
        await settled(pilot)
        await walk(pilot)

    asyncio.run(play(staged.app(), go, size))


def test_t_opens_the_statistics_and_d_leads_home(counted) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        assert "412" in seen(pilot)
        assert "Days of study" in seen(pilot)
        await press(pilot, "d")
        assert "42 cards" in seen(pilot)

    journey(walk)


def test_a_click_on_a_place_opens_it_as_it_was_left(counted) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        await press(pilot, "tab", "enter")
        await pilot.click(offset=(seen(pilot).index("Today"), 0))
        assert "42 cards" in seen(pilot)
        await pilot.click(offset=(seen(pilot).index("Statistics"), 0))
        await settled(pilot)
        assert "176/200" in seen(pilot)

    journey(walk)


def test_tab_walks_every_plot_and_enter_turns_it_into_its_numbers(counted) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        for plot in PLOTS:
            await press(pilot, "enter")
            assert plot.title in seen(pilot)
            name, number = (plot.numbers(some_plots()) or [("nothing yet", "")])[0]
            assert name in seen(pilot)
            assert number in seen(pilot)
            await press(pilot, "enter", "tab")
        assert pilot.app.screen.query_one(StatisticsBody).focus_on == 0

    journey(walk)


def test_a_click_speaks_to_the_plot_under_the_pointer(counted) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        rows = seen(pilot).splitlines()
        y = next(y for y, row in enumerate(rows) if "Frequent mistakes" in row)
        await pilot.click(offset=(rows[y].index("Frequent"), y + 2))
        body = pilot.app.screen.query_one(StatisticsBody)
        assert PLOTS[body.focus_on].title == "Frequent mistakes"

    journey(walk)


def test_a_long_table_is_scrolled_and_says_how_much_is_left(counted) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        await press(pilot, "enter")
        assert "more lines" in seen(pilot)
        await press(pilot, *["down"] * 60)
        assert "more lines" not in seen(pilot)

    journey(walk)


def test_no_plot_is_cut_in_a_narrow_window(counted) -> None:
    async def walk(pilot) -> None:
        await press(pilot, "tab", "tab")
        lines = [line for line in seen(pilot).splitlines() if "│" in line]
        left = [line.partition("│")[0] for line in lines]
        assert "Forecast" in left[0]
        assert not [line for line in left if "…" in line]

    journey(walk, (80, 24))


def test_the_period_is_counted_anew_and_said(counted) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        for key in "[[[]":
            await press(pilot, key)
        assert "the last 90 days" in seen(pilot)

    journey(walk)
    assert [period for _deck, period in counted] == [365, 90, 30, 30, 90]


def test_few_reviews_give_a_sentence_instead_of_a_curve(counted, monkeypatch) -> None:
    monkeypatch.setattr(
        plots_actions, "plots_of", lambda _c, deck, period: some_plots(deck, period, reviews=12)
    )

    async def walk(pilot: Pilot[None]) -> None:
        assert "Needs 50 reviews, has 12." in seen(pilot)

    journey(walk)


def test_the_page_is_written_where_the_program_runs(counted, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)

    async def walk(pilot: Pilot[None]) -> None:
        await press(pilot, "w")

    journey(walk)
    assert "Days of study" in (tmp_path / "quizapp-statistics.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (140, 45)])
def test_every_plot_can_be_reached_at_every_size(counted, size) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        for plot in PLOTS:
            assert plot.title in seen(pilot)
            await press(pilot, "tab")

    journey(walk, size)


@pytest.mark.parametrize("size", [(60, 20), (100, 30), (140, 45)])
def test_statistics_look_as_they_did(counted, snap_compare, size) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        await pilot.app.screen_stack[0].arrived.wait()  # type: ignore[attr-defined]
        await press(pilot, "t")
        await settled(pilot)

    assert snap_compare(staged.app(), run_before=walk, terminal_size=size)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "cards reviews recall a day days in a row"),
        ("ru", "повторений вспоминаемость в день дня подряд"),
    ],
)
def test_the_five_numbers_keep_their_words_where_it_is_narrow(counted, lang, words) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        below = next(line for line in seen(pilot).splitlines() if words.split()[-1] in line)
        assert " ".join(below.replace(", goal 90 %", "").split()).endswith(words)

    language.use(lang)
    journey(walk, (60, 20))


def test_plots_do_not_stretch_over_a_very_wide_terminal(counted) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        (line,) = (line for line in seen(pilot).splitlines() if "by interval" in line)
        assert line.index("Recalled") < 150
        assert len(line) <= 200

    journey(walk, (250, 80))
