"""The notice that a card was forgotten again and again, over the card that comes next."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType

from quizapp.language import _, ngettext
from quizapp.tui.keys.key import bindings
from quizapp.tui.keys.study import LEECH
from quizapp.tui.pieces import BLANK, Piece, Row, cap, gap, muted, wrapped
from quizapp.tui.screens.overlay import Overlay, Sheet
from quizapp.tui.widgets.text import rendered
from quizapp.wording import card_title

if TYPE_CHECKING:
    from quizapp.actions.studying.holding import Leech
    from quizapp.tui.app import QuizApp

_WIDEST = 66


class LeechSheet(Sheet):
    """Which card it is, how often it was forgotten, what helps."""

    def __init__(self, leech: "Leech") -> None:
        super().__init__()
        self.leech = leech
        self.widest = _WIDEST
        self.title = _("A card that does not stay")

    def body(self, inner: int) -> list[Row]:
        """The card, the sentence, the keys."""
        lapses = self.leech.lapses
        edit, undo = (self.quiz.key_of(f"leech.{name}") for name in ("edit", "undo"))
        said = ngettext("Forgotten {n} time.", "Forgotten {n} times.", lapses).format(n=lapses)
        helps = _("Shorter wording often helps: {key} edits it.").format(key=edit)
        aside = [_("It was suspended.")] if self.leech.suspended else []
        return [
            *rendered(card_title(self.leech.card), inner, role="bright", bold=True),
            BLANK,
            *wrapped(" ".join([said, helps, *aside]), inner),
            BLANK,
            (
                *(cap(_("enter")), gap(2), muted(_("go on")), gap(3)),
                *(Piece(edit, "accent"), gap(1), muted(_("edit")), gap(3)),
                *(Piece(undo, "accent"), gap(1), muted(_("undo"))),
            ),
        ]


class LeechScreen(Overlay):
    """Goes on with enter; the card that is no longer in question can still be edited here."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(LEECH)]

    def __init__(self, leech: "Leech") -> None:
        super().__init__()
        self._sheet = LeechSheet(leech)

    def compose(self) -> ComposeResult:
        """The sheet."""
        yield self._sheet

    async def action_edit(self) -> None:
        """Open the notes where the leech is written."""
        from quizapp.tui.editor import edit
        from quizapp.tui.screens.frame import Frame

        quiz = cast("QuizApp", self.app)
        await self.action_close()
        said = await edit(quiz, self._sheet.leech.card)
        if isinstance(quiz.screen, Frame):
            quiz.screen.say(said)

    async def action_undo(self) -> None:
        """Take the rating back that made it a leech."""
        await self.action_close()
        await self.app.run_action("screen.undo")
