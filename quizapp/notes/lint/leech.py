"""Cards that are forgotten again and again."""

from collections.abc import Iterator

from quizapp.language import _
from quizapp.model.cards import Card
from quizapp.model.passages import Finding
from quizapp.notes.lint.table import LIMITS, LINT_RULES, Limits


def leech_findings(
    card: Card, *, lapses: int, reviews: int, limits: Limits = LIMITS
) -> Iterator[Finding]:
    """Whether a stored card is a leech: many lapses, or fewer that are half of its reviews."""
    often = lapses >= limits.leech_lapses
    early = lapses >= limits.early_leech_lapses and lapses >= limits.early_leech_share * reviews
    if often or early:
        message = _("Forgotten {lapses} times in {reviews} reviews: rewrite it, or split it.")
        yield Finding(
            "leech",
            LINT_RULES["leech"],
            message.format(lapses=lapses, reviews=reviews),
            card.passage.path,
            card.passage.first_line,
            card=card.uid,
        )
