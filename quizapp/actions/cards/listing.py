"""List and search cards, in all states."""

from dataclasses import dataclass

from quizapp.actions.cards.queries import asking
from quizapp.actions.collection import Collection
from quizapp.model.cards import Card, CardState, Standing
from quizapp.model.passages import Source
from quizapp.model.schedules import Schedule
from quizapp.model.time import iso
from quizapp.storage.queries import search, sources


@dataclass(frozen=True, slots=True)
class ListedCard:
    """A card as lists show it; ``due`` is ISO-8601 in UTC."""

    id: str
    kind: str
    deck: str
    tags: tuple[str, ...]
    front: str
    back: str
    rule: str
    file: str
    line: int
    state: str
    due: str | None
    stability: float | None
    difficulty: float | None
    reps: int
    lapses: int


def list_cards(collection: Collection, query: str = "") -> list[ListedCard]:
    """The cards that a query asks for, all without one.

    Raises:
        InputError: the query has a word that means nothing.
    """
    day = collection.day_of(collection.now())
    with collection.database.reading() as connection:
        known = {s.uid: s for s in sources.all_sources(connection, collection.learner)}
        found = search.find(connection, asking(collection, connection, query), query)
    return [_listed(collection, known, card, schedule, day) for card, schedule in found]


def _listed(
    collection: Collection, known: dict[str, Source], card: Card, schedule: Schedule, day: int
) -> ListedCard:
    memory = schedule.memory
    return ListedCard(
        id=card.uid,
        kind=card.kind.value,
        deck=card.deck,
        tags=card.tags,
        front=card.front,
        back=card.back,
        rule=card.rule,
        file=place(known, card),
        line=card.passage.first_line,
        state=state_of(card, schedule, day).value,
        due=due_time(collection, schedule),
        stability=memory.stability if memory else None,
        difficulty=memory.difficulty if memory else None,
        reps=schedule.reps,
        lapses=schedule.lapses,
    )


def place(known: dict[str, Source], card: Card) -> str:
    """The file a card came from: absolute where its source is known."""
    source = known.get(card.passage.source)
    return f"{source.root}/{card.passage.path}" if source else card.passage.path


def state_of(card: Card, schedule: Schedule, day: int) -> CardState:
    """What a learner calls the state of a card on a study day."""
    if card.standing is not Standing.ACTIVE:
        return CardState(card.standing.value)
    if card.suspended:
        return CardState.SUSPENDED
    if card.buried_on == day:
        return CardState.BURIED
    return CardState(schedule.phase.value)


def due_time(collection: Collection, schedule: Schedule) -> str | None:
    """When a card is due: the moment of its step, or the start of its study day."""
    if schedule.due_at is not None:
        return iso(schedule.due_at)
    if schedule.due_day is not None:
        return iso(collection.start_of(schedule.due_day))
    return None
