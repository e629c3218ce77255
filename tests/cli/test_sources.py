"""Known sources: noticed when they change, read again without PATH, followed when they move."""

import shutil
from pathlib import Path

import pytest


@pytest.fixture
def vault(run, tmp_path: Path) -> Path:
    """A folder of three notes that was taken in, one of its cards reviewed."""
    folder = tmp_path / "vault"
    (folder / "deep").mkdir(parents=True)
    for name in ("one", "two", "deep/three"):
        word = Path(name).name
        (folder / f"{name}.md").write_text(
            f"Q: What is {word}?\nA: The word for {word}, as English has it.\n", encoding="utf-8"
        )
    run("import", folder)
    run("review", card_of(run, "one")["id"], "good", "--at", "2026-03-12T09:00:00Z")
    return folder


def card_of(run, word: str) -> dict[str, object]:
    (card,) = run("cards", f"What is {word}", "--json").json
    return card


def change_three(vault: Path) -> None:
    """One file edited, one new, one gone."""
    (vault / "one.md").write_text(
        "Q: What is one?\nA: The word for one, as plain English has it.\n", encoding="utf-8"
    )
    (vault / "four.md").write_text("Q: What is four?\nA: four.\n", encoding="utf-8")
    (vault / "two.md").unlink()


def test_nothing_is_said_while_nothing_changed(run, vault: Path) -> None:
    assert run("--json").json["changed_files"] == 0
    assert "changed" not in run().out


def test_edited_new_and_vanished_files_are_noticed_and_taken_in(run, vault: Path) -> None:
    change_three(vault)

    assert run("--json").json["changed_files"] == 3
    assert run().out.startswith("3 files changed: `quizapp import` takes in what is new.\n")
    done = run("import", "--json").json

    assert (done["added"], done["changed"], done["retired"], done["unchanged"]) == (1, 1, 1, 1)
    assert card_of(run, "one")["reps"] == 1
    assert run("--json").json["changed_files"] == 0


def test_a_file_named_by_itself_counts_once_it_is_edited(run, notes: Path) -> None:
    (notes.parent / "other.md").write_text("Q: Else?\nA: No.\n", encoding="utf-8")
    assert run("--json").json["changed_files"] == 0
    notes.write_text(notes.read_text(encoding="utf-8") + "\nQ: More?\nA: Yes.\n", encoding="utf-8")

    assert run("--json").json["changed_files"] == 1


def test_a_setting_takes_changes_in_at_the_start(run, vault: Path, home: Path) -> None:
    (home / "config.toml").write_text("[notes]\ntake_in = true\n", encoding="utf-8")
    change_three(vault)

    assert "changed" not in run().out
    assert card_of(run, "four")["state"] == "new"


@pytest.mark.parametrize("said", [True, False], ids=["with --moved-from", "by its files"])
def test_a_moved_vault_keeps_cards_ids_and_reviews(run, vault: Path, said: bool) -> None:
    before = run("cards", "--json").json
    new = vault.parent / "elsewhere" / "notes"
    new.parent.mkdir()
    vault.rename(new)

    done = run("import", new, *(["--moved-from", vault] if said else []), "--json")

    assert (done.json["added"], done.json["retired"], done.json["unchanged"]) == (0, 0, 3)
    after = run("cards", "--json").json
    same = [{**card, "file": card["file"].replace(str(vault), str(new))} for card in before]
    assert after == same
    assert run("--json").json["changed_files"] == 0
    assert run("import").status == 0


def test_where_a_vault_went_is_proposed(run, vault: Path) -> None:
    new = vault.with_name("renamed")
    vault.rename(new)

    told = run().out.splitlines()[0]
    refused = run("import")

    assert told == f"{vault} is gone and seems to be at {new}: `quizapp import {new}`."
    assert (refused.status, refused.err.strip()) == (2, f"quizapp: {told}")


def test_a_vault_that_is_nowhere_near_is_said_to_be_gone(run, vault: Path) -> None:
    for file in sorted(vault.rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    vault.rmdir()

    assert run().out.splitlines()[0].startswith(f"{vault} is gone: `quizapp import` it")


def test_a_copy_can_become_the_vault_while_the_old_one_is_there(run, vault: Path) -> None:
    new = vault.with_name("copy")
    shutil.copytree(vault, new)

    done = run("import", new, "--moved-from", vault, "--json").json

    assert (done["added"], done["unchanged"]) == (0, 3)
    assert card_of(run, "one")["file"].startswith(str(new))


def test_only_a_known_folder_can_have_moved(run, vault: Path, tmp_path: Path) -> None:
    refused = run("import", tmp_path, "--moved-from", tmp_path / "never")

    assert refused.status == 2
    assert str(vault) in refused.err
