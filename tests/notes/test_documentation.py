"""Every example of ``docs/notes.md`` gives the cards that stand below it."""

import re
from pathlib import Path

import pytest

from quizapp.notes.lint.table import LINT_RULES, Limits
from quizapp.notes.rules.table import CARD_RULES

PAGE = (Path(__file__).parents[2] / "docs" / "notes.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"^```notes\n(?P<notes>.*?)^```\n```cards\n(?P<cards>.*?)^```$", re.M | re.S)
EXAMPLES = [
    pytest.param(
        found["notes"],
        found["cards"].rstrip(),
        id=f"line {PAGE[: found.start()].count(chr(10)) + 1}",
    )
    for found in EXAMPLE.finditer(PAGE)
]


@pytest.mark.parametrize(("notes", "cards"), EXAMPLES)
def test_an_example_gives_the_cards_below_it(read, shown, notes, cards):
    assert shown(read(notes).candidates) == cards


def test_every_rule_for_cards_has_a_place_on_the_page():
    described = set(re.findall(r"`([\w-]+)`", "\n".join(re.findall("^### .*", PAGE, re.M))))
    assert described == CARD_RULES


def test_every_lint_rule_is_in_the_table_with_its_severity():
    rows = re.findall(r"^\| `([\w-]+)` \| (error|warning|hint)", PAGE, re.M)
    assert dict(rows) == {rule: severity.value for rule, severity in LINT_RULES.items()}


def test_the_thresholds_on_the_page_are_those_of_the_code():
    rows = re.findall(r"^\| `(\w+)` \| ([\d.]+) \|", PAGE, re.M)
    assert {name: float(value) for name, value in rows} == {
        name: float(getattr(Limits(), name)) for name in Limits.__slots__
    }
