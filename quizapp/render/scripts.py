"""Superscripts and subscripts, limits, accents and braces: what stands at a symbol."""

from quizapp.render.box import Box, beside, blank, lowered, stacked, text_box
from quizapp.render.cells import Span, line_text
from quizapp.render.symbols import ACCENTS, SUBSCRIPTS, SUPERSCRIPTS

_BRACES = {"⏞": ("╭", "┴", "╮"), "⏟": ("╰", "┬", "╯")}
_OVERLINES = frozenset("¯―‾_")
_PLAIN_MARKS = {"^": "^", "ˆ": "^", "~": "~", "˜": "~", "˙": ".", "¨": "..", "→": "->"}
_PLAIN_BRACES = {"⏞": ("/", "^", "\\"), "⏟": ("\\", "v", "/")}


def attached(base: Box, sub: Box | None, sup: Box | None, plain: bool = False) -> Box:
    """``base`` with its scripts: small characters where all have one, else on lines of their own.

    ``plain`` keeps to characters of plain text, so every script takes its own line.
    """
    if (sub is None or sub.width == 0) and (sup is None or sup.width == 0):
        return base
    small_sub = None if plain or sub is None else small(sub, SUBSCRIPTS)
    small_sup = None if plain or sup is None else small(sup, SUPERSCRIPTS)
    column: list[Box] = []
    if sup is not None and sup.width:
        column.append(_raised(base, small_sup) if small_sup else _superscript(base, sup))
    if sub is not None and sub.width:
        column.insert(0, _sunk(base, small_sub) if small_sub else _subscript(base, sub))
    return beside(base, _together(column))


def small(box: Box, characters: dict[str, str]) -> Box | None:
    """``box`` in the small ``characters``, or None where one of them is missing."""
    text = line_text(box.lines[0])
    if box.height > 1 or not text or not all(character in characters for character in text):
        return None
    spans = tuple(
        Span("".join(characters[c] for c in span.text), span.role, span.bold, span.italic)
        for span in box.lines[0]
    )
    return Box((spans,), 0, box.width)


def _raised(base: Box, script: Box) -> Box:
    return lowered(script, -base.ascent)


def _sunk(base: Box, script: Box) -> Box:
    return lowered(script, base.descent)


def _superscript(base: Box, script: Box) -> Box:
    """The foot of the script at the head of a tall base, or just above a flat one."""
    return lowered(script, -max(base.ascent, 1) - script.descent)


def _subscript(base: Box, script: Box) -> Box:
    return lowered(script, max(base.descent, 1) + script.ascent)


def _together(scripts: list[Box]) -> Box:
    """Scripts in one column where they do not meet, else one after the other."""
    if len(scripts) == 1:
        return scripts[0]
    below, above = scripts
    if _inked(below) & _inked(above):
        return beside(below, above)
    return _overlaid(below, above)


def _inked(box: Box) -> set[int]:
    """The lines, counted from the baseline, on which something stands."""
    rows = enumerate(box.lines)
    return {row - box.baseline for row, line in rows if line_text(line).strip()}


def _overlaid(first: Box, second: Box) -> Box:
    ascent, descent = max(first.ascent, second.ascent), max(first.descent, second.descent)
    width = max(first.width, second.width)
    inked = _inked(first)
    lines = []
    for row in range(-ascent, descent + 1):
        box = first if row in inked else second
        index = row + box.baseline
        line = box.lines[index] if 0 <= index < box.height else ()
        used = box.width if line else 0
        lines.append((*line, Span(" " * (width - used))))
    return Box(tuple(lines), ascent, width)


def limited(base: Box, below: Box | None, above: Box | None) -> Box:
    """``base`` with limits centred below and above it."""
    rows = [above] if above is not None and above.width else []
    head = rows[0].height if rows else 0
    rows.append(base)
    if below is not None and below.width:
        rows.append(below)
    return stacked(rows, head + base.baseline)


def accented(base: Box, accent: str, role: str, over: bool = True) -> Box:
    """``base`` under an accent: a combining mark on one symbol, else a line of its own."""
    text = line_text(base.lines[0])
    if over and base.height == 1 and base.width == 1 and accent in ACCENTS:
        span = base.lines[0][0]
        return text_box(text + ACCENTS[accent], span.role, span.bold, span.italic)
    mark = text_box(_wide(accent, base.width), role)
    return limited(base, None, mark) if over else limited(base, mark, None)


def _wide(accent: str, width: int) -> str:
    if accent in _BRACES:
        return _brace(_BRACES[accent], "─", width)
    if accent in _OVERLINES:
        return "─" * width
    if accent == "→":
        return "─" * (width - 1) + "→"
    if accent == "←":
        return "←" + "─" * (width - 1)
    return accent


def _brace(ends: tuple[str, str, str], line: str, width: int) -> str:
    left, middle, right = ends
    before = max(width - 3, 0) // 2
    after = max(width - 3, 0) - before
    return left + line * before + middle + line * after + right


def plain_mark(accent: str, width: int, over: bool) -> str | None:
    """An accent in characters of plain text, None where there is none for it."""
    if accent in _OVERLINES:
        return ("_" if over else "-") * width
    if accent in _PLAIN_BRACES:
        return _brace(_PLAIN_BRACES[accent], "-", width)
    return _PLAIN_MARKS.get(accent) if over else None


def arrow(head: str, label: Box, role: str, plain: bool = False) -> Box:
    """An arrow as long as the label above it."""
    shaft = ("-" if plain else "─") * (label.width + 1)
    ends = {"→": ">", "←": "<"} if plain else {"→": "→", "←": "←"}
    line = {"→": shaft + ends["→"], "←": ends["←"] + shaft}
    return limited(text_box(line[head], role), None, label)


def tall_integral(role: str) -> Box:
    """An integral sign of three lines, for limits that need lines of their own."""
    return stacked([text_box(piece, role) for piece in "⌠│⌡"], 1)


def hidden(box: Box) -> Box:
    """Nothing, in the size of ``box``."""
    return blank(box.width, box.height, box.baseline)
