"""``completion``: scripts made from the parsers; each shell runs the one that is its own."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from quizapp.cli.main import VERBS

IN_ZSH = Path(__file__).with_name("offered.zsh")
CASES = [
    ("quizapp rem", {"remove"}),
    ("quizapp --h", {"--home", "--help"}),
    ("quizapp import --dr", {"--dry-run", "--drafts"}),
    ("quizapp --home import study --pl", {"--plain"}),
    ("quizapp --home elsewhere rem", {"remove"}),
    ("quizapp import --shipped ", {"en", "ru"}),
    ("quizapp --lang r", {"ru"}),
    ("quizapp completion f", {"fish"}),
    ("quizapp import nothing", set()),
]


def output_of(*command: str | Path) -> str:
    """What a shell prints, in an environment of its own."""
    environment = {"PATH": os.environ["PATH"], "TERM": "dumb", "LANG": "C.UTF-8"}
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, timeout=120, env=environment
    )
    return done.stdout


def offered_by_bash(script: Path, line: str) -> set[str]:
    """The completions that the function of bash answers with."""
    words = " ".join(f"'{word}'" for word in line.split(" "))
    asked = (
        f"source '{script}'; complete -p quizapp; COMP_WORDS=({words}); "
        "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); "
        '_quizapp; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    bound, *words = output_of("bash", "--norc", "-c", asked).splitlines()
    assert "-F _quizapp quizapp" in bound
    return set(words) - {""}


def offered_by_zsh(script: Path, line: str) -> set[str]:
    """The words an interactive zsh lists; what stands behind two dashes describes them."""
    _before, _line, rest = output_of("zsh", "-f", IN_ZSH, script, line).partition(line)
    listed = [shown.split(" -- ")[0] for shown in rest.splitlines()[1:-1]]
    return {word for shown in listed for word in shown.split()}


def offered_by_fish(script: Path, line: str) -> set[str]:
    """The completions that fish itself works out for a line."""
    asked = f"source '{script}'; complete -C '{line}'"
    listed = output_of("fish", "--no-config", "-c", asked).splitlines()
    return {shown.partition("\t")[0] for shown in listed}


@pytest.mark.parametrize(("line", "expected"), CASES)
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_offers_what_the_parsers_take(run, tmp_path, shell, line, expected) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell} here")
    script = tmp_path / f"quizapp.{shell}"
    script.write_text(run("completion", shell).out, encoding="utf-8")
    offered = {"bash": offered_by_bash, "zsh": offered_by_zsh, "fish": offered_by_fish}[shell]

    assert offered(script, line) == expected


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_verb_is_in_every_script(bare, home, shell, language) -> None:
    script = bare("--home", home, "--lang", language, "completion", shell).out

    assert all(verb in script for verb in VERBS)
    assert "dry-run" in script
    assert script.count("'") % 2 == 0
    assert not home.exists()


def test_another_shell_is_refused(run) -> None:
    assert run("completion", "tcsh").status == 2
