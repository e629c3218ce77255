"""The middle of Statistics: five numbers, then as many plots as there is room for."""

from typing import TYPE_CHECKING

from textual import events
from textual.message import Message

from quizapp.language import _, ngettext
from quizapp.tui.pieces import (
    BLANK,
    Piece,
    Row,
    beside,
    bright,
    fit,
    gap,
    indented,
    muted,
    on,
    row_width,
    spread,
    wrapped,
)
from quizapp.tui.widgets.drawn import Drawn
from quizapp.tui.widgets.statisticsplots import PLOTS, Plot
from quizapp.wording.dates import percent

if TYPE_CHECKING:
    from quizapp.actions.figures.plots import Plots

WIDE, WIDEST, TALL, ROW, HIGHEST = 80, 200, 19, 11, 14


class StatisticsBody(Drawn):
    """Everything between the two upper rows and the keys.

    Attributes:
        focus_on: the plot that the keys speak to.
        as_table: whether that one shows its numbers.
    """

    class Focused(Message):
        """Another plot was clicked."""

    def __init__(self) -> None:
        super().__init__()
        self.plots: Plots | None = None
        self.focus_on = 0
        self.as_table = False
        self.top = 0
        self._grid_from, self._across, self._high = 0, 1, ROW

    def show(self, plots: "Plots") -> None:
        """Take new numbers in place."""
        self.plots = plots
        self.redraw()

    def walk(self, by: int) -> None:
        """Go to another plot, round and round."""
        self.focus_on = (self.focus_on + by) % len(PLOTS)
        self.top = 0
        self.redraw()

    def turn(self) -> None:
        """Show the numbers of the plot, or the plot again."""
        self.as_table = not self.as_table
        self.top = 0
        self.redraw()

    def scroll_table(self, by: int) -> None:
        """Move along the numbers."""
        if self.as_table and self.plots is not None:
            most = len(PLOTS[self.focus_on].numbers(self.plots)) - 1
            self.top = max(0, min(self.top + by, most))
            self.redraw()

    def draw(self, width: int, height: int) -> list[Row]:
        """All rows."""
        if self.plots is None:
            return [BLANK, (gap(4), muted(_("counting …")))]
        width = min(width, WIDEST)
        wide = width >= WIDE
        margin = 1 if wide else 0
        tall = height >= TALL + ROW
        head = _figures(self.plots, width - 3 * margin, tall=tall and wide)
        rows: list[Row] = [*([BLANK] if tall else []), *indented(head, margin), BLANK]
        room = max(ROW, height - len(rows))
        if not wide:
            return rows + indented(self._plot(self.focus_on, width - 2, room), 1)
        self._grid_from, self._across = len(rows), room // ROW
        self._high = min(HIGHEST, room // self._across)
        return rows + self._grid(width)

    def _grid(self, width: int) -> list[Row]:
        side = self._side(width)
        main = width - side - 10
        sides = ((0, main), (1, side))
        rows: list[Row] = []
        for line in range(self._page, min(self._page + self._across, len(PLOTS) // 2)):
            left, right = (self._plot(2 * line + n, wide, self._high - 1) for n, wide in sides)
            rule: list[Row] = [(Piece("│", "rule"),)] * (self._high - 1)
            pair = beside([(left, main), ([], 2), (rule, 3), (right, side)])
            rows += [*indented(pair, 3), BLANK]
        return rows

    @staticmethod
    def _side(width: int) -> int:
        """The width of the plots at the right."""
        return max(46, width // 3) if width >= 130 else 34

    @property
    def _page(self) -> int:
        """The first pair of plots shown."""
        return self.focus_on // (2 * self._across) * self._across

    def _plot(self, place: int, width: int, room: int) -> list[Row]:
        assert self.plots is not None
        plot, focused = PLOTS[place], place == self.focus_on
        bar = Piece("▌", "accent") if focused else gap(1)
        name: Row = (bar, bright(_(plot.title)))
        fact: Row = (muted(plot.fact(self.plots)),)
        both = row_width(name) + row_width(fact) + 2 <= width
        title = spread(name, fact if both else (), width)
        inside = self._inside(plot, width - 1, room - 2, focused)
        air: list[Row] = [BLANK] if len(inside) < room - 2 else []
        return [title, *air, *indented(inside, 1)][:room]

    def _inside(self, plot: Plot, width: int, room: int, focused: bool) -> list[Row]:
        assert self.plots is not None
        if focused and self.as_table:
            return _table(plot.numbers(self.plots), width, room, self.top)
        if plot.memory and not self.plots.enough:
            from quizapp.actions.figures.plots import FEWEST

            needs = _("Needs {needed} reviews, has {n}.")
            return wrapped(needs.format(needed=FEWEST, n=self.plots.reviews), width, "muted")
        return plot.draw(self.plots, width, room)

    def on_click(self, event: events.Click) -> None:
        """Speak to the plot under the pointer."""
        line = (event.y - self._grid_from) // self._high
        if self.size.width < WIDE or event.y < self._grid_from or line >= self._across:
            return
        width = min(self.size.width, WIDEST)
        right = event.x > width - self._side(width) - 6
        place = 2 * (self._page + line) + right
        if place < len(PLOTS):
            self.focus_on, self.top = place, 0
            self.redraw()
            self.post_message(self.Focused())


def _figures(plots: "Plots", width: int, *, tall: bool) -> list[Row]:
    """The numbers in columns as wide as what they say, and what is left over shared."""
    goal = _("recall, goal {percent}").format(percent=percent(plots.wanted))
    for recall in (goal, _("recall")):
        columns = _numbers(plots, recall)
        needed = [max(row_width(top), row_width(below)) + 2 for top, below in columns]
        over = max(-1, (width - 2 - sum(needed)) // len(columns))
        if over >= 0:
            break
    row = [([top, below], each + over) for (top, below), each in zip(columns, needed, strict=True)]
    air: list[Row] = [BLANK] if tall else []
    rows = [*air, *beside(row), *air]
    return [on("panel", fit((gap(2), *line), width)) for line in rows]


def _numbers(plots: "Plots", recall: str) -> list[tuple[Row, Row]]:
    """Each number above its words."""
    kept = plots.retention
    role = "due" if kept is not None and kept >= plots.wanted else "learning"
    columns: list[tuple[Piece, str]] = [
        (bright(str(plots.cards)), ngettext("card", "cards", plots.cards)),
        (bright(str(plots.reviews)), ngettext("review", "reviews", plots.reviews)),
        (muted("–") if kept is None else Piece(percent(kept), role, bold=True), recall),
        (bright(_("{n} min").format(n=round(plots.minutes_a_day))), _("a day")),
        (
            Piece(str(plots.streak), "accent", bold=True),
            ngettext("day in a row", "days in a row", plots.streak),
        ),
    ]
    return [((number,), (muted(words),)) for number, words in columns]


def _table(numbers: list[tuple[str, str]], width: int, room: int, top: int) -> list[Row]:
    shown = numbers[top : top + room - 1]
    rows = [spread((Piece(name),), (bright(number),), min(width, 56)) for name, number in shown]
    left = len(numbers) - top - len(shown)
    if left > 0:
        rows.append((muted(ngettext("↓ {n} more line", "↓ {n} more lines", left)),))
    return rows or [(muted(_("nothing yet")),)]
