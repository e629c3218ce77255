"""Whoever follows a tutorial to the letter sees what it says: each command is run in its order."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import DOCS, Shell

CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)
NOTES = re.compile(r"^`{5}markdown\n(.*?)^`{5}$", re.M | re.S)
PAGES = {"tutorial.md": "en_GB.UTF-8", "tutorial-ru.md": "ru_RU.UTF-8"}


def commands(block: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """Each command of a transcript, with the lines typed into it and those it prints."""
    for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
        command, *rest = part.splitlines()
        typed = [line[1:].strip() for line in rest if line.startswith(">")]
        yield command, typed, [line for line in rest if line.strip() and line[0] != ">"]


def is_told(said: list[str], printed: list[str]) -> bool:
    """Whether the lines are those of the page, where ``…`` stands for anything."""
    patterns = [re.sub(r"(\\ )+", " +", re.escape(line)).replace("…", ".*") for line in said]
    return len(patterns) == len(printed) and all(
        re.fullmatch(pattern, line) for pattern, line in zip(patterns, printed, strict=True)
    )


@pytest.mark.parametrize("name", PAGES)
def test_every_command_prints_what_the_tutorial_says(
    name: str, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (DOCS / name).read_text(encoding="utf-8")
    monkeypatch.setenv("LANG", PAGES[name])
    (notes,) = NOTES.findall(page)
    Path("sea.md").write_text(notes, encoding="utf-8")

    ran = 0
    for block in CONSOLE.findall(page):
        for command, typed, said in commands(block):
            done = shell(command, *typed)
            printed = [line.rstrip() for line in (done.out + done.err).splitlines() if line.strip()]
            assert is_told(said, printed), f"{command}\n{done.out}{done.err}"
            ran += 1

    assert ran >= 8


def test_both_tutorials_run_the_same_commands() -> None:
    ran = [
        [
            command
            for block in CONSOLE.findall((DOCS / name).read_text(encoding="utf-8"))
            for command, _typed, _said in commands(block)
        ]
        for name in PAGES
    ]

    assert [line.replace("Море", "Sea") for line in ran[1]] == ran[0]
