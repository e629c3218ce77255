import os
import sys
from pathlib import Path

import pytest

from quizapp.model.errors import InputError
from quizapp.notes.walk import note_files

FILES = [
    "b.md",
    "a/z.markdown",
    "a/B.MD",
    "a/plain.txt",
    "a/sketch.excalidraw.md",
    "a/.hidden.md",
    ".trash/old.md",
    ".git/x.md",
    "node_modules/pkg/README.md",
]


def test_a_folder_gives_its_notes_in_order_without_hidden_and_foreign_ones(tmp_path):
    for name in FILES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    found = [path.relative_to(tmp_path).as_posix() for path in note_files(tmp_path)]
    assert found == ["a/B.MD", "a/z.markdown", "b.md"]


def make(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def found(folder):
    return [path.relative_to(folder).as_posix() for path in note_files(folder)]


def test_ignored_files_and_folders_are_left_out(tmp_path):
    make(
        tmp_path,
        {
            ".gitignore": "build/\n*.draft.md\n# a comment\n",
            "build/x.md": "",
            "a/build/x.md": "",
            "b.draft.md": "",
            "b.md": "",
            "builds/x.md": "",
        },
    )
    assert found(tmp_path) == ["b.md", "builds/x.md"]


def test_quizignore_has_the_last_word_and_may_bring_back(tmp_path):
    make(
        tmp_path,
        {
            ".gitignore": "*.draft.md\n",
            ".quizignore": "!good.draft.md\nprivate.md\n",
            "good.draft.md": "",
            "bad.draft.md": "",
            "private.md": "",
        },
    )
    assert found(tmp_path) == ["good.draft.md"]


def test_the_nearest_ignore_file_decides(tmp_path):
    make(
        tmp_path,
        {
            ".quizignore": "secret.md\n/top.md\n",
            "a/.quizignore": "!secret.md\n",
            "a/secret.md": "",
            "a/b/secret.md": "",
            "a/top.md": "",
            "c/secret.md": "",
            "top.md": "",
        },
    )
    assert found(tmp_path) == ["a/b/secret.md", "a/secret.md", "a/top.md"]


def test_patterns_that_are_wrong_ignore_nothing(tmp_path):
    make(tmp_path, {".quizignore": "!\nx.md\n", "x.md": "", "y.md": ""})
    (tmp_path / ".gitignore").write_bytes(b"\xff\xfe")
    assert found(tmp_path) == ["y.md"]


def test_a_named_file_is_taken_whatever_its_suffix(tmp_path):
    file = tmp_path / "notes.txt"
    file.touch()
    assert note_files(file) == (file,)


def test_a_missing_path_is_refused_in_one_sentence(tmp_path):
    with pytest.raises(InputError) as refused:
        note_files(tmp_path / "nothing")
    assert str(refused.value) == f"There is no file or folder “{tmp_path / 'nothing'}”."


def test_in_a_git_repository_the_ignore_files_above_count(tmp_path, monkeypatch):
    make(
        tmp_path,
        {
            ".git/HEAD": "",
            ".gitignore": "*.draft.md\n/vault/notes/private/\n",
            "vault/.quizignore": "top.md\n!good.draft.md\n",
            **dict.fromkeys(
                [f"vault/notes/{n}.md" for n in ("a", "a.draft", "good.draft", "top", "private/x")],
                "",
            ),
        },
    )
    notes = tmp_path / "vault" / "notes"

    assert [path.name for path in note_files(notes)] == ["a.md", "good.draft.md"]
    monkeypatch.chdir(tmp_path / "vault")
    assert [path.as_posix() for path in note_files(Path("notes"))] == [
        "notes/a.md",
        "notes/good.draft.md",
    ]
    (tmp_path / "link").symlink_to(notes)
    assert len(note_files(tmp_path / "link")) == 2


def test_above_a_repository_and_outside_of_one_nothing_is_read(tmp_path):
    make(tmp_path, {".gitignore": "*.md\n", "a/x.md": "", "b/.git/HEAD": "", "b/y.md": ""})

    assert [path.name for path in note_files(tmp_path / "a")] == ["x.md"]
    assert [path.name for path in note_files(tmp_path / "b")] == ["y.md"]


def test_a_folder_that_is_ignored_above_is_read_when_it_is_named(tmp_path):
    make(tmp_path, {".git/HEAD": "", ".gitignore": "build/\n", "build/notes/x.md": ""})

    assert [path.name for path in note_files(tmp_path / "build" / "notes")] == ["x.md"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among the files")
def test_a_pipe_named_like_a_note_is_passed_over_since_reading_it_would_wait_for_ever(tmp_path):
    (tmp_path / "a.md").touch()
    (tmp_path / "lost.md").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "to-pipe.md").symlink_to("pipe.md")
    assert found(tmp_path) == ["a.md", "lost.md"], "a lost link stays: its reader reports it"
