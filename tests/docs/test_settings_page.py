"""The defaults that ``docs/settings.md`` names are those of a learner without a file."""

import json
import re

import pytest

from .conftest import DOCS, Shell

ROWS = re.findall(
    r"^\| (`\w+`(?:, `\w+`)*) \| ([^|]+) \|", (DOCS / "settings.md").read_text("utf-8"), re.M
)
IN_WORDS = {"easy_days": "1 for each", "bury_siblings": "none", "deadline": "none"}
IN_WORDS["minutes_per_day"] = "none"
"""Defaults that the page says in words: nothing set, or the same for every day."""
NOTHING = {"easy_days": [1.0] * 7, "bury_siblings": [], "deadline": "", "minutes_per_day": 0}


def written(value: object) -> str:
    """A value as the page writes it: text quoted, delays apart by blanks."""
    if isinstance(value, list):
        return " ".join(str(each) for each in value)
    return json.dumps(value, ensure_ascii=False)


@pytest.fixture
def defaults(shell: Shell) -> dict[str, object]:
    """What ``config`` lists where nothing was set."""
    return json.loads(shell("quizapp config --json").out)


def test_every_default_on_the_page_is_that_of_the_program(defaults: dict[str, object]) -> None:
    assert len(ROWS) >= 18
    for names, said in ROWS:
        keys = re.findall(r"\w+", names)
        texts = said.strip().split(", ") if len(keys) > 1 else [said.strip()]
        texts = texts * len(keys) if len(texts) == 1 else texts
        for key, text in zip(keys, texts, strict=True):
            if key in IN_WORDS:
                assert (text, defaults[key]) == (IN_WORDS[key], NOTHING[key]), key
            else:
                assert written(defaults[key]) == text, key
