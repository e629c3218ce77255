"""A newcomer who reads only the README writes a note with a live question and studies it."""

import json
import re
import tomllib
from pathlib import Path

from quizapp.cli.main import VERBS

from .conftest import ROOT, Shell

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", README, re.M | re.S)


def test_the_note_is_taken_in_checked_and_studied_by_the_commands_below_it(shell: Shell) -> None:
    (note,) = re.findall(r"^`{5}markdown\n(.*?)^`{5}$", README, re.M | re.S)
    Path("relu.md").write_text(note, encoding="utf-8")
    (block,) = [block for block in BLOCKS if "relu.md" in block]
    take_in, check, study = block.splitlines()

    taken = shell(take_in)
    checked = shell(check)
    studied = shell(f"{study} --plain", "", "", "", "", "0", "", ":q")

    assert (taken.status, checked.status, studied.status) == (0, 0, 0), studied.err
    assert "3 cards added" in taken.out
    assert "0 problems" in checked.out
    assert "What is Leaky ReLU?" in studied.out
    assert "That is the plain ReLU: the leak is missing" in studied.out
    log = json.loads(shell("quizapp stats relu --json").out)
    assert log["reviews"] == 3


def test_the_worked_example_of_an_answer_is_right_for_some_numbers(shell: Shell) -> None:
    (note,) = re.findall(r"^`{5}markdown\n(.*?)^`{5}$", README, re.M | re.S)
    Path("relu.md").write_text(note, encoding="utf-8")
    shell("quizapp --empty import relu.md")
    drawn = json.loads(shell("quizapp question leaky-relu --seed 1 --count 300 --json").out)
    seed = next(each["seed"] for each in drawn if each["parts"][0]["printed"] == "-0.75")

    for typed in ("-0.75", "-0,75", "-3/4"):
        assert f"`{typed}`" in README
        assert shell(f"quizapp grade leaky-relu --seed {seed} {typed}").status == 0


def test_the_table_of_commands_has_every_verb_and_no_other() -> None:
    rows = re.findall(r"^\| (`quizapp.*?) \|", README, re.M)
    named = {
        words.split()[0]
        for row in rows
        for words in re.findall(r"`(?:quizapp )?(\w[^`]*)`", row)
        if words != "quizapp"
    }

    assert named == set(VERBS)


def test_every_link_of_the_pages_beside_the_site_leads_somewhere() -> None:
    pages = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", ".github/SECURITY.md")]
    for page in pages:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_tests_are_run_as_ci_runs_them() -> None:
    (tests,) = [block for block in BLOCKS if "pytest" in block]
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert tests.strip() == ".venv/bin/pip install -e '.[dev]' && .venv/bin/pytest"
    assert "-e '.[dev]'" in script
    assert "pytest" in script
    assert "dev" in project["optional-dependencies"]
