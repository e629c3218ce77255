"""Today: how much there is to study, how long it takes, what is weak."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from quizapp.actions.collection import Collection, deck_presets
from quizapp.actions.planning.agenda import DEFAULT_SECONDS, left_after
from quizapp.actions.planning.deadlines import brought_forward
from quizapp.model.cards import Standing
from quizapp.model.schedules import Preset
from quizapp.model.time import from_ms
from quizapp.scheduling.limits import tree_counts, with_parents
from quizapp.scheduling.memory import model
from quizapp.scheduling.queue import LEARN_AHEAD_MS
from quizapp.settings.values import nearest
from quizapp.storage.queries import cards, counting, reviews, schedules, sources
from quizapp.storage.queries.counting import DeckTotals
from quizapp.storage.queries.presets import Connection

FORECAST_DAYS = 28
_WEAK = 0.03


@dataclass(frozen=True, slots=True)
class DeckLine:
    """One deck of the tree; its numbers include those of the decks below it.

    ``recall`` is the mean retrievability now of its reviewed cards, None without any; ``below``
    says that it is under what the deck's preset wants.
    """

    name: str
    new: int
    learning: int
    due: int
    recall: float | None
    below: bool


@dataclass(frozen=True, slots=True)
class Today:
    """What the first screen shows.

    ``new``, ``learning`` and ``due`` are what is left to study today, daily limits applied;
    ``forecast`` starts with today; ``next_due`` is (days from now, cards) when nothing is left.
    ``changed_files`` is what :func:`quizapp.actions.sources.changes.look` finds, 0 before it did.
    """

    at: datetime
    first_run: bool
    cards: int
    new: int
    learning: int
    due: int
    minutes: int
    done: int
    streak: int
    decks: tuple[DeckLine, ...]
    forecast: tuple[int, ...]
    leeches: int
    drafts: int
    gaps: int
    next_due: tuple[int, int] | None
    weakest: DeckLine | None
    changed_files: int = 0


def today(collection: Collection) -> Today:
    """Count what there is to do."""
    now = collection.now()
    day = collection.day_of(now)
    learner = collection.learner
    with collection.database.reading() as connection:
        chosen = deck_presets(collection, connection)
        by_deck = _totals(collection, connection, chosen, now)
        studied = reviews.studied_today(connection, learner, day)
        forecast = counting.due_by_day(connection, learner, day, FORECAST_DAYS)
        days = reviews.days_studied(connection, learner)
        speed = reviews.seconds_a_card(connection, learner) or DEFAULT_SECONDS
        standing = cards.count_by_standing(connection, learner)
        drafts = cards.count_waiting(connection, learner)
        leeches = schedules.leeches(connection, learner, chosen[""].leech_lapses)
        gaps = sources.gap_count(connection, learner)
        forward = Counter(row.deck for row in brought_forward(collection, connection, chosen, None))
    waiting = {
        deck: (had.new, had.learning, had.due + forward[deck]) for deck, had in by_deck.items()
    }
    counts = tree_counts(waiting, left_after(collection.settings, studied, speed))
    new, learning, due = counts.pop("")
    decks = deck_lines(counts, recalls(by_deck), chosen)
    return Today(
        at=from_ms(now).astimezone(collection.zone),
        first_run=not days,
        cards=standing.get(Standing.ACTIVE, 0),
        new=new,
        learning=learning,
        due=due,
        minutes=max(1, round((new + learning + due) * speed / 60)) if new + learning + due else 0,
        done=len(studied),
        streak=streak(days, day),
        decks=decks,
        forecast=tuple(forecast.get(day + ahead, 0) for ahead in range(FORECAST_DAYS)),
        leeches=leeches,
        drafts=drafts,
        gaps=gaps,
        next_due=_next_due(forecast, day) if not new + learning + due else None,
        weakest=_weakest(decks, chosen),
    )


def _totals(
    collection: Collection, connection: Connection, chosen: Mapping[str, Preset], now: int
) -> dict[str, DeckTotals]:
    """The totals of every deck; decks that share their parameters are counted in one query."""
    day, learner = collection.day_of(now), collection.learner
    curves = {name: _curve(preset) for name, preset in chosen.items()}
    groups: dict[tuple[float, float], list[str] | None] = {curves[""]: None}
    if len(set(curves.values())) > 1:
        every = cards.decks(connection, learner)
        alike = {deck: _curve(nearest(chosen, deck)) for deck in every}
        groups = {
            curve: [deck for deck in every if alike[deck] == curve] for curve in set(alike.values())
        }
    totals: dict[str, DeckTotals] = {}
    for curve, decks in groups.items():
        soon = now + LEARN_AHEAD_MS
        totals |= counting.totals_by_deck(connection, learner, day, soon, curve, decks)
    return totals


def _curve(preset: Preset) -> tuple[float, float]:
    known = model(preset.parameters)
    return known.decay, known.factor


def recalls(by_deck: Mapping[str, DeckTotals]) -> dict[str, tuple[float, int]]:
    """The sum of retrievabilities and the number of cards by deck, parents included."""
    sums: dict[str, tuple[float, int]] = defaultdict(lambda: (0.0, 0))
    for deck, totals in by_deck.items():
        for name in with_parents(deck) if totals.known else ():
            total, count = sums[name]
            sums[name] = (total + totals.recall, count + totals.known)
    return dict(sums)


def deck_lines(
    counts: Mapping[str, tuple[int, int, int]],
    recalls: Mapping[str, tuple[float, int]],
    chosen: Mapping[str, Preset],
) -> tuple[DeckLine, ...]:
    """The tree of decks, parents before children, in the order the decks came."""
    lines = []
    for name in _tree_order(counts):
        total, number = recalls.get(name, (0.0, 0))
        recall = total / number if number else None
        wanted = nearest(chosen, name).retention
        lines.append(DeckLine(name, *counts[name], recall, recall is not None and recall < wanted))
    return tuple(lines)


def streak(days: list[int], today: int) -> int:
    """Study days in a row up to today, or up to yesterday while today has none yet."""
    expected = today if days and days[0] == today else today - 1
    count = 0
    for day in days:
        if day != expected - count:
            break
        count += 1
    return count


def _tree_order(names: Iterable[str]) -> list[str]:
    first_seen = {name: place for place, name in enumerate(names)}
    return sorted(first_seen, key=lambda name: [first_seen[part] for part in with_parents(name)])


def _next_due(forecast: Mapping[int, int], day: int) -> tuple[int, int] | None:
    later = sorted(ahead for ahead in forecast if ahead > day)
    return (later[0] - day, forecast[later[0]]) if later else None


def _weakest(lines: Iterable[DeckLine], chosen: Mapping[str, Preset]) -> DeckLine | None:
    def gap(line: DeckLine) -> float:
        return nearest(chosen, line.name).retention - (line.recall or 1.0)

    weak = [line for line in lines if line.due and gap(line) > _WEAK]
    return max(weak, key=gap, default=None)
