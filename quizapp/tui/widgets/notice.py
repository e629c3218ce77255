"""What is said below an answer: how it was read, why it cannot be read, hints."""

from quizapp.language import _, ngettext
from quizapp.tui.pieces import (
    BLANK,
    Piece,
    Row,
    bright,
    centred,
    gap,
    indented,
    muted,
    panel,
    wrapped,
)
from quizapp.tui.sight import Sight
from quizapp.tui.widgets.drawn import Drawn
from quizapp.tui.widgets.text import rendered

WIDEST = 97


class Notice(Drawn):
    """One row for the reading, then a panel if there is anything to say."""

    sight: Sight | None = None
    typed = ""
    reading: str | None = None
    retyped = False
    centre = True
    air = True

    def show(self, sight: Sight) -> None:
        """Take the hints and the complaint of a session."""
        if self.sight is None or sight.asked is not self.sight.asked:
            self.typed, self.reading = "", None
        self.sight = sight
        self.retyped = False
        self.redraw()

    def repeat(self, typed: str, reading: str | None) -> None:
        """Say how ``typed`` is read, where that is not plain to see; a complaint is over then."""
        self.retyped = self.retyped or typed.strip() != self.typed
        self.typed, self.reading = typed.strip(), reading
        self.redraw()

    def draw(self, width: int, height: int) -> list[Row]:
        """The rows."""
        air: list[Row] = [BLANK] if self.air else []
        rows: list[Row] = [*air, self._reading(width)] if self.centre else []
        if self.sight is not None and self.sight.unreadable and not self.retyped:
            rows += [*air, *self._unreadable(width)]
        elif self.sight is not None and self.sight.hints:
            rows += [*air, *self._hints(width)]
        return rows

    def _reading(self, width: int) -> Row:
        if self.reading is None or self.reading == self.typed:
            return BLANK
        return centred((muted(f"{self.typed} = "), bright(self.reading)), width)

    def _unreadable(self, width: int) -> list[Row]:
        assert self.sight is not None
        assert self.sight.verdict is not None
        verdict = self.sight.verdict
        size, margin = _place(width)
        read = next((part.read for part in verdict.parts if part.read), "")
        title = _("Cannot read “{text}”").format(text=read) if read else _("Cannot read the answer")
        head = Piece(f"? {title}", "unreadable", bold=True)
        rows = [
            (head, gap(2), muted(_("nothing was recorded"))),
            *wrapped(verdict.message, size - 5),
        ]
        return indented(panel(rows, size, "unreadable", air=0), margin)

    def _hints(self, width: int) -> list[Row]:
        assert self.sight is not None
        shown = self.sight.hints
        size, margin = _place(width)
        total = len(shown) + self.sight.hints_left
        title = _("Hint {n} of {total}").format(n=len(shown), total=total)
        rows: list[Row] = [
            (Piece(title, "close", bold=True), gap(3), muted(_("proposes Hard"))),
            *rendered(shown[-1], size - 5, values=True),
        ]
        if len(shown) > 1:
            more = ngettext("{n} hint before it", "{n} hints before it", len(shown) - 1)
            rows[0] = (*rows[0], gap(3), muted(more))
        return indented(panel(rows, size, "close", air=0), margin)


def _place(width: int) -> tuple[int, int]:
    return (min(WIDEST, width - 3), 1) if width >= 80 else (width, 0)
