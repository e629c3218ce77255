"""The first two rows while studying: breadcrumb, counts, minutes left, progress."""

from quizapp.language import ngettext
from quizapp.model.cards import Card, CardState
from quizapp.tui.pieces import Piece, Row, gap, muted, row_width, spread
from quizapp.tui.roles import STATE_ROLES
from quizapp.tui.sight import Sight
from quizapp.tui.widgets.drawn import Drawn
from quizapp.tui.widgets.topbar import WORDS, Crumbs, rule


class StudyBar(Drawn):
    """Breadcrumb, the three counts with the current one underlined, minutes left, progress."""

    sight: Sight | None = None
    crumbs = Crumbs(("",))

    def draw(self, width: int, height: int) -> list[Row]:
        """Two rows."""
        if self.sight is None:
            return [(), rule(width)]
        right = (*_counts(self.sight, width), gap(1))
        left = self.crumbs.row(width - row_width(right) - 2)
        share = self.sight.done / self.sight.total if self.sight.total else 0.0
        return [spread(left, right, width), rule(width, share)]


def _counts(sight: Sight, width: int) -> Row:
    counts = sight.counts
    words = width >= WORDS
    state = sight.asked.state if sight.asked else None
    current = STATE_ROLES.get(state, "") if isinstance(state, CardState) else ""
    labels = {
        "new": (counts.new, ngettext("new", "new", counts.new)),
        "learning": (counts.learning, ngettext("learning", "learning", counts.learning)),
        "due": (counts.due, ngettext("due", "due", counts.due)),
    }
    row: list[Piece] = []
    for role, (count, word) in labels.items():
        now = role == current
        row.append(Piece(str(count), role, bold=now, underline=now))
        row.append(Piece(f" {word}  " if words else "  ", "text" if now else "muted"))
    minutes = ngettext("{n} min", "{n} min", sight.minutes_left)
    return (*row, gap(1), muted(minutes))


def crumbs(card: Card) -> Crumbs:
    """Where a card belongs: its deck, and its heading unless that is the deck's name."""
    parts = card.deck.split("::")
    heading = card.passage.headings[-1] if card.passage.headings else ""
    return Crumbs((*parts, *([heading] if heading and heading != parts[-1] else [])))
