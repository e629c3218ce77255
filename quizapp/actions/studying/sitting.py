"""What a face shows of a sitting: the card in question, how far it has got, what is left."""

from dataclasses import dataclass, field

from quizapp.actions.collection import Collection
from quizapp.actions.planning.agenda import DEFAULT_SECONDS
from quizapp.actions.studying.asking import Asked
from quizapp.actions.studying.attempt import Attempt
from quizapp.actions.studying.holding import Leech
from quizapp.actions.studying.selecting import Selection
from quizapp.actions.studying.summary import Record, Summary, summarise
from quizapp.model.cards import Card
from quizapp.model.reviews import Rating, Review
from quizapp.model.verdicts import Verdict
from quizapp.model.waiting import Waiting
from quizapp.scheduling import queue as queues
from quizapp.scheduling.balance import Workload

TWO = (Rating.AGAIN, Rating.GOOD)


@dataclass(frozen=True, slots=True)
class Counts:
    """What is left of this sitting."""

    new: int
    learning: int
    due: int


@dataclass(frozen=True, slots=True)
class Moment:
    """What undo goes back to: the sitting before an action, and what the action wrote.

    ``review`` is the row of the log to take back, ``rated`` whether it counts as a rating;
    ``held`` how the card was held before, ``buried`` the siblings that were buried with it,
    ``suspended`` those that were suspended, as they were before.
    """

    queue: queues.Queue
    card: Waiting
    asked: Asked
    workload: Workload
    review: Review | None = None
    rated: bool = False
    held: tuple[bool, int | None] | None = None
    buried: list[str] = field(default_factory=list)
    suspended: list[Card] = field(default_factory=list)


class Sitting:
    """One sitting as it is seen; :class:`quizapp.actions.studying.study.Session` moves it on.

    Attributes:
        attempt: how far the card in question has got, None when nothing is left.
        leech: the card rated last, if that rating made it a leech.
        selection: which cards were chosen instead of today's queue, None for that.
    """

    def __init__(
        self, collection: Collection, limit: int | None, selection: Selection | None
    ) -> None:
        self.collection = collection
        self.selection = selection
        self.attempt: Attempt | None = None
        self.leech: Leech | None = None
        self._open: Attempt | None = None
        self._limit = limit
        self._until: int | None = None
        self._records: list[Record] = []
        self._began = collection.now()
        self._seconds = DEFAULT_SECONDS
        self._queue = queues.Queue(0)

    @property
    def moves(self) -> bool:
        """Whether ratings move the schedule; when cramming they do not."""
        return self.selection is None or self.selection.moves

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
        if rated is None or rated.proposed is None:
            return None
        return self.as_offered(rated.proposed)

    @property
    def ratings(self) -> tuple[Rating, ...]:
        """The ratings that are offered: all four, or two for who wants no more."""
        return TWO if self.collection.settings.two_buttons else tuple(Rating)

    def as_offered(self, rating: Rating) -> Rating:
        """A rating as it counts: with two buttons every pass is Good."""
        return rating if rating in self.ratings else Rating.GOOD

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

    def _is_over(self, done: int) -> bool:
        """Whether a limit ends the sitting after so many ratings."""
        return (self._limit is not None and done >= self._limit) or (
            self._until is not None and self.collection.now() >= self._until
        )
