"""The summary of a session: numbers, what to look at again, what lies ahead."""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from quizapp.language import _
from quizapp.tui.keys.key import bindings
from quizapp.tui.keys.study import SUMMARY
from quizapp.tui.screens.frame import Frame
from quizapp.tui.widgets.keybar import KeyBar
from quizapp.tui.widgets.summarybody import SummaryBody
from quizapp.tui.widgets.toast import Toast
from quizapp.tui.widgets.topbar import Crumbs, PlainBar
from quizapp.wording.dates import date

if TYPE_CHECKING:
    from quizapp.actions.studying.summary import Summary
    from quizapp.tui.screens.study.studied import Studied


class SummaryScreen(Frame):
    """The session is not over for undo: its screen waits below this one."""

    KEYS = SUMMARY
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SUMMARY)]

    def __init__(self, summary: "Summary", at: datetime, day: int, study: "Studied") -> None:
        super().__init__()
        self.summary, self.at, self.day, self.study = summary, at, day, study

    def compose(self) -> ComposeResult:
        """Bar, body, keys."""
        bar = PlainBar()
        bar.crumbs = Crumbs((_("Today"), _("Session over")))
        bar.fact = f"{date(self.at)}  {self.at:%H:%M}"
        bar.finished = True
        yield bar
        yield SummaryBody(self.summary, self.day)
        yield KeyBar()
        yield Toast()

    def on_mount(self) -> None:
        """Offer the keys."""
        self.show_keys()

    def context(self) -> str:
        """For the help."""
        return _("the end of a session")

    def offers(self) -> dict[str, str]:
        """Home, and back into the session."""
        return {
            "summary.home": "home",
            "summary.undo": "undo the last one",
            "summary.leave-program": "",
            "summary.help": "help",
        }

    async def action_home(self) -> None:
        """To Today, through the finished session."""
        await self.quiz.pop_screen()
        await self.quiz.pop_screen()

    async def action_undo(self) -> None:
        """Take the last rating back and go on from there."""
        await self.quiz.pop_screen()
        await self.study.action_undo()
