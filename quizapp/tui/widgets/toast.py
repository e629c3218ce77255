"""What just happened and how to undo it, for a moment, above the last row."""

from textual.timer import Timer

from quizapp.render.cells import cell_width
from quizapp.tui.pieces import Piece, Row, on
from quizapp.tui.widgets.drawn import Drawn

SECONDS, SECONDS_A_CHARACTER = 2.0, 0.06


class Toast(Drawn):
    """One message at a time; the next one takes its place."""

    text = ""
    _timer: Timer | None = None

    def say(self, text: str) -> None:
        """Show ``text`` for two seconds and the time to read it."""
        self.text = text
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(SECONDS + SECONDS_A_CHARACTER * len(text), self.hush)
        room = self.screen.size.width
        width = min(cell_width(text) + 4, room - 3)
        self.styles.width, self.styles.offset = width, (room - width - 2, -1)
        self.display = True
        self.redraw()

    def hush(self, text: str | None = None) -> None:
        """Take the message away, or only that one."""
        if text is None or text == self.text:
            self.display = False

    def draw(self, width: int, height: int) -> list[Row]:
        """One row."""
        return [on("inset", (Piece("▌", "accent"), Piece(f" {self.text} ", "bright")))]
