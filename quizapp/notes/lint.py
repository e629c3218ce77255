"""What is wrong with the cards of a file."""

from collections.abc import Iterator, Sequence

from quizapp.language import _
from quizapp.model.cards import Candidate, CardKind
from quizapp.model.passages import Finding, Severity
from quizapp.notes.blocks import Block, BlockKind, walk
from quizapp.notes.fingerprint import QUESTIONS, normalised
from quizapp.notes.sentences import length

LONGEST_ANSWER = 40
"""Words from which on an answer is too long to be recalled as one."""

_MEASURED = frozenset({CardKind.BASIC, CardKind.CLOZE})


def lint(
    candidates: Sequence[Candidate], forest: tuple[Block, ...], file: str
) -> tuple[Finding, ...]:
    """The findings of one file in the order of their lines."""
    found = [
        *_unclosed(forest, file),
        *(finding for candidate in candidates for finding in _card(candidate)),
        *_duplicate_prompts(candidates),
        *duplicate_ids(candidates),
    ]
    return tuple(sorted(found, key=lambda finding: (finding.line, finding.rule)))


def _unclosed(forest: tuple[Block, ...], file: str) -> Iterator[Finding]:
    message = _("This code block is never closed: everything below it counts as code.")
    for block in walk(forest):
        if block.kind is BlockKind.FENCE and not block.closed:
            yield Finding("unclosed-fence", Severity.WARNING, message, file, block.first_line)


def _card(candidate: Candidate) -> Iterator[Finding]:
    if candidate.kind in QUESTIONS:
        return
    if not candidate.front.strip():
        yield _finding(candidate, "empty-side", Severity.ERROR, _("This card has no question."))
    elif not candidate.back.strip():
        message = _("This card has no answer: write it after “A:”.")
        yield _finding(candidate, "empty-side", Severity.ERROR, message)
    if candidate.kind is CardKind.CHOICE and "- [x]" not in candidate.back:
        message = _("No option is marked as right: write “- [x]” before it.")
        yield _finding(candidate, "no-right-option", Severity.ERROR, message)
    count = length(candidate.back)
    if candidate.sure and candidate.kind in _MEASURED and count > LONGEST_ANSWER:
        message = _("The answer has {count} words: split it, {most} are enough for one card.")
        text = message.format(count=count, most=LONGEST_ANSWER)
        yield _finding(candidate, "long-answer", Severity.WARNING, text)


def _duplicate_prompts(candidates: Sequence[Candidate]) -> Iterator[Finding]:
    """Cards of one deck that ask the same but want different answers."""
    first: dict[tuple[str, str], Candidate] = {}
    for candidate in candidates:
        if candidate.kind in QUESTIONS or not candidate.sure or not candidate.front.strip():
            continue
        key = candidate.deck, _folded(candidate.front)
        earlier = first.setdefault(key, candidate)
        if normalised(earlier.back) != normalised(candidate.back):
            message = _("The card of line {line} asks the same but has another answer.")
            text = message.format(line=earlier.passage.first_line)
            yield _finding(candidate, "duplicate-prompt", Severity.ERROR, text)


def _folded(front: str) -> str:
    return normalised(front).casefold().replace("ё", "е").rstrip(" .?!:")


def duplicate_ids(candidates: Sequence[Candidate]) -> Iterator[Finding]:
    """Ids that stand twice; question ids may be compared over all files of an edition."""
    first: dict[tuple[str, bool, str], Candidate] = {}
    for candidate in candidates:
        if candidate.explicit_id is None:
            continue
        question = candidate.kind in QUESTIONS
        key = candidate.explicit_id, question, "" if question else candidate.passage.path
        earlier = first.setdefault(key, candidate)
        if earlier is not candidate:
            message = _("The id “{id}” is already used at {file}:{line}: give this one its own.")
            where = earlier.passage
            text = message.format(id=candidate.explicit_id, file=where.path, line=where.first_line)
            yield _finding(candidate, "duplicate-id", Severity.ERROR, text)


def _finding(candidate: Candidate, rule: str, severity: Severity, message: str) -> Finding:
    return Finding(rule, severity, message, candidate.passage.path, candidate.passage.first_line)
