"""Every face leaves the same row in the log: all that a later scheduler could want."""

import asyncio
import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from conftest import play, press, settled
from textual.pilot import Pilot

from quizapp.actions.collection import Collection, open_collection
from quizapp.actions.importing.notes import import_notes
from quizapp.actions.studying.reviewing import review
from quizapp.actions.studying.study import Session, start
from quizapp.model.reviews import Rating
from quizapp.plain.study import study
from quizapp.tui.app import QuizApp
from quizapp.tui.screens.study.screen import StudyScreen

NOTES = """\
```python quiz sum-of-two
\"\"\"What is {{a}} + {{b}}?\"\"\"
a = integers(11, 49)
b = integers(51, 90)
answer(a + b)
mistake(a + b + 10, "One carry too many", id="carry")
hint("Take the tens first")
```
"""


class Ticking:
    """A clock that goes on by three seconds at every look."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.moment += timedelta(seconds=3)
        return self.moment


@pytest.fixture
def collection(tmp_path: Path):
    """A collection with one live question."""
    (tmp_path / "sums.md").write_text(NOTES)
    opened = open_collection(tmp_path / "collection.db", Ticking(), Random(1), zone=UTC)
    import_notes(opened, [str(tmp_path / "sums.md")])
    yield opened
    opened.close()


def only_row(collection: Collection) -> dict[str, object]:
    with closing(sqlite3.connect(collection.database.name)) as connection:
        connection.row_factory = sqlite3.Row
        (row,) = connection.execute("SELECT * FROM reviews").fetchall()
    return dict(row)


def slip(session: Session) -> str:
    """The answer of somebody who carries once too often."""
    assert session.asked is not None and session.asked.variant is not None
    drawn = dict(session.asked.variant.drawn)
    return str(drawn["a"] + drawn["b"] + 10)


def by_functions(collection: Collection) -> None:
    session = start(collection)
    session.hint()
    session.answer([slip(session)])
    session.rate(Rating.AGAIN)


def line_by_line(collection: Collection) -> None:
    session = start(collection)
    study(session, io.StringIO(f":h\n{slip(session)}\n1\n:q\n"), lambda _text: None)


def in_the_app(collection: Collection) -> None:
    async def journey(pilot: Pilot[None]) -> None:
        await settled(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, StudyScreen)
        await press(pilot, "f2", *slip(screen.session), "enter")
        await press(pilot, "1")

    asyncio.run(play(QuizApp(lambda: collection, study=(None, None, None, None)), journey))


@pytest.mark.parametrize("face", [by_functions, line_by_line, in_the_app])
def test_a_review_keeps_everything(
    collection: Collection, face: Callable[[Collection], None]
) -> None:
    face(collection)

    row = only_row(collection)
    drawn = json.loads(str(row["drawn"]))
    total = drawn["a"] + drawn["b"]
    assert 11 <= drawn["a"] <= 49 and 51 <= drawn["b"] <= 90
    assert (row["kind"], row["rating"]) == ("review", 1)
    assert (row["verdict"], row["mistake"], row["hints"]) == ("mistake", "carry", 1)
    assert json.loads(str(row["answer"])) == [str(total + 10)]
    assert list(json.loads(str(row["printed_answer"])).values()) == [str(total)]
    assert isinstance(row["seed"], int)
    assert row["level"] == 1
    assert isinstance(row["duration_ms"], int)
    assert 3000 <= row["duration_ms"] <= 600_000
    assert row["device"] == collection.device
    assert str(row["scheduler"]).startswith("fsrs-6")
    assert row["due_at"] is not None
    assert row["day"] == datetime(2026, 3, 12, tzinfo=UTC).toordinal()
    with closing(sqlite3.connect(collection.database.name)) as connection:
        kept = "SELECT source FROM question_versions WHERE version = ?"
        assert (
            "integers(11, 49)" in connection.execute(kept, [row["question_version"]]).fetchone()[0]
        )


def test_a_review_from_the_shell_keeps_who_when_and_how(collection: Collection) -> None:
    """There is no answer and no time to keep."""
    review(collection, "sum-of-two", Rating.HARD, datetime(2026, 3, 12, 10, 0, tzinfo=UTC))

    row = only_row(collection)
    assert (row["kind"], row["rating"], row["device"]) == ("review", 2, collection.device)
    assert row["at"] == 1_773_309_600_000
    assert str(row["scheduler"]).startswith("fsrs-6")
    assert (row["answer"], row["verdict"], row["duration_ms"]) == (None, None, 0)
