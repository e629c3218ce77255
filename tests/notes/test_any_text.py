"""Any text is read or refused in one sentence, and always in the same way."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.model.errors import InputError
from quizapp.notes.matcher import match
from quizapp.notes.read import read_notes
from quizapp.notes.source import decode

PIECES = (
    "# ¦## ¦- ¦* ¦1. ¦> ¦  ¦    ¦\n¦\n\n¦---\n¦|¦| a | b |\n|---|---|\n¦```¦~~~¦$¦$$¦**¦*¦_¦`¦[¦]¦"
    "[[¦]]¦![[¦(¦)¦<!--¦-->¦%%¦Q: ¦A: ¦**Q:** ¦- [x] ¦- [ ] ¦{{c1::¦::¦}}¦ ^id¦^id\n¦quiz a-b\n¦"
    "python quiz-output x1\n¦: ¦:¦ — это ¦ - ¦Это называется ¦, потому что ¦В отличие от ¦"
    "Это позволяет ¦TODO¦слово¦Слово. ¦ is a ¦ because ¦Идея ¦Проблема ¦deck: x\n¦\ufeff¦"
    "%% no cards %%¦==¦::¦:::¦\n?\n¦\n??\n¦C: [¦#flashcards\n¦\n: ¦[^1]: ¦> [!question] ¦\\(¦"
    "\\)¦$x$¦"
    "- a\n- b\n¦| c | d |\n¦: \n- ¦\r\n¦\r¦\t¦\u2028¦\ufffc¦<b>¦&nbsp;¦\\"
)
PROSE = {"definition", "label", "heading", "steps", "list", "table", "term-cloze", "formula"}
_PIECE = st.sampled_from(PIECES.split("¦")) | st.text(max_size=4)
MARKDOWN = st.lists(_PIECE, max_size=40).map("".join)


def read(text):
    return read_notes(text, source="s", path="p.md")


@settings(max_examples=3000, deadline=None)
@given(MARKDOWN)
def test_any_text_is_read_or_refused(text):
    try:
        notes = read(text)
    except InputError as refused:
        assert "\0" in text
        assert str(refused)
        return
    last = text.count("\n") + text.count("\r") + 1
    for card in notes.candidates:
        assert 1 <= card.passage.first_line <= card.passage.last_line <= last
        assert card.deck == "p" or "deck" in text
    for place in (*notes.gaps, *notes.findings):
        assert 1 <= place.line <= last


@settings(max_examples=100, deadline=None)
@given(MARKDOWN.filter(lambda text: "\0" not in text))
def test_reading_twice_gives_the_same_and_ids_are_unique(text):
    notes = read(text)
    plan = match(notes.candidates, ())
    assert notes == read(text)
    uids = [addition.uid for addition in (*plan.added, *plan.drafts)]
    assert len(uids) == len(set(uids))
    assert len(uids) + len(plan.duplicates) == len(notes.candidates)


@settings(max_examples=80, deadline=None)
@given(MARKDOWN.filter(lambda text: "\0" not in text))
def test_cards_from_prose_have_two_different_sides(text):
    for card in read(text).candidates:
        if card.rule in {"definition", "label", "steps", "reason", "contrast", "problem"}:
            assert card.front.strip()
            assert card.back.strip()
            assert card.back not in card.front


@settings(max_examples=300, deadline=None)
@given(MARKDOWN.filter(lambda text: "\0" not in text and "\ufffc" not in text))
def test_no_mask_and_no_mark_of_ours_reaches_a_card(text):
    for card in read(text).candidates:
        if card.rule in PROSE:
            assert "\ufffc" not in card.front + card.back + card.extra
            assert "==x==" not in card.front + card.back


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_decoded_or_refused(data):
    try:
        assert decode(data, "x.md").encode() == data
    except InputError as refused:
        assert refused.file == "x.md"
        assert refused.line


@settings(max_examples=80, deadline=None)
@given(MARKDOWN.filter(lambda text: "\0" not in text))
def test_importing_twice_changes_nothing(stored_of, text):
    notes = read(text)
    cards = stored_of(match(notes.candidates, ()))
    plan = match(notes.candidates, cards)
    assert not plan.added + plan.drafts + plan.changed + plan.moved + plan.restored
    assert not plan.retired + plan.dropped
    assert len(plan.unchanged) == len(cards)


HOSTILE = {
    "brackets": "[" * 20_000,
    "quotes": ">" * 2_000 + " a",
    "stars": "*a **a " * 8_000,
    "backticks": " ".join("`" * n for n in range(1, 600)),
    "dollars": "$a " * 20_000,
    "nested list": "".join("  " * n + "- a\n" for n in range(300)),
    "pipes": "|" * 20_000,
    "formulas below text": "a\n" + "$$\nb\n" * 10_000 + "$$\n$$\nb\n$$\n- b\n" * 2_000,
    "unclosed formula": "$$\n" + "a\n" * 5_000,
    "comments": "<!--" * 5_000,
    "wiki links": "[[" * 10_000,
    "one long line": "слово " * 170_000,
    "percent signs": "%% " * 20_001,
    "clozes": "{{c1::" * 20_000,
    "dashes": "x — " * 20_000 + "это y",
    "reasons": "because " * 20_000,
    "short sentences": ". A" * 50_000,
    "highlights": "==a" * 20_000,
    "separators": "#flashcards\n" + "a::" * 20_000,
    "question marks": "#flashcards\n" + "?\n" * 20_000,
    "brackets of formulas": "\\(" * 20_000 + "\\[" * 20_000,
    "footnotes": "[^" * 20_000 + "^[" * 20_000,
    "definition lists": ": " * 20_000,
    "quoted callouts": "> [!question]\n" * 3_000 + ">" * 500,
    "deletions": "C: " + "[" * 20_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_are_read_to_the_end(text):
    assert read(text).candidates == ()


def test_deep_front_matter_is_no_trap():
    assert read("---\n" + "[" * 5_000 + "\n---\n").findings[0].rule == "front-matter"
