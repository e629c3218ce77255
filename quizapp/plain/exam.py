"""An exam line by line: a prompt, then one line a part; no verdict until the end.

An empty line leaves a question open, ``:b`` goes back one, ``:q`` or the end of input ends it.
"""

from collections.abc import Callable
from typing import TextIO

from quizapp.actions.exams.exam import ExamSession
from quizapp.actions.exams.report import ExamReport
from quizapp.language import _, ngettext
from quizapp.model.exams import Exam, ExamAnswer
from quizapp.plain.answers import as_typed, lines_typed, rest_of_program, wants_program
from quizapp.plain.asking import card_lines, part_lines
from quizapp.render.spoken import spoken
from quizapp.wording import outcome_name


def examine(session: ExamSession, lines: TextIO, write: Callable[[str], None]) -> Exam | None:
    """Put every question; the finished exam, None if nothing was answered."""
    paper = _Paper(session, lines, write)
    paper.run()
    return session.finish() if session.answered else None


class _Paper:
    """Where the exam stands: the answers typed so far for a question of several parts."""

    def __init__(self, session: ExamSession, lines: TextIO, write: Callable[[str], None]) -> None:
        self.session = session
        self.lines = lines
        self.write = write
        self.typed: list[str] = []

    def run(self) -> None:
        """Put questions until all are put, the time is up, or the learner leaves."""
        self._ask()
        for line in lines_typed(self.lines):
            if self.session.over:
                self.write(_("The time is up: this answer does not count."))
                return
            if not self._take(line):
                return

    def _take(self, typed: str) -> bool:
        """Act on a line; False once the last question is behind."""
        line = typed.strip()
        if line == ":b":
            return self._go(self.session.place - 1)
        if not line:
            return self._go(self.session.place + 1)
        variant = self.session.sheet.asked.variant
        if variant is not None:
            program = wants_program(variant, len(self.typed))
            text = rest_of_program(typed, self.lines) if program else line
            if text is None:
                return False
            line = as_typed(text, variant.parts[len(self.typed)])
        self.typed.append(line)
        if variant is not None and len(self.typed) < len(variant.parts):
            for more in part_lines(variant, len(self.typed)):
                self.write(more)
            return True
        return self._answer()

    def _answer(self) -> bool:
        complaint = self.session.answer(self.typed)
        if complaint is None:
            return self._go(self.session.place + 1)
        self.write(complaint)
        self.typed = []
        return True

    def _go(self, place: int) -> bool:
        if place >= len(self.session.paper):
            return False
        self.session.turn(place)
        self._ask()
        return True

    def _ask(self) -> None:
        self.typed = []
        self.write("")
        where, *rest = card_lines(self.session.sheet.asked)
        self.write(f"[{self.session.place + 1}/{len(self.session.paper)}] {where}")
        for line in rest:
            self.write(line)


def report_lines(report: ExamReport) -> list[str]:
    """The score, the topics, and every answer that was not right."""
    exam = report.exam
    points = f"{exam.points:g}"
    lines = [
        _("{percent} %: {points} of {n} points, close counts half").format(
            percent=round(exam.score * 100), points=points, n=len(exam.answers)
        )
    ]
    if report.earlier:
        past = ", ".join(f"{round(one.score * 100)} %" for one in report.earlier[-5:])
        lines.append(_("before: {scores}").format(scores=past))
    if report.open:
        lines.append(ngettext("{n} question left open", "{n} questions left open", report.open))
    lines.append("")
    for topic in report.topics:
        since = f" ({topic.since * 100:+.0f})" if topic.since is not None else ""
        score = round(topic.score * 100)
        lines.append(f"{score:>3} %{since}  {topic.right}/{len(topic.answers)}  {topic.name}")
    for answer in report.to_practise:
        lines += ["", *_answer_lines(answer)]
    lines += ["", _("The schedule did not move: an exam is no review.")]
    return lines


def _answer_lines(answer: ExamAnswer) -> list[str]:
    name = _("left open") if answer.outcome is None else outcome_name(answer.outcome)
    lines = [f"{spoken(answer.title)}: {name}"]
    if answer.message:
        lines.append(spoken(answer.message))
    if answer.answers:
        lines.append(_("Yours: {answer}").format(answer=spoken("; ".join(answer.answers))))
    lines.append(_("Right answer: {answer}").format(answer=spoken(answer.expected)))
    return lines
