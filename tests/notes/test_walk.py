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


def test_a_named_file_is_taken_whatever_its_suffix(tmp_path):
    file = tmp_path / "notes.txt"
    file.touch()
    assert note_files(file) == (file,)


def test_a_missing_path_is_refused_in_one_sentence(tmp_path):
    with pytest.raises(InputError) as refused:
        note_files(tmp_path / "nothing")
    assert str(refused.value) == f"There is no file or folder “{tmp_path / 'nothing'}”."
