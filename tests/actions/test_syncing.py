"""``sync``: a folder that machines share, carried by whatever carries folders."""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from zstandard import ZstdCompressor, ZstdDecompressor

from quizapp.actions.machines.syncing import sync
from quizapp.actions.safety.backups import back_up
from quizapp.actions.safety.integrity import check_collection
from quizapp.actions.studying.reviewing import review
from quizapp.model.errors import InputError
from quizapp.model.reviews import Rating
from quizapp.storage.merging import segments

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


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shared folder."""
    path = tmp_path / "shared"
    path.mkdir()
    return path


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*.zst")}


def test_what_one_machine_learns_the_other_knows_after_both_have_synced(
    machine: Make, folder: Path
) -> None:
    here, there = machine("here"), machine("there")
    here.take_in(NOTES)
    here.answer(here.uid("nucleus"), Rating.GOOD)
    sync(here.collection, folder)

    done = sync(there.collection, folder)

    assert (done.merged.added, done.merged.conflicts, done.ignored) == (1, (), ())
    assert state(there.collection) == state(here.collection)
    (problem,) = check_collection(there.collection)
    assert (problem.rule, problem.severity) == ("card-without-source", "warning")


def test_a_machine_writes_only_files_of_its_own_and_never_changes_one(
    machine: Make, folder: Path
) -> None:
    here, there = machine("here"), machine("there")
    for one in (here, there):
        one.take_in(NOTES)
    sync(here.collection, folder)
    before = files(folder)
    there.answer(there.uid("nucleus"), Rating.GOOD)

    sync(there.collection, folder)

    after = files(folder)
    assert before.items() <= after.items()
    new = after.keys() - before.keys()
    assert {Path(name).parent.name for name in new} == {there.collection.device}


def test_a_second_sync_reads_and_writes_nothing(
    machine: Make, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = machine("here"), machine("there")
    for one in (here, there):
        one.take_in(NOTES)
        one.answer(one.uid("nucleus"), Rating.GOOD)
    for one in (here, there, here, there):
        sync(one.collection, folder)
    before = files(folder)
    read = []
    monkeypatch.setattr(segments, "read_segment", read.append)

    done = [sync(one.collection, folder) for one in (here, there, here)]

    assert (read, [one.written for one in done]) == ([], [0, 0, 0])
    assert files(folder) == before


def test_only_what_is_new_is_written(machine: Make, folder: Path) -> None:
    here = machine("here")
    here.take_in(NOTES)
    for n in range(20):
        here.answer(here.uid("nucleus"), Rating.GOOD, after=timedelta(days=1 + n))
    sync(here.collection, folder)
    before = files(folder)
    here.answer(here.uid("powerhouse"), Rating.AGAIN, after=timedelta(days=1))

    sync(here.collection, folder)

    (new,) = files(folder).keys() - before.keys()
    lines = ZstdDecompressor().decompressobj().decompress(files(folder)[new]).splitlines()
    assert [json.loads(line)[0] for line in lines[1:]] == ["reviews"]


def test_three_machines_agree_through_a_folder(machine: Make, folder: Path) -> None:
    three = [machine(name) for name in ("one", "two", "three")]
    for n, one in enumerate(three):
        one.take_in(NOTES.replace("holds the DNA of the cell", f"holds the DNA of {n} cells"))
        one.answer(one.uid("powerhouse"), Rating.GOOD, after=timedelta(days=1 + n))
        one.answer(one.uid("nucleus"), Rating.HARD)

    for one in (*three, *three):
        sync(one.collection, folder)

    states = [state(one.collection) for one in three]
    assert states[0] == states[1] == states[2]
    assert len(states[0]["log"]) == 6
    for one in three:
        assert check_collection(one.collection) == []


def test_what_came_by_a_merge_goes_on_through_the_folder(machine: Make, folder: Path) -> None:
    from quizapp.actions.machines.merging import merge

    here, there, stick = machine("here"), machine("there"), machine("stick")
    stick.take_in(NOTES)
    stick.answer(stick.uid("nucleus"), Rating.GOOD)
    sync(here.collection, folder)
    merge(here.collection, stick.file())
    sync(here.collection, folder)

    assert sync(there.collection, folder).merged.added == 1


def test_a_file_that_is_still_on_its_way_is_read_when_it_is_there(
    machine: Make, folder: Path
) -> None:
    here, there = machine("here"), machine("there")
    here.take_in(NOTES)
    here.answer(here.uid("nucleus"), Rating.GOOD)
    sync(here.collection, folder)
    (file,) = folder.rglob("*.zst")
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])

    done = sync(there.collection, folder)
    assert [ignored.reason for ignored in done.ignored] == ["not complete yet"]
    assert done.merged.added == 0

    file.write_bytes(whole)
    done = sync(there.collection, folder)
    assert (done.merged.added, done.ignored) == (1, ())


@pytest.mark.parametrize(
    "name",
    [
        "0001-0123456789abcdef.jsonl.sync-conflict-20260312-090000-ABCDEFG.zst",
        "0001-0123456789abcdef.jsonl (conflicted copy).zst",
        "notes.txt",
    ],
)
def test_other_files_are_left_alone_and_told_of(machine: Make, folder: Path, name: str) -> None:
    here, there = machine("here"), machine("there")
    here.take_in(NOTES)
    sync(here.collection, folder)
    (file,) = folder.rglob("*.zst")
    shutil.copy2(file, file.with_name(name))

    done = sync(there.collection, folder)

    assert [ignored.file for ignored in done.ignored] == [f"{file.parent.name}/{name}"]
    assert state(there.collection) == state(here.collection)


def test_what_a_carrier_has_in_work_is_not_worth_a_word(machine: Make, folder: Path) -> None:
    here, there = machine("here"), machine("there")
    here.take_in(NOTES)
    sync(here.collection, folder)
    (file,) = folder.rglob("*.zst")
    file.with_name(f".syncthing.{file.name}.tmp").write_bytes(b"")

    assert sync(there.collection, folder).ignored == ()


def packed(folder: Path, *lines: object) -> None:
    """A segment with these lines by a machine that is not here."""
    import hashlib

    data = ZstdCompressor().compress("\n".join(map(json.dumps, lines)).encode())
    name = hashlib.blake2b(data, digest_size=8).hexdigest()
    file = folder / "quizapp-sync" / "abc" / f"0001-{name}.jsonl.zst"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def test_a_newer_format_is_refused_and_nothing_is_read_or_written(
    machine: Make, folder: Path
) -> None:
    here = machine("here")
    here.take_in(NOTES)
    packed(folder, {"quizapp": "segment", "format": 2, "learner": "me"}, ["anything"])
    before = state(here.collection)

    with pytest.raises(InputError, match="newer quizapp wrote this"):
        sync(here.collection, folder)

    assert state(here.collection) == before
    assert len(files(folder)) == 1


@pytest.mark.parametrize(
    "lines",
    [
        ({"quizapp": "segment"},),
        ([], []),
        ({"format": 1, "learner": "me"}, ["reviews"]),
        ({"format": 1, "learner": "me"}, ["passwords", {}]),
        ({"format": 1, "learner": "me"}, ["reviews", {"uid": "r", "card": "c"}]),
        ({"format": 1, "learner": "me"}, ["reviews", {"uid": {"a": 1}, "card": "c"}]),
        ({"format": 1, "learner": "me"}, ["cards", {"uid": "c"}]),
        ({"format": 1, "learner": "me"}, ["card_versions", {"card": "c", "version": "v"}]),
    ],
)
def test_a_segment_that_says_nothing_sound_is_left_alone(
    machine: Make, folder: Path, lines: tuple[object, ...]
) -> None:
    here = machine("here")
    here.take_in(NOTES)
    before = state(here.collection)
    packed(folder, *lines)

    done = sync(here.collection, folder)

    assert [ignored.reason for ignored in done.ignored] == ["damaged"]
    assert state(here.collection) == before


def test_another_learner_in_the_same_folder_is_left_alone(machine: Make, folder: Path) -> None:
    from quizapp.actions.collection import open_collection

    here = machine("here")
    here.take_in(NOTES)
    sync(here.collection, folder)
    anna = open_collection(folder.parent / "anna.db", learner="anna")

    done = sync(anna, folder)

    assert (done.merged.added, done.ignored) == (0, ())
    assert state(here.collection)["cards"]
    with anna.database.reading() as connection:
        from quizapp.storage.queries import cards

        assert cards.all_cards(connection, "anna") == []
    anna.close()


def test_a_collection_put_back_from_a_backup_reads_its_own_segments(
    machine: Make, folder: Path, tmp_path: Path
) -> None:
    here = machine("here")
    here.take_in(NOTES)
    sync(here.collection, folder)
    copy_of(here.file(), tmp_path / "old" / "collection.db").close()
    here.answer(here.uid("nucleus"), Rating.GOOD)
    sync(here.collection, folder)
    before = state(here.collection)

    old = copy_of(tmp_path / "old" / "collection.db", tmp_path / "again" / "collection.db")
    done = sync(old, folder)

    assert done.merged.added == 1
    assert state(old) == before
    old.close()


def test_two_copies_of_a_collection_that_go_on_apart_agree(
    machine: Make, folder: Path, tmp_path: Path
) -> None:
    """A machine may have been set up with the backup of another one."""
    here = machine("here")
    here.take_in(NOTES)
    here.answer(here.uid("nucleus"), Rating.GOOD)
    backup = back_up(here.collection, tmp_path / "backup.db")
    twin = copy_of(backup, tmp_path / "twin" / "collection.db")
    twin = replace(twin, clock=lambda: here.moment + timedelta(hours=1))
    for turn in range(3):
        review(twin, here.uid("powerhouse"), Rating.AGAIN)
        here.answer(here.uid("nucleus"), Rating.GOOD, after=timedelta(hours=40))
        here.take_in(NOTES.replace("holds the DNA", f"holds the DNA{'!' * turn}"))
        for each in (here.collection, twin, here.collection):
            sync(each, folder)

        assert state(twin) == state(here.collection)
        assert len(state(twin)["log"]) == 1 + 2 * (turn + 1)
    assert check_collection(twin) == []
    twin.close()


def test_a_folder_that_was_emptied_is_told_everything_again(machine: Make, folder: Path) -> None:
    here, there = machine("here"), machine("there")
    here.take_in(NOTES)
    here.answer(here.uid("nucleus"), Rating.GOOD)
    sync(here.collection, folder)
    shutil.rmtree(folder / "quizapp-sync")

    sync(here.collection, folder)
    sync(there.collection, folder)

    assert state(there.collection) == state(here.collection)


@pytest.mark.parametrize("harm", [Path.unlink, lambda file: os.truncate(file, 40)])
def test_a_segment_that_nobody_could_read_before_it_was_lost_is_told_again(
    machine: Make, folder: Path, harm: Callable[[Path], None]
) -> None:
    here, there = machine("here"), machine("there")
    for one in (here, there):
        one.take_in(NOTES)
    for one in (here, there, here):
        sync(one.collection, folder)
    before = files(folder)
    here.answer(here.uid("nucleus"), Rating.GOOD)
    sync(here.collection, folder)
    (new,) = files(folder).keys() - before.keys()
    harm(folder / new)
    sync(there.collection, folder)

    assert sync(here.collection, folder).written == 1
    sync(there.collection, folder)

    assert state(there.collection) == state(here.collection)
    assert sync(here.collection, folder).written == 0


def test_a_change_by_a_clock_that_is_behind_is_the_later_one_all_the_same(
    machine: Make, folder: Path
) -> None:
    ahead, behind = machine("ahead"), machine("behind")
    ahead.moment += timedelta(days=30)
    for one in (ahead, behind):
        one.take_in(NOTES)
        sync(one.collection, folder)
    for one, words in ((ahead, "holds the whole DNA"), (behind, "keeps the DNA")):
        one.take_in(NOTES.replace("holds the DNA", words))
        for each in (one, ahead, behind):
            sync(each.collection, folder)

        assert words in ahead.cards()[ahead.uid("nucleus")].back
        assert state(ahead.collection) == state(behind.collection)


def test_what_only_the_front_matter_says_of_a_card_is_told_too(machine: Make, folder: Path) -> None:
    here, there = machine("here"), machine("there")
    for lang in ("en", "de", "en", "uk", "de"):
        here.take_in(f"---\nlang: {lang}\n---\n{NOTES}")
        for one in (here, there):
            sync(one.collection, folder)

        assert {card.lang for card in there.cards().values()} == {lang}


def test_a_folder_found_at_another_path_is_the_same_folder(machine: Make, folder: Path) -> None:
    here = machine("here")
    here.take_in(NOTES)
    sync(here.collection, folder)
    stick = folder.rename(folder.with_name("stick"))

    assert sync(here.collection, stick).written == 0


def test_a_folder_that_is_not_there_is_refused(machine: Make, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no such folder"):
        sync(machine("here").collection, tmp_path / "nowhere")


@pytest.mark.file
def test_a_backup_is_made_before_news_come_in_but_not_at_every_sync(
    machine: Make, folder: Path
) -> None:
    here, there = machine("here"), machine("there")
    there.take_in(NOTES)
    for _ in range(3):
        there.answer(there.uid("nucleus"), Rating.GOOD)
        sync(there.collection, folder)
        assert sync(here.collection, folder).merged.added == 1

    (backup,) = (here.folder / "backups").iterdir()
    assert backup.name.endswith("-before-sync.db.zst")


def test_an_edit_and_a_hold_after_a_sync_are_told_too(machine: Make, folder: Path) -> None:
    here, there = machine("here"), machine("there")
    for one in (here, there):
        one.take_in(NOTES)
    for one in (here, there, here):
        sync(one.collection, folder)
    here.take_in(NOTES.replace("holds the DNA", "keeps the DNA"))
    here.suspend(here.uid("powerhouse"))

    sync(here.collection, folder)
    sync(there.collection, folder)

    assert "keeps" in there.cards()[there.uid("nucleus")].back
    assert there.cards()[there.uid("powerhouse")].suspended
    assert state(there.collection) == state(here.collection)
