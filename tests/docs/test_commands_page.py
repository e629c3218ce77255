"""``docs/commands.md`` against the program: every verb, every example, every key of ``--json``."""

import json
import re
from pathlib import Path
from typing import Any

from quizapp.cli.main import VERBS

from .conftest import DOCS, Shell

PAGE = (DOCS / "commands.md").read_text(encoding="utf-8")
TUTORIAL = (DOCS / "tutorial.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^### ([\w-]+)\n(.*?)(?=^##|\Z)", PAGE, re.M | re.S))
DRAFT = "\nSailors of old ships measured their speed with a **log line** made of hemp.\n"
LISTS = re.compile(r"(\w+)\[([^\]]*)\]")
ANSWERS = ("1", "1")
"""Typed into every example; only an exam asks."""
OF_THE_APP = {"study", "serve", "watch"}
"""Verbs that run until they are ended: they have no document."""


def test_every_verb_has_its_section_with_its_options() -> None:
    assert set(SECTIONS) == set(VERBS)
    for verb, section in SECTIONS.items():
        assert f"```{{options}} {verb}\n" in section, verb


def test_every_verb_but_those_of_the_app_has_an_example_with_its_keys() -> None:
    without = {verb for verb, section in SECTIONS.items() if f"$ quizapp {verb}" not in section}
    keyless = {verb for verb, section in SECTIONS.items() if "\nKeys" not in section}

    assert without == OF_THE_APP
    assert keyless == OF_THE_APP | {"config", "completion"}


def test_every_example_runs_and_has_the_keys_of_its_section(shell: Shell) -> None:
    notes = Path("notes")
    notes.mkdir()
    (example,) = re.findall(r"^`{5}markdown\n(.*?)^`{5}$", TUTORIAL, re.M | re.S)
    (notes / "sea.md").write_text(example + DRAFT, encoding="utf-8")
    Path("shared").mkdir()

    for verb, section in SECTIONS.items():
        keys = re.search(r"^Keys(, each)?: `(.*)`$", section, re.M)
        for command in re.findall(r"^\$ (.*)$", section, re.M):
            line = command if "--json" in command else f"{command} --json"
            done = shell(line, *ANSWERS)
            assert done.status in {0, 1}, f"{command}: {done.err}"
            document = json.loads(done.out)
            if keys is None:
                continue
            found = document if keys[1] else [document]
            assert isinstance(found, list)
            assert found, f"{command} has nothing to show its keys on"
            check_keys(keys[2], found[0], verb)


def check_keys(told: str, document: dict[str, Any], verb: str) -> None:
    """See that a document has the keys, and each entry of its lists those in brackets."""
    for name, inner in re.findall(r"(\w+)(?:\[([^\]]*)\])?", told):
        assert name in document, f"{verb}: {name}"
        for entry in document[name] if inner else ():
            assert set(inner.split()) <= set(entry), f"{verb}: {name}: {list(entry)}"
    filled = [name for name, inner in LISTS.findall(told) if inner and document[name]]
    assert filled or not LISTS.search(told), f"{verb}: no list has an entry to look at"
