"""Every formula in the prose of the shipped decks is drawn, never shown as LaTeX source."""

from pathlib import Path

import pytest

from quizapp.render.latex import formula, formula_within
from quizapp.render.syntax import parser

_DECKS = sorted((Path(__file__).parents[2] / "decks").rglob("*.md"))


def _formulas(path: Path) -> set[str]:
    tokens = parser().parse(path.read_text(encoding="utf-8"))
    inner = [child for token in tokens for child in token.children or []]
    return {token.content.strip() for token in tokens + inner if token.type.startswith("math")}


def test_there_are_decks_to_look_at() -> None:
    assert sum(len(_formulas(path)) for path in _DECKS) > 50


@pytest.mark.parametrize("path", _DECKS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_formula_of_a_deck_is_drawn_within_a_small_screen(path: Path) -> None:
    missing = [source for source in _formulas(path) if formula_within(source, 54) is None]

    assert missing == []
    assert all(formula(source, display=True) for source in _formulas(path))
