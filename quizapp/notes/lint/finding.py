"""How a check says what it found."""

from quizapp.model.cards import Candidate
from quizapp.model.passages import Finding, Severity
from quizapp.notes.lint.table import LINT_RULES


def finding(
    candidate: Candidate, rule: str, message: str, severity: Severity | None = None
) -> Finding:
    """A finding about a card, with the usual severity of its rule unless told otherwise."""
    passage = candidate.passage
    return Finding(
        rule,
        severity or LINT_RULES[rule],
        message,
        passage.path,
        passage.first_line,
        card=candidate.explicit_id or "",
    )
