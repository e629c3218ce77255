"""No screen shows the LaTeX of a shipped formula: not in cards, prompts, steps, hints, mistakes."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizapp.actions.studying.asking import hints
from quizapp.model.cards import Candidate, CardKind
from quizapp.model.questions import Variant
from quizapp.notes.read import read_notes
from quizapp.questions import (
    code_variant,
    draw_program,
    draw_variant,
    output_variant,
    read_question,
)
from quizapp.render.spoken import spoken
from quizapp.tui.pieces import Row, row_width
from quizapp.tui.widgets.text import first_row, rendered
from quizapp.tui.widgets.worked import worked

DECKS = Path(__file__).parents[2] / "decks"
RAW = re.compile(r"\\[A-Za-z{},;!]|\$|\^\{|_\{")
WIDTHS = (48, 78)
"""The insides of the card panel at 60 and at 100 columns and more."""
SEEDS = range(6)


def candidates(lang: str) -> Iterator[Candidate]:
    """The cards of an edition as its notes propose them."""
    for path in sorted((DECKS / lang).glob("*.md")):
        notes = read_notes(path.read_text(encoding="utf-8"), source="shipped", path=path.name)
        yield from notes.candidates


def variants(card: Candidate, lang: str) -> Iterator[Variant]:
    """Some variants of a question."""
    question = read_question(card.source, card.info, card.passage.path, 1, lang)
    for seed in SEEDS:
        if card.kind is CardKind.LIVE:
            yield draw_variant(question, seed)
        else:
            program = draw_program(question, seed)
            known = program.part is not None
            yield (
                code_variant(question, program)
                if known
                else output_variant(question, program, ["an output"])
            )


def texts(lang: str) -> Iterator[tuple[str, str]]:
    """Every Markdown text of an edition with the card it is of."""
    for card in candidates(lang):
        name = card.explicit_id or card.front
        if card.kind not in {CardKind.LIVE, CardKind.CODE}:
            yield from ((name, text) for text in (card.front, card.back, card.extra, card.deck))
            continue
        for variant in variants(card, lang):
            yield name, variant.prompt
            yield from ((name, hint) for hint in hints(variant))
            yield from ((name, step.caption) for step in variant.steps)
            for part in variant.parts:
                yield from ((name, text) for text in (part.name, part.why, *part.options))
                yield from ((name, mistake.message) for mistake in part.mistakes)


def raw(rows: list[Row]) -> list[str]:
    """What is LaTeX in the rows, program text apart."""
    shown = (piece.text for row in rows for piece in row if not piece.role.startswith("code"))
    return [text for text in shown if RAW.search(text)]


@pytest.fixture(scope="module", params=["en", "ru"])
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def shipped(lang: str) -> list[tuple[str, str]]:
    found = sorted({(name, text) for name, text in texts(lang) if text.strip()})
    assert len(found) > 900
    assert sum("$" in text for _name, text in found) > 150
    return found


@pytest.mark.parametrize("width", WIDTHS)
def test_no_text_of_the_decks_shows_its_latex(shipped: list[tuple[str, str]], width: int) -> None:
    for name, text in shipped:
        for reveal in (False, True):
            rows = rendered(text, width, reveal=reveal, values=True)
            assert raw(rows) == [], name
            assert all(row_width(row) <= width for row in rows), name


def test_no_row_of_a_list_shows_latex(shipped: list[tuple[str, str]]) -> None:
    for name, text in shipped:
        assert raw([first_row(text)]) == [], name


def test_no_text_of_the_decks_is_spoken_as_latex(shipped: list[tuple[str, str]]) -> None:
    for name, text in shipped:
        words = re.sub(r"`[^`]*`", "", text) if "`" in text else text
        for reveal in (False, True):
            assert not RAW.search(spoken(words, reveal=reveal)), name


@pytest.mark.parametrize("width", WIDTHS)
def test_no_worked_step_shows_latex(lang: str, width: int) -> None:
    for card in candidates(lang):
        if card.kind is not CardKind.LIVE:
            continue
        for variant in variants(card, lang):
            rows = worked(variant.steps, None, width, roomy=True)
            assert raw(rows) == [], (card.explicit_id, variant.seed)
            assert all(row_width(row) <= width for row in rows), (card.explicit_id, variant.seed)
