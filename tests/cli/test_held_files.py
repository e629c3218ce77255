"""A file that another program holds, as Windows lets it: refused in a sentence, nothing changed."""

import os
from pathlib import Path

import pytest


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing can be put in the place of a file."""

    def refuse(*_paths: object) -> None:
        raise PermissionError(13, "The process cannot access the file")

    monkeypatch.setattr(os, "replace", refuse)
    monkeypatch.setattr(Path, "replace", refuse)


@pytest.mark.parametrize("name", ["out.apkg", "out.csv", "out.md", "out.json"])
def test_an_export_over_a_held_file_leaves_it(run, notes, held, tmp_path, name) -> None:
    target = tmp_path / name
    target.write_bytes(b"as it was")

    done = run("export", target)

    assert done.status == 2
    assert "The process cannot access the file" in done.err
    assert target.read_bytes() == b"as it was"
    assert [left.name for left in tmp_path.iterdir() if left.name.startswith(".quizapp")] == []


def test_a_restore_over_a_held_collection_leaves_it(run, notes, tmp_path, monkeypatch) -> None:
    backup = tmp_path / "copy.db"
    assert run("backup", backup).status == 0
    before = run("cards", "--json").json

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", _refuse)
        done = run("restore", backup)

    assert done.status == 2
    assert "The process cannot access the file" in done.err
    assert run("cards", "--json").json == before
    assert run("check").status == 0


def test_settings_in_a_held_file_stay(run, held, home) -> None:
    done = run("config", "retention", "0.95")

    assert done.status == 2
    assert "The process cannot access the file" in done.err
    assert not (home / "config.toml").exists()


def _refuse(*_paths: object) -> None:
    raise PermissionError(13, "The process cannot access the file")
