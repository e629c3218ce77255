"""What a card was answered before: read from the log, shown again from what the log keeps."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from quizapp.actions.collection import Collection
from quizapp.actions.questions.variants import carrier, question_of, stored_variant
from quizapp.actions.studying.choices import Choice, from_shown
from quizapp.actions.studying.log import drawn_json
from quizapp.actions.studying.typed import asked_to_type
from quizapp.grading.judge import judge
from quizapp.language import _
from quizapp.model.cards import Card, CardKind
from quizapp.model.errors import InputError
from quizapp.model.questions import Value, Variant
from quizapp.model.reviews import Rating, Review, ReviewKind
from quizapp.model.verdicts import Outcome
from quizapp.scheduling.replay import undone
from quizapp.storage.queries import cards, reviews

LATEST = 5
_WORTH_A_MESSAGE = frozenset({Outcome.MISTAKE, Outcome.CLOSE})


@dataclass(frozen=True, slots=True)
class ShownAgain:
    """A past review as the learner saw it.

    ``variant`` is the question worked out as it was then, ``choice`` the options in their order
    then; both None for a card that only shows its answer. ``answers`` are what was typed or
    picked, None where the answer was asked for.
    """

    review: Review
    variant: Variant | None
    choice: Choice | None
    answers: tuple[str, ...] | None
    disagrees: bool


@dataclass(frozen=True, slots=True)
class PastAnswer:
    """One line of a card's history: its study day, and what was said of a slip then."""

    day: int
    rating: Rating | None
    outcome: Outcome | None
    mistake: str | None
    duration_ms: int
    message: str = ""


def shown_again(collection: Collection, uid: str) -> ShownAgain:
    """A past review, exactly as it was, whatever became of its question since.

    Raises:
        InputError: there is no such review, or its code is no longer trusted.
    """
    with collection.database.reading() as connection:
        review = reviews.by_uid(connection, collection.learner, uid)
        card = cards.card(connection, collection.learner, review.card) if review else None
    if review is None or card is None:
        raise InputError(_("There is no review “{uid}” in the log.").format(uid=uid))
    answers, disagrees = answers_of(review)
    return ShownAgain(review, *put_again(collection, card, review), answers, disagrees)


def put_again(
    collection: Collection, card: Card, review: Review
) -> tuple[Variant | None, Choice | None]:
    """The variant or the options of a row, as they were then.

    Raises:
        InputError: the code of the question is no longer trusted.
    """
    choice = None
    if card.kind is CardKind.CHOICE and review.drawn and review.seed is not None:
        choice = from_shown(review.seed, review.drawn)
    return _variant_of(collection, card, review), choice


def answers_of(review: Review) -> tuple[tuple[str, ...] | None, bool]:
    """What a row of the log says was answered, and whether the learner disagreed."""
    if review.answer is None:
        return None, False
    kept = json.loads(review.answer)
    if isinstance(kept, dict):
        return tuple(kept["answers"]), bool(kept["disagrees"])
    return tuple(kept), False


def past_answers(
    collection: Collection, card: Card, past: Sequence[Review]
) -> tuple[PastAnswer, ...]:
    """The latest of a card's ``past`` reviews, newest first."""
    return tuple(_past_answer(collection, card, row) for row in past[-LATEST:][::-1])


def past_reviews(collection: Collection, card: Card) -> list[Review]:
    """The reviews of a card that stand, oldest first."""
    with collection.database.reading() as connection:
        return standing(reviews.of_card(connection, collection.learner, card.uid))


def standing(log: Sequence[Review]) -> list[Review]:
    """The reviews among the rows of a card that no undo took back, in their order."""
    gone = undone(log)
    return [row for row in log if row.kind is ReviewKind.REVIEW and row.uid not in gone]


def times_in_a_row(past: Sequence[Review], mistake: str | None) -> int:
    """How often a mistake was made without a break, now included; 0 for none."""
    if mistake is None:
        return 0
    times = 1
    for row in reversed(past):
        if row.mistake != mistake:
            break
        times += 1
    return times


def _past_answer(collection: Collection, card: Card, row: Review) -> PastAnswer:
    outcome = Outcome(row.verdict) if row.verdict else None
    message = diagnosis(collection, card, row) if outcome in _WORTH_A_MESSAGE else ""
    return PastAnswer(row.day, row.rating, outcome, row.mistake, row.duration_ms, message)


def diagnosis(collection: Collection, card: Card, row: Review) -> str:
    """What was said of a live answer then; nothing where it cannot be worked out any more."""
    answers, _disagrees = answers_of(row)
    if card.kind is not CardKind.LIVE or answers is None:
        return ""
    then = replace(card, question_version=row.question_version)
    try:
        variant = _variant_of(collection, card, row)
        if variant is None:
            return ""
        return judge(variant, answers, recompute=carrier(collection, then, variant)).message
    except InputError:
        return ""


def _variant_of(collection: Collection, card: Card, review: Review) -> Variant | None:
    """The variant of a review: by its seed, or by its drawn values where the seed draws others."""
    if review.seed is None and review.printed_answer:
        (answer,) = json.loads(review.printed_answer).values()
        return asked_to_type(card, answer)
    if review.question_version is None or review.seed is None:
        return None
    then = replace(card, question_version=review.question_version)
    level = review.level or 1
    kept = json.loads(review.drawn or "{}")
    try:
        variant = stored_variant(collection, then, review.seed, level)
    except InputError:
        if card.kind is not CardKind.LIVE:
            raise
    else:
        if json.loads(drawn_json(variant)) == kept or card.kind is not CardKind.LIVE:
            return variant
    return _redrawn(collection, then, review.seed, level, kept)


def _redrawn(
    collection: Collection, card: Card, seed: int, level: int, kept: dict[str, Any]
) -> Variant:
    from quizapp.questions import redrawn_variant
    from quizapp.questions.statements import Question

    question = question_of(collection, card)
    assert isinstance(question, Question), "only live questions are worked out from their values"
    return redrawn_variant(
        question, seed, level, {name: _frozen(value) for name, value in kept.items()}
    )


def _frozen(value: Any) -> Value:
    """A value read from JSON as the model holds it."""
    if isinstance(value, list):
        return tuple(_frozen(entry) for entry in value)
    plain: Value = value
    return plain
