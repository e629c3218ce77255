"""New cards are found by an index of those not begun: the same ones as by looking at all cards."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, update

from quizapp.actions.collection import Collection
from quizapp.actions.machines.merging import merge
from quizapp.actions.planning.rescheduling import forget
from quizapp.actions.safety.backups import back_up
from quizapp.actions.safety.integrity import check_collection, rebuild
from quizapp.actions.studying.study import start
from quizapp.model.cards import Card, Standing
from quizapp.model.reviews import Rating
from quizapp.model.schedules import Phase, Schedule
from quizapp.storage import schema
from quizapp.storage.queries import cards, schedules, waiting

from .days import Clock, live, opened, write_notes

DECKS = (None, "Alpha", "Alpha::Beta", "Alpha::Gamma")


@pytest.fixture
def lived(tmp_path, place) -> Iterator[tuple[Collection, Clock]]:
    """A collection after three days on which everything that writes was done."""
    clock = Clock()
    collection = opened(place, clock)
    live(collection, clock, write_notes(tmp_path / "notes"))
    yield collection, clock
    collection.close()


def new_by_looking_at_all(connection: Connection, day: int, deck: str | None) -> list[str]:
    known = schedules.all_schedules(connection, "me")

    def is_new(card: Card) -> bool:
        return (
            known.get(card.uid, Schedule()).phase is Phase.NEW
            and card.standing is Standing.ACTIVE
            and not card.suspended
            and card.buried_on != day
            and (deck is None or f"{card.deck}::".startswith(f"{deck}::"))
        )

    return [card.uid for card in cards.all_cards(connection, "me") if is_new(card)]


def assert_none_is_missed(collection: Collection) -> int:
    day = collection.day_of(collection.now())
    with collection.database.reading() as connection:
        decks = cards.decks(connection, "me")
        for deck in DECKS:
            found = waiting.never_studied(connection, "me", day, deck)
            assert [card.uid for card in found] == new_by_looking_at_all(connection, day, deck)
        every = [card.uid for card in waiting.never_studied(connection, "me", day, None, decks)]
        assert every == new_by_looking_at_all(connection, day, None)
    return len(every)


def test_new_cards_are_found_after_days_of_study(lived) -> None:
    collection, _clock = lived

    assert assert_none_is_missed(collection) > 0


def test_a_card_is_new_again_once_its_first_answer_is_taken_back(lived) -> None:
    collection, _clock = lived
    before = assert_none_is_missed(collection)
    session = start(collection)
    while session.asked is not None and session.asked.schedule.phase is not Phase.NEW:
        session.bury()
    buried = assert_none_is_missed(collection)
    session.reveal()
    session.rate(Rating.GOOD)

    assert assert_none_is_missed(collection) == buried - 1 <= before
    session.undo()
    assert assert_none_is_missed(collection) == buried


def test_a_forgotten_card_is_new_and_begun_once_more_is_not(lived) -> None:
    collection, _clock = lived
    with collection.database.reading() as connection:
        known = schedules.all_schedules(connection, "me")
    uid = min(card for card, schedule in known.items() if schedule.phase is Phase.REVIEW)
    before = assert_none_is_missed(collection)
    forget(collection, [uid])

    assert assert_none_is_missed(collection) == before + 1
    with collection.database.writing() as connection:
        schedules.save(connection, "me", uid, known[uid])
    assert assert_none_is_missed(collection) == before


def test_a_machine_without_a_past_learns_which_cards_are_begun(lived, tmp_path) -> None:
    collection, clock = lived
    backup = tmp_path / "backup.db.zst"
    other = opened(str(tmp_path / "other.db"), clock, number=2)
    back_up(collection, backup)
    merge(other, backup)

    assert assert_none_is_missed(other) == assert_none_is_missed(collection)
    other.close()


def test_the_check_finds_a_card_that_would_never_be_asked_and_a_rebuild_mends_it(lived) -> None:
    collection, _clock = lived
    before = assert_none_is_missed(collection)
    with collection.database.writing() as connection:
        connection.execute(update(schema.cards).values(begun=True))

    assert [problem.rule for problem in check_collection(collection)] == ["cache"]
    rebuild(collection)
    assert check_collection(collection) == []
    assert assert_none_is_missed(collection) == before
