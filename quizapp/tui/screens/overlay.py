"""Overlays: a frame over the dimmed screen; nothing below it moves."""

from typing import TYPE_CHECKING, cast

from textual.screen import ModalScreen

from quizapp.tui.pieces import BLANK, Piece, Row, bright, fit, gap, muted, spread
from quizapp.tui.styles import STYLES
from quizapp.tui.widgets.scrolled import Scrolled

if TYPE_CHECKING:
    from quizapp.tui.app import QuizApp

WIDEST = 92


class Sheet(Scrolled):
    """The framed rows of an overlay."""

    title = ""
    subtitle = ""
    widest = WIDEST

    def body(self, inner: int) -> list[Row]:
        """What is inside, below the title."""
        raise NotImplementedError

    def content(self, width: int, height: int) -> list[Row]:
        """Title, rule, body; scrolled inside the frame."""
        title = (bright(self.title), gap(2), muted(self.subtitle))
        head = spread(title, (muted("esc"),), width)
        return [BLANK, head, (Piece("─" * width, "rule"),), BLANK, *self.body(width), BLANK]

    def draw(self, width: int, height: int) -> list[Row]:
        """The rows between their borders."""
        inner = super().draw(width - 6, max(0, height - 2) if height else 0)
        line = "─" * (width - 2)
        return [
            (Piece(f"╭{line}╮", "accent"),),
            *(
                (Piece("│", "accent"), gap(2), *fit(row, width - 6), gap(2), Piece("│", "accent"))
                for row in inner
            ),
            (Piece(f"╰{line}╯", "accent"),),
        ]


class Overlay(ModalScreen[None]):
    """Closes with esc or with the key that opened it."""

    CSS_PATH = STYLES / "overlay.tcss"
    AUTO_FOCUS = ""

    @property
    def sheet(self) -> Sheet:
        """The framed rows."""
        return self.query_one(Sheet)

    def on_mount(self) -> None:
        """As wide as allowed."""
        self.lay_out()

    def on_resize(self) -> None:
        """Another size, another frame."""
        self.lay_out()

    def lay_out(self) -> None:
        """Give the sheet its size."""
        width, height = self.size
        wide = min(self.sheet.widest, width)
        self.sheet.styles.width = wide
        self.sheet.styles.height = min(height, len(self.sheet.draw(wide, 0)))
        self.sheet.redraw()

    async def action_close(self) -> None:
        """Back to the screen below."""
        await cast("QuizApp", self.app).pop_screen()

    def action_scroll_down(self) -> None:
        """Further down."""
        self.sheet.move(1)

    def action_scroll_up(self) -> None:
        """Further up."""
        self.sheet.move(-1)
