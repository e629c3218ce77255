"""Lines to put in order: the program so far at the left, the lines left at the right."""

from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import Binding, BindingType

from quizapp.language import _, ngettext
from quizapp.model.lines import INDENT, level_of
from quizapp.model.questions import Part
from quizapp.render.code import highlighted
from quizapp.tui.arranging import Arranging
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
_AIR = 3
_GUIDE = "│" + INDENT[1:]


class _Grabbed(NamedTuple):
    """A line under the mouse button, where it was grabbed and how deep it stood then."""

    number: int
    x: int
    level: int


class Parsons(Scrolled):
    """Two lists of lines.

    ``space`` puts a line into the program, lifts it there and drops it; ``↑↓`` move, ``←→`` indent,
    ``tab`` goes to the other list, ``del`` gives a line back, and the mouse drags: up and down, in
    and out, sideways to indent. Where indentation is no part of the answer, ``←→`` go to the other
    list too.
    """

    TAKES_TEXT = True
    can_focus = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "go(-1)", show=False),
        Binding("down", "go(1)", show=False),
        Binding("left", "sideways(-1)", show=False),
        Binding("right", "sideways(1)", show=False),
        Binding("tab,shift+tab", "other", show=False),
        Binding("delete,backspace", "give_back", show=False),
    ]

    part: Part | None = None
    _grabbed: _Grabbed | None = None

    def __init__(self) -> None:
        super().__init__()
        self.order = Arranging()

    def ask(self, part: Part) -> None:
        """Begin with no line in the program."""
        self.part, self.order, self._grabbed = part, Arranging(part.options), None
        self.to_top()
        self.redraw()

    def fill(self, text: str) -> None:
        """Put back what was answered before."""
        self.order.fill(text)
        self.redraw()

    @property
    def text(self) -> str:
        """The answer as it stands."""
        return self.order.text

    def on_key(self, event: events.Key) -> None:
        """Space is text to the app, as in every answer."""
        if event.key == "space":
            event.stop()
            self.order.take()
            self.redraw()

    def action_go(self, rows: int) -> None:
        """Move the cursor, and with it the lifted line."""
        self.order.go(rows)
        self._follow()

    def action_sideways(self, levels: int) -> None:
        """Indent the line of the program that the cursor is on; elsewhere go to that side."""
        self.order.sideways(levels)
        self._follow()

    def action_other(self) -> None:
        """Go to the other list."""
        self.order.other()
        self._follow()

    def action_give_back(self) -> None:
        """Take a line out of the program again."""
        self.order.give_back()
        self.redraw()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Grab the line under the pointer."""
        order = self.order
        mine, row = self._under(event.x, event.y)
        lines = order.mine if mine else order.left
        if 0 <= row < len(lines):
            order.in_mine, order.row, order.lifted = mine, row, False
            self._grabbed = self._grab(lines[row], event.x)
            self.capture_mouse()
            self.redraw()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Take the grabbed line along: to another place, another list, another level."""
        grabbed, order = self._grabbed, self.order
        if grabbed is None:
            return
        mine, row = self._under(event.x, event.y)
        was_mine = grabbed.number in order.mine
        order.drag(grabbed.number, mine, max(0, row))
        if mine and not was_mine:
            self._grabbed = self._grab(grabbed.number, event.x)
        elif mine and order.indents:
            moved = round((event.x - grabbed.x) / len(INDENT))
            order.indent(grabbed.number, grabbed.level + moved)
        self.redraw()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Drop the line."""
        if self._grabbed is not None:
            self._grabbed, self.order.lifted = None, False
            self.release_mouse()
            self.redraw()

    def _grab(self, number: int, x: int) -> _Grabbed:
        return _Grabbed(number, x, self.order.levels.get(number, 0))

    def _under(self, x: int, y: int) -> tuple[bool, int]:
        """Whether a point of the widget belongs to the program, and its row in that list."""
        row, width = self.top + y - 1, self.size.width
        if width >= _NARROW:
            return x < _first(width) + _AIR, row
        below = row - self._height_of_mine()
        return below < 0, row if below < 0 else below - 1

    def _height_of_mine(self) -> int:
        return max(1, len(self.order.mine))

    def _follow(self) -> None:
        """Scroll to the cursor."""
        above = 0
        if self.size.width < _NARROW and not self.order.in_mine:
            above = self._height_of_mine() + 1
        place = above + 1 + self.order.row
        room = max(1, self.size.height - 1)
        if self.overflows and not self.top <= place < self.top + room:
            self.top = max(0, place - room + 1)
        self.redraw()

    def content(self, width: int, height: int) -> list[Row]:
        """Both lists, side by side where there is room."""
        if self.part is None:
            return []
        wide = width >= _NARROW
        first = _first(width) if wide else width
        second = width - first - _AIR - 2 if wide else width
        mine = [*self._heading(first), *self._lines(True, first)]
        left = [*self._heading_left(second), *self._lines(False, second), *self._tests(second)]
        help_rows = [BLANK, *indented(wrapped(self._help(), width - 2, "muted"), 2)]
        if not wide:
            return [*mine, *left, *help_rows]
        return [*beside([(mine, first + _AIR), (left, second)]), *help_rows]

    def _help(self) -> str:
        if self.order.indents:
            return _("space puts a line in or lifts it · ↑↓ move · ←→ indent · del gives back")
        return _("space puts a line in or lifts it · ↑↓ move · ←→ other side · del gives back")

    def _heading(self, width: int) -> list[Row]:
        assert self.part is not None
        assert isinstance(self.part.answer, tuple)
        total = len(self.part.answer)
        count = _("{n} of {total} lines").format(n=len(self.order.mine), total=total)
        return [spread((gap(2), bright(_("Your program"))), (muted(count), gap(1)), width)]

    def _heading_left(self, width: int) -> list[Row]:
        """How many lines do not belong, and the key to get here."""
        away = "tab" if self.order.in_mine and self.order.left else ""
        words = " · ".join(filter(None, (self._strange(), away)))
        return [spread((gap(2), bright(_("Lines left"))), (muted(words), gap(1)), width)]

    def _strange(self) -> str:
        """How many lines do not belong."""
        assert self.part is not None
        assert isinstance(self.part.answer, tuple)
        strange = len(self.part.options) - len(self.part.answer)
        return ngettext("{n} too many", "{n} too many", strange) if strange else ""

    def _lines(self, mine: bool, width: int) -> list[Row]:
        order = self.order
        numbers = order.mine if mine else order.left
        if not numbers:
            return [on("inset", (gap(2), *fit((Piece("·", "faint"),), width - 2)))]
        return [
            self._line(
                f"{place:>2}  " if mine else "  ",
                order.line(number),
                mine == order.in_mine and place == order.row + 1,
                width,
            )
            for place, number in enumerate(numbers, 1)
        ]

    def _line(self, number: str, text: str, current: bool, width: int) -> Row:
        if current and self.order.lifted:
            moving = _("moving")
            row = spread((Piece(number + text, bold=True),), (Piece(moving), gap(1)), width - 1)
            filled = [Piece(piece.text, "accent", bold=True, filled=True) for piece in row]
            return (Piece(" ", "accent", filled=True), *filled)
        guides = _GUIDE * level_of(text)
        rest = text[len(guides) :]
        code = from_line(highlighted(rest)[0]) if rest else ()
        bar = Piece("▌", "accent") if current else gap(1)
        row = (muted(number), Piece(guides, "faint"), *code)
        return on("selection" if current else "inset", (bar, *fit(row, width - 1)))

    def _tests(self, width: int) -> list[Row]:
        assert self.part is not None
        if not self.part.checks:
            return []
        rows: list[Row] = [BLANK, (gap(2), bright(_("Tests")), gap(2), muted(_("run on check")))]
        for check in self.part.checks:
            rows += indented([fit((muted("○ "), Piece(check.title)), width - 2)], 2)
        return rows


def _first(width: int) -> int:
    """The cells of the program beside the lines that are left."""
    return width * 3 // 5
