"""Pairs of notes and the cards expected of them, as text in ``fixtures/*.txt``.

A case is ``%%% name``, the notes, ``%%% gives``, then the cards: rule (``?`` marks a draft) and
line, front; ``=`` back; ``+`` shown after the answer; ``^`` explicit id. ⏎ is a line end.
"""

from pathlib import Path

import pytest

FIXTURES = Path(__file__).parent / "fixtures"
FILES = ("prose.txt", "lists.txt", "vault.txt", "marked.txt", "switches.txt", "no-cards.txt")


def cases(file):
    """The (name, notes, expected) of a fixture file."""
    text = (FIXTURES / file).read_text(encoding="utf-8")
    parts = ("\n" + text).split("\n%%% ")[1:]
    for head, gives in zip(parts[::2], parts[1::2], strict=True):
        name, _, notes = head.partition("\n")
        marker, _, expected = gives.partition("\n")
        assert marker == "gives", f"{file}: {name}"
        yield pytest.param(notes, expected.strip(), id=f"{file[:-4]}: {name}")


@pytest.mark.parametrize(
    ("notes", "expected"),
    [case for file in FILES for case in cases(file)],
)
def test_notes_give_exactly_these_cards(read, shown, notes, expected):
    assert shown(read(notes).candidates) == expected
