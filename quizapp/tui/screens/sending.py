"""Send to the Anki that is open: what would change first, then only when the learner says so."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.tui.keys.commands import SENDING
from quizapp.tui.keys.key import bindings
from quizapp.tui.pieces import BLANK, Piece, Row, cap, gap, muted, wrapped
from quizapp.tui.screens.working import Tell, Working, WorkSheet

if TYPE_CHECKING:
    from quizapp.actions.anki.preview import Difference
    from quizapp.actions.anki.sending import Sent
    from quizapp.actions.collection import Collection

_WIDEST = 66


class SendingSheet(WorkSheet):
    """What Anki lacks; after the sending, that it has it."""

    difference: "Difference | None" = None
    sent: "Sent | None" = None
    begun = False

    def __init__(self, deck: str | None) -> None:
        super().__init__()
        self.title, self.widest = _("Send to Anki"), _WIDEST
        self.subtitle = deck.rpartition("::")[2] if deck else ""

    def found(self, inner: int) -> list[Row]:
        """The counts, and what the keys do."""
        from quizapp.wording.anki import lines_of

        assert self.difference is not None
        preview = self.difference.preview
        rows = [row for line in lines_of(preview) for row in wrapped(line, inner)]
        if self.sent is not None:
            said = (_("Sent."), *self.sent.remarks)
            return [*rows, BLANK, *(row for line in said for row in wrapped(line, inner))]
        if preview.is_nothing:
            return rows
        if self.begun:
            return [*rows, BLANK, (muted(_("sending …")),)]
        close = (Piece("esc", "accent"), muted(" " + _("close")))
        return [*rows, BLANK, (cap(_("enter")), gap(2), Piece(_("send"), "bright"), gap(3), *close)]


class SendingScreen(Working):
    """Compares at once; enter sends what differs."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SENDING)]

    def __init__(self, deck: str | None) -> None:
        super().__init__()
        self.deck = deck
        self._sheet = SendingSheet(deck)

    def compose(self) -> ComposeResult:
        """The sheet."""
        yield self._sheet

    def work(self, collection: "Collection", tell: Tell) -> None:
        """Compare; nothing is changed."""
        from quizapp.actions.anki.preview import difference_to
        from quizapp.actions.exporting.choices import Choices
        from quizapp.anki.connect import Connect

        tell(0, 1)
        settings = self.quiz.settings
        connect = Connect(settings.anki_address, settings.anki_key or "")
        self._sheet.difference = difference_to(collection, connect, self.deck, Choices())

    async def action_send(self) -> None:
        """Send; close where there is nothing to send, or it is sent."""
        difference = self._sheet.difference
        if self._sheet.refusal or not self._sheet.done or difference is None:
            return
        if self._sheet.begun or difference.preview.is_nothing:
            await self.action_close()
            return
        self._sheet.begun = True
        self.lay_out()

        def sent(_collection: "Collection") -> "Sent":
            from quizapp.actions.anki.sending import send

            return send(difference)

        try:
            self._sheet.sent = await self.quiz.behind(sent)
        except InputError as error:
            self._sheet.refusal = str(error)
        self.lay_out()
