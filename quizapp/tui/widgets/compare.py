"""Yours and right side by side, a sign behind each entry."""

from collections.abc import Sequence

from quizapp.language import _
from quizapp.model.questions import AnswerKind, Part
from quizapp.model.verdicts import Outcome, PartVerdict
from quizapp.tui.answers import grid_shape
from quizapp.tui.pieces import BLANK, Piece, Row, beside, bright, gap, muted, row_width
from quizapp.tui.widgets.banner import SIGNS
from quizapp.tui.widgets.comparecode import compare_code
from quizapp.tui.widgets.compareletters import compare_letters
from quizapp.tui.widgets.listed import in_order
from quizapp.tui.widgets.numbers import as_judged, entries_of, evened

_AIR = 4


def compare(
    parts: Sequence[Part], found: Sequence[PartVerdict], width: int, *, count: bool
) -> list[Row]:
    """Every part: what was understood, what is right. Without an answer only the latter."""
    rows: list[Row] = []
    for place, part in enumerate(parts):
        verdict = found[place] if place < len(found) else None
        label = part.name if len(parts) > 1 else ""
        if part.task is not None:
            block = compare_code(part, verdict, width)
        elif part.kind is AnswerKind.OUTPUT:
            block = _outputs(part, verdict, width)
        elif part.kind is AnswerKind.TYPED:
            block = compare_letters(part, verdict, width)
        else:
            block = _pair(part, verdict, label, width, count=count)
            if part.kind is AnswerKind.ORDER:
                block += [BLANK, *in_order(part, width)]
        rows += [*([BLANK] if rows else []), *block]
    return rows


def _pair(
    part: Part, verdict: PartVerdict | None, label: str, width: int, *, count: bool
) -> list[Row]:
    shape = grid_shape(part)
    unit = f" {part.unit}" if part.unit else ""
    listed = part.kind is AnswerKind.ORDER
    printed = part.printed if listed else evened(part.printed, part.answer)
    entries = entries_of(printed, shape)
    right = [_right_title(label), *matrix(entries, (), "right", unit)]
    if verdict is None or not verdict.read:
        return right
    title: Row = (bright(_("Your answer")), *_named(label))
    if count and len(verdict.entries) > 1:
        same = sum(entry is Outcome.RIGHT for entry in verdict.entries)
        words = _("{n} of {total} match").format(n=same, total=len(verdict.entries))
        title = (*title, gap(2), muted(words))
    read = as_judged(entries_of(verdict.read, shape), part, verdict.value)
    yours = [title, *matrix(read, verdict.entries, "muted", unit)]
    left = max(map(row_width, yours)) + _AIR
    if left + max(map(row_width, right)) > width:
        return [*yours, BLANK, *right]
    left = max(left, min(34, width // 2))
    return beside([(yours, left), (right, width - left)])


def _right_title(label: str) -> Row:
    return (Piece("✓ ", "right"), Piece(_("Right answer"), "right", bold=True), *_named(label))


def _named(label: str) -> Row:
    return (gap(1), Piece(label, "math")) if label else ()


def matrix(
    entries: Sequence[Sequence[str]], signs: Sequence[Outcome], bracket: str, unit: str = ""
) -> list[Row]:
    """Entries between tall brackets, decimal points below each other, a sign behind each."""
    columns = [aligned(list(column)) for column in zip(*entries, strict=True)]
    single = len(entries) == len(columns) == 1
    rows: list[Row] = []
    for y in range(len(entries)):
        row: list[Piece] = []
        for x, column in enumerate(columns):
            place = y * len(columns) + x
            text = column[y].strip() if single else column[y]
            row.append(Piece(text, "text" if signs else "bright", bold=not signs))
            if place < len(signs):
                sign = signs[place]
                row.append(Piece(f" {SIGNS[sign]}", sign.value, bold=True))
            row.append(gap(2 if x < len(columns) - 1 else 0))
        left, right = ("", "") if single else _brackets(y, len(entries))
        lead = Piece(f"{left} " if left else "  ", bracket)
        rows.append((lead, *row, Piece(f" {right}" if right else "", bracket), muted(unit)))
        unit = ""
    return rows


def aligned(texts: list[str]) -> list[str]:
    """Numbers padded so that their decimal points stand in one column."""
    points = [text.find(".") if "." in text else len(text) for text in texts]
    before = max(points)
    shifted = [" " * (before - point) + text for text, point in zip(texts, points, strict=True)]
    longest = max(map(len, shifted))
    return [text.ljust(longest) for text in shifted]


def _brackets(y: int, height: int) -> tuple[str, str]:
    if height == 1:
        return "(", ")"
    if y == 0:
        return "⎛", "⎞"
    if y == height - 1:
        return "⎝", "⎠"
    return "⎜", "⎟"


def _outputs(part: Part, verdict: PartVerdict | None, width: int) -> list[Row]:
    """Two outputs line by line."""
    right = [_right_title(""), *_numbered(str(part.answer).splitlines(), (), width)]
    if verdict is None:
        return right
    half = (width - _AIR) // 2
    typed = verdict.read.splitlines()
    padded = typed + [""] * (len(verdict.entries) - len(typed))
    yours: list[Row] = [(bright(_("Your output")),), *_numbered(padded, verdict.entries, half)]
    right = [_right_title(""), *_numbered(str(part.answer).splitlines(), (), half)]
    return beside([(yours, half + _AIR), (right, half)])


def _numbered(lines: Sequence[str], signs: Sequence[Outcome], width: int) -> list[Row]:
    rows: list[Row] = []
    for place, line in enumerate(lines or [""]):
        sign: Row = ()
        if place < len(signs):
            sign = (Piece(f"{SIGNS[signs[place]]} ", signs[place].value, bold=True),)
        rows.append((*sign, muted(f"{place + 1:>2}  "), Piece(line, bold=not signs)))
    return rows
