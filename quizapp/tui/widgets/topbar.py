"""The first two rows: where one is, and under it the rule that is also the progress."""

from dataclasses import dataclass

from quizapp.language import _
from quizapp.tui.pieces import Piece, Row, bright, cut, gap, muted, row_width, spread
from quizapp.tui.widgets.drawn import Drawn

MARK = "⠑⠢⣀⡸⠑⠢⢄"
NARROW, WORDS = 80, 96


def rule(width: int, share: float = 0.0, role: str = "accent", start: int = 0) -> Row:
    """A rule across the screen, heavy from ``start`` for ``share`` of the width."""
    heavy = min(width - start, max(int(share > 0), round(share * width)))
    return (
        Piece("─" * start, "rule"),
        Piece("━" * heavy, role),
        Piece("─" * (width - start - heavy), "rule"),
    )


class HomeBar(Drawn):
    """The mark, the program's name, the open place, one fact at the right."""

    fact = ""
    narrow_fact = ""

    def draw(self, width: int, height: int) -> list[Row]:
        """Two rows."""
        place = _("Today")
        name = (gap(1), bright("quizapp"), gap(3)) if width >= NARROW else (gap(2),)
        left = (gap(1), Piece(MARK, "accent"), *name)
        fact = self.fact if width >= NARROW else self.narrow_fact
        row = spread((*left, bright(place)), (muted(fact), gap(1)), width)
        start = row_width(left) - 1
        share = (len(place) + 2) / width if width >= NARROW else 0
        return [row, rule(width, share, start=start if share else 0)]


@dataclass(frozen=True, slots=True)
class Crumbs:
    """A breadcrumb; the last part is where one is."""

    parts: tuple[str, ...]

    def row(self, width: int) -> Row:
        """The whole path, or ``… ›`` and its last part."""
        *before, last = self.parts
        whole = (
            gap(1),
            *(Piece(text, "muted") for part in before for text in (part, " › ")),
            bright(last),
        )
        if row_width(whole) <= width:
            return whole
        return cut((gap(1), muted("… › "), bright(last)), width)


class PlainBar(Drawn):
    """A breadcrumb and a fact over a rule that is full when something is finished."""

    crumbs = Crumbs(("",))
    fact = ""
    finished = False

    def draw(self, width: int, height: int) -> list[Row]:
        """Two rows."""
        right = (muted(self.fact), gap(1))
        left = self.crumbs.row(width - row_width(right) - 2)
        return [spread(left, right, width), rule(width, float(self.finished), "due")]
