"""``$EDITOR`` as people have it, on every system: the words that open a file at a line."""

from pathlib import PurePosixPath, PureWindowsPath

import pytest

from quizapp.tui.editor import editor_command

FILE = PurePosixPath("/notes/my ships.md")
ON_WINDOWS = PureWindowsPath(r"C:\Users\Anna\my ships.md")


@pytest.mark.parametrize(
    ("editor", "words"),
    [
        ("vi", ["vi", "+7", "/notes/my ships.md"]),
        ("emacs -nw", ["emacs", "-nw", "+7", "/notes/my ships.md"]),
        ("'/opt/my editor/nano' -l", ["/opt/my editor/nano", "-l", "+7", "/notes/my ships.md"]),
        ("code --wait", ["code", "--wait", "--goto", "/notes/my ships.md:7"]),
        ("/usr/bin/hx", ["/usr/bin/hx", "/notes/my ships.md:7"]),
    ],
)
def test_elsewhere_the_words_are_those_of_a_shell(editor, words) -> None:
    assert editor_command(editor, FILE, 7, windows=False) == words


@pytest.mark.parametrize(
    ("editor", "words"),
    [
        ("notepad", ["notepad", r"C:\Users\Anna\my ships.md"]),
        (r"C:\Windows\notepad.exe", [r"C:\Windows\notepad.exe", r"C:\Users\Anna\my ships.md"]),
        (
            r'"C:\Program Files\Vim\vim.exe" -y',
            [r"C:\Program Files\Vim\vim.exe", "-y", "+7", r"C:\Users\Anna\my ships.md"],
        ),
        ("code.cmd --wait", ["code.cmd", "--wait", "--goto", r"C:\Users\Anna\my ships.md:7"]),
    ],
)
def test_on_windows_backslashes_part_folders(editor, words) -> None:
    assert editor_command(editor, ON_WINDOWS, 7, windows=True) == words
