"""A variant as its author reads it: what is asked first, then all that is known of the answer."""

from collections.abc import Iterable, Iterator

from quizapp.actions.questions.asked import simplest
from quizapp.actions.questions.variants import UntrustedCode
from quizapp.language import _
from quizapp.model.questions import Part, Variant
from quizapp.plain.asking import part_lines
from quizapp.render.cells import harmless
from quizapp.render.code import listing
from quizapp.render.spoken import spoken

_INDENT = "  "


def preview_lines(variant: Variant) -> Iterator[str]:
    """Seed, prompt and what there is to choose or to order; then the sections."""
    seed = _("seed {seed}").format(seed=variant.seed)
    yield f"{variant.question}  {seed}"
    yield spoken(variant.prompt)
    if variant.program:
        numbers = any(part.by_line_number for part in variant.parts)
        yield listing(variant.program, numbers=numbers)
    for place in range(len(variant.parts)):
        yield from part_lines(variant, place)
    yield from _section(_("Hints"), _numbered(map(spoken, variant.hints)))
    yield from _section(_("Right answer"), _answers(variant))
    yield from _section(_("Worked solution"), _numbered(_steps(variant)))
    yield from _section(_("Mistakes"), _slips(variant))
    yield ""


def untrusted_lines(refusal: UntrustedCode) -> Iterator[str]:
    """Prompt and program of a question whose code was not run."""
    yield spoken(refusal.prompt)
    yield listing(refusal.code, numbers=False)


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    """A heading over indented lines; nothing where there are none."""
    found = [row for line in lines for row in line.split("\n")]
    if found:
        yield from ("", title, *(_INDENT + row for row in found))


def _numbered(texts: Iterable[str]) -> Iterator[str]:
    return (f"{number}. {text}" for number, text in enumerate(texts, start=1))


def _answers(variant: Variant) -> Iterator[str]:
    for part in variant.parts:
        yield _named(variant, part) + _answer(part)
        if simpler := simplest(part):
            yield _("The same, simplified: {formula}").format(formula=simpler)
        if part.why:
            yield spoken(part.why)


def _answer(part: Part) -> str:
    """An order of lines of a program also as the program that it makes."""
    printed = harmless(part.printed)
    if part.by_line_number and part.solution:
        return f"{printed}\n{listing(part.solution, numbers=False)}"
    return f"{printed} {part.unit}".rstrip()


def _steps(variant: Variant) -> Iterator[str]:
    """Caption, and below it the expression with its numbers and their result."""
    for step in variant.steps:
        worked = f"{step.substituted} = {step.printed}" if step.substituted else step.printed
        yield f"{spoken(step.caption)}\n{_INDENT} {worked}"


def _slips(variant: Variant) -> Iterator[str]:
    """What each leads to, its id, what is said, the card that is brought forward."""
    for part in variant.parts:
        for mistake in part.mistakes:
            see = f" → {mistake.see}" if mistake.see else ""
            wrong = _named(variant, part) + harmless(mistake.printed)
            yield f"◆ {wrong}  ({mistake.id}) {spoken(mistake.message)}{see}"


def _named(variant: Variant, part: Part) -> str:
    return f"{spoken(part.name)} = " if len(variant.parts) > 1 else ""
