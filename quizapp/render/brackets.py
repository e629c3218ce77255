"""Brackets, roots and bars that grow with what they hold."""

from quizapp.render.box import Box, beside, blank, padded, stacked, text_box

_PIECES = {
    # top, extension, bottom, and the middle where there is one
    "(": "⎛⎜⎝",
    ")": "⎞⎟⎠",
    "[": "⎡⎢⎣",
    "]": "⎤⎥⎦",
    "⌊": "⎢⎢⎣",
    "⌋": "⎥⎥⎦",
    "⌈": "⎡⎢⎢",
    "⌉": "⎤⎥⎥",
    "{": "⎧⎪⎩⎨",
    "}": "⎫⎪⎭⎬",
    "|": "│││",
    "∣": "│││",
    "‖": "║║║",
    "∥": "║║║",
    "⟨": "╱│╲",
    "⟩": "╲│╱",
}
_ASCII_PIECES = {
    "(": "/|\\",
    ")": "\\|/",
    "[": "[[[",
    "]": "]]]",
    "{": "/|\\<",
    "}": "\\|/>",
    "|": "|||",
}


def grows(character: str, plain: bool = False) -> bool:
    """Whether ``character`` can be drawn over several lines."""
    return character in (_ASCII_PIECES if plain else _PIECES)


def bracketed(opening: str, inside: Box, closing: str, role: str, plain: bool = False) -> Box:
    """``inside`` between brackets of its height; an empty string leaves that side open."""
    if inside.height == 2 and ("{" in (opening, closing) or "}" in (opening, closing)):
        inside = _odd(inside)
    air = 1 if inside.height > 1 else 0
    left = _bracket(opening, inside, role, plain)
    right = _bracket(closing, inside, role, plain)
    room = padded(inside, air if opening else 0, air if closing else 0)
    return beside(left, room, right)


def _odd(box: Box) -> Box:
    """A two-line box as three lines: a brace needs a middle."""
    first, second = box.lines
    return Box((first, blank(box.width).lines[0], second), 1, box.width)


def _bracket(character: str, inside: Box, role: str, plain: bool) -> Box:
    if not character:
        return blank(0, inside.height, inside.baseline)
    if inside.height == 1:
        return text_box(character, role)
    pieces = (_ASCII_PIECES if plain else _PIECES)[character]
    column = [pieces[1]] * inside.height
    column[0], column[-1] = pieces[0], pieces[2]
    if len(pieces) == 4:
        column[_middle(inside)] = pieces[3]
    return stacked([text_box(piece, role) for piece in column], inside.baseline)


def _middle(box: Box) -> int:
    inner = 0 < box.baseline < box.height - 1
    return box.baseline if inner else box.height // 2


def root(radicand: Box, role: str, simple: bool, index: Box | None = None) -> Box:
    """A root: ``√x`` for one symbol, else with a roof as long as what stands under it."""
    if simple and radicand.height == 1 and index is None:
        return beside(text_box("√", role), radicand)
    roof = text_box("┌" + "─" * radicand.width, role)
    wall = stacked([text_box("│", role)] * radicand.height, radicand.baseline)
    body = stacked([roof, beside(wall, radicand)], radicand.baseline + 1)
    return beside(_hook("╲", body, index, role), body)


def ascii_root(radicand: Box, role: str, index: Box | None = None) -> Box:
    r"""A root of plain characters: ``\/`` under a roof of underscores."""
    roof = text_box("_" * (radicand.width + 1), role)
    slope = stacked([text_box("/", role)] + [text_box("|", role)] * (radicand.height - 1), 0)
    wall = Box(tuple(reversed(slope.lines)), radicand.baseline, 1)
    body = stacked([roof, beside(wall, radicand)], radicand.baseline + 1, "right")
    return beside(_hook("\\", body, index, role), body)


def _hook(foot: str, body: Box, index: Box | None, role: str) -> Box:
    """The short stroke at the bottom left, and the index of the root above it."""
    if index is None:
        index = blank(1, 0)
    over = max(body.height - 1 - index.height, 0)
    rows = [blank(index.width)] * over + [index] * bool(index.height) + [text_box(foot, role)]
    column = stacked(rows, 0, "right")
    return Box(column.lines, column.height - 1 - body.descent, column.width)


def fraction(above: Box, below: Box, role: str, rule: str = "─") -> Box:
    """``above`` over ``below``, the bar on the baseline; an empty ``rule`` is a binomial."""
    width = max(above.width, below.width) + (2 if rule else 0)
    bar = text_box(rule * width, role) if rule else blank(width)
    return stacked([above, bar, below], above.height)


def framed(inside: Box, role: str) -> Box:
    """``inside`` in a frame (``\\boxed``)."""
    edge = "─" * (inside.width + 2)
    wall = stacked([text_box("│", role)] * inside.height, inside.baseline)
    middle = beside(wall, padded(inside, 1, 1), wall)
    rows = [text_box(f"┌{edge}┐", role), middle, text_box(f"└{edge}┘", role)]
    return stacked(rows, inside.baseline + 1)
