"""A live question: prompt, cells for the answer, how it was read, hints."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget

from quizapp.language import _
from quizapp.model.questions import AnswerKind, Part, Variant
from quizapp.tui.pieces import BLANK, Row, bright, gap, indented, muted, panel, spread
from quizapp.tui.roles import STATE_ROLES
from quizapp.tui.sight import Sight
from quizapp.tui.widgets.answergrid import AnswerGrid
from quizapp.tui.widgets.cardbody import tag_row
from quizapp.tui.widgets.cell import Cell
from quizapp.tui.widgets.drawn import Drawn
from quizapp.tui.widgets.listed import listed
from quizapp.tui.widgets.notice import Notice
from quizapp.tui.widgets.scrolled import Scrolled
from quizapp.tui.widgets.text import rendered

if TYPE_CHECKING:
    from quizapp.actions.studying.asking import Asked
    from quizapp.render.gallery import Gallery

WIDEST = 97
_NO_NUMBER = frozenset(
    {AnswerKind.TYPED, AnswerKind.TEXT, AnswerKind.CHOICE, AnswerKind.ORDER, AnswerKind.FORMULA}
)


def prompt_panel(
    asked: "Asked",
    variant: Variant,
    width: int,
    *,
    air: bool,
    gallery: "Gallery | None" = None,
) -> list[Row]:
    """The prompt with its drawn numbers coloured, on a panel."""
    wide = width >= 80
    size = min(WIDEST, width - 3) if wide else width
    pad = 3 if wide else 1
    inner = size - 1 - 2 * pad
    drawn = bool(variant.version)
    seed = _("seed {seed}").format(seed=f"{variant.seed:x}") if wide and drawn else ""
    rows = [
        tag_row(asked, inner, right=seed),
        BLANK,
        *rendered(variant.prompt, inner, values=drawn, role="bright", bold=True, gallery=gallery),
        *listed(variant, inner, gallery),
    ]
    bar = STATE_ROLES.get(asked.state, "muted")
    return indented(panel(rows, size, bar, pad=pad, air=int(air and wide)), int(wide))


class Prompt(Scrolled):
    """The prompt panel; scrolls where there is no room for all of it."""

    SHOWS_PICTURES = True
    asked: "Asked | None" = None
    air = True

    def content(self, width: int, height: int) -> list[Row]:
        """The panel."""
        if self.asked is None or self.asked.variant is None:
            return []
        gallery = self.gallery(self.asked.card, "panel")
        return prompt_panel(self.asked, self.asked.variant, width, air=self.air, gallery=gallery)

    def pictured(self) -> None:
        """The grid below gives the room that a picture takes."""
        cast("LiveBody", self.parent).lay_out()


class AnswerHead(Drawn):
    """``Your answer``, and how near it has to be."""

    variant: Variant | None = None

    def draw(self, width: int, height: int) -> list[Row]:
        """One row."""
        if self.variant is None:
            return []
        parts = self.variant.parts
        near = tolerance_text(parts[0]) if len({part.tolerance for part in parts}) == 1 else ""
        unit = f"  {parts[0].unit}" if len(parts) == 1 and parts[0].unit else ""
        margin = 4 if width >= 80 else 2
        inner = min(WIDEST + 1, width - 2) - 2 * margin
        row = spread((bright(_("Your answer")), muted(unit)), (muted(near),), inner)
        return [(gap(margin), *row)]


def tolerance_text(part: Part) -> str:
    """How near an entry has to be, in words; nothing of what is no number."""
    if part.kind in _NO_NUMBER:
        return ""
    near = part.tolerance
    whole = part.kind is AnswerKind.INTEGER
    if near.exact or whole:
        return _("a whole number") if whole else _("exactly")
    if not near.relative:
        return _("within {a}").format(a=f"{near.absolute:g}")
    if not near.absolute:
        return _("within {r} %").format(r=f"{100 * near.relative:g}")
    return _("within {a} or {r} %").format(a=f"{near.absolute:g}", r=f"{100 * near.relative:g}")


def _label(part: Part) -> str:
    """The name of one of several parts, with its unit."""
    return f"{part.name}, {part.unit}" if part.unit else part.name


@dataclass(frozen=True, slots=True)
class _Room:
    """How generously the body is laid out."""

    air: bool
    head: bool
    between: bool


_LEVELS = (_Room(True, True, True), _Room(True, True, False), _Room(False, True, False))
_TIGHTEST = _Room(False, False, False)


class LiveBody(Widget):
    """Lays prompt and cells out for the room there is; the prompt gives way first."""

    def __init__(self) -> None:
        super().__init__()
        self.variant: Variant | None = None
        self.grids: list[AnswerGrid] = []

    def compose(self) -> ComposeResult:
        """Prompt, heading, cells, what is said below."""
        yield Prompt()
        yield AnswerHead()
        yield VerticalScroll(can_focus=False)
        yield Notice()

    async def show(self, sight: Sight) -> None:
        """Show a question; the same one keeps what was typed."""
        asked = sight.asked
        assert asked is not None
        assert asked.variant is not None
        if asked.variant is not self.variant:
            self.variant = asked.variant
            await self._renew(asked.variant)
            prompt = self.query_one(Prompt)
            prompt.asked = asked
            prompt.to_top()
            self.query_one(AnswerHead).variant = asked.variant
        self._flag(sight)
        self.query_one(Notice).show(sight)
        self.lay_out()

    async def _renew(self, variant: Variant) -> None:
        place = self.query_one(VerticalScroll)
        await place.remove_children()
        many = len(variant.parts) > 1
        self.grids = [
            AnswerGrid(part, _label(part) if many else "", self._over_edge)
            for part in variant.parts
        ]
        await place.mount(*self.grids)

    def lay_out(self) -> None:
        """Give every part its rows."""
        width, height = self.size
        if not width or self.variant is None:
            return
        notice = self.query_one(Notice)
        for room in (*_LEVELS, _TIGHTEST):
            notice.air = room.air
            said = len(notice.draw(width, 0))
            cells = self._cell_rows(room)
            used = said + cells + (1 if room.head else 0) + (3 if room.between else 0)
            prompt = self._prompt_rows(width, room)
            if prompt + used <= height:
                break
        self._apply(room, min(prompt, max(4, height - used)), min(cells, height - 4))

    def _cell_rows(self, room: _Room) -> int:
        return sum(grid.lines(room.between) for grid in self.grids) + (
            (len(self.grids) - 1) * int(room.between)
        )

    def _prompt_rows(self, width: int, room: _Room) -> int:
        prompt = self.query_one(Prompt)
        prompt.air = room.air
        return len(prompt.content(width, 0))

    def _apply(self, room: _Room, prompt_rows: int, cell_rows: int) -> None:
        self.query_one(Notice).redraw()
        prompt = self.query_one(Prompt)
        prompt.styles.height = prompt_rows
        prompt.redraw()
        head = self.query_one(AnswerHead)
        head.display = room.head
        head.styles.margin = (1 if room.between else 0, 0)
        head.redraw()
        place = self.query_one(VerticalScroll)
        place.styles.height = max(1, cell_rows)
        for number, grid in enumerate(self.grids):
            grid.styles.margin = (int(room.between and number > 0), 0, 0, 0)
            grid.lay_out(self.size.width, room.between)

    def on_resize(self, event: events.Resize) -> None:
        """Another size, another layout."""
        self.lay_out()

    @property
    def cells(self) -> list[Cell]:
        """All cells in reading order."""
        return [cell for grid in self.grids for cell in grid.flat]

    @property
    def first(self) -> Cell:
        """Where typing begins."""
        return self.cells[0]

    @property
    def texts(self) -> list[str]:
        """What was typed, a text a part."""
        return [grid.text for grid in self.grids]

    def fill(self, texts: Sequence[str]) -> None:
        """Put back what was typed before."""
        for grid, text in zip(self.grids, texts, strict=False):
            if not grid.pour(text) and grid.single:
                grid.flat[0].value = text

    def empty(self) -> Cell | None:
        """The first cell without an entry."""
        return next((cell for cell in self.cells if not cell.value.strip()), None)

    def after(self, cell: Widget | None) -> Cell:
        """The cell after another one, the first after the last."""
        cells = self.cells
        places: Iterator[int] = (i for i, one in enumerate(cells) if one is cell)
        return cells[(next(places, -1) + 1) % len(cells)]

    def _over_edge(self, grid: AnswerGrid, by: int) -> Cell | None:
        place = self.grids.index(grid) + by
        if not 0 <= place < len(self.grids):
            return None
        return self.grids[place].flat[0 if by > 0 else -1]

    def on_answer_grid_touched(self, message: AnswerGrid.Touched) -> None:
        """Repeat how the current cell is read."""
        message.stop()
        self._read_back(self.screen.focused)

    def _read_back(self, cell: Widget | None) -> None:
        from quizapp.actions.studying.read_back import read_back

        notice = self.query_one(Notice)
        if isinstance(cell, Cell):
            cell.unreadable = False
            words = self.grids[0].part.kind is AnswerKind.TYPED
            reads = cell.value.strip() and not words
            notice.repeat(cell.value, read_back(cell.value) if reads else None)

    def _flag(self, sight: Sight) -> None:
        """Mark the cells that could not be read."""
        from quizapp.actions.studying.read_back import read_back

        for cell in self.cells:
            wrong = sight.unreadable and read_back(cell.value) is None
            if cell.unreadable != wrong:
                cell.unreadable = wrong
                cell.refresh()
