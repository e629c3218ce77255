"""The first two rows while an exam is written: where, dots for its questions, the time used."""

from typing import TYPE_CHECKING

from quizapp.language import ngettext
from quizapp.tui.pieces import Piece, Row, bright, gap, muted, row_width, spread
from quizapp.tui.widgets.drawn import Drawn
from quizapp.tui.widgets.topbar import Crumbs, rule

if TYPE_CHECKING:
    from quizapp.actions.exams.exam import ExamSession

_LATE = 0.9


class ExamBar(Drawn):
    """A dot a question, filled once it is answered; the rule is the time."""

    crumbs = Crumbs(("",))
    session: "ExamSession | None" = None

    def draw(self, width: int, height: int) -> list[Row]:
        """Two rows."""
        if self.session is None:
            return [(), rule(width)]
        time = self._time(self.session)
        left = self.crumbs.row(max(12, width // 3))
        right = (*time, gap(1))
        dots = self._dots(self.session, width - row_width(left) - row_width(right) - 4)
        share = self._share(self.session)
        role = "hard" if share >= _LATE else "accent"
        return [spread((*left, gap(2), *dots), right, width), rule(width, share, role)]

    def _dots(self, session: "ExamSession", room: int) -> Row:
        place, total = session.place, len(session.paper)
        if total + 8 > room:
            return (bright(f"{place + 1}"), muted(f"/{total}"))
        dots = [
            Piece("●" if sheet.answers is not None else "○", _role(number == place))
            for number, sheet in enumerate(session.paper)
        ]
        return (*dots, gap(2), bright(f"{place + 1}"), muted(f"/{total}"))

    def _time(self, session: "ExamSession") -> Row:
        used = session.used_ms // 1000
        if session.minutes is None:
            return (muted(f"{used // 60}:{used % 60:02}"),)
        left = max(0, session.minutes * 60 - used)
        if left < 60:
            return (Piece(ngettext("{n} second", "{n} seconds", left), "hard", bold=True),)
        return (muted(ngettext("{n} minute", "{n} minutes", -(-left // 60))),)

    def _share(self, session: "ExamSession") -> float:
        if session.minutes is None:
            return session.answered / len(session.paper)
        return session.used_ms / (session.minutes * 60_000)


def _role(here: bool) -> str:
    return "accent" if here else "muted"
