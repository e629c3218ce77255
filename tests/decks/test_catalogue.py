"""The catalogue as a whole: every system of the notes has its live questions."""

import re
from collections import Counter

QUESTION_OR_HEADING = re.compile(r"^(?:#+ (?P<heading>.+)|```python quiz (?P<id>\S+))$", re.M)

WHOLE_DECKS = {
    "1-mini-network.md": "mini network",
    "3-recurrent-networks.md": "RNN",
    "4-attention.md": "attention",
    "6-parallelism.md": "parallelism",
    "7-features-and-formats.md": "features and formats",
}
SECTIONS = {
    "Word2Vec: two variants": "Word2Vec",
    "GloVe: global statistics": "GloVe",
    "Similarity of words": "Word2Vec",
    "The problem of local context": "local context",
    "Self-Attention": "transformer",
    "Multi-Head Attention": "multi-head",
    "The feed-forward part of a layer": "transformer",
    "Gradient accumulation": "gradient accumulation",
    "Batch Normalization": "batch norm",
    "Layer Normalization": "layer norm",
    "Residual connection": "residual",
}
"""The English headings under which the questions of a row stand."""


def systems(files: dict[str, str]) -> dict[str, str]:
    """The system each live question is about, by its id."""
    found = {}
    for file, text in files.items():
        heading = ""
        for mark in QUESTION_OR_HEADING.finditer(text):
            heading = mark["heading"] or heading
            if mark["id"]:
                found[mark["id"]] = WHOLE_DECKS.get(file) or SECTIONS[heading]
    return found


def test_every_system_of_the_notes_has_at_least_four_live_questions(decks) -> None:
    counts = Counter(systems(decks["en"]).values())
    assert set(counts) == {*WHOLE_DECKS.values(), *SECTIONS.values()}
    assert min(counts.values()) >= 4, counts


def test_at_least_ninety_live_questions_ship(decks) -> None:
    assert len(systems(decks["en"])) >= 90
