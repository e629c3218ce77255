"""A real Anki, and a collection of ours on the clock of this machine as Anki is."""

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from real_anki import Anki

from quizapp.actions.collection import Collection, open_collection
from quizapp.actions.importing.notes import import_notes


@pytest.fixture
def anki_collection(tmp_path: Path) -> Iterator[Anki]:
    folder = tmp_path / "anki"
    folder.mkdir()
    found = Anki(folder / "collection.anki2")
    yield found
    found.close()


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """An empty collection of ours, on the clock of this machine as Anki is."""
    found = open_collection(tmp_path / "ours.db", lambda: datetime.now(UTC), Random(1))
    yield found
    found.close()


@pytest.fixture
def notes(collection: Collection, tmp_path: Path) -> Callable[..., Path]:
    """Write notes into a file and take them in."""

    def take_in(text: str, name: str = "notes.md") -> Path:
        path = tmp_path / "notes" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        import_notes(collection, [str(path)])
        return path

    return take_in


@pytest.fixture
def chance() -> Random:
    """A random generator that every test begins with."""
    return Random(7)
