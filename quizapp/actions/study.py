"""One sitting of study: the card asked, its variant, the verdict, the rating, the log, undo."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from quizapp.actions import asking
from quizapp.actions.agenda import agenda
from quizapp.actions.asking import Asked
from quizapp.actions.attempt import Attempt, given_up, hinted, judged, redrawn
from quizapp.actions.collection import Collection, deck_presets
from quizapp.actions.log import log_practice, log_review, take_back
from quizapp.actions.summary import Record, Summary, summarise
from quizapp.actions.trusting import trust_card
from quizapp.model.cards import Card
from quizapp.model.reviews import Rating, Review
from quizapp.model.verdicts import Verdict
from quizapp.scheduling import queue as queues
from quizapp.settings.values import nearest
from quizapp.storage import cards, reviews

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
        attempt: how far the card in question has got, None when nothing is left.
    """

    def __init__(
        self, collection: Collection, deck: str | None, limit: int | None, minutes: int | None
    ) -> None:
        self.collection = collection
        self.deck = deck
        self.attempt: Attempt | None = None
        self._open: Attempt | None = None
        self._limit = limit
        self._until = collection.now() + minutes * 60_000 if minutes else None
        self._moments: list[_Moment] = []
        self._records: list[Record] = []
        self._began = collection.now()
        self._day = collection.day_of(self._began)
        with collection.database.reading() as connection:
            self._presets = deck_presets(collection, connection)
            self._seconds = (
                reviews.seconds_a_card(connection, collection.learner) or _DEFAULT_SECONDS
            )
        self._queue = agenda(collection, self._presets, deck)
        self._waiting: queues.Waiting | None = None
        self._ask_next()

    # What a face shows

    @property
    def asked(self) -> Asked | None:
        """The card in question, None when nothing is left."""
        return self.attempt.asked if self.attempt else None

    @property
    def verdict(self) -> Verdict | None:
        """What was found about the answer given, None before one."""
        return self.attempt.verdict if self.attempt else None

    @property
    def revealed(self) -> bool:
        """Whether the answer may be seen."""
        return self.attempt is not None and self.attempt.revealed

    @property
    def hints(self) -> tuple[str, ...]:
        """The hints shown so far."""
        return self.attempt.hints if self.attempt else ()

    @property
    def hints_left(self) -> int:
        """How many hints could still be shown."""
        return len(self.attempt.all_hints) - len(self.hints) if self.attempt else 0

    @property
    def practising(self) -> bool:
        """Whether the card is asked once more, outside the schedule; its review waits."""
        return self._open is not None

    @property
    def proposed(self) -> Rating | None:
        """The rating that fits what happened in the review, None while nothing is revealed."""
        if not self.revealed:
            return None
        rated = self._open or self.attempt
        return rated.proposed if rated else None

    @property
    def comes_next(self) -> Card | None:
        """The card that the mistake brings forward, if the sitting goes on after this one."""
        rated = self._open or self.attempt
        if rated is None or rated.see is None or self._is_over(self.done + 1):
            return None
        return rated.see.card

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

    def summary(self) -> Summary:
        """What this sitting came to."""
        return summarise(self.collection, self._records, self.collection.now() - self._began)

    # What a learner does

    def answer(self, texts: Sequence[str]) -> Verdict:
        """Judge a typed answer, one text a part. An unreadable one reveals and logs nothing."""
        self.attempt = judged(self.collection, self._attempt_now(), texts)
        self._log_practice()
        assert self.attempt.verdict is not None
        return self.attempt.verdict

    def reveal(self) -> None:
        """Show the answer; on a question that wants one it means "don't know"."""
        self.attempt = given_up(self.collection, self._attempt_now())
        self._log_practice()

    def hint(self) -> str | None:
        """Show one more hint; None when all are shown."""
        attempt = self._attempt_now()
        if attempt.revealed or not self.hints_left:
            return None
        self.attempt = hinted(attempt)
        return self.attempt.hints[-1]

    def fresh(self) -> bool:
        """Ask the same question with new numbers, unless its answer was seen already."""
        return not self.revealed and self._draw_again()

    def trust(self) -> bool:
        """Let the code of this question run from now on, as it is, and ask it."""
        asked = self._attempt_now().asked
        if not asked.untrusted:
            return False
        trust_card(self.collection, asked.card)
        self._begin(asking.ask(self.collection, asked.card.uid, self._presets))
        return True

    def again(self) -> bool:
        """Ask once more with new numbers, outside the schedule; what is rated stays the review."""
        reviewed = self.attempt
        if not self.revealed or not self._draw_again():
            self.attempt = reviewed
            return False
        self._open = self._open or reviewed
        return True

    def disagree(self) -> bool:
        """Note in the log that the verdict is wrong, or take that back; nothing else changes."""
        attempt = self._attempt_now()
        if attempt.answers is None or self.practising:
            return False
        self.attempt = replace(attempt, disagrees=not attempt.disagrees)
        return self.attempt.disagrees

    def rate(self, rating: Rating) -> None:
        """Log one review and go on to the next card."""
        attempt, waiting = self._open or self._attempt_now(), self._waiting_now()
        asked, now = attempt.asked, self.collection.now()
        preset = nearest(self._presets, asked.card.deck)
        review, after = log_review(
            self.collection, asked.card.uid, rating, now, preset, attempt.as_answered()
        )
        self._moments.append(_Moment(self._queue, waiting, asked, review))
        self._records.append(
            Record(asked.card, asked.schedule, after, review, attempt.verdict, attempt.in_a_row)
        )
        self._queue = queues.answered(self._queue, waiting, after)
        if attempt.see is not None:
            self._queue = queues.bring_forward(self._queue, attempt.see.waiting)
        self._ask_next()

    def undo(self) -> bool:
        """Take the last rating, suspension or burial back; out of a practice, to its review."""
        if self._open is not None:
            self.attempt, self._open = self._open, None
            return True
        if not self._moments:
            return False
        moment = self._moments.pop()
        if moment.review is not None:
            preset = nearest(self._presets, moment.asked.card.deck)
            take_back(self.collection, moment.review, preset)
            self._records.pop()
        elif moment.held is not None:
            self._hold(moment.card.uid, *moment.held)
        self._queue = moment.queue
        self._waiting = moment.card
        self._begin(moment.asked)
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
        over = self._is_over(self.done)
        self._waiting = None if over else queues.next_card(self._queue, now)
        self.attempt, self._open = None, None
        if self._waiting is not None:
            self._begin(asking.ask(self.collection, self._waiting.uid, self._presets))

    def _is_over(self, done: int) -> bool:
        """Whether a limit ends the sitting after so many ratings."""
        return (self._limit is not None and done >= self._limit) or (
            self._until is not None and self.collection.now() >= self._until
        )

    def _begin(self, asked: Asked) -> None:
        """A card is before the learner's eyes from now on."""
        self.attempt, self._open = Attempt(asked, self.collection.now()), None

    def _draw_again(self) -> bool:
        """Put new numbers into the question; False where there are none to draw."""
        if self.attempt is None or self.attempt.asked.variant is None:
            return False
        self.attempt = redrawn(self.collection, self.attempt)
        return self.attempt.asked.variant is not None

    def _log_practice(self) -> None:
        """An answer outside the schedule is logged at once: no rating follows it."""
        attempt = self._attempt_now()
        if self._open is not None and attempt.revealed:
            log_practice(self.collection, attempt.asked.card.uid, attempt.as_answered())

    def _set_aside(self, *, suspended: bool, buried_on: int | None) -> None:
        asked, waiting = self._attempt_now().asked, self._waiting_now()
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

    def _attempt_now(self) -> Attempt:
        if self.attempt is None:
            raise RuntimeError("no card is asked")
        return self.attempt

    def _waiting_now(self) -> queues.Waiting:
        if self._waiting is None:
            raise RuntimeError("no card is asked")
        return self._waiting


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
