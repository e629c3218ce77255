"""Exams: a timed test outside the schedule, kept with every answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from quizapp.model.verdicts import Outcome

POINTS = {Outcome.RIGHT: 1.0, Outcome.CLOSE: 0.5}
"""What a verdict is worth; any other, and no answer, is worth nothing."""


@dataclass(frozen=True, slots=True)
class ExamAnswer:
    """One question of an exam and what came of it.

    ``review`` is the uid of its row in the log, by which it can be shown again. Where it was left
    open there is none: ``outcome`` is None, and ``put`` are the columns such a row would have.
    """

    card: str
    title: str
    topic: str
    outcome: Outcome | None = None
    mistake: str | None = None
    message: str = ""
    expected: str = ""
    answers: tuple[str, ...] = ()
    duration_ms: int = 0
    review: str = ""
    put: Mapping[str, Any] = field(default_factory=dict)

    @property
    def points(self) -> float:
        """1 for right, a half for close, else 0."""
        return POINTS.get(self.outcome, 0.0) if self.outcome is not None else 0.0


@dataclass(frozen=True, slots=True)
class Exam:
    """A finished exam. ``deck`` None is everything, ``minutes`` None was without a limit."""

    uid: str
    at: int
    day: int
    deck: str | None
    minutes: int | None
    duration_ms: int
    answers: tuple[ExamAnswer, ...]

    @property
    def points(self) -> float:
        """The sum over all answers."""
        return sum(answer.points for answer in self.answers)

    @property
    def score(self) -> float:
        """Points per question, from 0 to 1."""
        return self.points / len(self.answers) if self.answers else 0.0
