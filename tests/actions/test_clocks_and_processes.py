"""Clocks that jump, zones that change, a second program: the log stays in order and complete."""

import json
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.actions.cards.listing import list_cards
from quizapp.actions.collection import Collection, open_collection
from quizapp.actions.figures.today import today
from quizapp.actions.importing import notes as importing
from quizapp.actions.importing.notes import import_notes
from quizapp.actions.safety.integrity import check_collection, rebuild
from quizapp.actions.studying.log import Answered, log_review, take_back
from quizapp.actions.studying.study import start
from quizapp.model.reviews import Rating
from quizapp.model.schedules import Preset
from quizapp.model.time import to_ms
from quizapp.scheduling.replay import replay
from quizapp.storage.queries import reviews, schedules
from quizapp.storage.queries.devices import devices_here

CARDS = "Q: One?\nA: 1\n\nQ: Two?\nA: 2\n\nQ: Three?\nA: 3\n"
BEGIN = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
PRESET = Preset()


class Hands:
    """A clock that goes where it is told, also back."""

    def __init__(self) -> None:
        self.moment = BEGIN

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory):
    """One collection for many histories, each of a card of its own; and its clock."""
    clock = Hands()
    path = tmp_path_factory.mktemp("clocks") / "c.db"
    collection = open_collection(path, clock, Random(1), zone=UTC)
    yield collection, clock
    collection.close()


steps = st.tuples(
    st.sampled_from([*Rating, None]),  # None takes the last one back
    st.timedeltas(timedelta(days=-40), timedelta(days=40)),
)


@settings(max_examples=200)
@given(st.lists(steps, min_size=1, max_size=8))
def test_the_cache_equals_the_log_wherever_the_clock_jumps(shared, history) -> None:
    collection, clock = shared
    clock.moment = BEGIN
    card = f"card {collection.random.getrandbits(64)}"
    standing = []
    for rating, jump in history:
        clock.moment += jump
        if rating is not None:
            now = to_ms(clock.moment)
            review, after = log_review(collection, card, rating, now, PRESET, Answered())
            standing.append(review)
            assert review.at >= now
        elif standing:
            after = take_back(collection, standing.pop(), PRESET)

    with collection.database.reading() as connection:
        log = reviews.of_card(connection, "me", card)
        kept = schedules.schedule(connection, "me", card)
    assert kept == replay(log, card, PRESET)
    assert not log or kept == after
    times = [review.at for review in standing]
    assert times == sorted(set(times))


def test_a_clock_set_back_shifts_only_rows_of_the_same_card(shared) -> None:
    """A row keeps the wall clock, or comes one millisecond after the last row of its card."""
    collection, clock = shared
    clock.moment = BEGIN + timedelta(days=100)
    first, _ = log_review(collection, "x", Rating.GOOD, collection.now(), PRESET, Answered())
    clock.moment = BEGIN
    other, _ = log_review(collection, "y", Rating.GOOD, collection.now(), PRESET, Answered())
    again, _ = log_review(collection, "x", Rating.GOOD, collection.now(), PRESET, Answered())

    assert other.at == to_ms(BEGIN)
    assert (again.at, again.day) == (first.at + 1, first.day)


def opened(path: Path, clock: Hands, zone: str) -> Collection:
    return open_collection(path, clock, Random(1), zone=ZoneInfo(zone))


def study_one(path: Path, clock: Hands, zone: str) -> None:
    """Rate the next card somewhere in the world."""
    collection = opened(path, clock, zone)
    session = start(collection)
    session.reveal()
    session.rate(Rating.GOOD)
    collection.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A collection with three cards."""
    (tmp_path / "notes.md").write_text(CARDS)
    collection = opened(tmp_path / "c.db", Hands(), "UTC")
    import_notes(collection, [str(tmp_path / "notes.md")])
    collection.close()
    return tmp_path / "c.db"


def rows(path: Path, columns: str, table: str = "reviews") -> list[tuple[object, ...]]:
    collection = open_collection(path)
    with collection.database.reading() as connection:
        found = connection.exec_driver_sql(f"SELECT {columns} FROM {table} ORDER BY 1").all()
    collection.close()
    return [tuple(row) for row in found]


def test_a_traveller_s_rows_keep_the_day_they_were_studied_on(path: Path) -> None:
    """At 18:00 UTC it is tomorrow's 3:00 in Tokyo, still today's study day; 4:00 begins the next.

    Auckland has 7:00 of the 13th then, Honolulu 8:00 of the 12th.
    """
    clock = Hands()
    clock.moment = datetime(2026, 3, 12, 18, 0, tzinfo=UTC)
    for zone in ("Asia/Tokyo", "Pacific/Auckland", "Pacific/Honolulu"):
        study_one(path, clock, zone)
        clock.moment += timedelta(minutes=1)
    days = [date.fromordinal(day).day for _at, day in rows(path, "at, day")]
    assert days == [12, 13, 12]

    before = rows(path, "*", "schedules")
    for zone in ("Pacific/Kiritimati", "America/New_York"):
        collection = opened(path, clock, zone)
        assert check_collection(collection) == []
        rebuild(collection)
        collection.close()
        assert rows(path, "*", "schedules") == before


@pytest.mark.parametrize(
    ("evening", "morning"),
    [  # the nights in which Berlin's clocks go forward and back
        (datetime(2026, 3, 28, 22, 30, tzinfo=UTC), datetime(2026, 3, 29, 2, 0, tzinfo=UTC)),
        (datetime(2026, 10, 24, 22, 30, tzinfo=UTC), datetime(2026, 10, 25, 3, 0, tzinfo=UTC)),
    ],
)
def test_a_night_with_a_changed_clock_is_one_night(
    path: Path, evening: datetime, morning: datetime
) -> None:
    """The study day changes at 4:00 by the clock on the wall, not a minute earlier."""
    clock = Hands()
    for moment in (evening, morning - timedelta(minutes=1), morning):
        clock.moment = moment
        study_one(path, clock, "Europe/Berlin")

    first, still, next_one = (day for _at, day in rows(path, "at, day"))
    assert (still - first, next_one - first) == (0, 1)
    collection = opened(path, clock, "Europe/Berlin")
    assert check_collection(collection) == []
    collection.close()


def test_a_second_program_s_review_is_seen_at_once_and_kept(path: Path) -> None:
    """Both have the collection open, and both are asked the same card."""
    collection = open_collection(path)
    session = start(collection)
    card = session.asked.card.uid
    before = today(collection)
    place = collection.database.engine.url.render_as_string(hide_password=False)
    done = subprocess.run(
        [sys.executable, "-m", "quizapp", "--db", place, "review", card, "again", "--json"],
        capture_output=True,
        check=True,
    )

    assert json.loads(done.stdout)["card"] == card
    now = today(collection)
    assert (now.done, now.learning) == (before.done + 1, before.learning + 1)
    session.reveal()
    session.rate(Rating.GOOD)
    assert [rating for _at, rating in rows(path, "at, rating")] == [1, 3]
    assert next(found.reps for found in list_cards(collection) if found.id == card) == 2
    assert check_collection(collection) == []
    collection.close()


def test_an_import_that_another_program_overtakes_reads_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one takes in the same notes between our reading and our writing."""
    (tmp_path / "notes.md").write_text(CARDS)
    ours, other = (opened(tmp_path / "c.db", Hands(), "UTC") for _ in range(2))
    writes = importing.write
    rivals = iter([lambda: import_notes(other, [str(tmp_path / "notes.md")])])

    def overtaken(*args: object) -> None:
        for rival in rivals:
            assert rival().added == 3
        writes(*args)

    monkeypatch.setattr(importing, "write", overtaken)
    done = import_notes(ours, [str(tmp_path / "notes.md")])

    assert (done.added, done.unchanged) == (0, 3)
    assert len(list_cards(ours)) == 3
    assert check_collection(ours) == []
    for collection in (ours, other):
        collection.close()


def test_two_programs_that_open_a_new_collection_at_once_agree_on_the_machine(
    tmp_path: Path,
) -> None:
    place = str(tmp_path / "c.db")
    verb = [sys.executable, "-m", "quizapp", "--db", place, "--empty", "cards"]
    programs = [subprocess.Popen(verb, stdout=subprocess.DEVNULL) for _ in range(4)]

    assert [program.wait() for program in programs] == [0] * 4
    collection = open_collection(place)
    with collection.database.reading() as connection:
        assert devices_here(connection, "me") == collection.device
    collection.close()
