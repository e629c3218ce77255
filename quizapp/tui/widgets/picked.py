"""The wrong line of a program is picked with the line numbers: the gutter is the cursor."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from quizapp.language import _, ngettext
from quizapp.render.code import highlighted
from quizapp.tui.pieces import (
    Piece,
    Row,
    bright,
    fit,
    from_line,
    gap,
    muted,
    on,
    spread,
)
from quizapp.tui.widgets.scrolled import Scrolled


class LinePicker(Scrolled):
    """A numbered program; arrows and digits move the mark in its gutter."""

    TAKES_TEXT = True
    can_focus = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
        Binding("home", "step(-999)", show=False),
        Binding("end", "step(999)", show=False),
    ]

    program = ""
    line = 1
    _digits = ""

    def ask(self, program: str) -> None:
        """Show another program, its first line marked."""
        self.program, self.line, self._digits = program, 1, ""
        self.to_top()
        self.redraw()

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return len(self.program.rstrip("\n").split("\n"))

    def action_step(self, rows: int) -> None:
        """Mark a line further down, further up if negative; empty lines are passed over."""
        texts = self.program.rstrip("\n").split("\n")
        target = max(1, min(self.lines, self.line + rows))
        while 1 < target < self.lines and not texts[target - 1].strip():
            target += 1 if rows > 0 else -1
        self._mark(target)

    def on_key(self, event: events.Key) -> None:
        """Digits typed one after the other are the number of a line."""
        if not (event.character or "").isdecimal():
            self._digits = ""
            return
        event.stop()
        for digits in (self._digits + (event.character or ""), event.character or ""):
            if digits and 1 <= int(digits) <= self.lines:
                self._mark(int(digits))
                self._digits = digits
                return

    def on_click(self, event: events.Click) -> None:
        """Mark the line that was clicked."""
        self._mark(max(1, min(self.lines, self.top + event.y)))

    def _mark(self, line: int) -> None:
        self.line, self._digits = line, ""
        room = self.size.height - 3
        if not self.top < line <= self.top + room:
            self.top = max(0, line - room)
        self.redraw()

    def content(self, width: int, height: int) -> list[Row]:
        """Heading and lines; the marked one on the ground of a selection."""
        size = len(str(self.lines))
        rows = [
            self._row(number, size, from_line(line), width)
            for number, line in enumerate(highlighted(self.program.rstrip("\n")), 1)
        ]
        count = ngettext("{n} line", "{n} lines", self.lines)
        hint = _("↑↓ or the number marks the wrong line")
        heading = (gap(2), bright(_("Program")), gap(3), muted(hint))
        return [spread(heading, (muted(count), gap(1)), width), *rows]

    def _row(self, number: int, size: int, code: Row, width: int) -> Row:
        if number != self.line:
            return on("inset", (gap(1), *fit((muted(f"{number:>{size}}  "), *code), width - 1)))
        cursor = Piece(f"{number:>{size}}", "accent", bold=True, filled=True)
        return on("selection", (Piece("▌", "accent"), *fit((cursor, gap(2), *code), width - 1)))
