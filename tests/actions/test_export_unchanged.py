"""An export that would come to the same leaves the file as it is, and only then."""

from dataclasses import replace
from pathlib import Path

import pytest

from quizapp import language
from quizapp.actions.exporting.choices import Choices
from quizapp.actions.exporting.export import export
from quizapp.actions.studying.reviewing import review
from quizapp.model.reviews import Rating
from quizapp.settings.values import Settings
from quizapp.storage.queries import cards
from quizapp.storage.queries.export import leaving_cards

NOTES = "Q: One?\nA: 1 ![plot](plot.png)\n\nQ: Two?\nA: 2"


def uid(collection) -> str:
    with collection.database.reading() as connection:
        return leaving_cards(connection, collection.learner, None, retired=False)[0].card.uid


@pytest.fixture
def file(collection, notes, tmp_path: Path, monkeypatch) -> Path:
    """A package just written; to render anything again is an error from now on."""
    (tmp_path / "plot.png").write_bytes(b"picture")
    notes(NOTES)
    target = tmp_path / "out.apkg"
    export(collection, target)
    return target


def written_again(collection, file: Path, **choices: object) -> bool:
    """Whether the export put another file in place of this one."""
    before = file.stat().st_ino
    export(collection, file, choices=Choices(**choices))
    return file.stat().st_ino != before


def test_what_did_not_change_is_not_written_and_counts_the_same(collection, file: Path) -> None:
    fresh = export(collection, file.with_name("other.apkg"))
    before = file.stat().st_ino

    again = export(collection, file)

    assert file.stat().st_ino == before
    assert replace(again, file="") == replace(fresh, file="")
    assert file.read_bytes() == file.with_name("other.apkg").read_bytes()


def change_text(collection, notes, _folder: Path) -> None:
    notes(NOTES.replace("Two", "Three"))


def change_picture(_collection, _notes, folder: Path) -> None:
    (folder / "plot.png").write_bytes(b"another picture")


def change_log(collection, _notes, _folder: Path) -> None:
    review(collection, uid(collection), Rating.GOOD)


def change_hold(collection, _notes, _folder: Path) -> None:
    with collection.database.writing() as connection:
        name = uid(collection)
        cards.hold(connection, collection.learner, name, suspended=True, buried_on=None)


def bury(collection, _notes, _folder: Path) -> None:
    today = collection.day_of(collection.now())
    with collection.database.writing() as connection:
        name = uid(collection)
        cards.hold(connection, collection.learner, name, suspended=False, buried_on=today)


def damage(_collection, _notes, folder: Path) -> None:
    file = folder / "out.apkg"
    data = bytearray(file.read_bytes())
    data[100] ^= 1
    file.write_bytes(data)


def change_language(_collection, _notes, _folder: Path) -> None:
    language.use("ru")


@pytest.mark.parametrize(
    "change",
    [change_text, change_picture, change_log, change_hold, bury, damage, change_language],
)
def test_what_changed_is_written(collection, notes, file: Path, tmp_path, change) -> None:
    try:
        change(collection, notes, tmp_path)

        assert written_again(collection, file)
    finally:
        language.use("en")
    export(collection, file)
    assert not written_again(collection, file)


@pytest.mark.parametrize("choices", [{"seed": 1}, {"variants": 7}, {"scheduling": False}])
def test_another_choice_is_written(collection, file: Path, choices) -> None:
    assert written_again(collection, file, **choices)
    assert not written_again(collection, file, **choices)


def test_another_setting_is_written(collection, file: Path) -> None:
    preset = replace(collection.settings.presets[""], retention=0.8)
    other = replace(collection, settings=Settings(presets={"": preset}))

    assert written_again(other, file)


def test_what_was_left_out_is_told_again(collection, notes, tmp_path: Path) -> None:
    notes(NOTES + '\n\n```python quiz-output mine\n#: """What is printed?"""\nprint(1)\n```\n')
    file = tmp_path / "out.apkg"
    export(collection, file)

    assert export(collection, file).skipped


def test_another_program_is_written(collection, file: Path, monkeypatch) -> None:
    monkeypatch.setattr("quizapp.actions.exporting.unchanged._program", lambda: b"another")

    assert written_again(collection, file)
