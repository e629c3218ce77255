"""The cells that stand for a picture: Kitty's Unicode placeholders.

Source: "Unicode placeholders" in Kitty's description of its graphics protocol. A cell is U+10EEEE
with three marks on it: row, column, and the upper byte of the picture's id. The lower bytes are
the colour of the cell, which is the same for all of ours.
"""

import re
from collections.abc import Callable

PLACEHOLDER = "\U0010eeee"
ROLE = "picture"
"""The role of a span or piece that is made of such cells."""

BASE = 0x5A17C3
COLOUR = f"#{BASE:06x}"
"""The lower three bytes of every id, as an id and as a colour."""

_CODES = (
    "305 30d-30e 310 312 33d-33f 346 34a-34c 350-352 357 35b 363-36f 483-487 592-595 597-599"
    " 59c-5a1 5a8-5a9 5ab-5ac 5af 5c4 610-617 657-65b 65d-65e 6d6-6dc 6df-6e2 6e4 6e7-6e8 6eb-6ec"
    " 730 732-733 735-736 73a 73d 73f-741 743 745 747 749-74a 7eb-7f1 7f3 816-819 81b-823 825-827"
    " 829-82d 951 953-954 f82-f83 f86-f87 135d-135f 17dd 193a 1a17 1a75-1a7c 1b6b 1b6d-1b73"
    " 1cd0-1cd2 1cda-1cdb 1ce0 1dc0-1dc1 1dc3-1dc9 1dcb-1dcc 1dd1-1de6 1dfe 20d0-20d1 20d4-20d7"
    " 20db-20dc 20e1 20e7 20e9 20f0 2cef-2cf1 2de0-2dff a66f a67c-a67d a6f0-a6f1 a8e0-a8f1 aab0"
    " aab2-aab3 aab7-aab8 aabe-aabf aac1 fe20-fe26 10a0f 10a38 1d185-1d189 1d1aa-1d1ad"
    " 1d242-1d244"
)


def _marks() -> tuple[str, ...]:
    ends = [[int(code, 16) for code in part.split("-")] for part in _CODES.split()]
    return tuple(chr(code) for span in ends for code in range(span[0], span[-1] + 1))


MARKS = _marks()
"""The mark of each number, from 0 on."""

_NUMBERS = {mark: number for number, mark in enumerate(MARKS)}
_RUN = re.compile(rf"(?:(\x1b\[[\d;]*m))?((?:{PLACEHOLDER}[^\x00-\x7f]{{3}})+)")
_OURS = ";".join(str(BASE >> shift & 255) for shift in (16, 8, 0))
"""The colour as an escape code names it."""

SLOTS = 200
"""So many pictures are kept at a time."""

LARGEST = len(MARKS)
"""Rows and columns of a picture at most."""

Cut = Callable[[int, int, int, int], str | None]


def picture_id(slot: int) -> int:
    """The id of the picture in a slot."""
    return slot << 24 | BASE


def placeholders(slot: int, columns: int, rows: int) -> list[str]:
    """The text of each row of a picture."""
    last = MARKS[slot]
    return [
        "".join(PLACEHOLDER + MARKS[row] + MARKS[column] + last for column in range(columns))
        for row in range(rows)
    ]


def replaced(text: str, cut: Cut) -> str:
    """Text with blanks for its placeholder cells and the pixels over them.

    Cells of another colour are dimmed: an overlay lies over them, and they stay blank, as they do
    in Kitty, where no picture has that id.
    ``cut`` gives the pixels of slot, row, first column and last one (not included); None where
    there is no such picture any more.
    """

    def drawn(run: re.Match[str]) -> str:
        style, marks = run[1] or "", run[2]
        cells = [marks[place + 1 : place + 4] for place in range(0, len(marks), 4)]
        if style and _OURS not in style:
            return style + " " * len(cells)
        return style + "".join(_drawn(part, cut) for part in _parts(cells))

    return _RUN.sub(drawn, text)


def _parts(cells: list[str]) -> list[list[str]]:
    """Cells that follow each other in one row of one picture, together."""
    parts: list[list[str]] = []
    for cell in cells:
        if parts and _follows(parts[-1][-1], cell):
            parts[-1].append(cell)
        else:
            parts.append([cell])
    return parts


def _follows(before: str, cell: str) -> bool:
    same = before[0] == cell[0] and before[2] == cell[2]
    return same and _NUMBERS.get(cell[1], -2) == _NUMBERS.get(before[1], -2) + 1


def _drawn(part: list[str], cut: Cut) -> str:
    blanks = " " * len(part)
    row, left, slot = (_NUMBERS.get(mark, -1) for mark in part[0])
    pixels = cut(slot, row, left, left + len(part))
    if pixels is None:
        return blanks
    return f"{blanks}\x1b7\x1b[{len(part)}D{pixels}\x1b8"
