"""Rows that may be more than fit: scrolled, with a mark that says how many are left."""

from textual import events
from textual.message import Message

from quizapp.language import _, ngettext
from quizapp.tui.pieces import Row, gap, muted, pushed
from quizapp.tui.widgets.drawn import Drawn


class Scrolled(Drawn):
    """Subclasses give all their rows in :meth:`content`."""

    class Overflow(Message):
        """There is more than fits now, or no longer."""

    top = 0
    overflows = False

    def content(self, width: int, height: int) -> list[Row]:
        """All rows; ``height`` is what there is room for, 0 while the layout asks."""
        raise NotImplementedError

    def draw(self, width: int, height: int) -> list[Row]:
        """The rows that fit; the last one gives way to the mark."""
        rows = self.content(width, height)
        if height:
            self._measure(len(rows), height)
        if not height or len(rows) <= height:
            return rows
        shown = rows[self.top : self.top + height - 1]
        return [*shown, pushed(self.mark(rows, self.top + height - 1), width)]

    def _measure(self, length: int, room: int) -> None:
        overflowed, self.overflows = self.overflows, length > room
        self.top = max(0, min(self.top, length - room + 1)) if self.overflows else 0
        if overflowed != self.overflows:
            self.post_message(self.Overflow())

    def mark(self, rows: list[Row], end: int) -> Row:
        """What stands in the last row where not all fit."""
        below = len(rows) - end
        if not below:
            return (muted(_("↑ from the top")), gap(2))
        return (muted(ngettext("↓ {n} more line", "↓ {n} more lines", below)), gap(2))

    def move(self, rows: int) -> None:
        """Scroll down by so many rows, up if negative."""
        self.top = max(0, self.top + rows)
        self._drawn = None
        self.refresh()

    def to_top(self) -> None:
        """Begin at the first row again."""
        self.top = 0

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll with the wheel."""
        event.stop()
        self.move(2)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll with the wheel."""
        event.stop()
        self.move(-2)
