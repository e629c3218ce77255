"""Study of chosen cards: by a query, ahead of time, what was forgotten today, or all to cram."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from quizapp.actions.cards.queries import asking
from quizapp.actions.collection import Collection
from quizapp.model.cards import Card, Standing
from quizapp.model.schedules import Phase, Schedule
from quizapp.model.waiting import Waiting
from quizapp.scheduling.queue import Queue
from quizapp.storage.queries import reviews, search


@dataclass(frozen=True, slots=True)
class Selection:
    """Which cards are asked instead of today's queue; daily limits do not count.

    ``query`` alone asks what is due or new among the cards it finds. ``ahead`` adds what falls due
    within so many days. ``forgotten`` asks what was rated Again today, ``cram`` everything; both
    leave the schedule as it is. ``only`` names the cards among which all this chooses.
    """

    query: str = ""
    ahead: int = 0
    forgotten: bool = False
    cram: bool = False
    only: frozenset[str] | None = None

    @property
    def moves(self) -> bool:
        """Whether ratings move the schedule."""
        return not (self.cram or self.forgotten)


def selected(collection: Collection, selection: Selection, deck: str | None) -> Queue:
    """The queue of the chosen cards of a deck with those below it, or of all.

    Raises:
        InputError: the query has a word that means nothing.
    """
    day = collection.day_of(collection.now())
    day_end = collection.start_of(day + 1)
    with collection.database.reading() as connection:
        asked = asking(collection, connection, selection.query)
        found = search.find(connection, asked, selection.query)
        again = reviews.failed_on(connection, collection.learner, day)
    wanted = _wanted(selection, again, day, day_end)
    chosen = [
        waiting_of(card, schedule, position)
        for position, (card, schedule) in enumerate(found)
        if (selection.only is None or card.uid in selection.only)
        and _can_be_asked(card, deck, day)
        and wanted(card, schedule)
    ]
    return Queue(day_end, main=tuple(_ordered(chosen, selection, day)))


def _wanted(
    selection: Selection, again: frozenset[str], day: int, day_end: int
) -> Callable[[Card, Schedule], bool]:
    if selection.forgotten:
        return lambda card, _schedule: card.uid in again
    if selection.cram:
        return lambda _card, _schedule: True

    def is_due(_card: Card, schedule: Schedule) -> bool:
        if schedule.due_at is not None:
            return schedule.due_at < day_end
        if schedule.due_day is not None:
            return schedule.due_day <= day + selection.ahead
        return schedule.phase is Phase.NEW and not selection.ahead

    return is_due


def _can_be_asked(card: Card, deck: str | None, day: int) -> bool:
    inside = deck is None or card.deck == deck or card.deck.startswith(f"{deck}::")
    held = card.suspended or card.buried_on == day
    return inside and not held and card.standing is Standing.ACTIVE


def _ordered(chosen: list[Waiting], selection: Selection, day: int) -> list[Waiting]:
    """At random outside the schedule, else the longest due first and new cards last."""
    if not selection.moves:
        Random(day).shuffle(chosen)
        return chosen
    return sorted(chosen, key=lambda card: (card.phase is Phase.NEW, card.due_day or 0))


def waiting_of(card: Card, schedule: Schedule, position: int = 0) -> Waiting:
    """A card as a queue sees it."""
    return Waiting(
        uid=card.uid,
        phase=schedule.phase,
        due_day=schedule.due_day,
        due_at=schedule.due_at,
        last_day=schedule.last_day,
        position=position,
        passage=f"{card.passage.path}:{card.passage.first_line}",
        deck=card.deck,
        stability=schedule.memory.stability if schedule.memory else None,
        interval=schedule.interval,
    )
