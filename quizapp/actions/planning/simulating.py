"""``simulate``: the work ahead and what will be known, from the cards as they are today."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from quizapp.actions.collection import Collection, deck_presets
from quizapp.actions.studying.asking import known_deck
from quizapp.model.schedules import Preset
from quizapp.settings.values import chooser
from quizapp.storage.queries import histories

if TYPE_CHECKING:
    from quizapp.scheduling.days import Days, Deck, Rules
    from quizapp.scheduling.habits import Habits
    from quizapp.scheduling.memory import Model

RETENTIONS = (0.80, 0.82, 0.84, 0.86, 0.88, 0.90, 0.92, 0.94, 0.96, 0.97)
LOWEST = 0.70
"""Lower retentions are never proposed, however little work they are."""

_DAY = timedelta(days=1)
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class What:
    """What is asked: so many days, and what to change.

    ``new`` cards and ``minutes`` are a day's, for all that is simulated; None leaves what the
    decks have set.
    """

    days: int = 365
    retention: float | None = None
    new: int | None = None
    minutes: float | None = None


@dataclass(frozen=True, slots=True)
class SimulatedDay:
    """One day: cards asked again, cards begun, minutes; at its end the mean ``retention`` of the
    cards studied so far (None before any) and how many are ``known``."""

    day: str
    reviews: float
    new: float
    minutes: float
    retention: float | None
    known: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """The days ahead at one retention; ``known`` is at their end, of all ``cards``."""

    retention: float
    days: tuple[SimulatedDay, ...]
    reviews_a_day: float
    minutes_a_day: float
    known: float
    cards: int

    @property
    def cost(self) -> float:
        """Minutes of all days for each card known in the end."""
        return self.minutes_a_day * len(self.days) / self.known if self.known else float("inf")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Outlooks at several retentions; ``present`` is the one in use, ``least_work`` the retention
    that costs the fewest minutes for each card known in the end."""

    present: Outlook
    outlooks: tuple[Outlook, ...]
    least_work: float


@dataclass(frozen=True, slots=True)
class TowardsDeadline:
    """Two ways to the morning of a deadline with the same time each day.

    ``plain`` is FSRS without a deadline. ``known`` of both is the number of cards that will be
    recalled on that morning; ``minutes`` the bound for each day.
    """

    deadline: str
    minutes: float
    plain: Outlook
    towards: Outlook


@dataclass(frozen=True, slots=True)
class _Group:
    """Cards that share a preset."""

    model: "Model"
    deck: "Deck"
    rules: "Rules"


class Simulation:
    """The cards of a deck with those below it, or of everything, read once.

    Raises:
        InputError: there is no such deck.
    """

    def __init__(self, collection: Collection, deck: str | None = None) -> None:
        deck = known_deck(collection, deck)
        self.today = collection.day_of(collection.now())
        with collection.database.reading() as connection:
            chosen = deck_presets(collection, connection)
            rows = histories.all_studied(connection, collection.learner, deck)
            log = histories.answers(connection, collection.learner, deck)
        from quizapp.scheduling.habits import habits_of

        self.habits: Habits = habits_of(log)
        by_preset: dict[str, list[histories.Studied]] = defaultdict(list)
        for row in rows:
            by_preset[chooser(chosen, row.deck)].append(row)
        self._groups = [
            _group(rows, chosen.get(name, Preset()), self.today)
            for name, rows in sorted(by_preset.items())
        ]

    def outlook(self, what: What) -> Outlook:
        """The days ahead."""
        return self._run(self._changed(what), what.days)

    def comparison(self, what: What, tell: Tell = lambda done, of: None) -> Comparison:
        """The days ahead at several retentions."""
        found: dict[float, Outlook] = {}

        def at(retention: float) -> Outlook:
            retention = round(retention, 2)
            if retention not in found:
                found[retention] = self.outlook(replace(what, retention=retention))
                tell(min(len(found), steps), steps)
            return found[retention]

        steps = len(RETENTIONS) + 6
        present = self.outlook(what)
        outlooks = tuple(map(at, RETENTIONS))
        least = _least(at, min(outlooks, key=lambda outlook: outlook.cost).retention)
        tell(steps, steps)
        return Comparison(present, outlooks, least)

    def towards(self, deadline: date, what: What) -> TowardsDeadline:
        """Plain FSRS and the schedule with a deadline, in the same time.

        Without a bound that is the time of the busiest day of plain FSRS.
        """
        days = deadline.toordinal() - self.today
        plain_groups = [
            replace(group, rules=replace(group.rules, deadline=None))
            for group in self._changed(what)
        ]
        plain = self._run(plain_groups, days)
        minutes = what.minutes or max(day.minutes for day in plain.days)
        bounded = [
            replace(group, rules=replace(group.rules, deadline=days))
            for group in self._changed(replace(what, minutes=minutes))
        ]
        return TowardsDeadline(deadline.isoformat(), minutes, plain, self._run(bounded, days))

    def _changed(self, what: What) -> "list[_Group]":
        """The groups with what is asked for; new cards and time are shared out."""
        cards = sum(len(group.deck) for group in self._groups)
        new = sum(group.deck.new for group in self._groups)
        groups = []
        for group in self._groups:
            rules = group.rules
            if what.retention is not None:
                rules = replace(rules, retention=what.retention)
            if what.new is not None:
                share = round(what.new * group.deck.new / new) if new else 0
                rules = replace(rules, new_per_day=share)
            if what.minutes is not None:
                rules = replace(rules, seconds=60 * what.minutes * len(group.deck) / cards)
            groups.append(replace(group, rules=rules))
        return groups

    def _run(self, groups: "Sequence[_Group]", days: int) -> Outlook:
        from quizapp.scheduling.simulation import simulate

        runs = [simulate(each.model, each.deck, each.rules, days, self.habits) for each in groups]
        retention = _weighted([(each.rules.retention, len(each.deck)) for each in groups])
        return _outlook(retention, runs, days, self.today)


def _least(at: Callable[[float], Outlook], best: float) -> float:
    """The cheapest retention near the best of the table, in steps of a hundredth."""
    step = 0.01
    for direction in (-step, step):
        here = at(best)
        while LOWEST <= best + direction < 0.98 and at(best + direction).cost < here.cost:
            best = round(best + direction, 2)
            here = at(best)
    return best


def _weighted(values: Sequence[tuple[float, int]]) -> float:
    cards = sum(count for _value, count in values)
    return sum(value * count for value, count in values) / cards if cards else Preset().retention


def _outlook(retention: float, runs: "Sequence[Days]", days: int, today: int) -> Outlook:
    def total(name: str) -> list[float]:
        columns = [getattr(run, name) for run in runs]
        return [float(value) for value in sum(columns)] if columns else [0.0] * days

    columns = zip(*map(total, ("reviews", "new", "seconds", "known", "studied")), strict=True)
    made = tuple(
        SimulatedDay(
            day=(date.fromordinal(today) + place * _DAY).isoformat(),
            reviews=round(asked, 2),
            new=round(new, 2),
            minutes=round(seconds / 60, 2),
            retention=known / studied if studied else None,
            known=round(known, 1),
        )
        for place, (asked, new, seconds, known, studied) in enumerate(columns)
    )
    return Outlook(
        retention=retention,
        days=made,
        reviews_a_day=sum(day.reviews for day in made) / days,
        minutes_a_day=sum(day.minutes for day in made) / days,
        known=sum(run.after for run in runs),
        cards=sum(run.cards for run in runs),
    )


def _group(rows: "Sequence[histories.Studied]", preset: Preset, today: int) -> _Group:
    from quizapp.scheduling.memory import model

    return _Group(model(preset.parameters), _deck(rows, today), _rules(preset, today))


def _deck(rows: "Sequence[histories.Studied]", today: int) -> "Deck":
    """The cards as arrays; a card in its steps is due today."""
    import numpy as np

    from quizapp.scheduling.days import Deck

    studied = [row for row in rows if row.stability is not None]
    table = np.array(
        [
            (
                row.stability,
                row.difficulty,
                min(0, (row.last_day or today) - today),
                (row.due_day or today) - today,
                row.interval,
            )
            for row in studied
        ],
        dtype=float,
    ).reshape(len(studied), 5)
    stability, difficulty, last, due, interval = table.T
    return Deck(stability, difficulty, last, due, interval, new=len(rows) - len(studied))


def _rules(preset: Preset, today: int) -> "Rules":
    from quizapp.scheduling.days import Rules

    def within_a_day(steps: tuple[timedelta, ...]) -> int:
        return sum(step < _DAY for step in steps)

    return Rules(
        retention=preset.retention,
        new_per_day=preset.new_per_day,
        reviews_per_day=preset.reviews_per_day,
        seconds=None if preset.minutes_per_day is None else 60.0 * preset.minutes_per_day,
        maximum_interval=preset.maximum_interval,
        learning_steps=within_a_day(preset.learning_steps),
        relearning_steps=within_a_day(preset.relearning_steps),
        fuzz=preset.fuzz,
        deadline=None
        if preset.deadline is None or preset.deadline <= today
        else preset.deadline - today,
    )
