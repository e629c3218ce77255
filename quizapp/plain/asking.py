"""A card in question as lines: where it stands, its prompt, and how to type the answer."""

from collections.abc import Iterator

from quizapp.actions.studying.asking import Asked
from quizapp.actions.studying.choices import LETTERS, Choice
from quizapp.language import _, ngettext
from quizapp.model.questions import AnswerKind, Part, Variant
from quizapp.render.code import listing
from quizapp.render.spoken import spoken


def card_lines(asked: Asked) -> Iterator[str]:
    """The card: its place in the notes, its prompt, its options or its first part."""
    headings = [*asked.card.deck.split("::"), *asked.card.passage.headings[-1:]]
    yield spoken(" › ".join(headings))
    if asked.refusal is not None:
        yield asked.refusal
    yield spoken(asked.variant.prompt if asked.variant else asked.card.front)
    if asked.variant is not None:
        if asked.variant.program:
            yield listing(asked.variant.program, numbers=asked.variant.parts[0].by_line_number)
        yield from part_lines(asked.variant, 0)
    elif asked.choice is not None:
        yield from _choice_lines(asked.choice)


def part_lines(variant: Variant, place: int) -> Iterator[str]:
    """What is asked for next in a question: its part number ``place``, counted from 0."""
    part = variant.parts[place]
    if variant.program:
        yield from _code_lines(part)
        return
    if len(variant.parts) > 1:
        yield f"{spoken(part.name)}{_unit(part)} ="
    elif part.kind is AnswerKind.TYPED:
        yield _("Type the answer.")
    elif part.unit:
        yield _("Answer in {unit}.").format(unit=part.unit)
    marks = map(str, range(1, 100)) if part.kind is AnswerKind.ORDER else iter(LETTERS)
    for mark, option in zip(marks, part.options, strict=False):
        yield f"{mark}) {spoken(option)}"
    yield from _way_to_type(part)


def _way_to_type(part: Part) -> Iterator[str]:
    """How an answer of more than a number is typed."""
    if part.kind is AnswerKind.ORDER:
        yield _("Type the numbers in order, like 2 1 3.")
    elif part.kind is AnswerKind.CHOICE:
        yield _("Type the letter of the right one.")
    elif part.kind is AnswerKind.ARRAY and len(part.shape) == 1:
        said = ngettext("Type {n} number.", "Type {n} numbers, spaces between them.", part.shape[0])
        yield said.format(n=part.shape[0])
    elif part.kind is AnswerKind.ARRAY and len(part.shape) == 2:
        rows, columns = part.shape
        said = _("Type {rows} × {columns} numbers: spaces between them, ; between rows.")
        yield said.format(rows=rows, columns=columns)


def _choice_lines(choice: Choice) -> Iterator[str]:
    for letter, option in zip(LETTERS, choice.options, strict=False):
        yield f"{letter}) {spoken(option.text)}"
    if choice.several:
        yield _("Type the letters of all that are right.")


def _code_lines(part: Part) -> Iterator[str]:
    for check in part.checks:
        yield _("Test: {title}").format(title=spoken(check.title))
    prompts = {
        AnswerKind.OUTPUT: _("Type the output on one line, \\n between its lines."),
        AnswerKind.LINE: _("Type the number of the wrong line."),
        AnswerKind.BLANK: _("Type what stands in the blank ____."),
        AnswerKind.ORDER: _("Type the numbers of the lines in order; some may not belong."),
        AnswerKind.PROGRAM: _("Type the program line by line, then a line with a single dot."),
    }
    yield prompts[part.kind]


def _unit(part: Part) -> str:
    return f" ({part.unit})" if part.unit else ""
