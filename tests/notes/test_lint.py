from pathlib import Path

import pytest

from quizapp.model.cards import Candidate, Card, CardKind
from quizapp.model.passages import Passage, Severity
from quizapp.notes.lint.leech import leech_findings
from quizapp.notes.lint.markup import missing_files
from quizapp.notes.lint.table import LINT_RULES, Limits
from quizapp.notes.read import ReadingSettings, read_notes

CASES = (Path(__file__).parent / "fixtures" / "lint.txt").read_text(encoding="utf-8")


def cases():
    parts = ("\n" + CASES).split("\n%%% ")[1:]
    for head, gives in zip(parts[::2], parts[1::2], strict=True):
        name, _, notes = head.partition("\n")
        yield pytest.param(notes, gives.removeprefix("gives").strip(), id=name)


@pytest.mark.parametrize(("notes", "expected"), cases())
def test_lint_finds_exactly_this(read, notes, expected):
    found = [f"{f.rule} {f.severity} {f.line}: {f.message}" for f in read(notes).findings]
    assert "\n".join(found) == expected


def test_every_rule_of_notes_has_a_case():
    elsewhere = {"missing-file", "leech", "front-matter"}
    here = Path(__file__).read_text(encoding="utf-8") + CASES
    assert [rule for rule in LINT_RULES if rule not in here and rule not in elsewhere] == []


def test_limits_and_switched_off_rules_come_from_the_settings():
    text = "Q: Где маяк?\nA: На мысу у порта.\n"
    strict = ReadingSettings(limits=Limits(longest_answer=2))
    silent = ReadingSettings(
        limits=Limits(longest_answer=2), no_findings=frozenset({"long-answer"})
    )
    rules = [
        [f.rule for f in read_notes(text, source="s", path="p.md", settings=settings).findings]
        for settings in (ReadingSettings(), strict, silent)
    ]
    assert rules == [[], ["long-answer"], []]


def test_a_rule_for_cards_can_be_switched_off_in_the_settings():
    settings = ReadingSettings(no_cards=frozenset({"definition", "heading"}))
    text = "# Мол\nМол — это стена в море.\n"
    assert read_notes(text, source="s", path="p.md", settings=settings).candidates == ()


def test_a_picture_that_is_not_there_is_found(tmp_path):
    (tmp_path / "there.png").touch()
    (tmp_path / "part(1).png").touch()
    back = (
        "![a](there.png) ![b](<not there.png>) ![c](https://example.org/c.png) "
        "![d](part(1).png 'of (2)') `![e](code.png)`"
    )
    passage = Passage("s", "p.md", (), 3, 3)
    card = Candidate(CardKind.BASIC, "qa", "Что?", back, passage, "d")
    missing = missing_files(card, lambda name: (tmp_path / name).exists())
    found = [(f.rule, f.line, f.message) for f in missing]
    assert found == [("missing-file", 3, "There is no picture “not there.png”.")]


@pytest.mark.parametrize(
    ("lapses", "reviews", "is_leech"),
    [(8, 100, True), (7, 100, False), (4, 8, True), (4, 9, False), (3, 3, False)],
)
def test_a_leech_is_forgotten_often_or_half_of_the_time(lapses, reviews, is_leech):
    passage = Passage("s", "p.md", (), 3, 3)
    card = Card("u", CardKind.BASIC, "qa", "Что?", "То", "", passage, "d", (), "ru", "f", 0)
    found = list(leech_findings(card, lapses=lapses, reviews=reviews))
    assert [(f.rule, f.severity, f.card) for f in found] == (
        [("leech", Severity.HINT, "u")] if is_leech else []
    )


LONG = " ".join(["слово"] * 41)


@pytest.mark.parametrize(
    ("notes", "finding"),
    [
        ("Q:\nA: b\n", "empty-side error 1: This card has no question."),
        (
            "\nQ: a\n\nText.\n",
            "empty-side error 2: This card has no answer: write it after “A:”.",
        ),
        (
            "Q: a?\n- [ ] b\n- [ ] c\n",
            "no-right-option error 1: No option is marked as right: write “- [x]” before it.",
        ),
        (
            "# A\n```\ncode\n",
            "unclosed-fence warning 2: "
            "This code block is never closed: everything below it counts as code.",
        ),
        (
            f"Q: a?\nA: {LONG}\n",
            "long-answer warning 1: The answer has 41 words: split it, 40 are enough for one card.",
        ),
        (
            "Q: Ёж?\nA: b\n\nQ: **еж**?\nA: c\n",
            "duplicate-prompt error 4: The card of line 1 asks the same but has another answer.",
        ),
        (
            "Q: a?\nA: b ^x\n\nQ: c?\nA: d\n\nКит не {{c1::рыба}}, а зверь. ^y\n\nQ: e?\nA: f ^y\n",
            "",
        ),
        (
            "```quiz\n```\n",
            "question error 1: This question has no id: write “quiz ID”.",
        ),
        (
            "```python quiz Sum\n```\n",
            "question error 1: “Sum” is no question id: use 2–64 of a–z, 0–9 and “-”.",
        ),
        (
            "```python quiz-essay sum\n```\n",
            "question error 1: “quiz-essay” is no kind of question: write quiz or one of "
            "quiz-blank, quiz-bug, quiz-code, quiz-order, quiz-output.",
        ),
        (
            "```quiz aa\n```\n\n```quiz aa\n```\n",
            "duplicate-id error 4: "
            "The id “aa” is already used at notes.md:1: give this one its own.",
        ),
    ],
)
def test_lint_says_what_is_wrong_where_and_how_to_mend_it(read, notes, finding):
    found = [f"{f.rule} {f.severity} {f.line}: {f.message}" for f in read(notes).findings]
    assert found == ([finding] if finding else [])


@pytest.mark.parametrize(
    "notes",
    [
        f"Q: a?\nA: {LONG.removesuffix(' слово')}\n",
        "Q: a?\nA: b\n\nQ: a?\nA: **b**\n",
        "~~~\ncode\n~~~\n",
        "Formula:\n$$\n~~~ x\n$$\n",
        "> ```\n> code\n> ```\n",
        "- ```\n  code\n  ```\n",
        "1. a\n2. " + LONG + "\n",
    ],
)
def test_lint_is_silent_where_nothing_is_wrong(read, notes):
    assert read(notes).findings == ()


@pytest.mark.parametrize("notes", ["Q: good?\nA:\n", "Q: Which?\n- [ ] one\n- [ ] two\n"])
def test_what_cannot_be_asked_becomes_no_card(read, notes):
    found = read(notes)

    assert {finding.severity for finding in found.findings} == {Severity.ERROR}
    assert found.candidates == ()
