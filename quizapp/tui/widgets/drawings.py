"""Plots in cells: a calendar of shades, upright bars, shares against a goal."""

from collections.abc import Mapping, Sequence
from datetime import date

from quizapp.tui.pieces import Piece, Row, bright, cut, fit, gap, muted, pushed, row_width
from quizapp.tui.theme import SHADES
from quizapp.tui.widgets.forecast import EIGHTHS
from quizapp.wording.dates import month_name, weekday_name

BLOCKS = "·▂▄▅▆"
_BRAILLE = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each dot of a braille cell, row by row."""

_LABEL = 5


def calendar(days: Mapping[int, int], today: int, width: int) -> list[Row]:
    """A week a column up to today, as many as fit; more reviews make a taller block."""
    weeks = max(1, (width - _LABEL) // 2)
    first = today - (today - 1) % 7 - 7 * (weeks - 1)
    most = max((count for day, count in days.items() if day >= first), default=0) or 1
    rows: list[Row] = [_months(first, weeks)]
    for weekday in range(7):
        name = weekday_name(first + weekday) if weekday % 2 == 0 else ""
        cells = [
            _shade(days.get(day, 0), most, marked=day == today)
            for day in range(first + weekday, today + 1, 7)
        ]
        rows.append((*fit((muted(name),), _LABEL), *(p for cell in cells for p in (cell, gap(1)))))
    return rows


def _months(first: int, weeks: int) -> Row:
    """The name of each month over the first week that begins in it."""
    row: list[Piece] = [gap(_LABEL)]
    used = 0
    for week in range(weeks):
        begin = date.fromordinal(first + 7 * week)
        name = month_name(begin.month)[:3]
        if begin.day <= 7 and 2 * week >= used:
            row += [gap(2 * week - used), muted(name)]
            used = 2 * week + len(name)
    return tuple(row)


def _shade(count: int, most: int, *, marked: bool) -> Piece:
    """Four heights in four shades: the height alone says it without colour."""
    if not count:
        return Piece(BLOCKS[0], "faint")
    place = min(4, 1 + 4 * (count - 1) // most)
    return Piece(BLOCKS[place], "accent" if marked else SHADES[place - 1])


def upright(
    values: Sequence[float], names: Sequence[str], height: int, width: int, *, first: str = "due"
) -> list[Row]:
    """Bars of eighth blocks with their names below; the first has its own colour.

    Where there is no room for air between them they stand side by side.
    """
    most = max(values, default=0) or 1
    step = max(1, min(8, (width + 1) // max(1, len(values))))
    wide = max(1, step - 1)
    heights = [max(1, round(8 * height * value / most)) if value else 0 for value in values]
    rows: list[Row] = []
    for level in reversed(range(height)):
        pieces: list[Piece] = []
        for place, tall in enumerate(heights):
            block = EIGHTHS[max(0, min(8, tall - 8 * level))] * wide
            pieces += [Piece(block, first if place == 0 else "due"), gap(step - wide)]
        rows.append(tuple(pieces[:-1]))
    return [*rows, _axis(names, step)]


def _axis(names: Sequence[str], step: int) -> Row:
    """The names that have room, each where its bar begins."""
    row: list[Piece] = []
    used = 0
    for place, name in enumerate(names):
        if name and place * step >= used:
            row += [gap(place * step - used), muted(name)]
            used = place * step + len(name) + 1
            row.append(gap(1))
    return tuple(row[:-1])


def shares(
    rows: Sequence[tuple[str, float | None]], width: int, *, goal: float | None, floor: float
) -> list[Row]:
    """Lying bars from ``floor`` to 1 on a rule, the goal as a heavy line across them."""
    named = max((row_width((Piece(name),)) for name, _share in rows), default=0)
    name_width = min(named, width * 4 // 7) + 2
    track = max(4, width - name_width - 8)
    drawn: list[Row] = []
    for name, share in rows:
        label = (*fit((Piece(name),), name_width - 2), gap(2))
        if share is None:
            drawn.append((*label, muted("–")))
            continue
        role = "learning" if goal is not None and share < goal else "due"
        line = _line(share, track, goal, floor, role)
        number = pushed((Piece(f"{100 * share:.1f}", role, bold=True), muted(" %")), 8)
        drawn.append((*label, *line, *number))
    return drawn


def _line(share: float, track: int, goal: float | None, floor: float, role: str) -> Row:
    def cell(value: float) -> int:
        return round(track * max(0.0, min(1.0, (value - floor) / (1 - floor))))

    filled = cell(share)
    cells = [Piece("━", role if place < filled else "rule") for place in range(track)]
    if goal is not None:
        cells[min(track - 1, cell(goal))] = Piece("┃", "bright", bold=True)
    return tuple(cells)


def curve(
    spans: Sequence[tuple[float, float] | None],
    height: int,
    *,
    goal: float,
    floor: float,
    now: int,
) -> list[Row]:
    """A line in braille dots from ``floor`` to 1: two spans a cell, each from its low to its high.

    The goal is dotted behind it; what comes after the cell ``now`` is muted.
    """
    rows = 4 * height
    dots = [[False] * len(spans) for _row in range(rows)]
    for x, span in enumerate(spans):
        if span is not None:
            low, high = (_dot(value, floor, rows) for value in span)
            for y in range(high, low + 1):
                dots[y][x] = True
    level = _dot(goal, floor, rows)
    return [_curve_row(dots[4 * y : 4 * y + 4], level - 4 * y, now) for y in range(height)]


def _dot(value: float, floor: float, rows: int) -> int:
    share = (1 - value) / (1 - floor)
    return max(0, min(rows - 1, round(share * (rows - 1))))


def _curve_row(dots: Sequence[Sequence[bool]], level: int, now: int) -> Row:
    """A row of cells out of four rows of dots; ``level`` is the goal's among them, if it is."""
    cells: list[Piece] = []
    for cell in range(len(dots[0]) // 2):
        bits = sum(_BRAILLE[y][x] for y in range(4) for x in range(2) if dots[y][2 * cell + x])
        if bits:
            cells.append(Piece(chr(0x2800 + bits), "accent" if cell <= now else "muted"))
        elif 0 <= level < 4:
            cells.append(Piece(chr(0x2800 + _BRAILLE[level][0]), "faint"))
        else:
            cells.append(gap(1))
    return tuple(cells)


def counted(rows: Sequence[tuple[int, str]], width: int, sign: Piece) -> list[Row]:
    """A list whose entries begin with how often."""
    wide = max((len(str(count)) for count, _text in rows), default=1)
    return [
        cut((sign, gap(1), bright(f"{count:>{wide}}"), gap(1), Piece(text)), width)
        for count, text in rows
    ]
