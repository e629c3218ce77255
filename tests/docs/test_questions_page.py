"""``docs/questions.md``: every example is drawn, judged or refused as it says there."""

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from .conftest import DOCS, Shell

PAGE = DOCS / "questions.md"
EXAMPLE = re.compile(
    r"^```python (?P<kind>quiz[\w-]*) (?P<id>[\w-]+)(?P<more>[^\n]*)\n"
    r"(?P<body>(?:(?!```)[^\n]*\n)+)```\n"
    r"```(?P<sort>drawn|refused|unfair)\n(?P<said>.*?)^```$",
    re.M | re.S,
)
SEED = 1


@dataclass(frozen=True, slots=True)
class Example:
    """A question of the page with what stands below it; ``line`` is that of its fence."""

    id: str
    line: int
    source: str
    sort: str
    said: list[str]


def examples(page: str) -> list[Example]:
    """The examples in their order."""
    return [
        Example(
            found["id"],
            page[: found.start()].count("\n") + 1,
            found[0].split("\n```\n")[0],
            found["sort"],
            found["said"].splitlines(),
        )
        for found in EXAMPLE.finditer(page)
    ]


EXAMPLES = examples(PAGE.read_text(encoding="utf-8"))


def told(variant: dict[str, Any]) -> Iterator[str]:
    """A variant as the page writes it."""
    yield from (f"? {line}" for line in variant["prompt"].splitlines())
    for part in variant["parts"]:
        named = f"{part['name']} " if len(variant["parts"]) > 1 else ""
        unit = f" {part['unit']}" if part["unit"] else ""
        yield from (f"= {named}{line}{unit}" for line in part["printed"].splitlines())
        yield from (f"○ {option}" for option in part["options"] or ())
    for number, step in enumerate(variant["steps"], start=1):
        yield f"{number}. {step['caption']}: {step['substituted']} = {step['printed']}"
    for mistake in variant["mistakes"]:
        yield f"◆ {mistake['printed']}  {mistake['message']}"
    yield from (f"… {hint}" for hint in variant["hints"])


def judged(shell: Shell, example: Example) -> Iterator[str]:
    """The typed answers of an example with their verdicts; ``;;`` parts the parts."""
    for line in example.said:
        if not line.startswith("> "):
            continue
        typed = line[2:].partition("  → ")[0]
        words = " ".join(shlex.quote(part) for part in typed.split(" ;; "))
        done = shell(f"quizapp grade {example.id} --json --seed {SEED} {words}")
        verdict = "unreadable" if done.status == 2 else json.loads(done.out)["verdict"]
        yield f"> {typed}  → {verdict}"


@pytest.fixture
def asked(shell: Shell) -> Shell:
    """A collection without other decks that has the questions of the page, their code trusted."""
    assert shell("quizapp --empty config language en").status == 0
    done = shell(f"quizapp --empty import '{PAGE}' --json")
    assert done.status == 0, done.err
    assert shell(f"quizapp trust '{PAGE}'").status == 0
    return shell


def test_the_page_has_examples_of_all_sorts() -> None:
    text = PAGE.read_text(encoding="utf-8")
    sorts = [example.sort for example in EXAMPLES]

    assert sorts.count("drawn") >= 29
    assert sorts.count("refused") >= 5
    assert "unfair" in sorts
    assert len(re.findall(r"^```python quiz(?!-tests|-solution)", text, re.M)) == len(EXAMPLES)


def test_every_drawn_example_says_what_is_asked_answered_and_judged(asked: Shell) -> None:
    for example in EXAMPLES:
        if example.sort == "drawn":
            done = asked(f"quizapp question {example.id} --seed {SEED} --json")
            assert done.status == 0, f"{example.id}: {done.err}"
            (variant,) = json.loads(done.out)
            assert example.said == [*told(variant), *judged(asked, example)], example.id


def test_every_other_example_is_refused_at_its_line_or_told_to_be_unfair(asked: Shell) -> None:
    problems = problems_of(asked)

    for example in EXAMPLES:
        if example.sort == "refused":
            place, sentence = example.said[0].split(": ", 1)
            assert problems[example.id] == (int(place.removeprefix("line ")), sentence)
        elif example.sort == "unfair":
            assert [problems[example.id][1]] == example.said
    assert set(problems) == {each.id for each in EXAMPLES if each.sort != "drawn"}


def problems_of(asked: Shell) -> dict[str, tuple[int, str]]:
    """What ``check`` says of each example: the line within its block, and the sentence."""
    starts = [(example.line, example.id) for example in EXAMPLES]
    found = json.loads(asked(f"quizapp check '{PAGE}' --json").out)["problems"]
    told: dict[str, tuple[int, str]] = {}
    for problem in found:
        if problem["severity"] == "error":
            line, name = max(start for start in starts if start[0] <= problem["line"])
            told[name] = (problem["line"] - line, problem["message"])
    return told
