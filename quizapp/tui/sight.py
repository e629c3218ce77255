"""What a screen sees of a session: taken in the collection's thread, drawn in the screen's."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.model.cards import Card
from quizapp.model.questions import AnswerKind
from quizapp.model.reviews import Rating
from quizapp.model.verdicts import Outcome, Verdict

if TYPE_CHECKING:
    from quizapp.actions.studying.asking import Asked
    from quizapp.actions.studying.attempt import Attempt
    from quizapp.actions.studying.holding import Leech
    from quizapp.actions.studying.study import Counts, Session


@dataclass(frozen=True, slots=True)
class Sight:
    """The state of a session at one moment, frozen."""

    asked: "Asked | None"
    counts: "Counts"
    done: int
    total: int
    minutes_left: int
    revealed: bool
    verdict: Verdict | None
    proposed: Rating | None
    hints: tuple[str, ...]
    hints_left: int
    attempt: "Attempt | None" = None
    comes_next: "Card | None" = None
    practising: bool = False
    moves: bool = True
    leech: "Leech | None" = None
    ratings: tuple[Rating, ...] = tuple(Rating)

    @property
    def typed(self) -> bool:
        """Whether the card in question wants a typed answer."""
        return self.asked is not None and self.asked.variant is not None

    @property
    def output(self) -> bool:
        """Whether what is typed is the output of a program."""
        variant = self.asked.variant if self.asked else None
        return variant is not None and variant.parts[0].kind is AnswerKind.OUTPUT

    @property
    def program(self) -> bool:
        """Whether the question is about a program: its answer may need enter for itself."""
        variant = self.asked.variant if self.asked else None
        return variant is not None and bool(variant.program)

    @property
    def choice(self) -> bool:
        """Whether the card in question has options to choose from."""
        return self.asked is not None and self.asked.choice is not None

    @property
    def refused(self) -> bool:
        """Whether the question cannot be asked at all."""
        return self.asked is not None and self.asked.refusal is not None

    @property
    def untrusted(self) -> bool:
        """Whether the question is code that may not run yet."""
        return self.asked is not None and self.asked.untrusted

    @property
    def unreadable(self) -> bool:
        """Whether the last answer could not be read."""
        return self.verdict is not None and self.verdict.outcome is Outcome.UNREADABLE


def look(session: "Session") -> Sight:
    """Take everything a screen draws; reads the collection."""
    return Sight(
        asked=session.asked,
        counts=session.counts,
        done=session.done,
        total=session.total,
        minutes_left=session.minutes_left,
        revealed=session.revealed,
        verdict=session.verdict,
        proposed=session.proposed,
        hints=tuple(session.hints),
        hints_left=session.hints_left,
        attempt=session.attempt,
        comes_next=session.comes_next,
        practising=session.practising,
        moves=session.moves,
        leech=session.leech,
        ratings=session.ratings,
    )
