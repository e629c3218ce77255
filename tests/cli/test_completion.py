"""``completion``: scripts made from the parsers; bash runs the one that is its own."""

import os
import shutil
import subprocess

import pytest

from quizapp.cli.main import VERBS

BASH = shutil.which("bash")


@pytest.fixture
def complete(run, tmp_path):
    """What bash offers for the last of some words."""
    script = tmp_path / "quizapp.bash"
    script.write_text(run("completion", "bash").out)

    def offered(*words: str) -> list[str]:
        line = " ".join(f"'{word}'" for word in words)
        done = subprocess.run(
            [
                str(BASH),
                "--norc",
                "-c",
                f"source '{script}'; COMP_WORDS=({line}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); "
                '_quizapp; printf "%s\\n" "${COMPREPLY[@]}"; complete -p quizapp >&2',
            ],
            capture_output=True,
            text=True,
            check=True,
            env={"PATH": os.environ["PATH"]},
        )
        assert "-F _quizapp quizapp" in done.stderr
        return done.stdout.split()

    return offered


@pytest.mark.skipif(BASH is None, reason="there is no bash here")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["quizapp", "rem"], {"remove"}),
        (["quizapp", "--h"], {"--home", "--help"}),
        (["quizapp", "import", "--dr"], {"--dry-run", "--drafts"}),
        (["quizapp", "--home", "import", "study", "--pl"], {"--plain"}),
        (["quizapp", "import", "--shipped", ""], {"en", "ru"}),
        (["quizapp", "--lang", "r"], {"ru"}),
        (["quizapp", "completion", "f"], {"fish"}),
        (["quizapp", "import", "nothing"], set()),
    ],
)
def test_bash_offers_what_the_parsers_take(complete, words, expected) -> None:
    assert set(complete(*words)) == expected


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
