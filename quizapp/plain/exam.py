"""An exam line by line: a prompt, then one line a part; no verdict until the end.

An empty line leaves a question open, ``:b`` goes back one, ``:p`` puts the exam off, ``:q`` or the
end of input ends it.
"""

from collections.abc import Callable, Iterator
from typing import TextIO

from quizapp.actions.collection import Collection
from quizapp.actions.exams.exam import ExamSession
from quizapp.actions.exams.report import ExamReport, ShownAnswer, shown_answer
from quizapp.language import _, ngettext
from quizapp.model.errors import InputError
from quizapp.model.exams import Exam, ExamAnswer
from quizapp.plain.answers import as_typed, lines_typed, rest_of_program, wants_program
from quizapp.plain.asking import card_lines, part_lines
from quizapp.plain.telling import right_lines, step_lines
from quizapp.render.code import listing
from quizapp.render.spoken import spoken
from quizapp.wording import outcome_name
from quizapp.wording.layouts import as_latin

BACK, PUT_OFF = ":b", ":p"


def examine(session: ExamSession, lines: TextIO, write: Callable[[str], None]) -> Exam | None:
    """Put every question; the finished exam, None if nothing was answered or it was put off.

    Raises:
        KeyboardInterrupt: the learner pressed ctrl+c; an exam with answers is put off.
    """
    paper = _Paper(session, lines, write)
    try:
        paper.run()
    except KeyboardInterrupt:
        write("")
        if session.answered:
            session.put_off()
            write(put_off_line())
        raise
    if paper.put_off:
        session.put_off()
        return None
    return session.finish() if session.answered else None


def put_off_line() -> str:
    """How to go on with an exam that was put off."""
    return _("The exam is put off: `quizapp exam --plain` goes on with it.")


class _Paper:
    """Where the exam stands.

    Attributes:
        typed: The answers typed so far for a question of several parts.
        at_end: All questions were put, and the learner is asked whether that was all.
        put_off: The learner left to go on another time.
    """

    def __init__(self, session: ExamSession, lines: TextIO, write: Callable[[str], None]) -> None:
        self.session = session
        self.lines = lines
        self.write = write
        self.typed: list[str] = []
        self.at_end = self.put_off = False

    def run(self) -> None:
        """Put questions until all are put, the time is up, or the learner leaves."""
        self._begin()
        self._ask()
        for line in lines_typed(self.lines):
            if self.session.over:
                self.write(_("The time is up: this answer does not count."))
                return
            if not self._take(line):
                return

    def _begin(self) -> None:
        session = self.session
        count, minutes = len(session.paper), session.minutes
        said = ngettext("{n} question", "{n} questions", count)
        if minutes is not None:
            left = max(1, minutes - session.used_ms // 60_000)
            said = ", ".join((said, ngettext("{n} minute", "{n} minutes", left)))
        self.write(said)
        keys = _("An empty line leaves a question open, {back} goes back, {off} puts the exam off.")
        self.write(keys.format(back=BACK, off=PUT_OFF))

    def _take(self, typed: str) -> bool:
        """Act on a line; False once the last question is behind."""
        line = typed.strip()
        command = as_latin(line)
        if command == PUT_OFF:
            self.put_off = True
            return False
        if command == BACK:
            return self._go(len(self.session.paper) - 1 if self.at_end else self.session.place - 1)
        if not line:
            return not self.at_end and self._go(self.session.place + 1)
        if self.at_end:
            return self._ask_whether_to_end()
        return self._take_part(typed, line)

    def _take_part(self, typed: str, line: str) -> bool:
        variant = self.session.sheet.asked.variant
        if variant is not None:
            program = wants_program(variant, len(self.typed))
            text = rest_of_program(typed, self.lines) if program else line
            if text is None:
                return False
            line = as_typed(text, variant.parts[len(self.typed)])
        else:
            line = as_latin(line)
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
            return self._ask_whether_to_end()
        self.at_end = False
        self.session.turn(place)
        self._ask()
        return True

    def _ask_whether_to_end(self) -> bool:
        """Nothing is asked where every question has an answer."""
        left = len(self.session.paper) - self.session.answered
        self.typed = []
        self.at_end = bool(left)
        if left:
            self.write("")
            self.write(ngettext("{n} question left open", "{n} questions left open", left))
            ends = _("An empty line ends the exam, {back} goes back, {off} puts it off.")
            self.write(ends.format(back=BACK, off=PUT_OFF))
        return self.at_end

    def _ask(self) -> None:
        self.typed = []
        self.write("")
        sheet = self.session.sheet
        where, *rest = card_lines(sheet.asked)
        self.write(f"[{self.session.place + 1}/{len(self.session.paper)}] {where}")
        for line in rest:
            self.write(line)
        if sheet.answers is not None:
            self.write(_("Yours: {answer}").format(answer=spoken("; ".join(sheet.answers))))


def report_lines(collection: Collection, report: ExamReport) -> list[str]:
    """The score, the topics, and every answer that was not right, worked out."""
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
        lines += ["", *_answer_lines(collection, answer)]
    lines += ["", _("The schedule did not move: an exam is no review.")]
    return lines


def _answer_lines(collection: Collection, answer: ExamAnswer) -> Iterator[str]:
    name = _("left open") if answer.outcome is None else outcome_name(answer.outcome)
    yield f"{spoken(answer.title)}: {name}"
    try:
        shown = shown_answer(collection, answer)
    except InputError:
        shown = None
    yield from _prompt_lines(shown)
    if answer.message:
        yield spoken(answer.message)
    if answer.answers:
        yield _("Yours: {answer}").format(answer=spoken("; ".join(answer.answers)))
    if shown is None or shown.variant is None:
        yield _("Right answer: {answer}").format(answer=spoken(answer.expected))
    else:
        yield from right_lines(shown.variant)
        yield from step_lines(shown.variant)


def _prompt_lines(shown: ShownAnswer | None) -> Iterator[str]:
    """What was asked, with the numbers of then."""
    if shown is not None:
        yield spoken(shown.prompt)
        if shown.variant is not None and shown.variant.program:
            numbers = shown.variant.parts[0].by_line_number
            yield listing(shown.variant.program, numbers=numbers)
