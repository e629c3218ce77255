"""Fit: the memory model fitted to the learner, and used only when the learner says so."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from quizapp.language import _, ngettext
from quizapp.tui.keys.commands import FIT
from quizapp.tui.keys.key import bindings
from quizapp.tui.pieces import BLANK, Piece, Row, cap, fit, gap, muted, pushed, wrapped
from quizapp.tui.screens.working import Tell, Working, WorkSheet

if TYPE_CHECKING:
    from quizapp.actions.collection import Collection
    from quizapp.actions.planning.fitting import Fitting

_WIDEST, _NAME, _NUMBER = 66, 16, 14


class FitSheet(WorkSheet):
    """How well both sets of parameters foretell, and what that means."""

    fitting: "Fitting | None" = None

    def __init__(self, deck: str | None) -> None:
        super().__init__()
        self.title, self.widest = _("Fit the memory model to me"), _WIDEST
        self.subtitle = deck.rpartition("::")[2] if deck else ""

    def found(self, inner: int) -> list[Row]:
        """Before and after, or that there are too few reviews."""
        fitting = self.fitting
        assert fitting is not None
        if not fitting.tested:
            return wrapped(_too_few(fitting), inner)
        measured = _(
            "Measured on the latest {tested} of {reviews} reviews, which the fit had not seen."
        ).format(tested=fitting.tested, reviews=fitting.reviews)
        return [
            _line("", _("Log loss"), "RMSE"),
            _line(_("before"), f"{fitting.log_loss_before:.4f}", f"{fitting.rmse_before:.4f}"),
            _line(_("after"), f"{fitting.log_loss_after:.4f}", f"{fitting.rmse_after:.4f}"),
            BLANK,
            *wrapped(measured, inner, "muted"),
            BLANK,
            *self._verdict(fitting, inner),
        ]

    def _verdict(self, fitting: "Fitting", inner: int) -> list[Row]:
        if fitting.adopted:
            return wrapped(_("The new parameters are in use."), inner)
        if not fitting.better:
            return wrapped(_("The present parameters foretell no worse: they stay."), inner)
        keep = (Piece("esc", "accent"), muted(" " + _("keep the present ones")))
        return [
            *wrapped(_("The new parameters foretell better."), inner),
            BLANK,
            (cap(_("enter")), gap(2), Piece(_("use them"), "bright", bold=True), gap(3), *keep),
        ]


def _line(name: str, *numbers: str) -> Row:
    cells = (piece for text in numbers for piece in pushed((Piece(text),), _NUMBER))
    return (*fit((muted(name),), _NAME), *cells)


def _too_few(fitting: "Fitting") -> str:
    have = ngettext("{n} review", "{n} reviews", fitting.reviews).format(n=fitting.reviews)
    return _(
        "Too few reviews to fit: {have} on a later day than the one before, {needed} are"
        " needed. Nothing was changed."
    ).format(have=have, needed=fitting.needed)


class FitScreen(Working):
    """Fits at once; enter uses what was found."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(FIT)]

    def __init__(self, deck: str | None) -> None:
        super().__init__()
        self.deck = deck
        self._sheet = FitSheet(deck)

    def compose(self) -> ComposeResult:
        """The sheet."""
        yield self._sheet

    def work(self, collection: "Collection", tell: Tell) -> None:
        """Fit; nothing is written."""
        from quizapp.actions.planning.fitting import fit_deck

        self._sheet.fitting = fit_deck(collection, self.deck, keep=False, tell=tell)

    async def action_adopt(self) -> None:
        """Use the new parameters from now on; close where there is nothing to use."""
        fitting = self._sheet.fitting
        if fitting is None or not self._sheet.done:
            return
        if fitting.adopted or not fitting.better:
            await self.action_close()
            return

        def adopted(collection: "Collection") -> "Fitting":
            from quizapp.actions.planning.fitting import adopt

            return adopt(collection, self.deck, fitting)

        self._sheet.fitting = await self.quiz.behind(adopted)
        self.lay_out()
