"""The lint rules with their severities, and every threshold they use."""

from dataclasses import dataclass

from quizapp.model.passages import Severity


@dataclass(frozen=True, slots=True)
class Limits:
    """Where a rule begins to speak. Lengths are in words; a formula or code counts as three."""

    longest_answer: int = 40
    longest_generated_answer: int = 80
    longest_prompt: int = 35
    longest_cloze: int = 60
    most_clozes: int = 3
    hidden_share: float = 0.4
    fewest_visible: int = 3
    most_items: int = 5
    most_steps: int = 7
    shortest_prompt: int = 3
    leaking_stems: float = 0.6
    near_prompts: float = 0.85
    dated_from: int = 2000
    leech_lapses: int = 8
    early_leech_lapses: int = 4
    early_leech_share: float = 0.5


LIMITS = Limits()

_ERROR, _WARNING, _HINT = Severity.ERROR, Severity.WARNING, Severity.HINT

LINT_RULES: dict[str, Severity] = {
    "empty-side": _ERROR,
    "no-right-option": _ERROR,
    "long-answer": _WARNING,
    "long-prompt": _WARNING,
    "many-clozes": _WARNING,
    "enumeration": _WARNING,
    "long-procedure": _WARNING,
    "orphan-cloze": _ERROR,
    "bare-cloze": _WARNING,
    "missing-context": _WARNING,
    "vague-prompt": _HINT,
    "leaking-answer": _WARNING,
    "leaking-sibling": _HINT,
    "yes-no": _WARNING,
    "duplicate-prompt": _ERROR,
    "near-duplicate": _WARNING,
    "several-questions": _WARNING,
    "raw-markup": _ERROR,
    "missing-file": _WARNING,
    "broken-formula": _WARNING,
    "unclosed-fence": _WARNING,
    "image-answer": _WARNING,
    "dated": _HINT,
    "unfinished": _WARNING,
    "look-alike": _HINT,
    "duplicate-id": _ERROR,
    "leech": _HINT,
    "front-matter": _WARNING,
    "unknown-rule": _WARNING,
    "question": _ERROR,
}
"""Every rule with its usual severity; a few findings of a rule are graver than the others."""
