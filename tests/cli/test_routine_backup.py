"""The backup that comes with studying: due at most once an hour, told when it fails."""

import io
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from quizapp.actions.cards.listing import list_cards
from quizapp.actions.collection import Collection, open_collection
from quizapp.actions.safety.backups import backup_before, backup_if_due
from quizapp.actions.studying.reviewing import review
from quizapp.cli.context import context_of
from quizapp.cli.home import open_app
from quizapp.cli.routine_backup import RoutineBackup
from quizapp.model.errors import InputError
from quizapp.model.reviews import Rating
from quizapp.storage.safety.backup import backups_of, unpack
from quizapp.tui.app import QuizApp

pytestmark = pytest.mark.file  # a server makes no backups unasked: the app would wait for ever


class Hands:
    """A clock that moves only when it is told to."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
def collection(run, notes: Path, home: Path, clock: Hands):
    """A collection with cards, of which none was studied."""
    opened = open_collection(home / "collection.db", clock, Random(1), zone=UTC)
    yield opened
    opened.close()


def study_at(collection: Collection, clock: Hands, minutes: int, card: str = "sum-of-two") -> None:
    clock.moment += timedelta(minutes=minutes)
    review(collection, card, Rating.GOOD)
    clock.moment += timedelta(seconds=2)


def test_nothing_studied_nothing_backed_up(collection: Collection) -> None:
    assert backup_if_due(collection) is None


def test_what_was_studied_is_backed_up_at_most_once_an_hour(
    collection: Collection, clock: Hands
) -> None:
    made = []
    for minutes in (0, 20, 20, 25, 30, 40):
        study_at(collection, clock, minutes)
        made.append(backup_if_due(collection))
    clock.moment += timedelta(days=1)
    made.append(backup_if_due(collection))
    made.append(backup_if_due(collection))

    assert [file is not None for file in made] == [
        *(True, False, False, True, False, True),
        *(False, False),  # nothing was studied since
    ]


def test_a_clock_that_was_ahead_does_not_keep_backups_away_for_long(
    collection: Collection, clock: Hands
) -> None:
    """A backup from the future is no reason to make none now."""
    study_at(collection, clock, 60 * 24 * 365)
    assert backup_if_due(collection) is not None
    clock.moment -= timedelta(days=365)
    other = next(card for card in list_cards(collection) if card.kind == "basic")
    study_at(collection, clock, 1, other.id)

    assert backup_if_due(collection) is not None


def test_old_backups_make_room(collection: Collection, clock: Hands) -> None:
    for _day in range(40):
        study_at(collection, clock, 24 * 60)
        assert backup_if_due(collection) is not None

    ages = [(clock.moment - kept.at).days for kept in backups_of(collection.database.path)]
    assert ages[:30] == list(range(30))
    assert len(ages) < 36


def test_a_backup_before_something_holds_the_state_before_it(
    collection: Collection, clock: Hands, tmp_path: Path
) -> None:
    file = backup_before(collection, "Merge")
    study_at(collection, clock, 1)
    assert file is not None
    unpack(file, tmp_path / "before.db")
    before = open_collection(tmp_path / "before.db", clock, Random(1), zone=UTC)

    with before.database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM reviews").scalar() == 0
    before.close()
    assert file.name.endswith("-before-merge.db.zst")


def test_without_a_backup_nothing_that_needs_one_happens(collection: Collection) -> None:
    assert collection.database.path is not None
    (collection.database.path.parent / "backups").write_text("a file, where the folder should be")

    with pytest.raises(InputError, match="Cannot write the file"):
        backup_before(collection, "merge")


def test_line_mode_backs_up_at_its_end(
    run, notes: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n3\n:q\n"))
    assert run("study", "--plain").status == 0

    (backup,) = backups_of(home / "collection.db")
    assert backup.reason is None


def test_line_mode_tells_why_no_backup_was_made_and_goes_on(
    run, notes: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "backups").write_text("a file, where the folder should be")
    monkeypatch.setattr("sys.stdin", io.StringIO("\n3\n:q\n"))

    done = run("study", "--plain")

    assert done.status == 0
    assert done.err.startswith(f"quizapp: No backup was made: {home}/backups")
    assert run("stats", "--json").json["reviews"] == 1


def test_behind_the_app_a_backup_is_made_in_its_own_thread(
    collection: Collection,
    clock: Hands,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    monkeypatch.setattr("quizapp.cli.routine_backup._SETTLED_S", 0.0)
    study_at(collection, clock, 1)
    behind = RoutineBackup()
    behind.begin(collection)
    assert behind._timer is not None
    behind._timer.join()
    behind.end()

    assert len(backups_of(collection.database.path)) == 1
    assert capsysbinary.readouterr().err == b""


def test_behind_the_app_a_failure_is_told_when_the_app_has_gone(
    collection: Collection,
    clock: Hands,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    monkeypatch.setattr("quizapp.cli.routine_backup._SETTLED_S", 0.0)
    assert collection.database.path is not None
    (collection.database.path.parent / "backups").write_text("a file")
    study_at(collection, clock, 1)
    behind = RoutineBackup()
    behind.begin(collection)
    assert behind._timer is not None
    behind._timer.join()
    behind.end()

    assert b"No backup was made: " in capsysbinary.readouterr().err


def test_the_app_that_opens_begins_one(
    run, notes: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The app itself is left out: it opens the collection and stays until the backup is there."""

    def stay(app: QuizApp) -> None:
        collection = app.open_collection()
        while not backups_of(home / "collection.db"):
            time.sleep(0.01)
        collection.close()

    run("review", "sum-of-two", "good")
    monkeypatch.setattr("quizapp.cli.routine_backup._SETTLED_S", 0.0)
    monkeypatch.setattr(QuizApp, "run", stay)

    assert open_app(context_of(str(home), None, None, None, True)) == 0
    assert len(backups_of(home / "collection.db")) == 1
