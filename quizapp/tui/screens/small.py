"""What is shown while the terminal is too small: the session waits behind it."""

from textual.app import ComposeResult
from textual.screen import ModalScreen

from quizapp.language import _
from quizapp.tui.pieces import Row, centred, wrapped
from quizapp.tui.widgets.drawn import Drawn

SMALLEST = (60, 20)


class _Sentence(Drawn):
    def draw(self, width: int, height: int) -> list[Row]:
        text = _("The terminal is {width}×{height}; {wide}×{high} is needed. Nothing is lost.")
        now = self.screen.size
        sentence = text.format(
            width=now.width, height=now.height, wide=SMALLEST[0], high=SMALLEST[1]
        )
        rows = [centred(row, width) for row in wrapped(sentence, max(1, width - 2), "bright")]
        return [()] * ((height - len(rows)) // 2) + rows


class TooSmall(ModalScreen[None]):
    """One sentence with the size that is needed."""

    CSS = "_Sentence { width: 100%; height: 100%; }"

    def compose(self) -> ComposeResult:
        """The sentence alone."""
        yield _Sentence()
