"""What the page about settings says is what the program knows."""

import re
import tomllib
from pathlib import Path

import pytest

from quizapp.settings.keys import DECK_KEYS, GLOBAL_KEYS
from quizapp.settings.read import settings_of

PAGE = (Path(__file__).parents[2] / "docs" / "settings.md").read_text(encoding="utf-8")


def test_every_key_stands_in_a_table_of_the_page_and_no_other() -> None:
    rows = [line.split("|")[1] for line in PAGE.splitlines() if line.startswith("| `")]
    named = [name for row in rows for name in re.findall(r"`(\w+)`", row)]

    assert sorted(named) == sorted([*GLOBAL_KEYS, *DECK_KEYS])


@pytest.mark.parametrize("example", re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL))
def test_the_examples_are_settings(example: str) -> None:
    settings = settings_of(example)

    assert tomllib.loads(example)["retention"] == settings.presets[""].retention
    assert settings.presets["ML::Attention"].retention == 0.95
    assert settings.presets["ML::Attention"].new_per_day == 15


def test_the_commands_of_the_page_work(tmp_path: Path) -> None:
    import shlex

    from quizapp.cli.main import main

    block = re.search(r"```\n(quizapp config.*?)```", PAGE, re.DOTALL)
    assert block is not None
    for line in block[1].splitlines():
        assert main(["--home", str(tmp_path), "--lang", "en", *shlex.split(line)[1:]]) == 0
