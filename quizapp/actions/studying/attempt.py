"""How far the card in question has got: what the learner did with it, and what was found."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from quizapp.actions.cards.history import past_reviews, times_in_a_row
from quizapp.actions.collection import Collection
from quizapp.actions.questions.variants import carrier
from quizapp.actions.studying import asking
from quizapp.actions.studying.asking import Asked, See
from quizapp.actions.studying.log import Answered
from quizapp.grading.judge import judge
from quizapp.grading.picked import judge_options
from quizapp.grading.rating import propose
from quizapp.model.cards import Standing
from quizapp.model.reviews import Rating
from quizapp.model.verdicts import Outcome, Verdict
from quizapp.storage.queries import cards, reviews


@dataclass(frozen=True, slots=True)
class Attempt:
    """The card in question from the moment it is shown until it is rated.

    ``answers`` are the texts judged, None where there are none; ``took`` the milliseconds until
    then and ``median`` the learner's own for this card, None while there are few. ``in_a_row``
    counts the reviews of the card that end in this mistake one after the other, this one
    included; ``see`` is the card the mistake points at.
    """

    asked: Asked
    shown_at: int
    verdict: Verdict | None = None
    revealed: bool = False
    answers: tuple[str, ...] | None = None
    hints: tuple[str, ...] = ()
    took: int = 0
    median: int | None = None
    proposed: Rating | None = None
    in_a_row: int = 0
    see: See | None = None
    disagrees: bool = False

    @property
    def all_hints(self) -> tuple[str, ...]:
        """Every hint there is, shown or not."""
        variant = self.asked.variant
        return asking.hints(variant) if variant is not None else ()

    def as_answered(self) -> Answered:
        """What the log keeps of it."""
        return Answered(
            variant=self.asked.variant,
            choice=self.asked.choice,
            answers=self.answers,
            verdict=self.verdict if self.answers is not None else None,
            hints=len(self.hints),
            duration_ms=self.took,
            disagrees=self.disagrees,
        )


def judged(collection: Collection, attempt: Attempt, texts: Sequence[str]) -> Attempt:
    """The attempt with a verdict on an answer; an unreadable one reveals nothing."""
    asked = attempt.asked
    verdict, answers = judged_answer(collection, asked, texts)
    if verdict.outcome is Outcome.UNREADABLE:
        return replace(attempt, verdict=verdict)
    past = past_reviews(collection, asked.card)
    answered = replace(
        attempt,
        verdict=verdict,
        answers=answers,
        in_a_row=times_in_a_row(past, verdict.mistake),
        see=asking.card_to_see(collection, asked.card, asked.variant, verdict),
    )
    return _revealed(collection, answered)


def given_up(collection: Collection, attempt: Attempt) -> Attempt:
    """The attempt with its answer shown, none having been given."""
    return _revealed(collection, replace(attempt, verdict=None))


def hinted(attempt: Attempt) -> Attempt:
    """The attempt with one more hint, which takes the place of what could not be read."""
    return replace(attempt, hints=attempt.all_hints[: len(attempt.hints) + 1], verdict=None)


def reread(collection: Collection, attempt: Attempt) -> Attempt | None:
    """The attempt at the card as it is stored now; None where the notes have it no more."""
    with collection.database.reading() as connection:
        card = cards.card(connection, collection.learner, attempt.asked.card.uid)
    if card is None or card.standing is not Standing.ACTIVE:
        return None
    if card == attempt.asked.card:
        return attempt
    return replace(attempt, asked=replace(attempt.asked, card=card))


def redrawn(collection: Collection, attempt: Attempt) -> Attempt:
    """A new attempt at the same question with new numbers, or with why there are none."""
    before = attempt.asked
    memory = before.schedule.memory
    variant, refusal, card = asking.drawn(collection, before.card, memory, before.variant)
    asked = replace(before, card=card, variant=variant, refusal=refusal)
    return Attempt(asked, collection.now())


def judged_answer(
    collection: Collection, asked: Asked, texts: Sequence[str]
) -> tuple[Verdict, tuple[str, ...]]:
    """The verdict, and the answer as the log keeps it: of options their texts, not their places."""
    if asked.choice is not None:
        verdict = judge_options(asked.choice.options, " ".join(texts))
        value = verdict.parts[0].value
        return verdict, tuple(map(str, value)) if isinstance(value, tuple) else ()
    if asked.variant is None:
        raise RuntimeError("this card asks for no typed answer")
    recompute = carrier(collection, asked.card, asked.variant)
    return judge(asked.variant, texts, recompute=recompute), tuple(texts)


def _revealed(collection: Collection, attempt: Attempt) -> Attempt:
    """The attempt as it is when its answer is seen, with the rating that fits what happened."""
    took = max(0, collection.now() - attempt.shown_at)
    median = None
    if attempt.verdict is not None and attempt.verdict.outcome is Outcome.RIGHT:
        with collection.database.reading() as connection:
            card = attempt.asked.card.uid
            median = reviews.median_duration(connection, collection.learner, card)
    seen = replace(attempt, revealed=True, took=took, median=median)
    return replace(seen, proposed=_fitting(seen))


def _fitting(attempt: Attempt) -> Rating | None:
    """The rating that fits the verdict, the hints and the time against the own median."""
    asked = attempt.asked
    if attempt.verdict is None:
        wants_answer = asked.variant is not None or asked.choice is not None
        return Rating.AGAIN if wants_answer else Rating.GOOD
    return propose(attempt.verdict, len(attempt.hints), attempt.took, attempt.median)
