from dataclasses import replace

import pytest

from quizapp.model.cards import Candidate, CardKind
from quizapp.model.passages import Passage
from quizapp.notes.fingerprint import card_uid, fingerprint

CARD = Candidate(
    CardKind.BASIC, "qa", "Что такое *ё*?", "Буква $a_b$", Passage("s", "p.md", (), 1, 1), "d"
)


@pytest.mark.parametrize(
    "change",
    [
        {"front": "Что  такое\u00a0ё?"},
        {"front": "Что такое __е\u0308__?"},
        {"back": "**Буква** $a_b$\n"},
        {"back": "Бук\u00adва $a_b$"},
        {"rule": "definition", "deck": "other", "tags": ("x",), "extra": "more"},
        {"passage": Passage("t", "q.md", ("x",), 9, 9)},
    ],
)
def test_a_fingerprint_survives_what_does_not_change_the_content(change):
    assert fingerprint(replace(CARD, **change)) == fingerprint(CARD)


@pytest.mark.parametrize(
    "change",
    [
        {"kind": CardKind.STEPS},
        {"front": "Что такое е?"},
        {"back": "Буква $ab$"},
        {"back": "буква $a_b$"},
        {"front": "Что такое *ё*? Буква", "back": "$a_b$"},
    ],
)
def test_a_fingerprint_tells_contents_apart(change):
    assert fingerprint(replace(CARD, **change)) != fingerprint(CARD)


def test_emphasis_marks_within_a_formula_count():
    times = replace(CARD, back="$a*b$")
    assert fingerprint(times) != fingerprint(replace(CARD, back="$ab$"))


def test_the_order_of_options_does_not_count():
    choice = replace(CARD, kind=CardKind.CHOICE, back="- [x] a\n- [ ] b")
    assert fingerprint(choice) == fingerprint(replace(choice, back="- [ ] b\n- [x] a"))


def test_the_order_of_steps_counts():
    steps = replace(CARD, kind=CardKind.STEPS, back="1. a\n2. b")
    assert fingerprint(steps) != fingerprint(replace(steps, back="1. b\n2. a"))


def test_uids_differ_by_kind_path_content_and_ordinal():
    uids = {
        card_uid(kind, path, content, ordinal)
        for kind in (CardKind.BASIC, CardKind.CLOZE)
        for path in ("a.md", "b.md")
        for content in ("1", "11")
        for ordinal in (0, 1)
    }
    assert len(uids) == 16
    assert all(len(uid) == 16 for uid in uids)
