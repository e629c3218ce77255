"""Writing one value leaves everything else of the file as it was."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.actions.configuring import change
from quizapp.model.errors import InputError
from quizapp.settings.keys import DECK_KEYS, GLOBAL_KEYS
from quizapp.settings.read import settings_of
from quizapp.settings.shown import all_values, path_of, value_at
from quizapp.settings.values import Settings
from quizapp.settings.write import commented, with_value


def test_the_commented_file_sets_nothing_and_names_every_key() -> None:
    text = commented()

    assert settings_of(text) == Settings()
    for name in [*GLOBAL_KEYS, *DECK_KEYS]:
        assert (
            len(re.findall(rf"^# {name} = ", text, re.MULTILINE))
            == (name == "retention") + (name == "new_per_day") + 1
        )


def test_the_commented_defaults_are_the_defaults() -> None:
    uncommented = re.sub(r"^# (?=\w+ = )", "", commented().split("# A deck")[0], flags=re.MULTILINE)

    assert len(tomllib.loads(uncommented)) == len(GLOBAL_KEYS) + len(DECK_KEYS)
    assert settings_of(uncommented) == Settings()


def test_a_value_takes_the_place_of_its_comment() -> None:
    before = commented().splitlines()

    after = with_value(commented(), ("retention",), 0.95).splitlines()

    changed = [(one, two) for one, two in zip(before, after, strict=True) if one != two]
    assert changed == [("# retention = 0.9", "retention = 0.95")]


FILE = """\
# mine
retention = 0.9 # why not
[decks."A::B"]  # a deck
fuzz = false
"""


def test_two_programs_that_set_different_keys_at_once_lose_neither(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    rivals = iter(["7"])

    change(
        file,
        "retention",
        "0.8",
        check=lambda _settings: [change(file, "new_per_day", value) for value in rivals],
    )

    found = settings_of(file.read_text(encoding="utf-8"))
    assert (found.presets[""].retention, found.presets[""].new_per_day) == (0.8, 7)


@pytest.mark.parametrize(
    ("name", "deck", "typed", "line"),
    [
        ("retention", None, "0.8", "retention = 0.8 # why not"),
        ("retention", "A::B", "0.8", "retention = 0.8"),
        ("decks.A::B.fuzz", None, "true", "fuzz = true"),
        ("decks.A.learning_steps", None, "1m 1d", 'learning_steps = "1m 1d"'),
        ("keys.study.undo", None, "z", '"study.undo" = "z"'),
        ("notes.limits.longest_answer", None, "30", "longest_answer = 30"),
        ("deadline", "New: deck.", "2026-06-30", "deadline = 2026-06-30"),
    ],
)
def test_a_change_keeps_comments_and_holds(
    name: str, deck: str | None, typed: str, line: str, tmp_path: Path
) -> None:
    file = tmp_path / "config.toml"
    file.write_text(FILE)

    change(file, name, typed, deck)

    lines = file.read_text().splitlines()
    assert line in lines
    assert lines[0] == "# mine"
    assert '[decks."A::B"]  # a deck' in lines
    change(file, name, None, deck)
    assert line not in file.read_text().splitlines()
    assert "# mine" in file.read_text()


def test_a_wrong_value_is_not_written(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(FILE)

    for name, typed in [("retention", "2"), ("nothing", "1"), ("decks.A", "1"), ("notes", "1")]:
        with pytest.raises(InputError):
            change(file, name, typed)

    assert file.read_text() == FILE


def test_a_file_with_an_error_is_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(FILE + "nonsense = 1\n")

    with pytest.raises(InputError, match=":5: There is no setting “nonsense”"):
        change(file, "retention", "0.8")

    assert file.read_text() == FILE + "nonsense = 1\n"


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1)


@given(deck=NAMES, retention=st.floats(0.7, 0.99))
def test_a_deck_of_any_name_can_be_set_and_read_back(deck: str, retention: float) -> None:
    text = with_value(commented(), ("decks", deck, "retention"), retention)

    assert value_at(settings_of(text), path_of("retention", deck)) == retention


def test_all_values_read_back_as_the_same_settings() -> None:
    text = FILE + "deadline = 2026-06-30\n[presets.p]\nretention = 0.7\n"
    values = all_values(settings_of(text))

    written = ""
    for name in [*GLOBAL_KEYS, *DECK_KEYS]:
        written = with_value(written, (name,), values[name])
    for deck, table in values["decks"].items():
        for name, value in table.items():
            written = with_value(written, ("decks", deck, name), value)

    assert settings_of(written).presets == settings_of(text).presets
