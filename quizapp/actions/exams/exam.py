"""An exam: a timed test outside the schedule, without a verdict until the end.

The paper is kept half-way, so that a closed terminal loses nothing; the end of it is one
transaction that logs every answer (kind ``exam``: no schedule moves) and keeps the exam.
"""

from collections.abc import Sequence
from dataclasses import replace

from quizapp.actions.collection import Collection
from quizapp.actions.exams.paper import Sheet, kept, new_paper, taken_up
from quizapp.actions.studying import asking
from quizapp.actions.studying.attempt import judged_answer
from quizapp.actions.studying.log import Answered, outside_schedule, put_columns
from quizapp.model.exams import Exam, ExamAnswer
from quizapp.model.reviews import Review, ReviewKind
from quizapp.model.verdicts import Outcome
from quizapp.storage.queries import exams, presets, reviews

COUNT = 20
MINUTES = 25
_HALF_WAY = "exam_half_way"


class ExamSession:
    """An exam that is being written.

    Attributes:
        paper: its questions in order, with what was answered so far.
        place: the question before the learner's eyes, counted from 0.
    """

    def __init__(
        self,
        collection: Collection,
        paper: list[Sheet],
        deck: str | None,
        minutes: int | None,
        used_ms: int = 0,
    ) -> None:
        self.collection = collection
        self.paper = paper
        self.deck = deck
        self.minutes = minutes
        self.place = 0
        self._used_before = used_ms
        self._began = self._turned_at = collection.now()

    @property
    def sheet(self) -> Sheet:
        """The question before the learner's eyes."""
        return self.paper[self.place]

    @property
    def used_ms(self) -> int:
        """The time used so far, at most what is allowed."""
        used = self._used_before + max(0, self.collection.now() - self._began)
        return min(used, self.minutes * 60_000) if self.minutes else used

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return self.minutes is not None and self.used_ms >= self.minutes * 60_000

    @property
    def answered(self) -> int:
        """How many questions have an answer."""
        return sum(sheet.answers is not None for sheet in self.paper)

    def turn(self, place: int) -> None:
        """Go to another question; one beyond the first or the last is not there."""
        self._keep_time()
        self.place = max(0, min(place, len(self.paper) - 1))

    def answer(self, texts: Sequence[str]) -> str | None:
        """Write an answer down; what cannot be read is said and not taken.

        Nothing is said of whether it is right. An answer after the time is not taken either.
        """
        if self.over:
            return None
        verdict, _texts = judged_answer(self.collection, self.sheet.asked, texts)
        if verdict.outcome is Outcome.UNREADABLE:
            return verdict.message
        self._keep_time()
        self.paper[self.place] = replace(self.sheet, answers=tuple(texts))
        self._keep()
        return None

    def clear(self) -> None:
        """Leave the question open again."""
        self.paper[self.place] = replace(self.sheet, answers=None)
        self._keep()

    def put_off(self) -> None:
        """Keep it as it stands, to go on another time."""
        self._keep_time()
        self._keep()

    def finish(self) -> Exam:
        """Judge every answer, log them, and keep the exam, all or nothing."""
        self._keep_time()
        collection = self.collection
        at, rows = collection.now(), []
        answers: list[ExamAnswer] = []
        for sheet in self.paper:
            answer, row = _judged(collection, sheet)
            answers.append(answer)
            rows += [row] if row is not None else []
        exam = Exam(
            uid=collection.new_uid(at),
            at=at,
            day=collection.day_of(at),
            deck=self.deck,
            minutes=self.minutes,
            duration_ms=self.used_ms,
            answers=tuple(answers),
        )
        with collection.database.writing() as connection:
            for row in rows:
                reviews.append(connection, collection.learner, row)
            exams.save(connection, collection.learner, exam)
            presets.set_setting(connection, collection.learner, _HALF_WAY, None)
        return exam

    def _keep_time(self) -> None:
        now = self.collection.now()
        spent = self.sheet.spent_ms + max(0, now - self._turned_at)
        self.paper[self.place] = replace(self.sheet, spent_ms=spent)
        self._turned_at = now

    def _keep(self) -> None:
        half_way = {
            "deck": self.deck,
            "minutes": self.minutes,
            "used_ms": self.used_ms,
            "paper": kept(self.paper),
        }
        with self.collection.database.writing() as connection:
            presets.set_setting(connection, self.collection.learner, _HALF_WAY, half_way)


def start_exam(
    collection: Collection,
    deck: str | None = None,
    count: int = COUNT,
    minutes: int | None = MINUTES,
) -> ExamSession:
    """Begin an exam on a deck with those below it, or on everything.

    Raises:
        InputError: there is no such deck, or it asks nothing that can be judged.
    """
    deck = asking.known_deck(collection, deck)
    return ExamSession(collection, new_paper(collection, deck, count), deck, minutes)


def half_way(collection: Collection) -> ExamSession | None:
    """The exam that was begun and not finished, None if there is none."""
    with collection.database.reading() as connection:
        found = presets.setting(connection, collection.learner, _HALF_WAY)
    paper = taken_up(collection, found["paper"]) if found else []
    if not found or not paper:
        return None
    session = ExamSession(collection, paper, found["deck"], found["minutes"], found["used_ms"])
    session.turn(next((n for n, sheet in enumerate(paper) if sheet.answers is None), 0))
    return session


def give_up(collection: Collection) -> None:
    """Forget the exam that was not finished."""
    with collection.database.writing() as connection:
        presets.set_setting(connection, collection.learner, _HALF_WAY, None)


def _judged(collection: Collection, sheet: Sheet) -> tuple[ExamAnswer, Review | None]:
    """What came of one question, and its row for the log; none where it was left open."""
    asked = sheet.asked
    title = (asked.card.passage.headings or (asked.card.front,))[-1]
    open_answer = ExamAnswer(
        asked.card.uid, title, sheet.topic, expected=_expected(sheet), duration_ms=sheet.spent_ms
    )
    if sheet.answers is None:
        return replace(open_answer, put=put_columns(asked.variant, asked.choice)), None
    verdict, texts = judged_answer(collection, asked, sheet.answers)
    given = Answered(
        variant=asked.variant,
        choice=asked.choice,
        answers=texts,
        verdict=verdict,
        duration_ms=sheet.spent_ms,
    )
    row = outside_schedule(collection, asked.card.uid, given, ReviewKind.EXAM)
    judged = replace(
        open_answer,
        outcome=verdict.outcome,
        mistake=verdict.mistake,
        message=verdict.message,
        expected=verdict.expected or open_answer.expected,
        answers=tuple(texts),
        review=row.uid,
    )
    return judged, row


def _expected(sheet: Sheet) -> str:
    if sheet.asked.variant is not None:
        return "; ".join(part.solution or part.printed for part in sheet.asked.variant.parts)
    choice = sheet.asked.choice
    return "; ".join(option.text for option in choice.options if option.right) if choice else ""
