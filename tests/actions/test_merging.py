"""``merge``: two machines took in the same notes, edited and studied on their own."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from quizapp.actions.machines.merging import merge
from quizapp.actions.safety.integrity import check_collection
from quizapp.model.cards import Standing
from quizapp.model.errors import InputError
from quizapp.model.reviews import Rating

from .two_machines import Machine, copy_of, state

pytestmark = pytest.mark.engines

NOTES = """\
# Cells

Q: What is the powerhouse of the cell?
A: The mitochondrion makes most of the ATP.

Q: What is the nucleus for?
A: It holds the DNA of the cell.
"""

Make = Callable[[str], Machine]


def reps(one: Machine, words: str) -> int:
    return state(one.collection)["schedules"][one.uid(words)].reps


def test_the_logs_are_united_and_the_schedules_follow(machine: Make) -> None:
    here, there = machine("here"), machine("there")
    for one in (here, there):
        one.take_in(NOTES)
    here.answer(here.uid("powerhouse"), Rating.GOOD)
    there.answer(there.uid("powerhouse"), Rating.GOOD, after=timedelta(days=3))
    there.answer(there.uid("nucleus"), Rating.AGAIN)

    done = merge(here.collection, there.file())

    assert (done.added, done.duplicate, done.conflicts) == (2, 0, ())
    assert (reps(here, "powerhouse"), reps(here, "nucleus")) == (2, 1)
    assert check_collection(here.collection) == []


@pytest.mark.file
def test_the_other_file_is_not_written(machine: Make) -> None:
    here, there = machine("here"), machine("there")
    there.take_in(NOTES)
    there.close()
    before = there.file().read_bytes()

    merge(here.collection, there.file())

    assert there.file().read_bytes() == before
    assert sorted(p.name for p in there.folder.iterdir()) == ["collection.db", "notes"]


def test_a_second_merge_finds_everything_there(machine: Make) -> None:
    here, there = machine("here"), machine("there")
    there.take_in(NOTES)
    there.answer(there.uid("nucleus"), Rating.EASY)
    merge(here.collection, there.file())
    before = state(here.collection)

    done = merge(here.collection, there.file())

    assert (done.added, done.duplicate, done.conflicts) == (0, 1, ())
    assert state(here.collection) == before


def test_the_later_edit_of_a_card_stays_and_the_earlier_one_is_told_of(machine: Make) -> None:
    here, there = machine("here"), machine("there")
    for one in (here, there):
        one.take_in(NOTES)
    there.moment += timedelta(minutes=1)
    here.take_in(NOTES.replace("holds the DNA of the cell", "keeps the DNA of the cell"))
    there.take_in(NOTES.replace("holds the DNA of the cell", "holds the DNA of every cell"))

    done = merge(here.collection, there.file())
    back = merge(there.collection, here.file())

    (card,) = [c for c in here.cards().values() if "nucleus" in c.front]
    assert card.back == "It holds the DNA of every cell."
    assert [conflict.rule for conflict in done.conflicts] == ["text"]
    assert done.conflicts[0].cards == (card.uid,)
    assert back.conflicts == ()
    assert state(here.collection) == state(there.collection)


def test_an_edit_on_one_side_only_is_no_conflict(machine: Make) -> None:
    here, there = machine("here"), machine("there")
    for one in (here, there):
        one.take_in(NOTES)
    there.take_in(NOTES.replace("holds the DNA", "keeps the DNA"))

    assert merge(there.collection, here.file()).conflicts == ()
    assert merge(here.collection, there.file()).conflicts == ()
    assert "keeps" in here.cards()[here.uid("nucleus")].back


def test_a_card_edited_before_its_first_import_is_one_card_with_both_histories(
    machine: Make,
) -> None:
    here, there = machine("here"), machine("there")
    here.take_in(NOTES)
    there.take_in(NOTES.replace("holds the DNA of the cell", "holds the DNA of the whole cell"))
    assert here.uid("nucleus") != there.uid("nucleus")
    here.answer(here.uid("nucleus"), Rating.GOOD)
    there.answer(there.uid("nucleus"), Rating.GOOD, after=timedelta(days=2))
    ids = sorted((here.uid("nucleus"), there.uid("nucleus")))

    merge(here.collection, there.file())
    merge(there.collection, here.file())

    assert len(here.cards()) == 2
    assert here.uid("nucleus") == ids[0]
    assert reps(here, "nucleus") == 2
    assert state(here.collection) == state(there.collection)
    assert check_collection(here.collection) == []


def test_the_next_review_of_such_a_card_goes_on_from_both_histories(machine: Make) -> None:
    here, there = machine("here"), machine("there")
    here.take_in(NOTES)
    there.take_in(NOTES.replace("holds the DNA of the cell", "holds the DNA of the whole cell"))
    for one in (here, there):
        one.answer(one.uid("nucleus"), Rating.GOOD)
    merge(here.collection, there.file())

    here.answer(here.uid("nucleus"), Rating.GOOD, after=timedelta(days=5))

    assert reps(here, "nucleus") == 3
    assert check_collection(here.collection) == []
    merge(there.collection, here.file())
    assert state(here.collection) == state(there.collection)


def test_such_a_card_stays_one_when_it_is_edited_later(machine: Make) -> None:
    here, there = machine("here"), machine("there")
    here.take_in(NOTES)
    there.take_in(NOTES.replace("holds the DNA of the cell", "holds the DNA of the whole cell"))
    merge(here.collection, there.file())
    here.take_in(NOTES.replace("holds the DNA of the cell", "holds the DNA of a cell in chromatin"))

    merge(there.collection, here.file())
    merge(here.collection, there.file())

    assert len(here.cards()) == len(there.cards()) == 2
    assert "chromatin" in there.cards()[there.uid("nucleus")].back
    assert state(here.collection) == state(there.collection)


def test_cards_that_one_machine_has_side_by_side_are_never_one(machine: Make) -> None:
    here, there, third = machine("here"), machine("there"), machine("third")
    one = (
        "Q: When was the battle of Hastings fought?\nA: On a Saturday in autumn, near the coast.\n"
    )
    other = one.replace("near the coast", "near the sea coast")
    here.take_in(one)
    there.take_in(other)
    merge(here.collection, there.file())
    assert len(here.cards()) == 1

    third.take_in(f"{one}\n{other}")
    merge(here.collection, third.file())

    assert len(here.cards()) == 2


def test_a_fact_that_resembles_two_others_stays_and_is_told_of(machine: Make) -> None:
    here, there = machine("here"), machine("there")
    text = "Q: Where do the {} rivers of the northern plain end?\nA: In the shallow inland sea.\n"
    here.take_in(text.format("longer") + "\n" + text.format("longest"))
    there.take_in(text.format("long"))

    done = merge(here.collection, there.file())

    assert len(here.cards()) == 3
    assert [conflict.rule for conflict in done.conflicts] == ["ambiguous"]
    assert set(done.conflicts[0].cards) == set(here.cards())
    assert "notes.md" in done.conflicts[0].message


def test_what_only_the_other_machine_has_in_its_notes_is_not_retired_here(machine: Make) -> None:
    here, there = machine("here"), machine("there")
    here.take_in(NOTES)
    there.take_in(NOTES + "\nQ: What does the Golgi apparatus do?\nA: It packs proteins.\n")
    merge(here.collection, there.file())

    here.take_in(NOTES + "\nA closing word.\n")
    assert here.cards()[here.uid("Golgi")].standing is Standing.ACTIVE

    here.take_in(NOTES + "\nQ: What does the Golgi apparatus do?\nA: It packs the proteins.\n")
    assert len(here.cards()) == 3
    here.take_in(NOTES)
    assert here.cards()[here.uid("Golgi")].standing is Standing.RETIRED


def test_notes_that_come_after_their_cards_find_them(machine: Make) -> None:
    here, there = machine("here"), machine("there")
    there.take_in(NOTES)
    there.answer(there.uid("nucleus"), Rating.GOOD)
    merge(here.collection, there.file())

    here.take_in(NOTES.replace("holds the DNA", "keeps the DNA"))

    assert len(here.cards()) == 2
    assert reps(here, "nucleus") == 1
    assert {problem.rule for problem in check_collection(here.collection)} == set()


def test_the_later_hold_of_a_card_stays(machine: Make) -> None:
    here, there = machine("here"), machine("there")
    for one in (here, there):
        one.take_in(NOTES)
    here.suspend(here.uid("nucleus"))

    merge(there.collection, here.file())

    assert there.cards()[there.uid("nucleus")].suspended


def test_an_undo_on_one_machine_takes_the_review_back_on_the_other(machine: Make) -> None:
    from quizapp.actions.collection import preset_of
    from quizapp.actions.studying.log import take_back
    from quizapp.storage.queries import reviews

    here, there = machine("here"), machine("there")
    for one in (here, there):
        one.take_in(NOTES)
    uid = here.uid("nucleus")
    here.answer(uid, Rating.AGAIN)
    merge(there.collection, here.file())
    with here.collection.database.reading() as connection:
        (row,) = reviews.of_card(connection, "me", uid)
        preset = preset_of(here.collection, connection, "notes")
    take_back(here.collection, row, preset)

    merge(there.collection, here.file())

    assert uid not in state(there.collection)["schedules"]
    assert state(here.collection) == state(there.collection)


@pytest.mark.file
def test_a_backup_is_made_before_a_merge(machine: Make) -> None:
    here, there = machine("here"), machine("there")
    there.take_in(NOTES)

    merge(here.collection, there.file())

    assert [p.name.endswith("-before-merge.db.zst") for p in (here.folder / "backups").iterdir()]


@pytest.mark.file
def test_a_backup_can_be_merged(machine: Make) -> None:
    from quizapp.actions.safety.backups import backup_before

    here, there = machine("here"), machine("there")
    there.take_in(NOTES)
    there.answer(there.uid("nucleus"), Rating.GOOD)
    packed = backup_before(there.collection, "test")
    assert packed is not None

    assert merge(here.collection, packed).added == 1


def test_a_collection_may_be_merged_with_its_own_past(machine: Make, tmp_path: Path) -> None:
    here = machine("here")
    here.take_in(NOTES)
    copy_of(here.file(), tmp_path / "past.db").close()
    here.take_in(NOTES.replace("holds the DNA", "keeps the DNA"))
    here.answer(here.uid("nucleus"), Rating.GOOD)
    before = state(here.collection)

    done = merge(here.collection, tmp_path / "past.db")

    assert (done.added, done.conflicts) == (0, ())
    assert state(here.collection) == before


def test_trust_is_not_merged(machine: Make) -> None:
    here, there = machine("here"), machine("there")
    there.take_in(NOTES)
    with closing(sqlite3.connect(there.file())) as connection, connection:
        connection.execute("INSERT INTO trusted VALUES ('me', 's', 'c')")
    connection.close()

    merge(here.collection, there.file())

    with closing(sqlite3.connect(here.file())) as connection, connection:
        assert connection.execute("SELECT count(*) FROM trusted").fetchone() == (0,)
    connection.close()


def test_another_learner_is_named_and_nothing_is_written(machine: Make, tmp_path: Path) -> None:
    from quizapp.actions.collection import open_collection
    from quizapp.actions.safety.backups import back_up

    here = machine("here")
    anna = open_collection(tmp_path / "anna.db", learner="anna")
    hers = back_up(anna, tmp_path / "backup.db")
    anna.close()

    with pytest.raises(InputError, match="no learner “me” in it, only: anna"):
        merge(here.collection, hers)
    assert not (here.folder / "backups").exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("notes.md", b"# Notes\n"),
        ("empty.db", b""),
        ("cut.db", b"SQLite format 3\0" + bytes(3000)),
        ("cut.zst", b"\x28\xb5\x2f\xfd\x00"),
    ],
)
def test_a_file_that_is_no_collection_is_refused(
    machine: Make, tmp_path: Path, name: str, content: bytes
) -> None:
    here = machine("here")
    here.take_in(NOTES)
    before = state(here.collection)
    (tmp_path / name).write_bytes(content)

    with pytest.raises(InputError) as refusal:
        merge(here.collection, tmp_path / name)

    assert refusal.value.file == str(tmp_path / name)
    assert state(here.collection) == before


def test_a_file_that_is_missing_is_refused(machine: Make, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such collection or backup"):
        merge(machine("here").collection, tmp_path / "nowhere.db")


def test_a_collection_of_the_first_schema_can_be_merged(machine: Make, tmp_path: Path) -> None:
    from alembic import command
    from sqlalchemy import create_engine, text

    from quizapp.storage.migrate import configuration

    here = machine("here")
    here.take_in(NOTES)
    uid = here.uid("nucleus")
    engine = create_engine(f"sqlite:///{tmp_path / 'old.db'}")
    with engine.begin() as connection:
        config = configuration()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(text("INSERT INTO settings VALUES ('me', 'device:old', '\"0ld\"')"))
        connection.execute(
            text(
                "INSERT INTO reviews (learner, uid, device, card, kind, at, day, rating,"
                " duration_ms, hints, scheduler)"
                " VALUES ('me', 'r1', '0ld', :card, 'review', 1773300000000, 739687, 3, 1, 0, '')"
            ),
            {"card": uid},
        )
    engine.dispose()
    before = (tmp_path / "old.db").read_bytes()

    done = merge(here.collection, tmp_path / "old.db")

    assert (done.added, reps(here, "nucleus")) == (1, 1)
    assert (tmp_path / "old.db").read_bytes() == before


def test_the_change_of_a_hold_that_knew_of_the_other_counts(machine: Make) -> None:
    here, there = machine("here"), machine("there")
    for one in (here, there):
        one.take_in(NOTES)
    here.suspend(here.uid("nucleus"))
    merge(there.collection, here.file())
    there.moment -= timedelta(days=9)  # its clock is wrong
    there.suspend(there.uid("nucleus"), suspended=False)

    merge(here.collection, there.file())

    assert not here.cards()[here.uid("nucleus")].suspended
    assert state(here.collection) == state(there.collection)


def test_drafts_that_are_never_wanted_are_not_wanted_on_the_other_machine(machine: Make) -> None:
    from quizapp.actions.importing.drafts import Choice, Decision, decide, drafts

    here, there = machine("here"), machine("there")
    for one in (here, there):
        one.take_in(
            "# Cells\n\nThe cell wall is a thick layer outside of the membrane in plants.\n"
            "It has many tasks, and some say that it matters because it protects.\n"
        )
    waiting = drafts(here.collection)
    if not waiting:
        pytest.fail("these notes give no draft")
    decide(here.collection, [Decision(waiting[0].card.uid, Choice.NEVER)])

    merge(there.collection, here.file())

    assert len(drafts(there.collection)) == len(waiting) - 1


def test_everything_that_counts_reviews_counts_those_under_both_ids(machine: Make) -> None:
    from quizapp.actions.cards.listing import list_cards
    from quizapp.actions.studying.reviewing import card_named
    from quizapp.storage.queries import histories, plots, reviews

    here, there = machine("here"), machine("there")
    here.take_in(NOTES)
    there.take_in(NOTES.replace("holds the DNA of the cell", "holds the DNA of the whole cell"))
    ids = {here.uid("nucleus"), there.uid("nucleus")}
    here.answer(here.uid("nucleus"), Rating.GOOD)
    there.answer(there.uid("nucleus"), Rating.AGAIN, after=timedelta(days=2))
    merge(here.collection, there.file())
    uid = min(ids)

    with here.collection.database.reading() as connection:
        assert [row[0] for row in reviews.ratings(connection, "me", "notes")] == [uid, uid]
        assert [row.card for row in reviews.whole_log(connection, "me")] == [uid, uid]
        assert [row.card for row in reviews.of_card(connection, "me", uid)] == [uid, uid]
        assert [row.card for row in histories.answers(connection, "me", None)] == [uid, uid]
        assert sum(row[1] for row in plots.by_hour(connection, "me", "notes", 0)) == 2
    here.moment += timedelta(days=2)
    assert [card.id for card in list_cards(here.collection, "rated:9:1")] == [uid]
    assert [card.id for card in list_cards(here.collection, "rated:9:3")] == [uid]
    assert {card_named(here.collection, each).uid for each in ids} == {uid}
