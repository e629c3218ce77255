"""Comments by which a program that writes notes says deck, language and kind of what follows."""

from quizapp.model.cards import CardKind
from quizapp.notes.read import read_notes

NOTES = """\
---
deck: First
lang: en
tags: [all]
---
Q: One?
A: 1

%% deck: Second::Part %%
%% lang: ru %%

Q: Два?
A: 2 %% deck: Not alone on its line %%

%% tags: mine %%
```python quiz sum-of-two
\"\"\"What is {{a}} + 1?\"\"\"
a = integers(2, 90)
answer(a + 1)
```

%% deck: First %%

Q: How?
A: 1. Look
2. Leap %% steps %%

Q: Only one way?
A: 1. Look %% steps %%

Q: How else?
A: 1. Look
2. Leap
"""


def test_deck_and_language_hold_from_their_line_on() -> None:
    cards = read_notes(NOTES, source="s", path="a.md").candidates

    assert [(card.front[:4], card.deck, card.lang) for card in cards] == [
        ("One?", "First", "en"),
        ("Два?", "Second::Part", "ru"),
        ("What", "Second::Part", "ru"),
        ("How?", "First", "ru"),
        ("Only", "First", "ru"),
        ("How ", "First", "ru"),
    ]


def test_steps_are_asked_for_and_must_be_a_numbered_answer() -> None:
    cards = read_notes(NOTES, source="s", path="a.md").candidates

    assert [card.kind for card in cards[-3:]] == [
        CardKind.STEPS,
        CardKind.BASIC,
        CardKind.BASIC,
    ]


def test_a_question_has_the_tags_of_the_line_above_it() -> None:
    (live,) = (
        card
        for card in read_notes(NOTES, source="s", path="a.md").candidates
        if card.kind is CardKind.LIVE
    )

    assert live.tags == ("all", "mine")
