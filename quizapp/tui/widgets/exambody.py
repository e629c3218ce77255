"""The middle of Exam: what comes, or what came of the last one."""

from typing import TYPE_CHECKING

from quizapp.language import _, ngettext
from quizapp.model.verdicts import Outcome
from quizapp.tui.pieces import (
    BLANK,
    Piece,
    Row,
    beside,
    bright,
    cap,
    cut,
    fit,
    gap,
    indented,
    muted,
    on,
    panel,
    pushed,
    row_width,
    spread,
    wrapped,
)
from quizapp.tui.widgets.banner import SIGNS
from quizapp.tui.widgets.drawn import Drawn
from quizapp.tui.widgets.text import first_row
from quizapp.wording import outcome_name, took_text
from quizapp.wording.dates import month_name, percent

if TYPE_CHECKING:
    from quizapp.actions.exams.report import ExamReport, Topic
    from quizapp.model.exams import Exam, ExamAnswer

SIDE, SIDE_FROM, WIDEST, ROW_OF_SIGNS = 42, 96, 160, 12


class ExamBody(Drawn):
    """Hero with the main key; below it the report of the last exam.

    Attributes:
        topic: the topic under the cursor.
        question: the answer looked at, counted over the whole exam.
        half_way: how many answers the exam put off has already, None without one.
    """

    def __init__(self) -> None:
        super().__init__()
        self.report: ExamReport | None = None
        self.half_way: tuple[int, int] | None = None
        self.deck: str | None = None
        self.count, self.minutes = 20, 25
        self.topic = self.question = 0

    def show(self, report: "ExamReport | None", half_way: tuple[int, int] | None) -> None:
        """Take what there is in place."""
        self.report, self.half_way = report, half_way
        self.topic = self.question = 0
        self.redraw()

    def move_topic(self, by: int) -> None:
        """Look at another topic, at its first answer that was not right."""
        if self.report is None:
            return
        self.topic = max(0, min(self.topic + by, len(self.report.topics) - 1))
        answers = self.report.topics[self.topic].answers
        worst = next((a for a in answers if a.outcome is not Outcome.RIGHT), answers[0])
        self.question = self.report.exam.answers.index(worst)
        self.redraw()

    def move_question(self, by: int) -> None:
        """Look at another answer."""
        if self.report is None:
            return
        self.question = max(0, min(self.question + by, len(self.report.exam.answers) - 1))
        name = self.answer.topic if self.answer else ""
        self.topic = [topic.name for topic in self.report.topics].index(name)
        self.redraw()

    @property
    def answer(self) -> "ExamAnswer | None":
        """The answer looked at."""
        return self.report.exam.answers[self.question] if self.report else None

    def draw(self, width: int, height: int) -> list[Row]:
        """All rows."""
        width = min(width, WIDEST)
        margin = int(width >= 80)
        air = height >= 24
        rows = [
            *([BLANK] if air else []),
            *indented(panel(self._hero(width - 8), width - 3, "accent", air=int(air)), margin),
            BLANK,
        ]
        if self.report is None:
            return rows + indented(self._nothing_yet(width - 6), 4)
        return rows + self._report(self.report, width, height - len(rows))

    def _hero(self, inner: int) -> list[Row]:
        deck = (self.deck or _("All decks")).split("::")[-1]
        questions = ngettext("{n} question", "{n} questions", self.count)
        minutes = ngettext("{n} minute", "{n} minutes", self.minutes)
        what: Row = (bright(deck), gap(3), muted(f"{questions}, {minutes}"))
        main: Row = (cap(_("enter")), gap(2), bright(_("Begin an exam")))
        if self.half_way is not None:
            done, total = self.half_way
            words = _("go on: {done} of {total} answered").format(done=done, total=total)
            main = (
                *main,
                gap(4),
                Piece(self.quiz.key_of("exam.resume"), "accent"),
                gap(1),
                muted(words),
            )
        return [spread(what, (), inner), cut(main, inner)]

    def _nothing_yet(self, width: int) -> list[Row]:
        told = (
            _("No exam yet. It asks live, code and choice questions, says nothing until the end,"),
            _("and moves no schedule: an exam is no review."),
        )
        return wrapped(" ".join(told), min(76, width), "muted")

    def _report(self, report: "ExamReport", width: int, room: int) -> list[Row]:
        head = [*indented(_score(report, width - 8), 4 if width >= 80 else 1), BLANK]
        if width < SIDE_FROM:
            rows = head + indented(self._topics(report, width - 5), 1)
            left = room - len(rows) - 1
            return [*rows, BLANK, *indented(self._answer(width - 5)[: max(0, left)], 2)]
        main = width - SIDE - 8
        right = self._signs(report) + self._answer(SIDE)
        rule: list[Row] = [(Piece("│", "rule"),)] * max(0, min(room - len(head), len(right)))
        columns = beside(
            [([], 1), (self._topics(report, main), main), ([], 2), (rule, 3), (right, SIDE)]
        )
        return head + columns

    def _topics(self, report: "ExamReport", width: int) -> list[Row]:
        since = _("Since") if report.earlier else ""
        heads = (muted(_("Score")), *pushed((muted(since),), _since_wide()))
        rows: list[Row] = [spread((gap(3), muted(_("Topic"))), heads, width)]
        rows += [
            self._topic(topic, width, chosen=place == self.topic)
            for place, topic in enumerate(report.topics)
        ]
        if report.weakest is not None:
            rows += [BLANK, (gap(3), bright(_("Weakest:")), gap(1), Piece(report.weakest.name))]
        if report.to_practise:
            left = len(report.to_practise)
            again = ngettext("practise {n} answer now", "practise these {n} answers now", left)
            forward = ngettext("make its card due today", "make their cards due today", left)
            rows += [BLANK, self._action("practise", again), self._action("forward", forward)]
        words = _("The schedule did not move: an exam is no review.")
        return [*rows, BLANK, *indented(wrapped(words, width - 3, "muted"), 3)]

    def _action(self, name: str, words: str) -> Row:
        return (gap(3), Piece(self.quiz.key_of(f"exam.{name}"), "accent"), gap(2), Piece(words))

    def _topic(self, topic: "Topic", width: int, *, chosen: bool) -> Row:
        signs = tuple(piece for answer in topic.answers for piece in (_sign(answer), gap(1)))
        role = "due" if topic.score >= 0.8 else "learning" if topic.score >= 0.6 else "again"
        since = "" if topic.since is None else _change(round(100 * topic.since))
        numbers = (
            *pushed((Piece(percent(topic.score), role, bold=True),), 7),
            *pushed((muted(since),), _since_wide()),
        )
        mark = Piece("▌", "accent") if chosen else gap(1)
        assert self.report is not None
        signed = 2 * max(len(each.answers) for each in self.report.topics)
        room = max(16, min(width - 10 - _since_wide() - signed, width * 2 // 3))
        name = fit((mark, gap(2), bright(topic.name) if chosen else Piece(topic.name)), room)
        row = spread((*name, gap(2), *signs), numbers, width)
        return on("selection", row) if chosen else row

    def _signs(self, report: "ExamReport") -> list[Row]:
        answers = report.exam.answers
        title = _("Question {n} of {total}").format(n=self.question + 1, total=len(answers))
        rows: list[Row] = [(bright(title),), BLANK]
        for start in range(0, len(answers), ROW_OF_SIGNS):
            row: list[Piece] = [*pushed((muted(str(start + 1)),), 3), gap(2)]
            for place, answer in enumerate(answers[start : start + ROW_OF_SIGNS], start=start):
                row += [_sign(answer, filled=place == self.question), gap(1)]
            rows.append(tuple(row))
        return [*rows, BLANK]

    def _answer(self, width: int) -> list[Row]:
        answer = self.answer
        if answer is None:
            return []
        role = answer.outcome.value if answer.outcome else "muted"
        name = outcome_name(answer.outcome) if answer.outcome else _("left open")
        rows: list[Row] = [cut(first_row(answer.title), width)]
        rows.append((_sign(answer), gap(1), Piece(name, role, bold=True)))
        if answer.message:
            rows += wrapped(" ".join(_spoken(answer.message).split()), width, role)
        rows.append((muted(took_text(answer.duration_ms)),))
        rows.append(BLANK)
        if answer.answers:
            rows += _labelled(_("yours"), "; ".join(answer.answers), width, "muted")
        return rows + _labelled(_("right"), answer.expected, width, "right")


def _since_wide() -> int:
    """The width of the last column: its heading in the language, and air."""
    return len(_("Since")) + 3


def _change(points: int) -> str:
    """``+8``, ``−10``, ``0``."""
    return f"{points:+}".replace("-", "−") if points else "0"


def _score(report: "ExamReport", width: int) -> list[Row]:
    exam = report.exam
    points = _("{points} of {n} points, close counts half")
    left: Row = (
        bright(percent(exam.score)),
        gap(3),
        muted(points.format(points=f"{exam.points:g}", n=len(exam.answers))),
    )
    past: Row = tuple(piece for one in report.earlier[-4:] for piece in _past(one))
    used = f"{exam.duration_ms // 60_000}:{exam.duration_ms // 1000 % 60:02}"
    allowed = _("{used} of {minutes}:00").format(used=used, minutes=exam.minutes)
    time: Row = (muted(allowed if exam.minutes else used),)
    both = row_width(left) + row_width(past) + 2 <= width
    counts = _counts(report, width - row_width(time) - 2)
    return [spread(left, past if both else (), width), spread(counts, time, width)]


def _counts(report: "ExamReport", width: int) -> Row:
    """How many of each verdict; in signs and numbers alone where the words have no room."""
    counted = [
        (outcome, report.counts.get(outcome, 0))
        for outcome in (Outcome.RIGHT, Outcome.CLOSE, Outcome.MISTAKE, Outcome.WRONG)
    ]
    left = (muted(ngettext("{n} left open", "{n} left open", report.open)),) if report.open else ()
    row: Row = ()
    for named in (True, False):
        row = tuple(piece for one, n in counted for piece in _count(one, n, named=named)) + left
        if row_width(row) <= width:
            break
    return row


def _past(exam: "Exam") -> Row:
    from datetime import date

    month = month_name(date.fromordinal(exam.day).month)[:3]
    return (muted(f"{month} "), Piece(str(round(exam.score * 100))), gap(3))


def _count(outcome: Outcome, count: int, *, named: bool) -> Row:
    words = f" {outcome_name(outcome)}" if named else ""
    sign = Piece(SIGNS[outcome], outcome.value)
    return (sign, gap(1), Piece(str(count), outcome.value, bold=True), muted(f"{words}   "))


def _sign(answer: "ExamAnswer", *, filled: bool = False) -> Piece:
    if answer.outcome is None:
        return Piece("·", "muted", filled=filled)
    return Piece(SIGNS[answer.outcome], answer.outcome.value, filled=filled)


def _labelled(label: str, text: str, width: int, role: str) -> list[Row]:
    from quizapp.tui.widgets.text import rendered

    return [(muted(label),), *indented(rendered(text, width - 2, role=role), 2)]


def _spoken(text: str) -> str:
    from quizapp.render.spoken import spoken

    return spoken(text)
