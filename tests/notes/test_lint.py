import pytest

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
            "Q: a\n- [ ] b\n- [ ] c\n",
            "no-right-option error 1: No option is marked as right: write “- [x]” before it.",
        ),
        (
            "# A\n```\ncode\n",
            "unclosed-fence warning 2: "
            "This code block is never closed: everything below it counts as code.",
        ),
        (
            f"Q: a\nA: {LONG}\n",
            "long-answer warning 1: The answer has 41 words: split it, 40 are enough for one card.",
        ),
        (
            "Q: Ёж?\nA: b\n\nQ: **еж**\nA: c\n",
            "duplicate-prompt error 4: The card of line 1 asks the same but has another answer.",
        ),
        (
            "Q: a\nA: b ^x\n\nQ: c\nA: d\n\nДа {{c1::нет}}. ^y\n\nQ: e\nA: f ^y\n",
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
        f"Q: a\nA: {LONG.removesuffix(' слово')}\n",
        "Q: a\nA: b\n\nQ: a\nA: **b**\n",
        "~~~\ncode\n~~~\n",
        "> ```\n> code\n> ```\n",
        "- ```\n  code\n  ```\n",
        "1. a\n2. " + LONG + "\n",
    ],
)
def test_lint_is_silent_where_nothing_is_wrong(read, notes):
    assert read(notes).findings == ()
