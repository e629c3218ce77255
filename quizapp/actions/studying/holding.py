"""What an answer does to other cards and to the card itself beside its schedule."""

from dataclasses import dataclass

from quizapp.actions.collection import Collection
from quizapp.model.cards import Card
from quizapp.model.schedules import Phase, Preset, Schedule
from quizapp.scheduling.balance import BALANCED_DAYS, Workload
from quizapp.scheduling.fuzz import fuzz_bounds
from quizapp.scheduling.leech import is_noticed
from quizapp.storage.queries import cards, schedules, waiting
from quizapp.storage.queries.presets import Connection

_, _FARTHEST = fuzz_bounds(BALANCED_DAYS, 1, 36_500)


@dataclass(frozen=True, slots=True)
class Leech:
    """A card that was forgotten again and again; ``suspended`` says that it was put aside."""

    card: Card
    lapses: int
    suspended: bool


def workload_after(collection: Collection, connection: Connection, day: int) -> Workload:
    """How many cards are due on each day after ``day``, as far as load balancing looks."""
    learner = collection.learner
    return Workload(waiting.due_on_days(connection, learner, day + 1, day + _FARTHEST))


def leech_noticed(
    collection: Collection, card: Card, before: Schedule, after: Schedule, preset: Preset
) -> Leech | None:
    """Whether this answer makes the card a leech; it is suspended if the preset says so."""
    if after.lapses == before.lapses or not is_noticed(after.lapses, preset.leech_lapses):
        return None
    if preset.leech_suspend:
        with collection.database.writing() as connection:
            cards.hold(
                connection,
                collection.learner,
                card.uid,
                suspended=True,
                buried_on=card.buried_on,
            )
    return Leech(card, after.lapses, preset.leech_suspend)


def siblings_of(
    collection: Collection, connection: Connection, card: Card, day: int
) -> list[tuple[str, Phase]]:
    """The other cards of the passage that nothing holds back today, with their phases."""
    place = card.passage
    others = cards.active_of_file(connection, collection.learner, place.source, place.path)
    near = [
        other.uid
        for other in others
        if other.passage.first_line == place.first_line
        and other.uid != card.uid
        and not other.suspended
        and other.buried_on != day
    ]
    states = (schedules.schedule(connection, collection.learner, uid) for uid in near)
    return [(uid, state.phase) for uid, state in zip(near, states, strict=True)]


def suspend_siblings(collection: Collection, card: Card) -> list[Card]:
    """Put the other cards of the passage aside until they are taken back; answers with them."""
    learner, place = collection.learner, card.passage
    with collection.database.writing() as connection:
        found = [
            other
            for other in cards.active_of_file(connection, learner, place.source, place.path)
            if other.passage.first_line == place.first_line
            and other.uid != card.uid
            and not other.suspended
        ]
        for other in found:
            cards.hold(connection, learner, other.uid, suspended=True, buried_on=other.buried_on)
    return found


def bury_siblings(
    collection: Collection, card: Card, preset: Preset, *, every: bool = False
) -> list[str]:
    """Bury the siblings of an answered card until tomorrow, as its preset says, or ``every`` one.

    Answers with their ids.
    """
    kinds = {Phase.NEW: "new", Phase.REVIEW: "review"}
    if not every and not preset.bury_siblings:
        return []
    day = collection.day_of(collection.now())
    with collection.database.writing() as connection:
        found = [
            uid
            for uid, phase in siblings_of(collection, connection, card, day)
            if every or kinds.get(phase) in preset.bury_siblings
        ]
        cards.bury(connection, collection.learner, found, day)
    return found
