"""The worked steps of every live question, as a person has read them.

After a change that is meant, run this file as a program and read the difference:
``python tests/decks/test_worked_steps.py``.
"""

from pathlib import Path

import pytest

from quizapp.model.cards import CardKind
from quizapp.notes.read import read_notes
from quizapp.questions import draw_variant, read_question
from quizapp.questions.code import CodeQuestion

GOLDEN = Path(__file__).parent / "golden"
DECKS = Path(__file__).parents[2] / "decks"
SEED = 1


def worked(language: str) -> str:
    """Every question of an edition with one seed: prompt, steps, answers, mistakes."""
    pages = []
    for file in sorted((DECKS / language).glob("*.md")):
        for card in read_notes(file.read_text("utf-8"), source="", path=file.name).candidates:
            if card.kind is CardKind.LIVE:
                pages.append(page(card.source, card.info, file.name, language))
    return "\n".join(pages)


def page(source: str, info: str, file: str, language: str) -> str:
    """One question, worked out."""
    question = read_question(source, info, file, 1, language)
    assert not isinstance(question, CodeQuestion)
    variant = draw_variant(question, SEED)
    lines = [f"## {variant.question}", variant.prompt]
    lines += [f"  {s.caption} | {s.substituted} = {s.printed}" for s in variant.steps]
    for part in variant.parts:
        lines.append(f"  {part.name}: {part.printed}")
        lines += [f"    {m.id}: {m.printed} | {m.message} | {m.parts_at}" for m in part.mistakes]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_worked_steps_are_those_that_were_read(language: str) -> None:
    assert worked(language) == (GOLDEN / f"worked.{language}.txt").read_text("utf-8")


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for edition in ("ru", "en"):
        (GOLDEN / f"worked.{edition}.txt").write_text(worked(edition), "utf-8")
