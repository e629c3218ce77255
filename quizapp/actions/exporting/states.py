"""Schedules and logs as Anki keeps them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from quizapp.actions.collection import Collection, deck_presets
from quizapp.anki.reviews import AnkiReview, RowKind
from quizapp.anki.states import FIRST_DAY, CardState, Held, card_state
from quizapp.model.cards import Card, Standing
from quizapp.model.reviews import Review, ReviewKind
from quizapp.model.schedules import Phase, Preset, Schedule
from quizapp.scheduling.memory import model
from quizapp.scheduling.replay import undone
from quizapp.scheduling.trace import Trace, traced
from quizapp.settings.values import nearest
from quizapp.storage.queries import reviews, schedules

_KINDS = {
    Phase.NEW: RowKind.LEARN,
    Phase.LEARNING: RowKind.LEARN,
    Phase.REVIEW: RowKind.REVIEW,
    Phase.RELEARNING: RowKind.RELEARN,
}


class Progress:
    """All schedules of a collection, and the presets they were made with."""

    def __init__(self, collection: Collection, first_day: int = FIRST_DAY) -> None:
        self._collection = collection
        self._first_day = first_day
        self._today = collection.day_of(collection.now())
        with collection.database.reading() as connection:
            self._schedules = schedules.all_schedules(connection, collection.learner)
            self._presets = deck_presets(collection, connection)

    def preset(self, deck: str) -> Preset:
        """The preset of a deck."""
        return nearest(self._presets, deck)

    def schedule(self, card: Card) -> Schedule:
        """The schedule of a card."""
        return self._schedules.get(card.uid, Schedule())

    def state(self, card: Card, position: int) -> CardState:
        """What Anki is told about a card; a retired one is suspended."""
        preset = self.preset(card.deck)
        return card_state(
            self.schedule(card),
            self.held(card),
            position,
            preset,
            -model(preset.parameters).decay,
            self._collection.day_of,
            self._first_day,
        )

    def held(self, card: Card) -> Held:
        """What keeps a card from being asked today, and its flag."""
        return Held(
            suspended=card.suspended or card.standing is Standing.RETIRED,
            buried=card.buried_on == self._today,
            flag=card.flag,
        )


def logs_of(
    collection: Collection, cards: Mapping[str, Preset]
) -> dict[str, tuple[AnkiReview, ...]]:
    """The logs of these cards, given with their presets."""
    found: dict[str, tuple[AnkiReview, ...]] = {}
    with collection.database.reading() as connection:
        log = reviews.whole_log(connection, collection.learner)
        for card, rows in groupby(log, key=lambda review: review.card):
            if card in cards and (kept := anki_log(list(rows), cards[card])):
                found[card] = kept
    return found


def anki_log(log: Sequence[Review], preset: Preset) -> tuple[AnkiReview, ...]:
    """The log of one card, oldest first, as rows of Anki's; what was taken back is left out.

    Exams and cramming move no schedule and stay at home; so does a schedule that came along
    without its log.
    """
    gone = undone(log)
    standing = [row for row in log if row.kind is not ReviewKind.UNDO and row.uid not in gone]
    return tuple(_rows(traced(standing, preset)))


def _rows(traces: Iterable[Trace]) -> Iterator[AnkiReview]:
    last = 0
    for review, phase, difficulty in traces:
        interval = _interval(review)
        if review.state is None:
            yield AnkiReview(
                id=review.at,
                ease=review.rating.value if review.rating else 0,
                interval=interval,
                last_interval=last,
                factor=0 if difficulty is None else round(((difficulty - 1) / 9 + 0.1) * 1000),
                duration_ms=review.duration_ms,
                kind=_KINDS[phase].value if review.rating else RowKind.MANUAL.value,
            )
        last = interval


def _interval(review: Review) -> int:
    """Days, or seconds as a negative number, that the rating gave."""
    if review.due_at is not None:
        return -max(1, (review.due_at - review.at) // 1000)
    return max(1, review.due_day - review.day) if review.due_day is not None else 0
