"""An exam being written: as Study, without verdicts, ratings and hints."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from quizapp.actions.studying.sitting import Counts
from quizapp.language import _
from quizapp.tui.keys.exam import WRITING
from quizapp.tui.keys.key import bindings
from quizapp.tui.screens.choose import ChooseScreen
from quizapp.tui.screens.frame import Frame
from quizapp.tui.sight import Sight
from quizapp.tui.styles import STYLES
from quizapp.tui.widgets.bodies import Bodies
from quizapp.tui.widgets.cardbody import CardBody
from quizapp.tui.widgets.exambar import ExamBar
from quizapp.tui.widgets.keybar import KeyBar
from quizapp.tui.widgets.ratings import Foot
from quizapp.tui.widgets.scrolled import Scrolled
from quizapp.tui.widgets.studybar import crumbs
from quizapp.tui.widgets.toast import Toast

if TYPE_CHECKING:
    from quizapp.actions.exams.exam import ExamSession


class WritingScreen(Frame):
    """Every answer is kept at once; the end judges them all."""

    CSS_PATH = STYLES / "study.tcss"
    KEYS = WRITING
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(WRITING)]

    def __init__(self, session: "ExamSession") -> None:
        super().__init__()
        self.session = session
        self._ending = False

    def compose(self) -> ComposeResult:
        """Bar, body, foot, keys."""
        yield ExamBar()
        with Horizontal():
            yield Bodies()
        yield Foot()
        yield KeyBar()
        yield Toast()

    async def on_mount(self) -> None:
        """Put the first question; look at the clock every second."""
        self.query_one(ExamBar).session = self.session
        self.set_interval(1.0, self._tick)
        await self._show()

    def context(self) -> str:
        """For the help."""
        return _("an exam")

    @property
    def bodies(self) -> Bodies:
        """The middle of the screen."""
        return self.query_one(Bodies)

    @property
    def typing(self) -> bool:
        """Whether letters are text; options to pick from take letters too, but not all."""
        return self.focused is not None and not isinstance(self.focused, CardBody)

    @property
    def scrolled(self) -> Scrolled | None:
        """What up and down scroll."""
        return self.bodies.scrolled

    def offers(self) -> dict[str, str]:
        """What works on a question."""
        program = self._sight().program
        return {
            **({} if program and self.typing else {"writing.take": "next"}),
            "writing.check": "take" if program else "",
            "writing.cell": "" if self.typing else "answer",
            "writing.before": "before",
            "writing.after": "after",
            **({"writing.clear": "leave it open"} if self.session.sheet.answers else {}),
            **({"writing.leave": ""} if self.typing else {}),
            "writing.end": "end",
            "writing.leave-program": "",
            "writing.help": "help",
        }

    def _sight(self) -> Sight:
        """The question as Study would show it before anything is revealed."""
        return Sight(
            asked=self.session.sheet.asked,
            counts=Counts(0, 0, 0),
            done=0,
            total=0,
            minutes_left=0,
            revealed=False,
            verdict=None,
            proposed=None,
            hints=(),
            hints_left=0,
        )

    async def _show(self) -> None:
        sight, sheet = self._sight(), self.session.sheet
        bar = self.query_one(ExamBar)
        bar.crumbs = crumbs(sheet.asked.card)
        bar.redraw()
        await self.bodies.show(sight, 0)
        if sheet.answers is not None:
            self.bodies.fill(sheet.answers)
        key = "ctrl+r" if sight.program else _("enter")
        self.query_one(Foot).offer(key, _("Take the answer, go on"), _("no verdict until the end"))
        self.set_focus(self.bodies.wants_focus(sight))
        self.show_keys()

    async def _tick(self) -> None:
        self.query_one(ExamBar).redraw()
        if self.session.over and not self._ending:
            await self._finish()

    async def action_go(self) -> None:
        """An option was picked: that is the answer."""
        await self.action_take()

    async def action_take(self) -> None:
        """Take the answer and go on to the next open question."""
        await self.action_check()

    async def action_check(self) -> None:
        """Take the answer; an empty one leaves the question open."""
        texts = self.bodies.answers(self._sight())
        if not any(text.strip() for text in texts):
            await self._turn(self.session.place + 1)
            return
        complaint = await self.quiz.behind(lambda _collection: self.session.answer(texts))
        if complaint is not None:
            self.say(complaint)
        elif self.session.answered == len(self.session.paper):
            await self.action_end()
        else:
            await self._turn(self.session.place + 1)

    async def action_clear(self) -> None:
        """Leave the question open again."""
        await self.quiz.behind(lambda _collection: self.session.clear())
        await self._show()

    async def action_before(self) -> None:
        """The question before."""
        await self._turn(self.session.place - 1)

    async def action_after(self) -> None:
        """The next question."""
        await self._turn(self.session.place + 1)

    async def _turn(self, place: int) -> None:
        self.session.turn(place)
        await self._show()

    def action_cell(self) -> None:
        """To the next cell; back into the answer after esc."""
        sight, live = self._sight(), self.bodies.live
        area = self.bodies.wants_focus(sight)
        self.set_focus(live.after(self.focused) if self.bodies.shown is live else area)
        self.show_keys()

    def action_leave(self) -> None:
        """Out of the answer, so that letters are keys."""
        self.set_focus(None)
        self.show_keys()

    async def action_end(self) -> None:
        """Ask how to end."""
        left = len(self.session.paper) - self.session.answered
        title = _("End the exam") if not left else _("End the exam, {n} left open").format(n=left)
        options = [_("See the report"), _("Go on"), _("Put it off: nothing is lost")]
        choose = ChooseScreen(title, options, self._end_so, at=int(left > 0))
        await self.quiz.push_screen(choose)

    async def _end_so(self, how: int) -> None:
        if how == 0:
            await self._finish()
        elif how == 2:
            await self.quiz.behind(lambda _collection: self.session.put_off())
            await self.quiz.pop_screen()

    async def _finish(self) -> None:
        self._ending = True
        answered = self.session.answered
        if answered:
            await self.quiz.behind(lambda _collection: self.session.finish())
        await self.quiz.pop_screen()
        if not answered and isinstance(self.quiz.screen, Frame):
            self.quiz.screen.say(_("Nothing was answered, so there is no exam to keep."))

    async def on_foot_chosen(self, message: Foot.Chosen) -> None:
        """A click below."""
        await self.action_check()

    def on_descendant_focus(self) -> None:
        """The keys of the bottom row depend on whether letters are text."""
        self.show_keys()
