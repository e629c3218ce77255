"""``quizapp config`` and ``quizapp paths``."""

from datetime import datetime
from pathlib import Path

import pytest


def test_the_first_call_writes_a_commented_file_that_sets_nothing(run, home: Path) -> None:
    before = run("config", "--json").json

    assert (home / "config.toml").read_text().startswith("# Settings of quizapp.")
    assert run("config", "--json").json == before
    assert before["new_per_day"] == 20
    assert set(before) >= {
        *("new_per_day", "reviews_per_day", "retention", "rollover", "language", "theme"),
        *("decks", "notes", "keys"),
    }


def test_no_other_verb_writes_the_file(run, home: Path) -> None:
    run("stats")
    run("config", "retention")

    assert not (home / "config.toml").exists()


def test_a_setting_is_set_shown_and_reset(run) -> None:
    assert run("config", "retention", "0.95").out == "0.95\n"
    assert run("config", "retention", "--json").json == {"retention": 0.95}
    assert run("config", "--reset", "retention").out == "0.9\n"


def test_a_deck_has_its_own_value_by_either_spelling(run) -> None:
    run("config", "decks.ML::Attention.retention", "0.97")
    run("config", "--deck", "ML", "new_per_day", "5")

    assert run("config", "--deck", "ML::Attention", "retention").out == "0.97\n"
    assert run("config", "decks.ML::Attention::Heads.new_per_day").out == "5\n"
    assert run("config", "retention").out == "0.9\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("new_per_dya", "3"), "did you mean “new_per_day”"),
        (("retention", "2"), "“retention” must be a number from 0.7 to 0.99, not “2”"),
        (("decks",), "“decks” is a table: name a key in it."),
        (("decks.A",), "“decks.A” is a table: name a key in it."),
        (("nothing",), "There is no setting “nothing”"),
        (("notes.no_cards", '["lable"]'), "“lable” in notes.no_cards is no rule"),
        (("notes.limits.longest_answr", "9"), "“longest_answr” in notes.limits is no rule"),
        (("keys.study.undoo", "z"), "no action “study.undoo” to give a key to; the nearest is"),
        (("keys.study.undo", "space"), "“space” would be both study."),
        (("--reset",), "--reset takes a key and no value."),
    ],
)
def test_bad_use_is_one_sentence(run, words: tuple[str, ...], said: str) -> None:
    done = run("config", *words)

    assert done.status == 2
    assert said in done.err
    assert done.err.count("\n") == 1
    assert run("import").status == 0, "nothing is set that stops another verb"


def test_a_named_preset_is_set_used_and_reset(run) -> None:
    assert run("config", "presets.exam.retention", "0.95").out == "0.95\n"
    assert run("config", "decks.ML.preset", "exam").out == "exam\n"

    assert run("config", "--deck", "ML::Attention", "retention").out == "0.95\n"
    listed = run("config").out
    assert "[presets.exam]\nretention = 0.95\n" in listed
    assert '[decks.ML]\npreset = "exam"\n' in listed
    assert run("config", "--reset", "decks.ML.preset").status == 0
    assert run("config", "--deck", "ML", "retention").out == "0.9\n"
    assert run("config", "--reset", "presets.exam.retention").status == 0
    assert run("config", "presets.exam.retention").status == 2


def test_a_broken_file_stops_every_verb_with_its_line(run, home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text("# mine\nretenton = 0.9\n")

    done = run("stats")

    assert done.status == 2
    assert f"{home / 'config.toml'}:2: There is no setting “retenton”" in done.err


def test_the_language_of_the_file_counts_unless_another_is_asked_for(run, home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text('language = "ru"\n')

    assert "Карточек" in run("stats").out
    assert "Cards" in run("--lang", "en", "stats").out
    assert "незнакомые аргументы: --nonsense" in run("--nonsense", "stats").err


def test_the_rollover_of_the_file_decides_the_day(run, home: Path, notes: Path) -> None:
    run("config", "rollover", "8")
    card = run("cards", "--json").json[0]["id"]

    done = run("review", card, "easy", "--json")

    assert datetime.fromisoformat(done.json["due"]).astimezone().hour == 8


def test_paths_names_every_place(run, home: Path) -> None:
    assert run("paths", "--json").json == {
        "home": str(home),
        "database": str(home / "collection.db"),
        "config": str(home / "config.toml"),
        "backups": str(home / "backups"),
        "inbox": str(home / "inbox.md"),
    }
    assert f"config    {home / 'config.toml'}" in run("paths").out
