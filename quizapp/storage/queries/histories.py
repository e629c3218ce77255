"""Named queries for what looks at many answers or cards at once: fitting and simulating."""

from typing import NamedTuple

from sqlalchemy import Connection, case, or_, select

from quizapp.model.cards import Standing
from quizapp.model.reviews import ReviewKind
from quizapp.storage.merging.aliases import with_cards
from quizapp.storage.queries.cards import in_deck
from quizapp.storage.schema import cards, reviews, schedules

MADE_NEW, BROUGHT = 0, -1


class Answer(NamedTuple):
    """One answer; or with rating 0 a card made new by hand, with -1 a memory from elsewhere."""

    card: str
    day: int
    rating: int
    ms: int


class Studied(NamedTuple):
    """What a simulation begins with: a card's memory and days; all None for a new card."""

    deck: str
    stability: float | None
    difficulty: float | None
    last_day: int | None
    due_day: int | None
    interval: int | None


def answers(connection: Connection, learner: str, deck: str | None) -> list[Answer]:
    """Every answer in a deck with those below it that no undo took back, oldest first."""
    undo = reviews.alias()
    undone = select(undo.c.undoes).where(
        undo.c.learner == learner, undo.c.kind == ReviewKind.UNDO.value, undo.c.undoes.is_not(None)
    )
    by_hand = case((reviews.c.state.is_not(None), BROUGHT), else_=MADE_NEW)
    undated = reviews.c.due_day.is_(None) & reviews.c.due_at.is_(None)
    is_answer = (reviews.c.kind == ReviewKind.REVIEW.value) & reviews.c.rating.is_not(None)
    starts_anew = (reviews.c.kind == ReviewKind.MANUAL.value) & (
        undated | reviews.c.state.is_not(None)
    )
    query = (
        select(
            cards.c.uid,
            reviews.c.day,
            case((is_answer, reviews.c.rating), else_=by_hand),
            reviews.c.duration_ms,
        )
        .select_from(with_cards)
        .where(reviews.c.learner == learner, or_(is_answer, starts_anew))
        .where(reviews.c.uid.not_in(undone), in_deck(deck))
        .order_by(reviews.c.at, reviews.c.uid)
    )
    return [Answer(*row) for row in connection.execute(query)]


def all_studied(connection: Connection, learner: str, deck: str | None) -> list[Studied]:
    """Every card that can be studied, in the order of the notes; in steps without ``due_day``."""
    query = (
        select(
            cards.c.deck,
            schedules.c.stability,
            schedules.c.difficulty,
            schedules.c.last_day,
            schedules.c.due_day,
            schedules.c.interval,
        )
        .select_from(
            cards.outerjoin(
                schedules,
                (schedules.c.learner == cards.c.learner) & (schedules.c.card == cards.c.uid),
            )
        )
        .where(
            cards.c.learner == learner,
            cards.c.standing == Standing.ACTIVE.value,
            cards.c.suspended.is_(False),
            in_deck(deck),
        )
        .order_by(cards.c.position)
    )
    return [Studied(*row) for row in connection.execute(query)]
