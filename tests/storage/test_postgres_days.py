"""Days of study on both engines: the same rows, bit for bit, and the same things seen."""

import json
import subprocess
import sys
from pathlib import Path

from quizapp.actions.cards.listing import list_cards
from quizapp.actions.importing.notes import import_notes
from quizapp.actions.machines.syncing import sync
from quizapp.actions.safety.integrity import check_collection

from .days import Clock, brought, carried, live, opened, rows_of, seen, statements, write_notes

STUDY = """
import json, sys
from quizapp.actions.collection import open_collection
from quizapp.actions.studying.reviewing import review
from quizapp.model.reviews import Rating
collection = open_collection(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
rows = [review(collection, uid, Rating.GOOD) for uid in json.loads(sys.argv[2]) * 5]
print(len(rows))
"""


def test_days_leave_the_same_rows_and_look_the_same_on_both_engines(tmp_path, url) -> None:
    found = []
    for place in (str(tmp_path / "c.db"), url):
        clock = Clock()
        notes = write_notes(tmp_path / "notes")
        collection = opened(place, clock)
        live(collection, clock, notes)
        found.append((rows_of(collection, "me"), seen(collection)))
        collection.close()
    (file_rows, file_seen), (server_rows, server_seen) = found

    assert len(file_rows["reviews"]) > 30
    for name, rows in file_rows.items():
        if name not in {"files", "imports"}:  # the notes were written again: other times
            assert server_rows[name] == rows, name
    assert server_seen == file_seen
    assert file_seen["problems"] == []


def test_a_backup_of_a_server_is_the_learners_collection_and_merges_back(tmp_path, url) -> None:
    clock = Clock()
    ours = opened(url, clock)
    live(ours, clock, write_notes(tmp_path / "notes"))
    there = rows_of(ours, "me")

    file = opened(str(carried(ours, tmp_path / "backup.db")), clock)
    assert rows_of(file, "me") == there
    assert check_collection(file) == []

    packed = carried(ours, tmp_path / "backup.db.zst")
    again = opened(str(tmp_path / "again.db"), clock)
    brought(again, packed)
    for name in ("reviews", "schedules", "question_versions"):
        assert rows_of(again, "me")[name] == there[name]
    for collection in (ours, file, again):
        collection.close()


def test_a_file_and_a_server_meet_in_a_synced_folder(tmp_path, url) -> None:
    collections = []
    for number, place in enumerate((str(tmp_path / "c.db"), url)):
        clock = Clock()
        collection = opened(place, clock, number=number)
        live(collection, clock, write_notes(tmp_path / f"notes{number}"))
        collections.append(collection)
    file, server = collections
    (tmp_path / "shared").mkdir()
    for collection in (file, server, file, server):
        sync(collection, tmp_path / "shared")

    one, two = rows_of(file, "me"), rows_of(server, "me")
    assert one["reviews"] == two["reviews"]
    assert one["schedules"] == two["schedules"]
    assert check_collection(file) == check_collection(server) == []
    for collection in collections:
        collection.close()


def test_two_programs_that_review_the_same_cards_lose_nothing(tmp_path, place) -> None:
    clock = Clock()
    collection = opened(place, clock)
    import_notes(collection, [str(write_notes(tmp_path / "notes"))])
    uids = sorted(card.id for card in list_cards(collection, "is:new"))[:4]
    arguments = [sys.executable, "-c", STUDY, place, json.dumps(uids)]
    programs = [
        subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for program in programs:
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        program.stdin.write("go\n")
        program.stdin.flush()
    assert [program.communicate(timeout=120)[0] for program in programs] == ["20\n", "20\n"]

    log = rows_of(collection, "me")["reviews"]
    assert len(log) == 40
    assert check_collection(collection) == []
    collection.close()


def test_a_reading_asks_once_and_a_writing_takes_its_turn_first(url) -> None:
    collection = opened(url, Clock())
    with statements(collection) as asked, collection.database.writing():
        pass
    assert len(asked) == 1
    assert "FOR UPDATE" in asked[0][0]
    collection.close()


def test_the_command_line_takes_the_url_of_a_server(url, tmp_path: Path) -> None:
    notes = write_notes(tmp_path / "notes")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "quizapp", "--home", str(tmp_path), "--db", url, "--empty"]
        return subprocess.run([*command, *arguments], capture_output=True, text=True, check=False)

    assert run("import", str(notes)).returncode == 0
    listed = json.loads(run("cards", "is:new", "--json").stdout)
    assert len(listed) == 25
    reviewed = run("review", listed[0]["id"], "good", "--json")
    assert json.loads(reviewed.stdout)["card"] == listed[0]["id"]
    assert run("check").returncode == 0
    refused = run("backup")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "Name a file for the backup" in refused.stderr
    assert run("backup", str(tmp_path / "b.db")).returncode == 0
    restored = run("restore", str(tmp_path / "b.db"))
    assert restored.returncode == 2
    assert "quizapp merge" in restored.stderr
    other = run("--learner", "boris", "cards", "--json")
    assert json.loads(other.stdout) == []
