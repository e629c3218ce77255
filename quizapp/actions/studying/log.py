"""Write to the log: a review, and the undo of one. Each is one durable transaction."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from quizapp.actions.collection import Collection
from quizapp.actions.studying.choices import Choice, shown_json
from quizapp.model.questions import Variant
from quizapp.model.reviews import Rating, Review, ReviewKind
from quizapp.model.schedules import Preset, Schedule
from quizapp.model.verdicts import Verdict
from quizapp.scheduling.answer import next_schedule
from quizapp.scheduling.balance import Workload
from quizapp.scheduling.replay import replay
from quizapp.storage.queries import reviews, schedules

if TYPE_CHECKING:
    from quizapp.storage.queries.presets import Connection

SCHEDULER = "fsrs-6"


@dataclass(frozen=True, slots=True)
class Answered:
    """What happened before the rating: everything a later look at this review may want.

    ``disagrees`` says that the learner thinks the verdict wrong.
    """

    variant: Variant | None = None
    choice: Choice | None = None
    answers: tuple[str, ...] | None = None
    verdict: Verdict | None = None
    hints: int = 0
    duration_ms: int = 0
    disagrees: bool = False


def log_review(
    collection: Collection,
    card: str,
    rating: Rating,
    at: int,
    preset: Preset,
    given: Answered,
    workload: Workload | None = None,
) -> tuple[Review, Schedule]:
    """Append a review and move the schedule of its card in one transaction.

    The schedule is read inside it, so that another program's review is not lost. A clock that
    was set back cannot put a review before the last one: the order is what replays.
    """
    with collection.database.writing() as connection:
        before, written_at = schedules.before_answer(connection, collection.learner, card)
        at = at if written_at is None else max(at, written_at + 1)
        day = collection.day_of(at)
        after = next_schedule(
            before, rating, at=at, day=day, uid=card, preset=preset, workload=workload
        )
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
            **given_by(after),
            **_question_columns(given),
        )
        reviews.append(connection, collection.learner, review)
        schedules.save(connection, collection.learner, card, after)
    return review, after


def given_by(schedule: Schedule) -> dict[str, Any]:
    """The columns that say what a rating gave: the truth of due dates."""
    return {
        "due_day": schedule.due_day,
        "due_at": schedule.due_at,
        "phase": schedule.phase.value,
        "interval": schedule.interval,
    }


def log_practice(
    collection: Collection, card: str, given: Answered, rating: Rating | None = None
) -> Review:
    """Append what was answered outside the schedule: it moves nothing, rated or not."""
    review = outside_schedule(collection, card, given, ReviewKind.CRAM)
    review = replace(review, rating=rating)
    with collection.database.writing() as connection:
        reviews.append(connection, collection.learner, review)
    return review


def outside_schedule(
    collection: Collection, card: str, given: Answered, kind: ReviewKind
) -> Review:
    """The row of an answer that moves no schedule: of a practice or an exam."""
    at = collection.now()
    return Review(
        uid=collection.new_uid(at),
        device=collection.device,
        card=card,
        kind=kind,
        at=at,
        day=collection.day_of(at),
        duration_ms=given.duration_ms,
        hints=given.hints,
        scheduler=SCHEDULER,
        **_question_columns(given),
    )


def take_back(collection: Collection, review: Review, preset: Preset) -> Schedule:
    """Append the undo of a review; its card gets the schedule that the rest of its log gives."""
    with collection.database.writing() as connection:
        return undo_in(connection, collection, review, preset)


def undo_in(
    connection: "Connection", collection: Collection, review: Review, preset: Preset
) -> Schedule:
    """As :func:`take_back`, as a part of what else is written."""
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
    reviews.append(connection, collection.learner, undo)
    log = reviews.of_card(connection, collection.learner, review.card)
    before = replay(log, review.card, preset)
    schedules.save(connection, collection.learner, review.card, before)
    return before


def put_columns(variant: Variant | None, choice: Choice | None) -> dict[str, Any]:
    """The columns that let a question be shown again as it was put, whatever becomes of it."""
    if variant is not None:
        return _variant_columns(variant)
    if choice is None:
        return {}
    right = [option.text for option in choice.options if option.right]
    return {
        "seed": choice.seed,
        "drawn": shown_json(choice),
        "printed_answer": json.dumps({"answer": right}, ensure_ascii=False),
    }


def put_row(card: str, columns: Mapping[str, Any]) -> Review:
    """A question that was put and has no row in the log, as the row it would have."""
    return Review(uid="", device="", card=card, kind=ReviewKind.EXAM, at=0, day=0, **columns)


def _question_columns(given: Answered) -> dict[str, Any]:
    """How the question was put, and what came of it."""
    columns = put_columns(given.variant, given.choice)
    if given.answers is not None:
        kept: Any = list(given.answers)
        if given.disagrees:
            kept = {"answers": kept, "disagrees": True}
        columns["answer"] = json.dumps(kept, ensure_ascii=False)
    if given.verdict is not None:
        columns |= {"verdict": given.verdict.outcome.value, "mistake": given.verdict.mistake}
    return columns


def _variant_columns(variant: Variant) -> dict[str, Any]:
    printed = {part.name: part.printed for part in variant.parts}
    if not variant.version:
        return {"printed_answer": json.dumps(printed, ensure_ascii=False)}
    return {
        "seed": variant.seed,
        "level": variant.level,
        "question_version": variant.version,
        "drawn": drawn_json(variant),
        "printed_answer": json.dumps(printed, ensure_ascii=False),
    }


def drawn_json(variant: Variant) -> str:
    """The drawn values as the log keeps them: the same values always give the same text."""
    return json.dumps(dict(variant.drawn), ensure_ascii=False)
