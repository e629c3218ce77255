"""What the plots show: each as plain numbers, so that it can also be read as a table."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizapp.actions.cards.history import diagnosis
from quizapp.actions.collection import Collection, deck_presets
from quizapp.actions.figures.today import streak
from quizapp.actions.studying.asking import known_deck
from quizapp.model.cards import Card
from quizapp.model.schedules import Preset
from quizapp.model.time import from_ms
from quizapp.scheduling.memory import model, retrievability_of
from quizapp.settings.values import nearest
from quizapp.storage.queries import cards, counting, plots, reviews

FEWEST = 50
"""A curve through fewer reviews than these would mislead."""
FORECAST_DAYS = 28
MASTERED_DAYS = 21
"""A card whose stability is at least so many days counts as mastered."""
INTERVALS = (1, 8, 31, 91)
STABILITIES = (0, 1, 2, 4, 8, 15, 30, 60, 120, 240, 365)
DIFFICULTIES = tuple(range(1, 11))
RETRIEVABILITIES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)
_MOST = 6
_HOUR_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class Band:
    """The recalls asked after ``first`` or more days, up to the next band."""

    first: int
    asked: int
    passed: int

    @property
    def share(self) -> float | None:
        """The share that passed, None where nothing was asked."""
        return self.passed / self.asked if self.asked else None


@dataclass(frozen=True, slots=True)
class Topic:
    """A deck with the share of its cards that are mastered."""

    deck: str
    cards: int
    mastered: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.mastered / self.cards if self.cards else 0.0


@dataclass(frozen=True, slots=True)
class FrequentSlip:
    """A mistake made several times, with what was said of it the last time.

    ``message`` is empty where that cannot be worked out without running code.
    """

    card: Card
    mistake: str
    message: str
    times: int


@dataclass(frozen=True, slots=True)
class HardCard:
    """A card forgotten often."""

    card: Card
    lapses: int
    difficulty: float


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour of the learner's day, with the reviews made in it."""

    hour: int
    reviews: int
    passed: int


@dataclass(frozen=True, slots=True)
class Plots:
    """Everything the statistics show of a deck (None: of everything) over some days.

    ``days`` are study days with reviews and milliseconds; ``forecast`` begins with today;
    histograms count cards from each bound on up to the next.
    """

    deck: str | None
    day: int
    period: int
    cards: int
    reviews: int
    wanted: float
    streak: int
    days: tuple[plots.DayOfStudy, ...]
    forecast: tuple[int, ...]
    recalled: tuple[Band, ...]
    stability: tuple[tuple[float, int], ...]
    difficulty: tuple[tuple[float, int], ...]
    retrievability: tuple[tuple[float, int], ...]
    topics: tuple[Topic, ...]
    slips: tuple[FrequentSlip, ...]
    hardest: tuple[HardCard, ...]
    hours: tuple[Hour, ...]

    @property
    def enough(self) -> bool:
        """Whether there are reviews enough for a curve that does not mislead."""
        return self.reviews >= FEWEST

    @property
    def retention(self) -> float | None:
        """The share of recalls on a later day that passed, None without any."""
        asked = sum(band.asked for band in self.recalled)
        return sum(band.passed for band in self.recalled) / asked if asked else None

    @property
    def minutes_a_day(self) -> float:
        """The mean time of a day of study."""
        spent = sum(day.duration_ms for day in self.days)
        return spent / 60_000 / len(self.days) if self.days else 0.0


def plots_of(collection: Collection, deck: str | None = None, period: int = 365) -> Plots:
    """Everything the statistics show over the last ``period`` days.

    Raises:
        InputError: there is no such deck.
    """
    deck = known_deck(collection, deck)
    learner = collection.learner
    day = collection.day_of(collection.now())
    since = day - period + 1
    with collection.database.reading() as connection:
        chosen = deck_presets(collection, connection)
        days = plots.by_day(connection, learner, deck, since)
        recalls = plots.recalls(connection, learner, deck, since)
        memories = plots.memories(connection, learner, deck)
        by_deck = plots.cards_by_deck(connection, learner, deck)
        hard = plots.hardest(connection, learner, deck, _MOST)
        hours = plots.by_hour(connection, learner, deck, since)
        forecast = counting.due_by_day(connection, learner, day, FORECAST_DAYS, deck)
        studied = reviews.days_studied(connection, learner)
        known = cards.cards_of(connection, learner, [uid for uid, _lapses, _level in hard])
    return Plots(
        deck=deck,
        day=day,
        period=period,
        cards=sum(by_deck.values()),
        reviews=sum(one.reviews for one in days),
        wanted=nearest(chosen, deck or "").retention,
        streak=streak(studied, day),
        days=tuple(days),
        forecast=tuple(forecast.get(day + ahead, 0) for ahead in range(FORECAST_DAYS)),
        recalled=bands(recalls),
        stability=histogram((row.stability for row in memories), STABILITIES),
        difficulty=histogram((row.difficulty for row in memories), DIFFICULTIES),
        retrievability=histogram(_recall_now(memories, day, chosen), RETRIEVABILITIES),
        topics=topics(by_deck, memories),
        slips=frequent_slips(collection, deck, since, _MOST),
        hardest=tuple(HardCard(known[uid], lapses, level) for uid, lapses, level in hard),
        hours=_of_the_day(collection, hours),
    )


def bands(recalls: Iterable[plots.Recall]) -> tuple[Band, ...]:
    """Recalls gathered by the days that had passed."""
    asked: Counter[int] = Counter()
    passed: Counter[int] = Counter()
    for recall in recalls:
        place = bisect_right(INTERVALS, recall.days) - 1
        asked[place] += recall.asked
        passed[place] += recall.passed
    return tuple(Band(first, asked[i], passed[i]) for i, first in enumerate(INTERVALS))


def histogram(values: Iterable[float], bounds: Sequence[float]) -> tuple[tuple[float, int], ...]:
    """How many values lie from each bound on up to the next."""
    counts = Counter(max(0, bisect_right(bounds, value) - 1) for value in values)
    return tuple((bound, counts[place]) for place, bound in enumerate(bounds))


def topics(by_deck: Mapping[str, int], memories: Iterable[plots.Memory]) -> tuple[Topic, ...]:
    """The decks in the order of their cards, each with the share that is mastered."""
    mastered: Counter[str] = Counter(row.deck for row in memories if row.stability >= MASTERED_DAYS)
    return tuple(Topic(deck, count, mastered[deck]) for deck, count in by_deck.items())


def _recall_now(
    memories: Iterable[plots.Memory], day: int, chosen: Mapping[str, Preset]
) -> Iterable[float]:
    for row in memories:
        known = model(nearest(chosen, row.deck).parameters)
        yield retrievability_of(known, row.stability, day - row.last_day)


def frequent_slips(
    collection: Collection, deck: str | None, since: int, most: int, *, fewest: int = 1
) -> tuple[FrequentSlip, ...]:
    """The mistakes made most often from the study day ``since`` on, and at least ``fewest`` times.

    Each of them takes working out what was said of it.
    """
    learner = collection.learner
    with collection.database.reading() as connection:
        slips = plots.slips(connection, learner, deck, since, most, fewest)
        known = cards.cards_of(connection, learner, [slip.card for slip in slips])
    return tuple(_slip(collection, known[slip.card], slip) for slip in slips)


def _slip(collection: Collection, card: Card, slip: plots.Slip) -> FrequentSlip:
    with collection.database.reading() as connection:
        review = reviews.by_uid(connection, collection.learner, slip.latest)
    message = diagnosis(collection, card, review) if review is not None else ""
    return FrequentSlip(card, slip.mistake, message, slip.times)


def _of_the_day(collection: Collection, hours: Iterable[tuple[int, int, int]]) -> tuple[Hour, ...]:
    """The reviews by the hour on the learner's clock, which a journey or the season moves."""
    found: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for since_epoch, count, passed in hours:
        hour = from_ms(since_epoch * _HOUR_MS).astimezone(collection.zone).hour
        found[hour] = (found[hour][0] + count, found[hour][1] + passed)
    return tuple(Hour(hour, *found[hour]) for hour in range(24))
