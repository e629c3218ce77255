"""Named queries on exams: finished ones, and the one that is not finished yet."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, select

from quizapp.model.exams import Exam, ExamAnswer
from quizapp.model.verdicts import Outcome
from quizapp.storage.schema import exams


def save(connection: Connection, learner: str, exam: Exam) -> None:
    """Keep a finished exam."""
    answers = [{**asdict(answer), "answers": list(answer.answers)} for answer in exam.answers]
    connection.execute(
        exams.insert().values(
            learner=learner,
            uid=exam.uid,
            at=exam.at,
            day=exam.day,
            deck=exam.deck,
            minutes=exam.minutes,
            duration_ms=exam.duration_ms,
            answers=answers,
        )
    )


def of_deck(connection: Connection, learner: str, deck: str | None) -> list[Exam]:
    """The finished exams on a deck, oldest first; None are those on everything."""
    query = (
        select(exams)
        .where(exams.c.learner == learner, exams.c.deck.is_not_distinct_from(deck))
        .order_by(exams.c.at, exams.c.uid)
    )
    return [_exam(row) for row in connection.execute(query)]


def latest(connection: Connection, learner: str) -> Exam | None:
    """The exam finished last, None before the first."""
    query = (
        select(exams)
        .where(exams.c.learner == learner)
        .order_by(exams.c.at.desc(), exams.c.uid.desc())
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    return _exam(row) if row is not None else None


def _exam(row: Row[Any]) -> Exam:
    return Exam(
        uid=row.uid,
        at=row.at,
        day=row.day,
        deck=row.deck,
        minutes=row.minutes,
        duration_ms=row.duration_ms,
        answers=tuple(_answer(kept) for kept in row.answers),
    )


def _answer(kept: dict[str, Any]) -> ExamAnswer:
    outcome = Outcome(kept["outcome"]) if kept["outcome"] else None
    return ExamAnswer(**{**kept, "outcome": outcome, "answers": tuple(kept["answers"])})
