"""Lines being put in order: two lists, a cursor in one of them, and how deep each line stands."""

from collections.abc import Sequence

from quizapp.model.lines import Placed, at_level, indentable, read_placed, written_placed

DEEPEST = 9


class Arranging:
    """The program so far (``mine``) and the lines ``left``, by the numbers they are shown under.

    A line comes into the program as deep as an editor would put it. Where indentation is no part
    of the answer (``indents``), each keeps its own.
    """

    def __init__(self, options: Sequence[str] = ()) -> None:
        self.options = options
        self.indents = indentable(options)
        self.mine: list[int] = []
        self.left = list(range(1, len(options) + 1))
        self.levels: dict[int, int] = {}
        self.in_mine, self.row, self.lifted = False, 0, False

    @property
    def text(self) -> str:
        """The answer: numbers, with their levels where these are asked for."""
        return written_placed(Placed(number, self.levels.get(number)) for number in self.mine)

    def line(self, number: int) -> str:
        """A line at its level; one that is left shows none where indenting is asked for."""
        level = self.levels.get(number, 0) if self.indents else None
        return at_level(self.options[number - 1], level)

    @property
    def lines(self) -> list[int]:
        """The list that the cursor is in."""
        return self.mine if self.in_mine else self.left

    def take(self) -> None:
        """Put a line that is left at the end of the program; lift or drop one that is in it."""
        if self.in_mine:
            self.lifted = bool(self.mine) and not self.lifted
        elif self.left:
            self.put_in(self.left[self.row], len(self.mine))
            self.row = max(0, min(self.row, len(self.left) - 1))
            if not self.left:
                self.in_mine, self.row = True, len(self.mine) - 1

    def go(self, rows: int) -> None:
        """Move the cursor, and with it the lifted line."""
        target = max(0, min(len(self.lines) - 1, self.row + rows))
        if self.lifted:
            self.mine.insert(target, self.mine.pop(self.row))
        self.row = target

    def sideways(self, levels: int) -> None:
        """Indent the line of the program that the cursor is on; elsewhere go to that side."""
        if self.in_mine and self.indents:
            self.indent(self.mine[self.row], self.levels[self.mine[self.row]] + levels)
        elif self.in_mine == (levels > 0):
            self.other()

    def other(self) -> None:
        """Go to the other list."""
        lines = self.left if self.in_mine else self.mine
        if lines:
            self.in_mine, self.lifted = not self.in_mine, False
            self.row = len(lines) - 1 if self.in_mine else min(self.row, len(lines) - 1)

    def give_back(self) -> None:
        """Take a line out of the program again: the one under the cursor, else the last."""
        if not self.mine:
            return
        self._take_out(self.mine[self.row if self.in_mine else -1])
        self.lifted = False
        if self.in_mine:
            self.row = max(0, min(self.row, len(self.mine) - 1))
            self.in_mine = bool(self.mine)
        if not self.in_mine:
            self.row = min(self.row, len(self.left) - 1)

    def drag(self, number: int, into_mine: bool, row: int) -> None:
        """Put a line where the pointer is, and the cursor on it."""
        if number in self.left and into_mine:
            self.put_in(number, min(row, len(self.mine)))
        elif number in self.mine and into_mine:
            self.mine.remove(number)
            self.mine.insert(row, number)
        elif number in self.mine:
            self._take_out(number)
        self.in_mine = self.lifted = into_mine
        self.row = self.lines.index(number)

    def fill(self, text: str) -> None:
        """Begin anew with the lines of an answer in the program."""
        placed = [
            line for line in read_placed(text.split()) if 1 <= line.number <= len(self.options)
        ]
        self.mine = [line.number for line in placed]
        self.left = [n for n in range(1, len(self.options) + 1) if n not in self.mine]
        self.levels = {line.number: line.level for line in placed if line.level is not None}
        self.in_mine, self.row, self.lifted = bool(self.mine), 0, False

    def put_in(self, number: int, place: int) -> None:
        """A line that is left becomes one of the program."""
        self.left.remove(number)
        self.mine.insert(place, number)
        if self.indents:
            above = self.mine[place - 1] if place else None
            opens = above is not None and self.options[above - 1].rstrip().endswith(":")
            self.indent(number, (self.levels[above] if above is not None else 0) + opens)

    def indent(self, number: int, level: int) -> None:
        """Put a line of the program at a level."""
        self.levels[number] = max(0, min(level, DEEPEST))

    def _take_out(self, number: int) -> None:
        self.mine.remove(number)
        self.levels.pop(number, None)
        self.left = sorted([*self.left, number])
