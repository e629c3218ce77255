"""What is said of a part whatever its kind: its known mistakes, and that nothing explains it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from quizapp.language import _
from quizapp.model.questions import Mistake, Part, Step, Value
from quizapp.model.verdicts import Outcome, PartVerdict

Steps = tuple[Step, ...]


def mistaken(part: Part, mistakes: Sequence[Mistake]) -> PartVerdict:
    """The first of ``mistakes``; the others coincide with it here and are named too."""
    message = mistakes[0].message
    for other in mistakes[1:]:
        message = _("{one} Or: {other}").format(one=message, other=other.message)
    nearest = mistakes[0]
    return PartVerdict(
        part.name, Outcome.MISTAKE, message, mistake=nearest.id, parts_at=nearest.parts_at
    )


def no_slip(part: Part, steps: Steps) -> str:
    """Nothing explains the answer: where to compare, the step that gives this part if it is one."""
    if not steps:
        return _("No typical slip leads to this.")
    names = [step.name for step in steps]
    number = names.index(part.name) + 1 if part.name in names else len(steps)
    return _("No typical slip leads to this. Compare with step {n}.").format(n=number)


def equal_or_not(
    part: Part, same: Callable[[Value], bool], steps: Steps, *, matches: str = "", misses: str = ""
) -> PartVerdict:
    """right, a known mistake, or wrong: the order of verdicts where nothing is nearly equal.

    ``same`` compares the typed answer with a right or wrong value; ``matches`` and ``misses`` say
    more of a right and a wrong answer than the common sentences.
    """
    if same(part.answer):
        return PartVerdict(part.name, Outcome.RIGHT, matches or _("Your answer matches."))
    if mistakes := [mistake for mistake in part.mistakes if same(mistake.value)]:
        return mistaken(part, mistakes)
    return PartVerdict(part.name, Outcome.WRONG, f"{misses} {no_slip(part, steps)}".strip())


def by_print(part: Part) -> Part:
    """The part with answer and mistakes as they are printed: what a text is compared with."""
    mistakes = tuple(replace(mistake, value=mistake.printed) for mistake in part.mistakes)
    return replace(part, answer=part.printed, mistakes=mistakes)


def marks(right: Sequence[bool]) -> tuple[Outcome, ...]:
    """Right or wrong for every entry."""
    return tuple(Outcome.RIGHT if entry else Outcome.WRONG for entry in right)
