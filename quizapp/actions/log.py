"""Write to the log: a review, and the undo of one. Each is one durable transaction."""

import json
from dataclasses import dataclass
from typing import Any

from quizapp.actions.collection import Collection
from quizapp.model.questions import Variant
from quizapp.model.reviews import Rating, Review, ReviewKind
from quizapp.model.schedules import Preset, Schedule
from quizapp.model.verdicts import Verdict
from quizapp.scheduling.answer import next_schedules
from quizapp.scheduling.replay import replay
from quizapp.storage import reviews, schedules

SCHEDULER = "fsrs-6"


@dataclass(frozen=True, slots=True)
class Answered:
    """What happened before the rating: everything a later look at this review may want."""

    variant: Variant | None = None
    answers: tuple[str, ...] | None = None
    verdict: Verdict | None = None
    hints: int = 0
    duration_ms: int = 0


def log_review(
    collection: Collection, card: str, rating: Rating, at: int, preset: Preset, given: Answered
) -> tuple[Review, Schedule]:
    """Append a review and move the schedule of its card in one transaction.

    The schedule is read inside it, so that another program's review is not lost. A clock that
    was set back cannot put a review before the last one: the order is what replays.
    """
    with collection.database.writing() as connection:
        before = schedules.schedule(connection, collection.learner, card)
        at = at if before.last_at is None else max(at, before.last_at + 1)
        day = collection.day_of(at)
        after = next_schedules(before, at=at, day=day, uid=card, preset=preset)[rating]
        review = Review(
            uid=collection.new_uid(at),
            device=collection.device,
            card=card,
            kind=ReviewKind.REVIEW,
            at=at,
            day=day,
            rating=rating,
            duration_ms=given.duration_ms,
            hints=given.hints,
            scheduler=SCHEDULER,
            due_day=after.due_day,
            due_at=after.due_at,
            **_question_columns(given),
        )
        reviews.append(connection, collection.learner, review)
        schedules.save(connection, collection.learner, card, after)
    return review, after


def take_back(collection: Collection, review: Review, preset: Preset) -> Schedule:
    """Append the undo of a review; its card gets the schedule that the rest of its log gives."""
    at = max(collection.now(), review.at)
    undo = Review(
        uid=collection.new_uid(at),
        device=collection.device,
        card=review.card,
        kind=ReviewKind.UNDO,
        at=at,
        day=collection.day_of(at),
        undoes=review.uid,
        scheduler=SCHEDULER,
    )
    with collection.database.writing() as connection:
        reviews.append(connection, collection.learner, undo)
        log = reviews.of_card(connection, collection.learner, review.card)
        before = replay(log, review.card, preset)
        schedules.save(connection, collection.learner, review.card, before)
    return before


def _question_columns(given: Answered) -> dict[str, Any]:
    """The columns that let this review be shown again, whatever becomes of the question."""
    variant, verdict = given.variant, given.verdict
    columns: dict[str, Any] = {}
    if variant is not None:
        columns = {
            "seed": variant.seed,
            "level": variant.level,
            "question_version": variant.version,
            "drawn": drawn_json(variant),
            "printed_answer": json.dumps(
                {part.name: part.printed for part in variant.parts}, ensure_ascii=False
            ),
        }
    if given.answers is not None:
        columns["answer"] = json.dumps(given.answers, ensure_ascii=False)
    if verdict is not None:
        columns |= {"verdict": verdict.outcome.value, "mistake": verdict.mistake}
    return columns


def drawn_json(variant: Variant) -> str:
    """The drawn values as the log keeps them: the same values always give the same text."""
    return json.dumps(dict(variant.drawn), ensure_ascii=False)
