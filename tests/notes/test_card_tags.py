"""What one card, or one file, is told apart from the others."""

from quizapp.notes.read import read_notes

CARDS = """---
tags: all
{more}
---

Q: First?
A: One.
^one %% tags: birds sea/gulls %%

Q: Second?
A: Two.

Q: Third? %% tags: #fish %%
A: A card with a very long prompt and TODO
"""


def test_a_comment_gives_tags_to_the_card_it_stands_in() -> None:
    notes = read_notes(CARDS.replace("{more}", "deck: d"), source="s", path="a.md")

    assert [card.tags for card in notes.candidates] == [
        ("all", "birds", "sea::gulls"),
        ("all",),
        ("all", "fish"),
    ]
    assert notes.candidates[0].explicit_id == "one"
    assert "tags" not in "".join(card.front + card.back for card in notes.candidates)


def test_lint_is_silent_in_a_file_that_says_so() -> None:
    loud = "Q: First {{x}}?\nA: [[a\n"

    spoken = read_notes(loud, source="s", path="a.md")
    silent = read_notes(f"---\nlint: none\n---\n{loud}", source="s", path="a.md")

    assert spoken.findings
    assert silent.findings == ()
    assert len(silent.candidates) == len(spoken.candidates) == 1
