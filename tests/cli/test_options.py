"""The global options, before the verb, and their variables in the environment."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import quizapp
from quizapp.cli.main import VERBS


def test_the_version_stands_in_one_place(bare, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    with pytest.raises(SystemExit) as leaving:
        bare("--version")

    assert leaving.value.code == 0
    assert capsysbinary.readouterr().out.decode() == f"quizapp {quizapp.__version__}\n"


@pytest.mark.parametrize("words", [("--help",), *((verb, "--help") for verb in VERBS)])
def test_help_is_offered_everywhere(
    bare, words: tuple[str, ...], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    with pytest.raises(SystemExit) as leaving:
        bare(*words)

    assert leaving.value.code == 0
    assert "usage: quizapp" in capsysbinary.readouterr().out.decode()


def test_the_help_names_every_verb(bare, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    with pytest.raises(SystemExit):
        bare("--help")

    shown = capsysbinary.readouterr().out.decode()
    first = "import cards question grade study review export stats check"
    assert set(first.split()) <= set(VERBS)
    assert all(f"\n  {verb} " in shown for verb in VERBS)


def test_home_holds_the_collection(bare, tmp_path: Path) -> None:
    assert bare("--home", tmp_path / "new" / "home", "--empty", "cards").status == 0

    assert (tmp_path / "new" / "home" / "collection.db").is_file()


@pytest.mark.parametrize("option", [("--home", "{}"), ("--home={}",)])
def test_an_option_and_its_value_may_be_one_word(
    bare, tmp_path: Path, option: tuple[str, ...]
) -> None:
    done = bare(*(word.format(tmp_path) for word in option), "--empty", "cards", "--json")

    assert (done.status, done.json) == (0, [])
    assert (tmp_path / "collection.db").is_file()


def test_the_environment_names_the_home(
    bare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZAPP_HOME", str(tmp_path / "from-environment"))

    bare("--empty", "cards")

    assert (tmp_path / "from-environment" / "collection.db").is_file()


def test_the_environment_names_the_database(
    bare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZAPP_DB", str(tmp_path / "mine.db"))

    bare("--home", tmp_path / "home", "--empty", "cards")

    assert (tmp_path / "mine.db").is_file()
    assert not (tmp_path / "home").exists()


def test_options_win_over_the_environment(
    bare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZAPP_HOME", str(tmp_path / "no"))
    monkeypatch.setenv("QUIZAPP_DB", str(tmp_path / "no.db"))

    bare("--home", tmp_path / "home", "--db", tmp_path / "yes.db", "--empty", "cards")

    assert (tmp_path / "yes.db").is_file()
    assert not (tmp_path / "no").exists()
    assert not (tmp_path / "no.db").exists()


def test_the_database_may_be_a_url(bare, tmp_path: Path) -> None:
    done = bare("--db", f"sqlite:///{tmp_path}/url.db", "--empty", "cards", "--json")

    assert (done.status, done.json) == (0, [])
    assert (tmp_path / "url.db").is_file()


def test_a_file_s_url_is_that_file_to_every_verb(bare, tmp_path: Path) -> None:
    def run(*words: str | Path):
        return bare("--home", tmp_path / "home", "--db", f"sqlite:///{tmp_path}/url.db", *words)

    run("--empty", "add", "One? :: 1")
    backup = Path(run("backup", "--json").json["file"])
    run("add", "Two? :: 2")

    assert str(backup.parent) == run("paths", "--json").json["backups"]
    assert run("restore", backup).status == 0
    assert len(run("cards", "--json").json) == 1


def test_without_any_of_them_the_platform_says_where(
    bare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platformdirs.user_data_dir", lambda name, **_: str(tmp_path / name))

    bare("--empty", "cards")

    assert (tmp_path / "quizapp" / "collection.db").is_file()


def test_a_new_collection_has_the_shipped_decks_unless_empty_is_asked_for(
    bare, tmp_path: Path
) -> None:
    assert len(bare("--home", tmp_path / "full", "cards", "--json").json) >= 20
    assert bare("--home", tmp_path / "empty", "--empty", "cards", "--json").json == []
    again = bare("--home", tmp_path / "empty", "cards", "--json")
    assert again.json == []  # the decks come only when the collection is made


@pytest.mark.parametrize(
    ("option", "variable", "expected"),
    [
        (None, "ru_RU.UTF-8", "ru"),
        (None, "en_US.UTF-8", "en"),
        (None, "C", "en"),
        ("ru", "en_US.UTF-8", "ru"),
        ("en", "ru_RU.UTF-8", "en"),
    ],
)
def test_the_language_chooses_the_edition_of_the_shipped_decks(
    bare,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    option: str | None,
    variable: str,
    expected: str,
) -> None:
    monkeypatch.setenv("LANG", variable)
    options = ("--lang", option) if option else ()

    cards = bare("--home", home, *options, "cards", "--json").json

    assert {Path(card["file"]).parent.name for card in cards} == {expected}


def test_learners_share_a_database_and_nothing_else(run, notes: Path, home: Path, bare) -> None:
    ann = bare("--home", home, "--learner", "ann", "--empty", "cards", "--json")
    bare("--home", home, "--learner", "ann", "import", notes)
    (card, *_rest) = run("cards", "--json").json
    run("review", card["id"], "good")

    assert ann.json == []
    assert run("stats", "--json").json["reviews"] == 1
    assert bare("--home", home, "--learner", "ann", "stats", "--json").json["reviews"] == 0


def test_json_may_stand_before_the_verb(bare, home: Path) -> None:
    assert bare("--home", home, "--empty", "--json", "cards").json == []


def test_messages_do_not_stand_on_standard_output(run, notes: Path) -> None:
    done = run("question", "nothing-of-the-kind", "--json")

    assert (done.status, done.out) == (2, "")
    assert (
        done.err
        == "quizapp: There is no question “nothing-of-the-kind”: `quizapp question` lists them.\n"
    )


def test_a_document_is_utf8_whatever_the_terminal_speaks(run, notes: Path) -> None:
    notes.write_text("Q: Что такое перенос?\nA: Десяток.\n", encoding="utf-8")
    run("import", notes)

    assert "Что такое перенос?" in run("cards", "--json").out


def test_the_log_of_a_command_says_which_machine_it_was(run, notes: Path, home: Path) -> None:
    for card in run("cards", "--json").json:
        run("review", card["id"], "good")

    with closing(sqlite3.connect(home / "collection.db")) as connection, connection:
        devices = connection.execute("SELECT DISTINCT device FROM reviews").fetchall()
    connection.close()
    assert len(devices) == 1
    assert devices[0][0]
