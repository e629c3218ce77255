"""The table of Browse: only what is in sight is drawn, and has its text fetched."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.geometry import Region

from quizapp.language import _
from quizapp.model.cards import CardState
from quizapp.tui.pieces import BLANK, Piece, Row, bright, fit, gap, muted, on
from quizapp.tui.roles import STATE_ROLES
from quizapp.tui.widgets.cardcells import Shape, aligned, dot, shapes, value
from quizapp.tui.widgets.drawn import Drawn

if TYPE_CHECKING:
    from quizapp.actions.cards.browsing import BrowsePage, BrowseRow

DUE_FROM, WORDS_FROM = 70, 130
_TITLES_KEPT = 4000


class CardTable(Drawn):
    """Rows with a cursor, a selection, and an order.

    Attributes:
        page: what was found, None until the first result.
        cursor: the row under the cursor.
        selected: the ids of the selected cards.
        wide: the width of the screen, which decides on the columns.

    ``moved`` is called at once when the cursor or what is in sight moved, ``sort_by`` with the
    column whose heading was clicked.
    """

    def __init__(self, moved: Callable[[], None], sort_by: Callable[[str], None]) -> None:
        super().__init__()
        self._moved, self._sort_by = moved, sort_by
        self.page: BrowsePage | None = None
        self.cursor = 0
        self.top = 0
        self.wide = 0
        self.selected: set[str] = set()
        self.titles: OrderedDict[str, Row] = OrderedDict()
        self.nothing: list[Row] = []

    def show(self, page: "BrowsePage", nothing: list[Row]) -> None:
        """Take another result; the cursor stays on its card, the selection on its cards."""
        uid = self.current
        self.page, self.nothing = page, nothing
        if uid in page.uids:
            self.cursor = page.uids.index(uid)
        self.cursor = max(0, min(self.cursor, len(page) - 1))
        if self.selected:
            self.selected &= set(page.uids)
        self.again()

    def show_titles(self, titles: "dict[str, Row]") -> None:
        """Take the texts of some cards; those not seen for long are forgotten."""
        self.titles.update(titles)
        for uid in titles:
            self.titles.move_to_end(uid)
        while len(self.titles) > _TITLES_KEPT:
            self.titles.popitem(last=False)
        self.again()

    @property
    def uids(self) -> Sequence[str]:
        """All cards found, in order."""
        return self.page.uids if self.page else ()

    @property
    def current(self) -> str | None:
        """The card under the cursor."""
        return self.uids[self.cursor] if self.cursor < len(self.uids) else None

    @property
    def chosen(self) -> list[str]:
        """The cards that an action is about: the selected ones, else that under the cursor."""
        if self.selected:
            return [uid for uid in self.uids if uid in self.selected]
        return [self.current] if self.current else []

    def states(self) -> set[CardState]:
        """How the chosen cards stand."""
        if self.page is None:
            return set()
        chosen = set(self.chosen)
        pairs = zip(self.page.uids, self.page.states, strict=True)
        return {CardState(state) for state in {state for uid, state in pairs if uid in chosen}}

    @property
    def room(self) -> int:
        """How many rows fit below the heading."""
        return max(1, self.size.height - 1)

    def unread(self) -> list[str]:
        """The cards in sight whose texts are not known, then those of a screen around."""
        seen = self.uids[self.top : self.top + self.room]
        unread = [uid for uid in seen if uid not in self.titles]
        if unread:
            return unread
        around = self.uids[max(0, self.top - self.room) : self.top + 2 * self.room]
        return [uid for uid in around if uid not in self.titles]

    def move(self, by: int) -> None:
        """Move the cursor so many rows down."""
        self.go(self.cursor + by)

    def go(self, place: int) -> None:
        """Put the cursor on a row; it stays in sight, and where nothing scrolls two rows change."""
        before, top = self.cursor, self.top
        self.cursor = max(0, min(place, len(self.uids) - 1))
        self._keep_in_sight()
        if top != self.top or self._drawn is None or not self.uids:
            self.again()
            return
        width, _height, rows = self._drawn
        for changed in {before, self.cursor}:
            y = 1 + changed - top
            rows[y] = self._line(changed, self.shapes(), self._text_room(width))
            self.refresh(Region(0, y, width, 1))
        self._moved()

    def scroll(self, by: int) -> None:
        """Move what is in sight; the cursor comes along at the edge."""
        self.top = max(0, min(self.top + by, len(self.uids) - self.room))
        self.cursor = max(self.top, min(self.cursor, self.top + self.room - 1))
        self.again()

    def toggle(self) -> None:
        """Select the card under the cursor, or no longer."""
        if self.current:
            self.selected ^= {self.current}
            self.again()

    def toggle_all(self) -> None:
        """Select everything that was found, or nothing."""
        every = set(self.uids)
        self.selected = set() if self.selected == every else every
        self.again()

    def again(self) -> None:
        """Draw again at the same size, and say that something moved."""
        self._drawn = None
        self._keep_in_sight()
        self.refresh()
        self._moved()

    def _keep_in_sight(self) -> None:
        room = self.room
        self.top = max(0, min(self.top, self.cursor, len(self.uids) - 1))
        self.top = max(self.top, self.cursor - room + 1)
        self.top = max(0, min(self.top, len(self.uids) - room))

    def on_resize(self) -> None:
        """Another size: the cursor stays in sight."""
        self.again()

    def shapes(self) -> list[Shape]:
        """The columns that have room, without that of the card."""
        return shapes(words=self.wide >= WORDS_FROM, due=self.wide >= DUE_FROM)

    def draw(self, width: int, height: int) -> list[Row]:
        """Heading and rows."""
        if self.page is None:
            return [BLANK, (gap(6), muted(_("counting …")))]
        if not self.uids:
            return self.nothing
        shapes, room = self.shapes(), self._text_room(width)
        end = min(len(self.uids), self.top + self.room)
        lines = (self._line(place, shapes, room) for place in range(self.top, end))
        return [self._heading(shapes, room), *lines]

    def _text_room(self, width: int) -> int:
        """The cells for the text of a card."""
        return width - self._before - sum(shape.width for shape in self.shapes()) - 1

    @property
    def _before(self) -> int:
        """The cells before the text of a card."""
        return 6 if self.wide >= DUE_FROM else 5

    def _heading(self, shapes: Sequence[Shape], room: int) -> Row:
        assert self.page is not None
        card = Shape("card", _("Card"), room)
        cells = [piece for shape in shapes for piece in aligned((self._title(shape),), shape)]
        return (gap(self._before), *fit((self._title(card),), room), *cells)

    def _title(self, shape: Shape) -> Piece:
        assert self.page is not None
        order = self.page.order
        if order.column.value != shape.column:
            return muted(shape.heading)
        arrow = "↓" if order.down else "↑"
        return Piece(shape.heading + arrow, "accent", bold=True)

    def _line(self, place: int, shapes: Sequence[Shape], room: int) -> Row:
        assert self.page is not None
        row = self.page.row(place)
        here = place == self.cursor
        margin: Row = (gap(1),) if self._before == 6 else ()
        line: Row = (
            *margin,
            Piece("▌" if here else " ", "accent"),
            Piece("✓ " if row.uid in self.selected else "  ", "accent"),
            Piece(dot(row.state), STATE_ROLES.get(row.state, "muted")),
            gap(1),
            *fit(self._text(row, bold=here), room),
            *(piece for shape in shapes for piece in aligned(value(row, shape.column), shape)),
            gap(1),
        )
        return (*margin, *on("selection", line[len(margin) :])) if here else line

    def _text(self, row: "BrowseRow", *, bold: bool) -> Row:
        title = self.titles.get(row.uid)
        if title is None:
            return (Piece("…", "faint"),)
        flag: Row = (Piece(f"⚑{row.flag} ", "learning"),) if row.flag else ()
        if bold:
            return (*flag, *(bright(piece.text) for piece in title))
        return (*flag, *title)

    def jumps(self) -> list[tuple[int, int, Callable[[], object]]]:
        """The cards in sight."""
        seen = range(self.top, min(self.top + self.room, len(self.uids)))
        return [(0, line, partial(self.go, place)) for line, place in enumerate(seen, start=1)]

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on a row, or order by a heading; a click on the tick selects."""
        self.screen.set_focus(None)
        if not self.uids:
            return
        if event.y == 0:
            self._click_heading(event.x)
        elif self.top + event.y - 1 < len(self.uids):
            self.go(self.top + event.y - 1)
            if event.x < self._before - 1 or event.ctrl:
                self.toggle()

    def _click_heading(self, x: int) -> None:
        shapes = self.shapes()
        edge = self.size.width - 1
        for shape in reversed(shapes):
            edge -= shape.width
            if edge <= x:
                self._sort_by(shape.column)
                return
        self._sort_by("card")

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll with the wheel."""
        event.stop()
        self.scroll(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll with the wheel."""
        event.stop()
        self.scroll(-3)
