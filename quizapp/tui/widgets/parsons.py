"""Lines to put in order: the program so far at the left, the lines left at the right."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from quizapp.language import _, ngettext
from quizapp.model.questions import Part
from quizapp.render.code import highlighted
from quizapp.tui.pieces import (
    BLANK,
    Piece,
    Row,
    beside,
    bright,
    fit,
    from_line,
    gap,
    indented,
    muted,
    on,
    spread,
    wrapped,
)
from quizapp.tui.widgets.scrolled import Scrolled

_NARROW = 80


class Parsons(Scrolled):
    """Two lists of lines, known by the numbers under which they are shown.

    ``space`` puts a line into the program, lifts it there and drops it; ``↑↓`` move, ``←→`` go
    from one list to the other, ``del`` gives a line back. A line keeps its indentation.
    """

    TAKES_TEXT = True
    can_focus = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "go(-1)", show=False),
        Binding("down", "go(1)", show=False),
        Binding("left", "side(True)", show=False),
        Binding("right", "side(False)", show=False),
        Binding("delete,backspace", "give_back", show=False),
    ]

    part: Part | None = None
    mine: list[int]
    left: list[int]
    in_mine = False
    row = 0
    lifted = False

    def ask(self, part: Part) -> None:
        """Begin with no line in the program."""
        self.part = part
        self.mine, self.left = [], list(range(1, len(part.options) + 1))
        self.in_mine, self.row, self.lifted = False, 0, False
        self.to_top()
        self.redraw()

    def on_key(self, event: events.Key) -> None:
        """Space is text to the app, as in every answer."""
        if event.key == "space":
            event.stop()
            self.take()

    @property
    def text(self) -> str:
        """The numbers of the lines in the program."""
        return " ".join(map(str, self.mine))

    def take(self) -> None:
        """Put a line that is left at the end of the program; lift or drop one that is in it."""
        if self.in_mine:
            self.lifted = bool(self.mine) and not self.lifted
        elif self.left:
            self.mine.append(self.left.pop(self.row))
            self.row = max(0, min(self.row, len(self.left) - 1))
            if not self.left:
                self.in_mine, self.row = True, len(self.mine) - 1
        self.redraw()

    def action_go(self, rows: int) -> None:
        """Move the cursor, and with it the lifted line."""
        lines = self.mine if self.in_mine else self.left
        target = max(0, min(len(lines) - 1, self.row + rows))
        if self.lifted:
            lines.insert(target, lines.pop(self.row))
        self.row = target
        self._follow()

    def action_side(self, mine: bool) -> None:
        """Go to the other list."""
        lines = self.mine if mine else self.left
        if lines and mine != self.in_mine:
            self.in_mine, self.lifted = mine, False
            self.row = len(lines) - 1 if mine else min(self.row, len(lines) - 1)
            self._follow()

    def action_give_back(self) -> None:
        """Take a line out of the program again: the one under the cursor, else the last."""
        if not self.mine:
            return
        given = self.mine.pop(self.row if self.in_mine else -1)
        self.left = sorted([*self.left, given])
        self.lifted = False
        if self.in_mine:
            self.row = max(0, min(self.row, len(self.mine) - 1))
            self.in_mine = bool(self.mine)
        if not self.in_mine:
            self.row = min(self.row, len(self.left) - 1)
        self.redraw()

    def _follow(self) -> None:
        """Scroll to the cursor."""
        above = len(self.mine or [0]) + 1 if self.size.width < _NARROW and not self.in_mine else 0
        place = above + 1 + self.row
        room = max(1, self.size.height - 1)
        if self.overflows and not self.top <= place < self.top + room:
            self.top = max(0, place - room + 1)
        self.redraw()

    def content(self, width: int, height: int) -> list[Row]:
        """Both lists, side by side where there is room."""
        if self.part is None:
            return []
        wide = width >= _NARROW
        first = width * 3 // 5 if wide else width
        second = width - first - 5 if wide else width
        mine = [*self._heading(first), *self._lines(self.mine, self.in_mine, first)]
        left = [
            spread((gap(2), bright(_("Lines left"))), (muted(self._strange()), gap(1)), second),
            *self._lines(self.left, not self.in_mine, second),
            *self._tests(second),
        ]
        words = _("space puts a line in or lifts it · ↑↓ move · ←→ other side · del gives back")
        help_rows = [BLANK, *indented(wrapped(words, width - 2, "muted"), 2)]
        if not wide:
            return [*mine, *left, *help_rows]
        return [*beside([(mine, first + 3), (left, second)]), *help_rows]

    def _heading(self, width: int) -> list[Row]:
        assert self.part is not None
        assert isinstance(self.part.answer, tuple)
        count = _("{n} of {total} lines").format(n=len(self.mine), total=len(self.part.answer))
        return [spread((gap(2), bright(_("Your program"))), (muted(count), gap(1)), width)]

    def _strange(self) -> str:
        """How many lines do not belong."""
        assert self.part is not None
        assert isinstance(self.part.answer, tuple)
        strange = len(self.part.options) - len(self.part.answer)
        return ngettext("{n} too many", "{n} too many", strange) if strange else ""

    def _lines(self, numbers: list[int], current: bool, width: int) -> list[Row]:
        assert self.part is not None
        if not numbers:
            return [on("inset", (gap(2), *fit((Piece("·", "faint"),), width - 2)))]
        return [
            self._line(
                f"{place:>2}  " if numbers is self.mine else "  ",
                self.part.options[number - 1],
                current and place == self.row + 1,
                width,
            )
            for place, number in enumerate(numbers, 1)
        ]

    def _line(self, number: str, text: str, current: bool, width: int) -> Row:
        if current and self.lifted:
            moving = _("moving")
            row = spread((Piece(number + text, bold=True),), (Piece(moving), gap(1)), width - 1)
            filled = [Piece(piece.text, "accent", bold=True, filled=True) for piece in row]
            return (Piece(" ", "accent", filled=True), *filled)
        code = from_line(highlighted(text)[0]) if text else ()
        bar = Piece("▌", "accent") if current else gap(1)
        row = (muted(number), *code)
        return on("selection" if current else "inset", (bar, *fit(row, width - 1)))

    def _tests(self, width: int) -> list[Row]:
        assert self.part is not None
        if not self.part.checks:
            return []
        rows: list[Row] = [BLANK, (gap(2), bright(_("Tests")), gap(2), muted(_("run on check")))]
        for check in self.part.checks:
            rows += indented([fit((muted("○ "), Piece(check.title)), width - 2)], 2)
        return rows
