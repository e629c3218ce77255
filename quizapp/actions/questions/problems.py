"""What is wrong at one place of the notes, as ``check`` lists it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from quizapp.model.cards import Candidate
from quizapp.model.errors import InputError
from quizapp.model.passages import Finding, Severity


@dataclass(frozen=True, slots=True)
class NoteProblem:
    """What is wrong at one place of the notes."""

    file: str
    line: int
    rule: str
    severity: str
    message: str


def as_problem(finding: Finding) -> NoteProblem:
    """A finding of the lint."""
    return NoteProblem(
        finding.file, finding.line, finding.rule, finding.severity.value, finding.message
    )


def unreadable(file: Path, error: InputError | OSError) -> NoteProblem:
    """A file that cannot be read."""
    line = error.line if isinstance(error, InputError) else None
    message = error.message if isinstance(error, InputError) else str(error.strerror)
    return NoteProblem(str(file), line or 1, "unreadable", Severity.ERROR.value, message)


def of_question(
    candidate: Candidate, rule: str, message: str, severity: Severity = Severity.ERROR
) -> NoteProblem:
    """What is wrong with a question, named by its id."""
    passage = candidate.passage
    text = f"{candidate.explicit_id}: {message}"
    return NoteProblem(passage.path, passage.first_line, rule, severity.value, text)


def failed(problems: Iterable[NoteProblem], *, strict: bool) -> bool:
    """Whether a check is not passed: errors count, with ``strict`` warnings too."""
    counting = {Severity.ERROR.value} | ({Severity.WARNING.value} if strict else set())
    return any(problem.severity in counting for problem in problems)
