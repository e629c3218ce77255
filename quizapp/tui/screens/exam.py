"""Exam: begin one, go on with one, read what came of the last."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from quizapp.language import _, ngettext
from quizapp.model.errors import InputError
from quizapp.tui.keys.exam import EXAM
from quizapp.tui.keys.key import bindings
from quizapp.tui.screens.placed import Placed
from quizapp.tui.widgets.exambody import ExamBody
from quizapp.tui.widgets.keybar import KeyBar
from quizapp.tui.widgets.toast import Toast
from quizapp.tui.widgets.topbar import HomeBar

if TYPE_CHECKING:
    from quizapp.actions.cards.handling import Deed
    from quizapp.actions.collection import Collection
    from quizapp.actions.exams.exam import ExamSession
    from quizapp.actions.exams.report import ExamReport, ShownAnswer
    from quizapp.actions.studying.study import Session

_QUESTIONS = (5, 10, 20, 30, 50, 100)
_MINUTES = (5, 10, 15, 25, 45, 60, 90, 180)


class ExamScreen(Placed):
    """The report of the last exam stays until the next one is finished."""

    PLACE = "exam"
    KEYS = EXAM
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(EXAM)]

    def compose(self) -> ComposeResult:
        """Bar, body, keys."""
        yield HomeBar(self.PLACE)
        yield ExamBody()
        yield KeyBar()
        yield Toast()

    def on_mount(self) -> None:
        """Offer the keys."""
        self.show_keys()

    def on_screen_resume(self) -> None:
        """Read the last exam whenever the screen comes up."""
        self.run_worker(self._read(), exclusive=True)

    def context(self) -> str:
        """For the help."""
        return _("exams")

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name)
        self._deed: Deed | None = None

    @property
    def _to_practise(self) -> list[str]:
        """The cards of the answers that were not right."""
        report = self.body.report
        return [answer.card for answer in report.to_practise] if report is not None else []

    @property
    def body(self) -> ExamBody:
        """The middle."""
        return self.query_one(ExamBody)

    def offers(self) -> dict[str, str]:
        """What works before an exam, and on a report."""
        report = self.body.report is not None
        looks = {"exam.up": "topic", "exam.after": "question", "exam.solution": "full solution"}
        hidden = {"exam.down": "", "exam.before": ""}
        return {
            "exam.begin": "begin",
            **({"exam.resume": "go on"} if self.body.half_way is not None else {}),
            "exam.deck": "deck",
            "exam.more": "questions",
            "exam.fewer": "",
            "exam.longer": "time",
            "exam.shorter": "",
            **(looks | hidden if report else {}),
            **({"exam.practise": "practise", "exam.forward": ""} if self._to_practise else {}),
            **({"exam.undo": "undo"} if self._deed is not None else {}),
            **self.place_offers(),
            "exam.quit": "",
            "exam.leave-program": "",
            "exam.help": "help",
        }

    async def _read(self) -> None:
        report, waiting = await self.quiz.behind(_last)
        self.body.show(report, waiting)
        self.show_keys()

    async def action_begin(self) -> None:
        """Draw the questions and put the first one."""
        body = self.body

        def begin(collection: "Collection") -> "ExamSession":
            from quizapp.actions.exams.exam import start_exam

            return start_exam(collection, body.deck, body.count, body.minutes)

        await self._write(begin)

    async def action_resume(self) -> None:
        """Go on with the exam that was put off."""

        def resume(collection: "Collection") -> "ExamSession":
            from quizapp.actions.exams.exam import half_way

            found = half_way(collection)
            if found is None:
                raise InputError(_("The questions of that exam are gone."))
            return found

        await self._write(resume)

    async def _write(self, begin: "Callable[[Collection], ExamSession]") -> None:
        await self.quiz.load("study.writing")
        from quizapp.tui.screens.study.writing import WritingScreen

        try:
            session = await self.quiz.behind(begin)
        except InputError as error:
            self.say(str(error))
            return
        await self.quiz.push_screen(WritingScreen(session))

    async def action_deck(self) -> None:
        """Choose the deck to be asked."""
        await self.choose_deck(self.body.deck, self._ask_about)

    async def _ask_about(self, deck: str | None) -> None:
        self.body.deck = deck
        self.body.redraw()

    def action_more(self) -> None:
        """More questions."""
        self._set(count=_beside(_QUESTIONS, self.body.count, 1))

    def action_fewer(self) -> None:
        """Fewer questions."""
        self._set(count=_beside(_QUESTIONS, self.body.count, -1))

    def action_longer(self) -> None:
        """More time."""
        self._set(minutes=_beside(_MINUTES, self.body.minutes, 1))

    def action_shorter(self) -> None:
        """Less time."""
        self._set(minutes=_beside(_MINUTES, self.body.minutes, -1))

    def _set(self, count: int | None = None, minutes: int | None = None) -> None:
        body = self.body
        body.count, body.minutes = count or body.count, minutes or body.minutes
        body.redraw()

    def action_up(self) -> None:
        """The topic above."""
        self.body.move_topic(-1)

    def action_down(self) -> None:
        """The topic below."""
        self.body.move_topic(1)

    def action_before(self) -> None:
        """The question before."""
        self.body.move_question(-1)

    def action_after(self) -> None:
        """The next question."""
        self.body.move_question(1)

    async def action_solution(self) -> None:
        """The whole answer with its worked solution."""
        from quizapp.tui.screens.study.answered import AnsweredScreen

        answer = self.body.answer
        if answer is None:
            return

        def again(collection: "Collection") -> "ShownAnswer":
            from quizapp.actions.exams.report import shown_answer

            return shown_answer(collection, answer)

        try:
            shown = await self.quiz.behind(again)
        except InputError as error:
            self.say(str(error))
            return
        await self.quiz.push_screen(AnsweredScreen(answer, shown))

    async def action_practise(self) -> None:
        """Ask what was not right once more, outside the schedule."""
        await self.quiz.load("study.screen")
        from quizapp.tui.screens.study.screen import StudyScreen

        uids = frozenset(self._to_practise)

        def begin(collection: "Collection") -> "Session":
            from quizapp.actions.studying.selecting import Selection
            from quizapp.actions.studying.study import start

            return start(collection, selection=Selection(cram=True, only=uids))

        session = await self.quiz.behind(begin)
        if session.asked is None:
            self.say(_("None of these cards can be asked."))
        else:
            await self.quiz.push_screen(StudyScreen(session))

    async def action_forward(self) -> None:
        """Make the cards of what was not right due today."""
        uids = self._to_practise

        def move(collection: "Collection") -> "Deed":
            from quizapp.actions.cards.handling import move_due

            return move_due(collection, uids, 0, 0)

        deed = self._deed = await self.quiz.behind(move)
        said = ngettext("{n} card is due today.", "{n} cards are due today.", deed.count)
        key = self.quiz.key_of("exam.undo")
        self.say(_("{what} {key} undoes it.").format(what=said, key=key))
        self.show_keys()

    async def action_undo(self) -> None:
        """Give the cards their due dates back."""
        deed, self._deed = self._deed, None
        if deed is None:
            return

        def undo(collection: "Collection") -> None:
            from quizapp.actions.cards.handling import undo

            undo(collection, deed)

        await self.quiz.behind(undo)
        self.say(_("Taken back."))
        self.show_keys()

    def action_quit(self) -> None:
        """Leave."""
        self.quiz.leave()


def _last(collection: "Collection") -> "tuple[ExamReport | None, tuple[int, int] | None]":
    from quizapp.actions.exams.exam import half_way
    from quizapp.actions.exams.report import latest_report

    session = half_way(collection)
    waiting = (session.answered, len(session.paper)) if session is not None else None
    return latest_report(collection), waiting


def _beside(values: tuple[int, ...], now: int, by: int) -> int:
    place = min(range(len(values)), key=lambda i: abs(values[i] - now))
    return values[max(0, min(place + by, len(values) - 1))]
