"""A fit and a simulation: done behind the screen, stopped by esc, kept only if wanted."""

import asyncio
import threading
from collections.abc import Callable

import pytest
import staged
from conftest import press, seen, settled
from textual.pilot import Pilot

from quizapp.actions.planning import fitting as fitting_actions
from quizapp.actions.planning import simulating as simulating_actions
from quizapp.actions.planning.fitting import Fitting
from quizapp.actions.planning.simulating import Comparison, Outlook, SimulatedDay
from quizapp.model.errors import InputError
from quizapp.tui.app import QuizApp
from quizapp.tui.screens.fit import FitScreen
from quizapp.tui.screens.simulate import SimulateScreen
from quizapp.tui.screens.statistics import StatisticsScreen

Stage = Callable[..., list[staged.Staged]]
BETTER = Fitting((0.5,) * 21, 0.4123, 0.3987, 0.0711, 0.0522, 1200, tested=240)
WORSE = Fitting((0.5,) * 21, 0.3987, 0.4123, 0.0522, 0.0711, 1200, tested=240)
FEW = Fitting((0.5,) * 21, None, None, None, None, 12, needed=400)


@pytest.fixture
def fits(monkeypatch: pytest.MonkeyPatch) -> Callable[[Fitting], list[Fitting]]:
    """Stage what a fit finds; answers with what was adopted."""

    def stage_fit(found: Fitting) -> list[Fitting]:
        adopted: list[Fitting] = []

        def fit_deck(_collection: object, _deck: object, *, keep: bool, tell: object) -> Fitting:
            assert not keep
            return found

        def adopt(_collection: object, _deck: object, found: Fitting) -> Fitting:
            from dataclasses import replace

            adopted.append(found)
            return replace(found, adopted=True)

        monkeypatch.setattr(fitting_actions, "fit_deck", fit_deck)
        monkeypatch.setattr(fitting_actions, "adopt", adopt)
        return adopted

    return stage_fit


def journeyed(app: QuizApp, journey: Callable[[Pilot[None]], object]) -> None:
    from conftest import play

    asyncio.run(play(app, journey))  # type: ignore[arg-type]


async def open_fit(pilot: Pilot[None]) -> None:
    await press(pilot, "ctrl+p", *"fit memory", "enter")
    assert isinstance(pilot.app.screen, FitScreen)


def test_better_parameters_are_used_only_when_asked_for(
    stage: Stage, fits: Callable[[Fitting], list[Fitting]]
) -> None:
    stage()
    adopted = fits(BETTER)

    async def journey(pilot: Pilot[None]) -> None:
        await open_fit(pilot)
        for words in ("0.4123", "0.3987", "0.0711", "0.0522", "240 of 1200"):
            assert words in seen(pilot)
        assert not adopted
        await press(pilot, "enter")
        assert adopted == [BETTER]
        assert "The new parameters are in use." in seen(pilot)
        await press(pilot, "enter")
        assert not isinstance(pilot.app.screen, FitScreen)

    journeyed(staged.app(), journey)


@pytest.mark.parametrize(
    ("found", "said"), [(WORSE, "they stay."), (FEW, "Too few reviews to fit: 12 reviews")]
)
def test_what_cannot_be_used_is_not_offered(
    stage: Stage, fits: Callable[[Fitting], list[Fitting]], found: Fitting, said: str
) -> None:
    stage()
    adopted = fits(found)

    async def journey(pilot: Pilot[None]) -> None:
        await open_fit(pilot)
        assert said in seen(pilot)
        await press(pilot, "enter")

    journeyed(staged.app(), journey)
    assert adopted == []


def test_what_stands_in_the_way_of_a_fit_is_said(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage()

    def fit_deck(*_given: object, **_named: object) -> Fitting:
        raise InputError("fsrs-rs is not installed.")

    monkeypatch.setattr(fitting_actions, "fit_deck", fit_deck)

    async def journey(pilot: Pilot[None]) -> None:
        await open_fit(pilot)
        assert "fsrs-rs is not installed." in seen(pilot)

    journeyed(staged.app(), journey)


def outlook(retention: float) -> Outlook:
    day = SimulatedDay("2026-03-13", 100 * retention, 0, 10, retention, 300 * retention)
    return Outlook(retention, (day,), 100 * retention, 20 * retention, 300 * retention, 400)


class Simulated:
    """Tells its steps; waits before the second one until it may go on."""

    begun, onward = threading.Event(), threading.Event()
    stopped: list[BaseException]

    def __init__(self, _collection: object, deck: str | None) -> None:
        self.deck = deck

    def comparison(self, _what: object, tell: Callable[[int, int], None]) -> Comparison:
        tell(1, 2)
        self.begun.set()
        self.onward.wait(10)
        try:
            tell(2, 2)
        except Exception as error:
            self.stopped.append(error)
            raise
        return Comparison(outlook(0.9), tuple(map(outlook, (0.8, 0.9, 0.95))), 0.8)


@pytest.fixture
def simulated(monkeypatch: pytest.MonkeyPatch) -> type[Simulated]:
    class Fresh(Simulated):
        begun, onward = threading.Event(), threading.Event()
        stopped: list[BaseException] = []  # noqa: RUF012  one list a test

    monkeypatch.setattr(simulating_actions, "Simulation", Fresh)
    return Fresh


def test_the_year_ahead_is_drawn_and_has_its_numbers(
    stage: Stage, simulated: type[Simulated]
) -> None:
    stage()
    simulated.onward.set()

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "ctrl+p", *"simul", "enter")
        assert isinstance(pilot.app.screen, SimulateScreen)
        screen = seen(pilot)
        for words in ("Reviews a day", "Known at the end", "270 of 400 known", "80 %", "█"):
            assert words in screen
        await press(pilot, "enter")
        assert "285 of 400" in seen(pilot)
        assert "95.0" in seen(pilot)

    journeyed(staged.app(), journey)


def test_esc_stops_it_where_it_is(stage: Stage, simulated: type[Simulated]) -> None:
    stage()

    async def journey(pilot: Pilot[None]) -> None:
        await pilot.press("ctrl+p", *"simul", "enter")
        await asyncio.to_thread(simulated.begun.wait, 10)
        assert isinstance(pilot.app.screen, SimulateScreen)
        pilot.app.simulate_key("escape")
        async with asyncio.timeout(20):  # Today below waits for the thread: only the screen tells
            while isinstance(pilot.app.screen, SimulateScreen):
                await asyncio.sleep(0.01)
        simulated.onward.set()
        await settled(pilot)

    journeyed(staged.app(), journey)
    assert len(simulated.stopped) == 1


def test_statistics_has_keys_for_both() -> None:
    keys = {key.id: key.key for key in StatisticsScreen.KEYS}
    assert keys["statistics.fit"] == "f"
    assert keys["statistics.simulate"] == "s"
