"""The code that computed an answer, over the verdict."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from quizapp.language import _
from quizapp.tui.keys.key import bindings
from quizapp.tui.keys.study import CODE
from quizapp.tui.pieces import Row, wrapped
from quizapp.tui.screens.overlay import Overlay, Sheet
from quizapp.tui.widgets.aboutrows import code_rows

if TYPE_CHECKING:
    from quizapp.questions.computed import ReferenceSource


class CodeSheet(Sheet):
    """The functions of ``reference_impl`` that an answer calls, with their docstrings."""

    def __init__(self, sources: "Sequence[ReferenceSource]") -> None:
        super().__init__()
        self.sources = sources
        self.title = _("The code that computed it")
        self.subtitle = ", ".join(source.name for source in sources)

    def body(self, inner: int) -> list[Row]:
        """Each function under its place."""
        if self.sources:
            return code_rows(self.sources, inner, full=True)[:-1]
        words = _("The question works the answer out by itself: it calls no reference function.")
        return wrapped(words, inner)


class CodeScreen(Overlay):
    """The code over the study screen."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(CODE)]

    def __init__(self, sources: "Sequence[ReferenceSource]") -> None:
        super().__init__()
        self._sheet = CodeSheet(sources)

    def compose(self) -> ComposeResult:
        """The sheet."""
        yield self._sheet
