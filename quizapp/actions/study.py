"""One sitting of study: the card asked, its variant, the verdict, the rating, the log, undo."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from quizapp.actions import asking
from quizapp.actions.agenda import agenda
from quizapp.actions.asking import Asked
from quizapp.actions.collection import Collection
from quizapp.actions.log import Answered, log_review, take_back
from quizapp.actions.summary import Record, Summary, summarise
from quizapp.actions.variants import carrier
from quizapp.grading.judge import judge
from quizapp.grading.rating import propose
from quizapp.grading.read_answer import read_number
from quizapp.grading.unreadable import UnreadableAnswer
from quizapp.model.cards import Card
from quizapp.model.questions import Variant
from quizapp.model.reviews import Rating, Review
from quizapp.model.verdicts import Outcome, Verdict
from quizapp.scheduling import queue as queues
from quizapp.storage import cards, presets, reviews

_DEFAULT_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Counts:
    """What is left of this sitting."""

    new: int
    learning: int
    due: int


@dataclass(frozen=True, slots=True)
class _Moment:
    """What undo goes back to: the queue and the card asked before an action."""

    queue: queues.Queue
    card: queues.Waiting
    asked: Asked
    review: Review | None
    held: tuple[bool, int | None] | None = None


class Session:
    """One sitting. Each rating is one durable transaction before the next card is asked.

    Attributes:
        asked: the card in question, None when nothing is left.
        verdict: what was found about the answer given, None before one.
        revealed: whether the answer may be seen.
        proposed: the rating that fits what happened, None while nothing is revealed.
        hints: the hints shown so far.
    """

    def __init__(
        self, collection: Collection, deck: str | None, limit: int | None, minutes: int | None
    ) -> None:
        self.collection = collection
        self.deck = deck
        self.asked: Asked | None = None
        self.verdict: Verdict | None = None
        self.revealed = False
        self.proposed: Rating | None = None
        self.hints: tuple[str, ...] = ()
        self._limit = limit
        self._until = collection.now() + minutes * 60_000 if minutes else None
        self._answers: tuple[str, ...] | None = None
        self._moments: list[_Moment] = []
        self._records: list[Record] = []
        self._began = collection.now()
        self._shown_at = self._began
        self._took = 0
        self._day = collection.day_of(self._began)
        with collection.database.reading() as connection:
            self._presets = presets.deck_presets(connection, collection.learner)
            self._seconds = (
                reviews.seconds_a_card(connection, collection.learner) or _DEFAULT_SECONDS
            )
        self._queue = agenda(collection, self._presets, deck)
        self._waiting: queues.Waiting | None = None
        self._ask_next()

    # What a face shows

    @property
    def counts(self) -> Counts:
        """New, learning and due cards left, the one in question included."""
        left = queues.counts(self._queue, self.collection.now())
        return Counts(left.new, left.learning, left.reviews)

    @property
    def done(self) -> int:
        """Ratings given in this sitting."""
        return len(self._records)

    @property
    def total(self) -> int:
        """Ratings given and cards left, as far as a limit allows."""
        counts = self.counts
        total = self.done + counts.new + counts.learning + counts.due
        return min(total, self._limit) if self._limit else total

    @property
    def minutes_left(self) -> int:
        """An estimate from the learner's own pace."""
        return round((self.total - self.done) * self._seconds / 60)

    @property
    def hints_left(self) -> int:
        """How many hints could still be shown."""
        return len(self._all_hints()) - len(self.hints)

    def summary(self) -> Summary:
        """What this sitting came to."""
        return summarise(self.collection, self._records, self.collection.now() - self._began)

    # What a learner does

    def answer(self, texts: Sequence[str]) -> Verdict:
        """Judge a typed answer, one text a part. An unreadable one reveals and logs nothing."""
        variant = self._variant()
        recompute = carrier(self.collection, self._card(), variant)
        verdict = judge(variant, texts, recompute=recompute)
        self.verdict = verdict
        if verdict.outcome is not Outcome.UNREADABLE:
            self._answers = tuple(texts)
            self._reveal()
        return verdict

    def reveal(self) -> None:
        """Show the answer; on a question that wants one it means "don't know"."""
        self.verdict = None
        self._reveal()

    def hint(self) -> str | None:
        """Show one more hint; None when all are shown."""
        hints = self._all_hints()
        if self.revealed or len(self.hints) == len(hints):
            return None
        self.hints = hints[: len(self.hints) + 1]
        return self.hints[-1]

    def fresh(self) -> bool:
        """Ask the same question with new numbers, unless its answer was seen already."""
        if self.asked is None or self.asked.variant is None or self.revealed:
            return False
        variant, refusal = asking.draw(self.collection, self.asked.card)
        self.asked = replace(self.asked, variant=variant, refusal=refusal)
        self._begin()
        return variant is not None

    def rate(self, rating: Rating) -> None:
        """Log one review and go on to the next card."""
        asked, waiting = self._asked_now()
        now = self.collection.now()
        given = Answered(
            variant=asked.variant,
            answers=self._answers,
            verdict=self.verdict if self._answers is not None else None,
            hints=len(self.hints),
            duration_ms=self._took,
        )
        preset = presets.nearest(self._presets, asked.card.deck)
        review, after = log_review(self.collection, asked.card.uid, rating, now, preset, given)
        self._moments.append(_Moment(self._queue, waiting, asked, review))
        self._records.append(Record(asked.card, asked.schedule, after, review, self.verdict))
        self._queue = queues.answered(self._queue, waiting, after)
        self._bring_forward()
        self._ask_next()

    def undo(self) -> bool:
        """Take the last rating, suspension or burial of this sitting back."""
        if not self._moments:
            return False
        moment = self._moments.pop()
        if moment.review is not None:
            preset = presets.nearest(self._presets, moment.asked.card.deck)
            take_back(self.collection, moment.review, preset)
            self._records.pop()
        elif moment.held is not None:
            self._hold(moment.card.uid, *moment.held)
        self._queue = moment.queue
        self._waiting = moment.card
        self.asked = moment.asked
        self._begin()
        return True

    def suspend(self) -> None:
        """Put the card aside until it is taken back, and go on."""
        self._set_aside(suspended=True, buried_on=None)

    def bury(self) -> None:
        """Put the card aside until tomorrow, and go on."""
        self._set_aside(suspended=False, buried_on=self.collection.day_of(self.collection.now()))

    # Inside

    def _ask_next(self) -> None:
        now = self.collection.now()
        if self.collection.day_of(now) != self._day:
            self._day = self.collection.day_of(now)
            self._queue = agenda(self.collection, self._presets, self.deck)
        over = (self._limit is not None and self.done >= self._limit) or (
            self._until is not None and now >= self._until
        )
        self._waiting = None if over else queues.next_card(self._queue, now)
        self.asked = (
            asking.ask(self.collection, self._waiting.uid, self._presets) if self._waiting else None
        )
        self._begin()

    def _begin(self) -> None:
        """A card is before the learner's eyes from now on."""
        self.verdict = None
        self.revealed = False
        self.proposed = None
        self.hints = ()
        self._answers = None
        self._shown_at = self.collection.now()

    def _bring_forward(self) -> None:
        """The card that the mistake just made points at comes next."""
        asked, _waiting = self._asked_now()
        waiting = asking.card_to_see(self.collection, asked.card, asked.variant, self.verdict)
        if waiting is not None:
            self._queue = queues.bring_forward(self._queue, waiting)

    def _set_aside(self, *, suspended: bool, buried_on: int | None) -> None:
        asked, waiting = self._asked_now()
        before = (asked.card.suspended, asked.card.buried_on)
        self._moments.append(_Moment(self._queue, waiting, asked, None, held=before))
        self._hold(waiting.uid, suspended, buried_on)
        self._queue = queues.without(self._queue, waiting.uid)
        self._ask_next()

    def _hold(self, uid: str, suspended: bool, buried_on: int | None) -> None:
        with self.collection.database.writing() as connection:
            cards.hold(
                connection, self.collection.learner, uid, suspended=suspended, buried_on=buried_on
            )

    def _asked_now(self) -> tuple[Asked, queues.Waiting]:
        if self.asked is None or self._waiting is None:
            raise RuntimeError("no card is asked")
        return self.asked, self._waiting

    def _card(self) -> Card:
        return self._asked_now()[0].card

    def _variant(self) -> Variant:
        variant = self._asked_now()[0].variant
        if variant is None:
            raise RuntimeError("this card asks for no typed answer")
        return variant

    def _all_hints(self) -> tuple[str, ...]:
        variant = self.asked.variant if self.asked else None
        return asking.hints(variant) if variant is not None else ()

    def _reveal(self) -> None:
        self._took = max(0, self.collection.now() - self._shown_at)
        self.revealed = True
        self.proposed = self._fitting()

    def _fitting(self) -> Rating | None:
        """The rating that fits the verdict, the hints and the time against the own median."""
        asked, _waiting = self._asked_now()
        if self.verdict is None:
            return Rating.GOOD if asked.variant is None else Rating.AGAIN
        with self.collection.database.reading() as connection:
            median = reviews.median_duration(connection, self.collection.learner, asked.card.uid)
        return propose(self.verdict, len(self.hints), self._took, median)


def start(
    collection: Collection,
    deck: str | None = None,
    limit: int | None = None,
    minutes: int | None = None,
) -> Session:
    """Begin a sitting on a deck (with those below it) or on everything that is due.

    Raises:
        InputError: there is no such deck.
    """
    return Session(collection, asking.known_deck(collection, deck), limit, minutes)


def read_back(text: str) -> str | None:
    """A typed number as it is understood, None where it cannot be read."""
    try:
        return f"{read_number(text):.4g}"
    except UnreadableAnswer:
        return None
