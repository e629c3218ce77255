"""Formulas with a piece hidden: a denominator, a term, or the right side of one without a name."""

from collections.abc import Iterator

from quizapp.model.cards import CardKind
from quizapp.notes.outline import Outline
from quizapp.notes.proposal import Proposal, Taken
from quizapp.notes.rules.formula import Formula, named_formulas
from quizapp.notes.tex import Cut, denominator, right_side, terms

_FEWEST_TERMS = 2
_MOST_TERMS = 4


def formula_cloze(outline: Outline, taken: Taken) -> Iterator[Proposal]:
    """Offer to hide one piece of each formula, cut where its tree divides."""
    for item, name in named_formulas(outline):
        context = name or outline.topic
        if not context or (item.claims & taken and not name):
            continue
        for cut in _cuts(item.tex, named=bool(name)):
            yield _proposal(item, context, cut)


def _cuts(tex: str, *, named: bool) -> Iterator[Cut]:
    """What may be hidden; a formula with a name is asked for as a whole by another rule."""
    side = right_side(tex)
    if side is None or side.start >= side.end:
        return
    below = denominator(tex, side)
    added = terms(tex, side)
    if below is not None and below.end - below.start > 1:
        yield below
    if _FEWEST_TERMS <= len(added) <= _MOST_TERMS:
        yield added[-1]
    if not named:
        yield side


def _proposal(item: Formula, context: str, cut: Cut) -> Proposal:
    hidden = item.tex[cut.start : cut.end]
    shown = f"{item.tex[: cut.start]}{{{{c1::{hidden}}}}}{item.tex[cut.end :]}"
    return Proposal(
        "formula-cloze",
        f"{context}: ${shown}$",
        f"${hidden}$",
        item.first_line,
        item.last_line,
        kind=CardKind.CLOZE,
        block_id=item.block_id,
        sure=False,
    )
