"""The first two rows: where one is, and under it the rule that is also the progress."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from textual import events
from textual.message import Message

from quizapp.language import _
from quizapp.tui.pieces import Piece, Row, bright, cut, gap, muted, row_width, spread
from quizapp.tui.places import HOME, PLACES, Place
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
    """The mark, the program's name, the places with the open one bold, one fact at the right."""

    fact = ""
    narrow_fact = ""

    class Chosen(Message):
        """A click on a place."""

        def __init__(self, place: str) -> None:
            super().__init__()
            self.place = place

    def __init__(self, place: str = HOME) -> None:
        super().__init__()
        self.place = place

    def draw(self, width: int, height: int) -> list[Row]:
        """Two rows."""
        if width < NARROW:
            (here,) = (place for place in PLACES if place.name == self.place)
            left: Row = (gap(1), Piece(MARK, "accent"), gap(2), bright(_(here.title)))
            return [spread(left, (muted(self.narrow_fact), gap(1)), width), rule(width)]
        left = self._emblem(width)
        start = length = 0
        for place in PLACES:
            shown = self._place(place)
            if place.name == self.place:
                start, length = row_width(left) + 2, row_width(shown) + 2
            left = (*left, gap(3), *shown)
        facts = (fact for fact in (self.fact, self.narrow_fact) if fact)
        room = width - row_width(left) - 4
        fact = next((fact for fact in facts if len(fact) <= room), "")
        row = spread(left, (muted(fact), gap(1)), width)
        return [row, rule(width, length / width, start=start)]

    def on_click(self, event: events.Click) -> None:
        """Open the place that was clicked."""
        for name, start, end in self._spans():
            if start < event.x <= end:
                self.post_message(self.Chosen(name))

    def jumps(self) -> list[tuple[int, int, Callable[[], object]]]:
        """The other places."""
        return [
            (start + 3, 0, partial(self.quiz.go, name))
            for name, start, _end in self._spans()
            if name != self.place
        ]

    def _spans(self) -> list[tuple[str, int, int]]:
        """Each place, with the columns before its beginning and at its end."""
        before = row_width(self._emblem(self.size.width))
        spans: list[tuple[str, int, int]] = []
        for place in PLACES if self.size.width >= NARROW else ():
            after = before + 3 + row_width(self._place(place))
            spans.append((place.name, before, after))
            before = after
        return spans

    def _emblem(self, width: int) -> Row:
        """The mark; with the program's name where the places leave room for it."""
        mark: Row = (gap(1), Piece(MARK, "accent"))
        whole: Row = (*mark, gap(1), bright("quizapp"))
        places = sum(3 + row_width(self._place(place)) for place in PLACES)
        return whole if row_width(whole) + places < width else mark

    def _place(self, place: Place) -> Row:
        title = _(place.title)
        shown = bright(title) if place.name == self.place else muted(title)
        if len(PLACES) == 1:
            return (shown,)
        return (Piece(f"{place.key} ", "accent"), shown)


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
