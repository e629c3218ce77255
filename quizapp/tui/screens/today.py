"""Today: how much there is, how long it takes, what is weak; one key begins."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.worker import Worker

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.tui.counted import count_day, look_back
from quizapp.tui.keys.key import bindings
from quizapp.tui.keys.today import TODAY
from quizapp.tui.screens.notes.intake import Intake
from quizapp.tui.screens.placed import Placed
from quizapp.tui.widgets.keybar import KeyBar
from quizapp.tui.widgets.toast import Toast
from quizapp.tui.widgets.todaybody import PRACTICE_MINUTES, TodayBody
from quizapp.tui.widgets.topbar import HomeBar
from quizapp.wording.dates import date

if TYPE_CHECKING:
    from quizapp.actions.collection import Collection
    from quizapp.actions.figures.today import DeckLine
    from quizapp.actions.studying.selecting import Selection
    from quizapp.actions.studying.study import Session


class TodayScreen(Placed):
    """Home. The frame is there at once; the counts arrive from the collection's thread."""

    PLACE = "today"
    KEYS = TODAY
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(TODAY)]

    def __init__(self) -> None:
        super().__init__()
        self.arrived = asyncio.Event()
        self._eager = False
        self.intake = Intake(self)

    def compose(self) -> ComposeResult:
        """Bar, body, keys."""
        yield HomeBar()
        yield TodayBody()
        yield KeyBar()
        yield Toast()

    def on_mount(self) -> None:
        """Show what there is already; begin to count once that is painted."""
        self.show_keys()
        self.call_after_refresh(self._arrive)

    async def on_screen_resume(self) -> None:
        """Count again after a session."""
        if self.quiz.collection is not None:
            await self._count()
            self._look_at_notes()

    def context(self) -> str:
        """For the help."""
        return _("today")

    def offers(self) -> dict[str, str]:
        """What works depends on what is there to study."""
        everywhere = {"today.commands": "commands", "today.quit": "quit"}
        everywhere |= {"today.leave-program": ""}
        everywhere |= self.place_offers() | {"today.help": "help"}
        body = self.query_one(TodayBody)
        if body.refusal is not None:
            return everywhere
        today = body.today
        if today is None:
            return {"today.study": "study", **everywhere}
        offers = {"today.study": "study"} if today.new + today.learning + today.due else {}
        if self.intake.changed:
            offers["today.import"] = "take in"
        if self.intake.undoable:
            offers["today.undo"] = "undo"
        if body.teaches:
            return offers | everywhere
        offers |= {"today.up": "", "today.down": "", "today.open": "", "today.close": ""}
        if side := body.decks.turns:
            offers[f"today.{side}"] = side
        offers["today.custom"] = "custom"
        if body.weeks is not None and body.weeks.cards:
            offers["today.mistakes"] = "mistakes"
        return offers | {"today.search": "search"} | everywhere

    def _arrive(self) -> None:
        self.run_worker(self._open(), exclusive=True)

    async def _open(self) -> None:
        try:
            await self._first_sight()
        finally:
            self.quiz.loaded()
            self.arrived.set()

    async def _first_sight(self) -> None:
        sitting = self.quiz.first_sitting
        if sitting is not None:
            self.quiz.first_sitting = None
            await self._study(*sitting)
            return
        await self._count()
        self._look_at_notes()
        exam = self.quiz.first_exam
        if exam is not None and self.quiz.refusal is None:
            self.quiz.first_exam = None
            await self._examine(*exam)
            return
        if self._eager and self.check_action("study", ()):
            await self.action_study()

    async def _examine(self, deck: str | None, count: int, minutes: int) -> None:
        from quizapp.tui.screens.exam import ExamScreen

        await self.quiz.go("exam")
        screen = self.quiz.screen
        assert isinstance(screen, ExamScreen)
        screen.body.deck, screen.body.count, screen.body.minutes = deck, count, minutes
        await screen.action_begin()

    async def _count(self) -> None:
        body = self.query_one(TodayBody)
        try:
            today, day = await self.quiz.behind(count_day)
        except InputError as error:
            body.refusal = self.quiz.refusal = str(error)
            body.redraw()
        else:
            bar = self.query_one(HomeBar)
            bar.fact, bar.narrow_fact = date(today.at), date(today.at, narrow=True)
            bar.redraw()
            body.show(replace(today, changed_files=self.intake.changed), day)
        self.show_keys()

    def _look_at_notes(self) -> None:
        """Look for changed files once the counts are painted."""
        if self.quiz.refusal is None:
            self.call_after_refresh(self._begin_to_look)

    def _begin_to_look(self) -> None:
        # Functions, not their coroutines: an app that closes now leaves none behind unawaited.
        _looking: Worker[None] = self.run_worker(self.intake.look, group="intake")
        _counting: Worker[None] = self.run_worker(self._look_back, group="weeks", exclusive=True)

    async def _look_back(self) -> None:
        """Show the weeks behind today; they never delay the day itself."""
        self.query_one(TodayBody).look_back(await self.quiz.behind(look_back))
        self.show_keys()

    def show_changed(self) -> None:
        """Say on Today how many files changed."""
        body = self.query_one(TodayBody)
        if body.today is not None and body.today.changed_files != self.intake.changed:
            body.show(replace(body.today, changed_files=self.intake.changed), body.day)
            self.show_keys()

    async def count_again(self) -> None:
        """Bring the counts up to date."""
        await self._count()

    async def action_import(self) -> None:
        """Take in what changed in the notes."""
        await self.intake.take_in()

    async def action_undo(self) -> None:
        """Take the import back."""
        await self.intake.undo()

    async def _begin(self, session: "Callable[[Collection], Session]") -> None:
        await self.quiz.load("study.screen")
        from quizapp.tui.screens.study.screen import StudyScreen

        try:
            started = await self.quiz.behind(session)
        except InputError as error:
            self._refuse(error)
            return
        if started.asked is None:
            self.say(_("Nothing to study here today."))
            await self._count()
            return
        await self.quiz.push_screen(StudyScreen(started))

    def _refuse(self, error: InputError) -> None:
        """Say why nothing can be studied; what was asked for on the command line ends the app."""
        if self.quiz.collection is None:
            body = self.query_one(TodayBody)
            body.refusal = self.quiz.refusal = str(error)
            body.redraw()
            self.show_keys()
        elif self.query_one(TodayBody).today is None:
            self.quiz.failure = error
            self.quiz.exit(return_code=2)
        else:
            self.say(str(error))

    async def _study(
        self,
        deck: str | None,
        limit: int | None = None,
        minutes: int | None = None,
        selection: "Selection | None" = None,
    ) -> None:
        def begin(collection: "Collection") -> "Session":
            from quizapp.actions.studying.study import start
            from quizapp.render import markdown  # noqa: F401  slow to import

            return start(collection, deck, limit, minutes, selection)

        await self._begin(begin)

    async def action_study(self) -> None:
        """Begin with the chosen deck, or with everything."""
        body = self.query_one(TodayBody)
        if body.today is None:
            self._eager = True
            return
        await self._study(body.decks.deck.name or None if not body.teaches else None)

    async def action_custom(self) -> None:
        """Choose other cards than those of today: of the weakest deck, ahead of time, forgotten."""
        from quizapp.tui.customs import customs
        from quizapp.tui.screens.choose import ChooseScreen

        body = self.query_one(TodayBody)
        if body.today is None:
            return
        deck = body.decks.deck.name or None if body.decks.lines else None
        ways = customs(deck, body.today.weakest)

        async def taken(place: int) -> None:
            way = ways[place]
            await self._study(way.deck, selection=way.selection)

        name = deck.rpartition("::")[2] if deck else _("All decks")
        title = _("Custom study: {deck}").format(deck=name)
        await self.quiz.push_screen(ChooseScreen(title, [way.words for way in ways], taken))

    async def action_mistakes(self) -> None:
        """Practise what was got wrong in the same way more than once; the schedule stays."""
        from quizapp.actions.studying.selecting import Selection

        weeks = self.query_one(TodayBody).weeks
        if weeks is not None:
            again = Selection(cram=True, only=weeks.cards)
            await self._study(None, minutes=PRACTICE_MINUTES, selection=again)

    async def action_search(self) -> None:
        """Find a deck by some of its letters."""
        from quizapp.tui.screens.commands import Command, CommandsScreen

        def way_to(line: "DeckLine") -> Command:
            async def go() -> None:
                self._move(lambda body: body.decks.go_to(line.name))

            words = line.name.replace("::", " › ") or _("All decks")
            return Command(words, str(line.new + line.learning + line.due), go)

        lines = self.query_one(TodayBody).decks.lines
        if lines:
            await self.quiz.push_screen(CommandsScreen([*map(way_to, lines)], _("Deck")))

    def action_up(self) -> None:
        """Choose the deck above."""
        self._move(lambda body: body.decks.move(-1))

    def action_down(self) -> None:
        """Choose the deck below."""
        self._move(lambda body: body.decks.move(1))

    def action_open(self) -> None:
        """Show the decks below the chosen one."""
        self._move(lambda body: body.decks.open())

    def action_close(self) -> None:
        """Hide the decks below the chosen one."""
        self._move(lambda body: body.decks.close())

    def action_quit(self) -> None:
        """Leave."""
        self.quiz.leave()

    def on_today_body_chosen(self) -> None:
        """A click chose another deck."""
        self.show_keys()

    def _move(self, change: Callable[[TodayBody], None]) -> None:
        body = self.query_one(TodayBody)
        if body.decks.lines:
            change(body)
            body.redraw()
            self.show_keys()
