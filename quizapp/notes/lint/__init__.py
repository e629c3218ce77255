"""What is wrong with the notes of a file and their cards: what, where and how to mend it.

Checks are small functions from a card to findings, one module a subject. Drafts are not checked:
they wait for a decision anyway.
"""

from collections.abc import Iterator, Sequence

from quizapp.language import _
from quizapp.model.cards import QUESTIONS, Candidate
from quizapp.model.passages import Finding
from quizapp.notes.blocks import Block, BlockKind, walk
from quizapp.notes.lint.clozes import cloze_findings, crowded_clozes
from quizapp.notes.lint.markup import markup_findings
from quizapp.notes.lint.pairs import duplicate_ids, pair_findings
from quizapp.notes.lint.prompts import prompt_findings
from quizapp.notes.lint.sides import side_findings
from quizapp.notes.lint.table import LIMITS, LINT_RULES, Limits

_CHECKS = (side_findings, prompt_findings, cloze_findings, markup_findings)


def lint(
    candidates: Sequence[Candidate],
    forest: tuple[Block, ...],
    file: str,
    limits: Limits = LIMITS,
) -> tuple[Finding, ...]:
    """The findings of one file in the order of their lines."""
    cards = [card for card in candidates if card.kind not in QUESTIONS and card.sure]
    found = [
        *_unclosed(forest, file),
        *(finding for card in cards for check in _CHECKS for finding in check(card, limits)),
        *crowded_clozes(cards, limits),
        *pair_findings(cards, limits),
        *duplicate_ids(candidates),
    ]
    return tuple(sorted(found, key=lambda finding: (finding.line, finding.rule)))


def _unclosed(forest: tuple[Block, ...], file: str) -> Iterator[Finding]:
    message = _("This code block is never closed: everything below it counts as code.")
    for block in walk(forest):
        if block.kind is BlockKind.FENCE and not block.closed:
            severity = LINT_RULES["unclosed-fence"]
            yield Finding("unclosed-fence", severity, message, file, block.first_line)
