"""``check`` without a path: is the collection whole, and does the cache agree with the log?"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import groupby

from quizapp.actions.collection import Collection, deck_presets
from quizapp.language import _, ngettext
from quizapp.model.passages import Severity
from quizapp.model.schedules import Schedule
from quizapp.scheduling.replay import replay
from quizapp.settings.values import nearest
from quizapp.storage import cards, integrity, reviews, schedules

_CLOSE = 1e-9
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with the collection and how to mend it."""

    rule: str
    severity: str
    message: str


def check_collection(collection: Collection) -> list[Problem]:
    """Look for damage; an empty list is good news."""
    with collection.database.reading() as connection:
        damage = integrity.damage(connection)
        if damage:
            return [_damaged(damage)]
        lost = integrity.reviews_without_card(connection, collection.learner)
        cached = schedules.all_schedules(connection, collection.learner)
    wrong = [
        card
        for card, replayed in _replayed(collection)
        if not _agree(cached.pop(card, Schedule()), replayed)
    ]
    wrong += list(cached)
    problems = []
    if wrong:
        problems.append(_disagreeing(wrong))
    if lost:
        count = ngettext("{n} review has", "{n} reviews have", lost)
        message = _("{count} no card: merge the collection they came from.").format(count=count)
        problems.append(Problem("review-without-card", Severity.WARNING.value, message))
    return problems


def rebuild(collection: Collection) -> int:
    """Rewrite every schedule from the log; answers with the number of schedules."""
    states = list(_replayed(collection))
    with collection.database.writing() as connection:
        schedules.rewrite(connection, collection.learner, states)
    return len(states)


def _replayed(collection: Collection) -> Iterator[tuple[str, Schedule]]:
    """Every card in the log with the schedule that its reviews lead to."""
    with collection.database.reading() as connection:
        chosen = deck_presets(collection, connection)
        decks = cards.deck_of_cards(connection, collection.learner)
        log = reviews.whole_log(connection, collection.learner)
        for card, rows in groupby(log, key=lambda review: review.card):
            preset = nearest(chosen, decks.get(card, ""))
            yield card, replay(rows, card, preset)


def _agree(cached: Schedule, replayed: Schedule) -> bool:
    """Whether both are the same, floats to 1e-9 (another processor may round otherwise)."""
    if cached == replayed:
        return True
    one, two = cached.memory, replayed.memory
    if one is None or two is None:
        return False
    near = (
        abs(one.stability - two.stability) <= _CLOSE * two.stability
        and abs(one.difficulty - two.difficulty) <= _CLOSE * two.difficulty
    )
    rest = [field.name for field in fields(Schedule) if field.name != "memory"]
    return near and all(getattr(cached, name) == getattr(replayed, name) for name in rest)


def _damaged(damage: list[str]) -> Problem:
    message = _("The file is damaged ({what}): restore a backup.").format(what="; ".join(damage))
    return Problem("integrity", Severity.ERROR.value, message)


def _disagreeing(wrong: list[str]) -> Problem:
    names = ", ".join(wrong[:_SHOWN]) + ("…" if len(wrong) > _SHOWN else "")
    count = ngettext("The schedule of {n} card does", "The schedules of {n} cards do", len(wrong))
    message = _(
        "{count} not agree with the log ({names}): `quizapp check --rebuild` mends it."
    ).format(count=count, names=names)
    return Problem("cache", Severity.ERROR.value, message)
