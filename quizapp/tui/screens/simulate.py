"""Simulate: the work of a year and what is known after it, at several retentions."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from quizapp.language import _
from quizapp.tui.keys.commands import SIMULATE
from quizapp.tui.keys.key import bindings
from quizapp.tui.pieces import BLANK, Piece, Row, bright, fit, muted, pushed, wrapped
from quizapp.tui.screens.working import Tell, Working, WorkSheet
from quizapp.tui.widgets.drawings import upright
from quizapp.wording.dates import percent

if TYPE_CHECKING:
    from quizapp.actions.collection import Collection
    from quizapp.actions.planning.simulating import Comparison, Outlook

_WIDEST, _NAME, _NUMBER = 72, 12, 17
_HEIGHT = 4


class SimulateSheet(WorkSheet):
    """Two plots over the retentions, or their numbers."""

    comparison: "Comparison | None" = None
    as_table = False

    def __init__(self, deck: str | None) -> None:
        super().__init__()
        self.title, self.widest = _("A year ahead"), _WIDEST
        self.subtitle = deck.rpartition("::")[2] if deck else ""

    def found(self, inner: int) -> list[Row]:
        """The plots or the table, then what they say."""
        found = self.comparison
        assert found is not None
        rows = _table(found) if self.as_table else _plots(found, inner)
        present = _("As it is now, {retention}: {reviews} reviews a day, {known} of {cards} known.")
        words = present.format(
            retention=percent(found.present.retention),
            reviews=f"{found.present.reviews_a_day:.1f}",
            known=round(found.present.known),
            cards=found.present.cards,
        )
        least = _("Least work for what is known: {retention}.").format(
            retention=percent(found.least_work)
        )
        other = _("the plots") if self.as_table else _("its numbers")
        keys = (Piece(_("enter"), "accent"), muted(f" {other}"))
        return [*rows, BLANK, *wrapped(f"{words} {least}", inner), BLANK, keys]


def _plots(found: "Comparison", inner: int) -> list[Row]:
    names = [f"{100 * each.retention:.0f}" for each in found.outlooks]
    reviews = [each.reviews_a_day for each in found.outlooks]
    known = [each.known for each in found.outlooks]
    under = muted("  " + _("by the recall wanted, in %"))
    return [
        (bright(_("Reviews a day")), under),
        *upright(reviews, names, _HEIGHT, inner),
        BLANK,
        (bright(_("Known at the end")), under),
        *upright(known, names, _HEIGHT, inner),
    ]


def _table(found: "Comparison") -> list[Row]:
    heads = (_("Reviews a day"), _("Minutes a day"), _("Known at the end"))
    return [_row(_("Recall"), heads), *(_numbers(each) for each in found.outlooks)]


def _numbers(each: "Outlook") -> Row:
    known = _("{known} of {cards}").format(known=f"{each.known:.0f}", cards=each.cards)
    numbers = (f"{each.reviews_a_day:.1f}", f"{each.minutes_a_day:.1f}", known)
    return _row(percent(each.retention), numbers)


def _row(name: str, texts: tuple[str, ...]) -> Row:
    cells = (piece for text in texts for piece in pushed((Piece(text),), _NUMBER))
    return (*fit((muted(name),), _NAME), *cells)


class SimulateScreen(Working):
    """Reads the cards once, then looks ahead; nothing is written."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SIMULATE)]

    def __init__(self, deck: str | None) -> None:
        super().__init__()
        self.deck = deck
        self._sheet = SimulateSheet(deck)

    def compose(self) -> ComposeResult:
        """The sheet."""
        yield self._sheet

    def work(self, collection: "Collection", tell: Tell) -> None:
        """Compare the retentions."""
        from quizapp.actions.planning.simulating import Simulation, What

        self._sheet.comparison = Simulation(collection, self.deck).comparison(What(), tell)

    def action_numbers(self) -> None:
        """The plots as a table, or back."""
        self._sheet.as_table = not self._sheet.as_table
        self.lay_out()
