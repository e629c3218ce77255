"""The worked solution with the learner's numbers: one step a block, ``=`` in one column."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quizapp.language import _
from quizapp.model.questions import Step
from quizapp.tui.formula import working
from quizapp.tui.pieces import BLANK, Piece, Row, bright, fit, from_line, gap, on
from quizapp.tui.widgets.numbers import evened
from quizapp.tui.widgets.text import rendered

if TYPE_CHECKING:
    from quizapp.render.box import Box

CAPTION = 27
_NARROW = 80
_BELOW = "= "
"""Stands before a result that is too wide for the line of its formula."""


def worked(steps: Sequence[Step], parts_at: str | None, width: int, *, roomy: bool) -> list[Row]:
    """Heading and steps; ``parts_at`` names the step at which the ways part."""
    if not steps:
        return []
    rows: list[Row] = [(bright(_("Worked with your numbers")),)] if roomy else []
    for number, block in enumerate(_blocks(steps, parts_at, width), 1):
        if roomy or (number > 1 and width >= _NARROW):
            rows.append(BLANK)
        rows += block
    return rows


def _blocks(steps: Sequence[Step], parts_at: str | None, width: int) -> list[list[Row]]:
    wide = width >= _NARROW
    room = width - CAPTION - 2 if wide else width - 6
    lefts = [working(step.substituted, room) for step in steps]
    rights = [_result(evened(step.printed, step.value), room - len(_BELOW)) for step in steps]
    fitting = [
        left.width
        for left, right in zip(lefts, rights, strict=True)
        if left.width + 3 + right.width <= room
    ]
    column = max(fitting, default=0)
    blocks = []
    for number, step in enumerate(steps, 1):
        left, right = lefts[number - 1], rights[number - 1]
        formula = _equation(left, right, column, room)
        parted = step.name == parts_at
        caption = _caption(number, step, parted, CAPTION - 1 if wide else width - 4, wide)
        rows = _side_by_side(caption, formula) if wide else _stacked(caption, formula)
        blocks.append(_marked(rows, parted, width))
    return blocks


def _result(printed: str, room: int) -> "Box":
    from quizapp.render.inline import emboldened

    return emboldened(working(printed, room))


def _equation(left: "Box", right: "Box", column: int, room: int) -> list[Row]:
    """``left = right`` with the sign in the common column, or right below left."""
    from quizapp.render.box import beside, padded, text_box

    sign = text_box(" = ", "math")
    for wanted in (column, left.width):
        if left.width <= wanted and wanted + 3 + right.width <= room:
            box = beside(padded(left, 0, wanted - left.width), sign, right)
            return [_results(from_line(line), wanted + 3) for line in box.lines]
    below = beside(text_box(_BELOW, "math"), right)
    return [from_line(line) for line in left.lines] + [
        _results(from_line(line), len(_BELOW)) for line in below.lines
    ]


def _results(row: Row, start: int) -> Row:
    """Numbers of a result are bright, not coloured as drawn ones."""
    place = 0
    done: list[Piece] = []
    for piece in row:
        result = place >= start and piece.role == "value"
        done.append(Piece(piece.text, "bright", bold=True) if result else piece)
        place += len(piece.text)
    return tuple(done)


def _caption(number: int, step: Step, parted: bool, width: int, wide: bool) -> list[Row]:
    digit = Piece(f"{number}", "mistake" if parted else "accent", bold=True)
    words = rendered(
        step.caption or step.name, width - 4, role="bright" if parted else "text", bold=parted
    )
    note = Piece(_("the ways part here"), "mistake")
    if parted and wide:
        words.append((note,))
    elif parted:
        words[0] = (*words[0], gap(2), note)
    first = next((at for at, row in enumerate(words) if _has_words(row)), 0)
    return [
        ((digit, gap(3 - len(str(number)))) if at == first else (gap(3),)) + row
        for at, row in enumerate(words)
    ]


def _has_words(row: Row) -> bool:
    return any(piece.role in {"text", "bright"} and piece.text.strip() for piece in row)


def _side_by_side(caption: list[Row], formula: list[Row]) -> list[Row]:
    height = max(len(caption), len(formula))
    rows: list[Row] = []
    for at in range(height):
        left = fit(caption[at] if at < len(caption) else BLANK, CAPTION)
        rows.append((*left, *(formula[at] if at < len(formula) else BLANK)))
    return rows


def _stacked(caption: list[Row], formula: list[Row]) -> list[Row]:
    return [*caption, *((gap(3), *row) for row in formula)]


def _marked(rows: list[Row], parted: bool, width: int) -> list[Row]:
    """The step where the ways part stands on violet ground, with a sign in the gutter."""
    if not parted:
        return [(gap(2), *row) for row in rows]
    first = (Piece("◆ ", "mistake"),)
    return [
        on("tint-mistake", fit((*(first if at == 0 else (gap(2),)), *row), width))
        for at, row in enumerate(rows)
    ]
