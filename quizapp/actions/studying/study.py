"""One sitting of study: the card asked, its variant, the verdict, the rating, the log, undo."""

from collections.abc import Sequence
from dataclasses import replace

from quizapp.actions.collection import Collection, deck_presets
from quizapp.actions.planning.agenda import DEFAULT_SECONDS, agenda
from quizapp.actions.planning.rescheduling import forget, set_due
from quizapp.actions.sources.trusting import trust_card
from quizapp.actions.studying import asking
from quizapp.actions.studying.answering import Answering
from quizapp.actions.studying.asking import Asked
from quizapp.actions.studying.attempt import Attempt, reread
from quizapp.actions.studying.holding import (
    bury_siblings,
    leech_noticed,
    suspend_siblings,
    workload_after,
)
from quizapp.actions.studying.log import log_practice, log_review, take_back
from quizapp.actions.studying.selecting import Selection, selected
from quizapp.actions.studying.sitting import Counts, Moment
from quizapp.actions.studying.summary import Record
from quizapp.language import _
from quizapp.model.cards import Card
from quizapp.model.errors import InputError
from quizapp.model.reviews import Rating
from quizapp.model.schedules import Preset, Schedule
from quizapp.model.waiting import Waiting
from quizapp.scheduling import queue as queues
from quizapp.settings.values import nearest
from quizapp.storage.queries import cards, reviews

__all__ = ["Counts", "Session", "start"]

FLAGS = range(8)


class Session(Answering):
    """One sitting. Each rating is one durable transaction before the next card is asked."""

    def __init__(
        self,
        collection: Collection,
        deck: str | None,
        limit: int | None,
        minutes: int | None,
        selection: Selection | None = None,
    ) -> None:
        super().__init__(collection, limit, selection)
        self.deck = deck
        self._until = self._began + minutes * 60_000 if minutes else None
        self._moments: list[Moment] = []
        self._day = collection.day_of(self._began)
        with collection.database.reading() as connection:
            self._presets = deck_presets(collection, connection)
            seconds = reviews.seconds_a_card(connection, collection.learner)
            self._workload = workload_after(collection, connection, self._day)
        self._seconds = seconds or DEFAULT_SECONDS
        self._queue = self._new_queue()
        self._waiting: Waiting | None = None
        self._bringing: dict[str, Card] = {}
        self._ask_next()

    # What a learner does

    def rate(self, rating: Rating) -> None:
        """Log one review and go on to the next card."""
        attempt, moment = self._open or self._attempt_now(), self._moment()
        rating = self.as_offered(rating)
        if self.moves:
            self._review(attempt, rating, moment)
        else:
            self._cram(attempt, rating, moment)
        self._ask_next()

    def undo(self) -> bool:
        """Take the last rating, or what else was done to a card, back; out of a practice, to it."""
        if self._open is not None:
            self.attempt, self._open = self._open, None
            return True
        if not self._moments:
            return False
        moment = self._moments.pop()
        if moment.review is not None:
            take_back(self.collection, moment.review, self._preset(moment.asked))
        if moment.rated:
            self._records.pop()
        if moment.held is not None:
            self._hold(moment.card.uid, *moment.held)
        for sibling in moment.suspended:
            self._hold(sibling.uid, False, sibling.buried_on)
        if moment.buried:
            with self.collection.database.writing() as connection:
                cards.bury(connection, self.collection.learner, moment.buried, None)
        self._queue, self._waiting, self._workload = moment.queue, moment.card, moment.workload
        self.leech = None
        self._begin(moment.asked)
        return True

    def reread(self) -> None:
        """Take the card in question as it is stored now; go on if the notes have it no more."""
        before = self._attempt_now()
        attempt = reread(self.collection, before)
        if attempt is None:
            self._leave(self._moment())
        elif attempt.revealed or self.practising:
            self.attempt = attempt
        elif attempt is not before:
            self._begin(self._ask(attempt.asked.card.uid))

    def trust(self) -> bool:
        """Let the code of this question run from now on, as it is, and ask it."""
        asked = self._attempt_now().asked
        if not asked.untrusted:
            return False
        trust_card(self.collection, asked.card)
        self._begin(self._ask(asked.card.uid))
        return True

    def suspend(self, *, siblings: bool = False) -> None:
        """Put the card aside until it is taken back, with all its siblings if wanted, and go on."""
        near: list[Card] = []
        if siblings:
            near = suspend_siblings(self.collection, self._attempt_now().asked.card)
        self._set_aside(suspended=True, buried_on=None, near=near)

    def bury(self, *, siblings: bool = False) -> None:
        """Put the card aside until tomorrow, with all its siblings if wanted, and go on."""
        asked = self._attempt_now().asked
        buried: list[str] = []
        if siblings:
            buried = bury_siblings(self.collection, asked.card, self._preset(asked), every=True)
        today = self.collection.day_of(self.collection.now())
        self._set_aside(suspended=False, buried_on=today, buried=buried)

    def flag(self, flag: int) -> int:
        """Mark the card with a flag from 1 to 7; the same one again, or 0, takes it away.

        Raises:
            InputError: there is no such flag.
        """
        if flag not in FLAGS:
            raise InputError(_("Flags are 1 to 7; 0 takes one away."))
        attempt = self._attempt_now()
        card = attempt.asked.card
        new = 0 if card.flag == flag else flag
        with self.collection.database.writing() as connection:
            cards.set_flag(connection, self.collection.learner, card.uid, new)
        asked = replace(attempt.asked, card=replace(card, flag=new))
        self.attempt = replace(attempt, asked=asked)
        return new

    def set_due(self, soonest: int, latest: int | None = None) -> None:
        """Make the card due in some days from today, and go on.

        Raises:
            InputError: the days are no range from 0 on.
        """
        uid = self._waiting_now().uid
        until = soonest if latest is None else latest
        (review,) = set_due(self.collection, [uid], soonest, until)
        self._leave(replace(self._moment(), review=review))

    def forget(self) -> None:
        """Make the card new again, and go on; its past stays in the log."""
        (review,) = forget(self.collection, [self._waiting_now().uid])
        self._leave(replace(self._moment(), review=review))

    # Inside

    def _new_queue(self) -> queues.Queue:
        if self.selection is not None:
            return selected(self.collection, self.selection, self.deck)
        return agenda(self.collection, self._presets, self.deck)

    def _ask_next(self) -> None:
        now = self.collection.now()
        day = self.collection.day_of(now)
        if day != self._day:
            self._day = day
            with self.collection.database.reading() as connection:
                self._workload = workload_after(self.collection, connection, day)
            self._queue = self._new_queue()
        over = self._is_over(self.done)
        self._waiting = None if over else queues.next_card(self._queue, now)
        self.attempt, self._open = None, None
        if self._waiting is not None:
            asked = self._ask(self._waiting.uid)
            if self._waiting in self._queue.forward:
                asked = replace(asked, brought_by=self._bringing.get(asked.card.uid))
            self._begin(asked)

    def _ask(self, uid: str) -> Asked:
        return asking.ask(self.collection, uid, self._presets, self._workload, moves=self.moves)

    def _review(self, attempt: Attempt, rating: Rating, moment: Moment) -> None:
        """A rating that moves the schedule, and what it does to siblings and leeches."""
        asked, preset = attempt.asked, self._preset(attempt.asked)
        card, given, now = asked.card, attempt.as_answered(), self.collection.now()
        review, after = log_review(
            self.collection, card.uid, rating, now, preset, given, self._workload
        )
        self.leech = leech_noticed(self.collection, card, asked.schedule, after, preset)
        buried = bury_siblings(self.collection, card, preset)
        suspended = self.leech is not None and self.leech.suspended
        held = (card.suspended, card.buried_on) if suspended else None
        self._remember(attempt, after, replace(moment, review=review, held=held, buried=buried))
        self._workload = self._workload.moved(asked.schedule.due_day, after.due_day)
        self._queue = queues.answered(self._queue, moment.card, after)
        if suspended:
            self._queue = queues.without(self._queue, card.uid)
        self._queue = queues.without_all(self._queue, buried)
        if attempt.see is not None:
            self._queue = queues.bring_forward(self._queue, attempt.see.waiting)
            self._bringing[attempt.see.card.uid] = card

    def _cram(self, attempt: Attempt, rating: Rating, moment: Moment) -> None:
        """A rating outside the schedule: what was not known is asked once more, at the end."""
        asked, given = attempt.asked, attempt.as_answered()
        review = log_practice(self.collection, asked.card.uid, given, rating)
        self._remember(attempt, asked.schedule, replace(moment, review=review))
        known = rating is not Rating.AGAIN
        self._queue = (
            queues.without(self._queue, moment.card.uid)
            if known
            else queues.last(self._queue, moment.card)
        )

    def _remember(self, attempt: Attempt, after: Schedule, moment: Moment) -> None:
        asked, review = attempt.asked, moment.review
        assert review is not None, "a rating is in the log"
        self._moments.append(replace(moment, rated=True))
        self._records.append(
            Record(asked.card, asked.schedule, after, review, attempt.verdict, attempt.in_a_row)
        )

    def _moment(self) -> Moment:
        attempt = self._open or self._attempt_now()
        return Moment(self._queue, self._waiting_now(), attempt.asked, self._workload)

    def _set_aside(
        self,
        *,
        suspended: bool,
        buried_on: int | None,
        buried: Sequence[str] = (),
        near: Sequence[Card] = (),
    ) -> None:
        moment = self._moment()
        card = moment.asked.card
        self._hold(card.uid, suspended, buried_on)
        held = (card.suspended, card.buried_on)
        self._leave(replace(moment, held=held, buried=list(buried), suspended=list(near)))

    def _leave(self, moment: Moment) -> None:
        """Go on without the card; it was not rated."""
        self._moments.append(moment)
        near = [*moment.buried, *(card.uid for card in moment.suspended)]
        self._queue = queues.without_all(self._queue, [moment.card.uid, *near])
        self._ask_next()

    def _hold(self, uid: str, suspended: bool, buried_on: int | None) -> None:
        with self.collection.database.writing() as connection:
            cards.hold(
                connection, self.collection.learner, uid, suspended=suspended, buried_on=buried_on
            )

    def _preset(self, asked: Asked) -> Preset:
        return nearest(self._presets, asked.card.deck)

    def _waiting_now(self) -> Waiting:
        if self._waiting is None:
            raise RuntimeError("no card is asked")
        return self._waiting


def start(
    collection: Collection,
    deck: str | None = None,
    limit: int | None = None,
    minutes: int | None = None,
    selection: Selection | None = None,
) -> Session:
    """Begin a sitting on a deck (with those below it) or on everything that is due.

    A ``selection`` asks other cards instead: see there.

    Raises:
        InputError: there is no such deck, or the selection's query has a word that means nothing.
    """
    return Session(collection, asking.known_deck(collection, deck), limit, minutes, selection)
