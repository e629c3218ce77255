"""The search of Browse: what is typed, its words coloured, how much it found."""

from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.strip import Strip
from textual.widgets import Input

from quizapp.language import _
from quizapp.model.queries import Word, words
from quizapp.tui.paint import paint
from quizapp.tui.pieces import Piece, Row, bright, cut, gap, muted, row_width
from quizapp.tui.widgets.drawn import Drawn

if TYPE_CHECKING:
    from quizapp.tui.app import QuizApp

NARROW = 70


class SearchRow(Horizontal):
    """Sign, query and count on one ground."""

    def compose(self) -> ComposeResult:
        """The three."""
        yield SearchSign()
        yield QueryInput()
        yield SearchCount()


class SearchSign(Drawn):
    """The bar of an input and the key that leads to it."""

    GROUND = "inset"
    narrow = False

    def draw(self, width: int, height: int) -> list[Row]:
        """One row, as wide as the gutter of the table."""
        margin = Piece("" if self.narrow else " ", ground="background")
        return [(margin, Piece("▌", "accent"), gap(2), Piece("/ ", "muted"))]


class QueryInput(Input):
    """An input of one row whose text is shown by its meaning; enter belongs to the screen.

    ``wrong`` is the place of a word that means nothing, from its first to after its last letter.
    """

    TAKES_TEXT = True

    def __init__(self) -> None:
        super().__init__(compact=True, select_on_focus=False)
        self.cursor_blink = False
        self.wrong: tuple[int, int] | None = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave enter to the screen."""
        return action != "submit"

    def mark(self, wrong: tuple[int, int] | None) -> None:
        """Underline a word, or none."""
        self.wrong = wrong
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """As much of the query as fits, the cursor among it."""
        app = cast("QuizApp", self.app)
        width = self.size.width
        cursor = self.cursor_position
        start = max(0, cursor - (width - 1))
        shown = self._signs()[start : start + width]
        if not self.value and not self.has_focus:
            shown = [muted(_("words, is:due, deck:Name, prop:s<10"))]
        return paint(tuple(shown), width, app.palette, "inset")

    def _signs(self) -> list[Piece]:
        """One piece a character, and one for the cursor after the last."""
        first, last = sorted(self.selection)
        roles = _roles(self.value)
        begin, end = self.wrong or (0, 0)
        pieces = []
        for place, sign in enumerate(f"{self.value} "):
            here = self.has_focus and (place == self.cursor_position or first <= place < last)
            wrong = begin <= place < end
            role = "accent" if here else "wrong" if wrong else roles.get(place, "bright")
            pieces.append(Piece(sign, role, underline=wrong, filled=here))
        return pieces


def _roles(query: str) -> dict[int, str]:
    """The colour of each place of a query that is not plain text: keys and minus signs."""
    return {
        place: "value"
        for word in words(query)
        for place in range(word.start, word.start + _before_value(word))
    }


def _before_value(word: Word) -> int:
    """How many signs of a word say what its value means; those of a comparison too."""
    if not word.key:
        return int(word.negated)
    length = int(word.negated) + len(word.key) + 1
    if word.key == "prop":
        rest = word.text[length:]
        length += max((rest.find(sign) + 1 for sign in "<>="), default=0)
    return length


class SearchCount(Drawn):
    """``34 of 412 · 2 selected``."""

    GROUND = "inset"
    found = total = selected = 0
    counting = True

    def show(self, found: int, total: int, selected: int) -> None:
        """Take new numbers; where these are the same nothing is drawn."""
        numbers = (found, total, selected)
        if self.counting or numbers != (self.found, self.total, self.selected):
            self.found, self.total, self.selected = numbers
            self.counting = False
            self.styles.width = row_width(self._row()) + 2
            self.redraw()

    def draw(self, width: int, height: int) -> list[Row]:
        """One row."""
        return [self._row()]

    def _row(self) -> Row:
        if self.counting:
            return ()
        of = muted(_(" of {n}").format(n=_grouped(self.total)))
        row: Row = (gap(1), bright(_grouped(self.found)), of)
        if not self.selected or self.screen.size.width < NARROW:
            return row
        return (*row, gap(3), muted(_("{n} selected").format(n=_grouped(self.selected))))


class SearchTold(Drawn):
    """What is wrong with the search."""

    text = ""

    def show(self, text: str) -> None:
        """Say it, or nothing."""
        if text != self.text:
            self.text = text
            self.redraw()

    def draw(self, width: int, height: int) -> list[Row]:
        """One row."""
        return [cut((gap(6), Piece(self.text, "wrong")), width - 2)]


def _grouped(number: int) -> str:
    """``100 000``: thousands apart."""
    return f"{number:,}".replace(",", " ")
