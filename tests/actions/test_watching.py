"""What watching reads, and when, told by a script of what the file system would report."""

from pathlib import Path
from threading import Event

import pytest
import watchfiles
from watchfiles import Change

from quizapp.actions.sources import watching
from quizapp.actions.sources.watching import watch
from quizapp.model.errors import InputError

NOTHING: set[tuple[Change, str]] = set()


class Script:
    """Stands for watchfiles: each inner list is what one watcher sees until it is given up."""

    def __init__(self, *watchers: list[set[tuple[Change, str]]]) -> None:
        self.watchers = list(watchers)

    def __call__(self, *places: Path, watch_filter, stop_event: Event, **_options: object):
        for place in places:
            if not place.exists():
                raise FileNotFoundError(place)
        for seen in self.watchers.pop(0):
            yield {one for one in seen if watch_filter(*one)}
        stop_event.set()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "notes.v2"
    folder.mkdir()
    (folder / "a.md").write_text("Q: What is a relay?\nA: A switch.\n", encoding="utf-8")
    return folder


@pytest.fixture
def played(collection, folder, monkeypatch):
    """Watch the folder while these watchers see what they see."""
    monkeypatch.setattr(watching, "FIRST_MS", 1)

    def play(*watchers):
        monkeypatch.setattr(watchfiles, "watch", Script(*watchers))
        return watch(collection, [str(folder)], stop=Event())

    return play


@pytest.mark.parametrize(
    ("change", "name", "is_read"),
    [
        (Change.modified, "a.md", True),
        (Change.added, "deep/b.MARKDOWN", True),
        (Change.modified, ".quizignore", True),
        (Change.deleted, "1.intro", True),
        (Change.modified, "image.png", False),
        (Change.deleted, ".a.md.swp", False),
        (Change.modified, ".git/a.md", False),
    ],
)
def test_what_may_change_the_cards_is_read(played, folder, change, name, is_read):
    done = list(played([NOTHING, {(change, str(folder / name))}, NOTHING]))

    assert len(done) == 2 + is_read


def test_a_folder_with_a_dot_in_its_name_that_comes_is_read(played, folder):
    (folder / "1.intro").mkdir()

    assert len(list(played([NOTHING, {(Change.added, str(folder / "1.intro"))}]))) == 3


def test_what_cannot_be_taken_in_is_told_once_and_tried_until_it_can(played, folder, monkeypatch):
    def held(*_given: object) -> None:
        tries.append(1)
        if len(tries) < 4:
            raise InputError("Another program holds the collection.")
        return real(*_given)

    tries: list[int] = []
    real = watching.import_notes
    done = played([NOTHING, {(Change.modified, str(folder / "a.md"))}])
    assert next(done).added == 1
    assert next(done).unchanged == 1
    monkeypatch.setattr(watching, "import_notes", held)
    (folder / "a.md").write_text("Q: What is a coil?\nA: A wound wire.\n", encoding="utf-8")

    assert str(next(done)) == "Another program holds the collection."
    assert next(done).added == 1
    assert len(tries) == 4


def test_a_folder_that_comes_back_is_watched_anew(played, folder):
    away = folder.with_name("away")
    done = played([NOTHING, {(Change.deleted, str(folder))}, NOTHING], [NOTHING])
    next(done), next(done)
    folder.rename(away)

    assert "There is no such file or folder" in str(next(done))
    away.rename(folder)
    (folder / "b.md").write_text("Q: What is a coil?\nA: A wound wire.\n", encoding="utf-8")
    assert [one.added for one in done] == [1, 0]
