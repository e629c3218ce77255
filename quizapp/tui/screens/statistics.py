"""Statistics: what the log says, as plots; each plot has its numbers."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from quizapp.language import _, marked, ngettext
from quizapp.model.errors import InputError
from quizapp.tui.keys.key import bindings
from quizapp.tui.keys.statistics import STATISTICS
from quizapp.tui.screens.placed import Placed
from quizapp.tui.widgets.keybar import KeyBar
from quizapp.tui.widgets.statisticsbody import StatisticsBody
from quizapp.tui.widgets.toast import Toast
from quizapp.tui.widgets.topbar import HomeBar

if TYPE_CHECKING:
    from quizapp.actions.figures.plots import Plots
    from quizapp.tui.screens.commands import Command

PERIODS = (30, 90, 365, 3650)


class StatisticsScreen(Placed):
    """The numbers arrive from the collection's thread each time the screen is opened."""

    PLACE = "statistics"
    KEYS = STATISTICS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(STATISTICS)]

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name)
        self.deck: str | None = None
        self.period = 365

    def compose(self) -> ComposeResult:
        """Bar, body, keys."""
        yield HomeBar(self.PLACE)
        yield StatisticsBody()
        yield KeyBar()
        yield Toast()

    def on_mount(self) -> None:
        """Offer the keys."""
        self.show_keys()

    def on_screen_resume(self) -> None:
        """Count anew whenever the screen comes up."""
        self.run_worker(self._count(), exclusive=True)

    def context(self) -> str:
        """For the help."""
        return _("statistics")

    def offers(self) -> dict[str, str]:
        """What works on a plot."""
        table = self.query_one(StatisticsBody).as_table
        return {
            "statistics.next": "next plot",
            "statistics.previous": "",
            "statistics.numbers": marked("the plot") if table else "its numbers",
            "statistics.shorter": "",
            "statistics.longer": "longer period",
            "statistics.deck": "deck",
            "statistics.fit": "fit",
            "statistics.simulate": "simulate",
            "statistics.html": "save as HTML",
            **({"statistics.up": "", "statistics.down": ""} if table else {}),
            **self.place_offers(),
            "statistics.quit": "",
            "statistics.leave-program": "",
            "statistics.help": "help",
        }

    def further(self) -> "list[Command]":
        """All that can be done here has a key."""
        return []

    @property
    def subject(self) -> str | None:
        """The deck that is looked at, None for all."""
        return self.deck

    async def _count(self) -> None:
        deck, period = self.deck, self.period

        def count(collection: object) -> "Plots":
            from quizapp.actions.figures.plots import plots_of

            return plots_of(collection, deck, period)  # type: ignore[arg-type]

        try:
            found = await self.quiz.behind(count)
        except InputError as error:
            self.say(str(error))
            return
        bar = self.query_one(HomeBar)
        bar.fact = bar.narrow_fact = (deck or _("All decks")).split("::")[-1]
        bar.redraw()
        self.query_one(StatisticsBody).show(found)

    def action_next(self) -> None:
        """Speak to the next plot."""
        self.query_one(StatisticsBody).walk(1)

    def action_previous(self) -> None:
        """Speak to the plot before."""
        self.query_one(StatisticsBody).walk(-1)

    def action_numbers(self) -> None:
        """Turn the plot into its table, or back."""
        self.query_one(StatisticsBody).turn()
        self.show_keys()

    def action_up(self) -> None:
        """Up in the table."""
        self.query_one(StatisticsBody).scroll_table(-1)

    def action_down(self) -> None:
        """Down in the table."""
        self.query_one(StatisticsBody).scroll_table(1)

    def action_shorter(self) -> None:
        """Look at fewer days."""
        self._change_period(-1)

    def action_longer(self) -> None:
        """Look at more days."""
        self._change_period(1)

    def _change_period(self, by: int) -> None:
        place = max(0, min(PERIODS.index(self.period) + by, len(PERIODS) - 1))
        self.period = PERIODS[place]
        self.say(ngettext("the last {n} day", "the last {n} days", self.period))
        self.run_worker(self._count(), exclusive=True)

    async def action_deck(self) -> None:
        """Choose the deck to look at."""
        await self.choose_deck(self.deck, self._look_at)

    async def _look_at(self, deck: str | None) -> None:
        self.deck = deck
        await self._count()

    async def action_html(self) -> None:
        """Write the page with all plots into the current folder."""
        from quizapp.report import write_report

        plots = self.query_one(StatisticsBody).plots
        if plots is None:
            return
        file = Path("quizapp-statistics.html").absolute()
        try:
            write_report(plots, file)
        except InputError as error:
            self.say(str(error))
            return
        self.say(_("Written to {file}").format(file=file))

    def action_quit(self) -> None:
        """Leave."""
        self.quiz.leave()
