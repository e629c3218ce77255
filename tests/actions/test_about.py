"""The side panel: why now, the past, siblings, the passage, the code that computed an answer."""

import pytest

from quizapp.actions.studying.about import about, computed_by
from quizapp.actions.studying.study import start
from quizapp.model.cards import CardState

NOTES = """\
---
deck: Attention
---
# Weights

The similarity of two tokens is measured by $QK^T$. ^similarity

```text
not prose
```

Q: What is $QK^T$?
A: The similarity of the tokens.

```python quiz weights-of-two
\"\"\"Find the weights of {{q}} over {{k}}.\"\"\"
q = decimals(-2, 2, shape=2)
k = decimals(-2, 2, shape=(2, 2))
s = q @ k.T  # Scores
w = softmax(s)  # Weights
answer(w)
mistake(sigmoid(s), "Not normalised", id="sigmoid")
```

```python quiz by-hand
\"\"\"What is {{a}} + 1?\"\"\"
a = integers(2, 90)
answer(a + 1)
```
"""


@pytest.fixture
def asked(collection, notes):
    """The cards of the notes as a session asks them, by question or front."""
    notes(NOTES)
    session = start(collection)
    found = {}
    while session.asked is not None:
        found[session.asked.card.question or "basic"] = session.asked
        session.bury()
    return found


def test_the_preset_says_what_recall_is_wanted(collection, asked) -> None:
    assert about(collection, asked["basic"]).wanted == 0.9


def test_the_passage_of_a_question_is_the_prose_above_it(collection, asked) -> None:
    passage = about(collection, asked["weights-of-two"]).passage

    assert passage.startswith("The similarity of two tokens is measured by $QK^T$.\n")
    assert "not prose" not in passage
    assert "answer(w)" not in passage


def test_front_matter_is_no_passage(collection, notes) -> None:
    notes(f"---\ndeck: Other\n---\nJust this.\n\n{NOTES.partition('A: The similarity')[2]}", "o.md")
    session = start(collection, "Other")

    assert about(collection, session.asked).passage.startswith("Just this.")


def test_the_passage_of_a_card_is_where_it_is_written(collection, asked) -> None:
    passage = about(collection, asked["basic"]).passage

    assert passage == "Q: What is $QK^T$?\nA: The similarity of the tokens."


def test_notes_that_changed_since_are_not_shown(collection, asked, tmp_path) -> None:
    (tmp_path / "notes.md").write_text("other words\n" * 40, encoding="utf-8")
    assert about(collection, asked["basic"]).passage == ""
    (tmp_path / "notes.md").unlink()
    assert about(collection, asked["basic"]).passage == ""


def test_the_siblings_of_a_question_are_of_its_section(collection, asked) -> None:
    siblings = about(collection, asked["weights-of-two"]).siblings

    assert [sibling.card.question for sibling in siblings] == [None, "by-hand"]
    assert {sibling.state for sibling in siblings} == {CardState.NEW}


def test_the_code_of_an_answer_is_that_of_reference_impl(collection, asked) -> None:
    (source,) = computed_by(collection, asked["weights-of-two"].card)

    assert (source.name, source.step) == ("softmax", "w")
    assert source.source.startswith("def softmax(")
    assert source.file == "reference_impl/softmax.py"


def test_an_answer_that_calls_nothing_has_no_code(collection, asked) -> None:
    assert computed_by(collection, asked["by-hand"].card) == ()
    assert computed_by(collection, asked["basic"].card) == ()
