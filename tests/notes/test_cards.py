"""Pairs of notes and the cards expected of them, as text in ``fixtures/*.txt``.

A case is ``%%% name``, the notes, ``%%% gives``, then the cards: rule (``?`` marks a draft) and
line, front; ``=`` back; ``+`` shown after the answer; ``^`` explicit id. ⏎ is a line end.
"""

from pathlib import Path

import pytest

from quizapp.model.cards import Candidate

FIXTURES = Path(__file__).parent / "fixtures"


def cases(file):
    """The (name, notes, expected) of a fixture file."""
    text = (FIXTURES / file).read_text(encoding="utf-8")
    parts = ("\n" + text).split("\n%%% ")[1:]
    for head, gives in zip(parts[::2], parts[1::2], strict=True):
        name, _, notes = head.partition("\n")
        marker, _, expected = gives.partition("\n")
        assert marker == "gives", f"{file}: {name}"
        yield pytest.param(notes, expected.strip(), id=f"{file[:-4]}: {name}")


def shown(candidates: tuple[Candidate, ...]) -> str:
    return "\n".join(card(candidate) for candidate in candidates)


def card(candidate: Candidate) -> str:
    draft = "" if candidate.sure else "?"
    parts = [f"{candidate.rule}{draft} {candidate.passage.first_line}: {candidate.front}"]
    parts += [f"  = {candidate.back}"] if candidate.back else []
    parts += [f"  + {candidate.extra}"] if candidate.extra else []
    parts += [f"  ^ {candidate.explicit_id}"] if candidate.explicit_id else []
    return "\n".join(part.replace("\n", " ⏎ ") for part in parts)


@pytest.mark.parametrize(
    ("notes", "expected"),
    [*cases("prose.txt"), *cases("marked.txt"), *cases("no-cards.txt")],
)
def test_notes_give_exactly_these_cards(read, notes, expected):
    assert shown(read(notes).candidates) == expected
