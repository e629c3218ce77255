"""A collection whose clock, random generator and time zone belong to the test."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from quizapp.actions.collection import Collection, open_collection
from quizapp.actions.importing.notes import import_notes
from quizapp.storage.schema import reviews

from ..storage.by_learner import Watch
from .two_machines import Machine


@pytest.fixture(scope="session")
def _watch() -> Iterator[Watch]:
    with Watch() as watch:
        yield watch


@pytest.fixture(autouse=True)
def _no_query_crosses_learners(_watch: Watch) -> Iterator[None]:
    """Whatever a test does, each statement that comes of it names the learner for each table."""
    yield
    found, _watch.found = _watch.found, {}
    assert found == {}


class Hands:
    """A clock that moves only when it is told to."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def wait(self, **span: float) -> None:
        """Let time go by."""
        self.moment += timedelta(**span)


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
def open_at(clock: Hands) -> Iterator[Callable[..., Collection]]:
    """Open a collection at a path; all are closed at the end."""
    opened = []

    def open_(path: Path, **options: object) -> Collection:
        collection = open_collection(path, clock, Random(1), zone=UTC, **options)
        opened.append(collection)
        return collection

    yield open_
    for collection in opened:
        collection.close()


@pytest.fixture
def collection(open_at: Callable[..., Collection], tmp_path: Path) -> Collection:
    """An empty collection."""
    return open_at(tmp_path / "collection.db")


@pytest.fixture
def notes(collection: Collection, tmp_path: Path) -> Callable[..., Path]:
    """Write notes into a file and take them in."""

    def take_in(text: str, name: str = "notes.md") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        import_notes(collection, [str(path)])
        return path

    return take_in


@pytest.fixture
def log(collection: Collection) -> Callable[[], list[dict[str, object]]]:
    """The rows of the log as they are stored, in the order they count."""

    def rows() -> list[dict[str, object]]:
        query = select(reviews).order_by(reviews.c.at, reviews.c.uid)
        with collection.database.reading() as connection:
            return [dict(row._mapping) for row in connection.execute(query)]

    return rows


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Callable[[str], Machine]]:
    """Makes machines by name, each with a collection of its own."""
    made: list[Machine] = []

    def make(name: str) -> Machine:
        made.append(Machine(tmp_path / name, len(made)))
        return made[-1]

    yield make
    for one in made:
        one.close()
