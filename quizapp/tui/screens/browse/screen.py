"""Browse: search, sort, look at a card and its past; the actions are in :mod:`.acts`."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from quizapp.language import _
from quizapp.tui.keys.browse import BROWSE
from quizapp.tui.keys.key import bindings
from quizapp.tui.screens.browse.acts import BrowseActs
from quizapp.tui.styles import STYLES
from quizapp.tui.widgets.cardtable import DUE_FROM, CardTable
from quizapp.tui.widgets.keybar import KeyBar
from quizapp.tui.widgets.preview import FROM, NARROWEST, WIDEST, Preview
from quizapp.tui.widgets.searchrow import QueryInput, SearchRow, SearchSign, SearchTold
from quizapp.tui.widgets.toast import Toast
from quizapp.tui.widgets.topbar import HomeBar


class BrowseScreen(BrowseActs):
    """A search over a table, the card under the cursor beside it where there is room."""

    CSS_PATH = STYLES / "browse.tcss"
    PLACE = "browse"
    KEYS = BROWSE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(BROWSE)]

    def compose(self) -> ComposeResult:
        """Bar, search, table and card, keys."""
        yield HomeBar(self.PLACE)
        yield SearchRow()
        yield SearchTold()
        with Horizontal(id="browsed"):
            yield CardTable(self.moved, self.sort_by)
            yield Preview()
        yield KeyBar()
        yield Toast()

    def on_mount(self) -> None:
        """Offer the keys; search while typing."""
        self.watch(self.query_one(QueryInput), "value", self.tend, init=False)
        self.show_keys()

    def on_screen_resume(self) -> None:
        """Look again whenever the screen comes up: cards may have moved, and say something else."""
        self.table.titles.clear()
        self.look_again()

    def on_resize(self, event: events.Resize) -> None:
        """The card stands beside the table where there is room for both."""
        super().on_resize(event)
        width = event.size.width
        self.set_class(width < DUE_FROM, "-narrow")
        self.query_one(SearchSign).narrow = width < DUE_FROM
        self.table.wide = width
        preview = self.query_one(Preview)
        preview.display = self.beside = width >= FROM
        preview.styles.width = max(NARROWEST, min(WIDEST, width * 37 // 100)) + 6
        self.show_keys()
        self.tend()

    def context(self) -> str:
        """For the help."""
        return _("browse")

    def offers(self) -> dict[str, str]:
        """What works on the list, and while a search is typed."""
        everywhere = {"browse.leave-program": "", "browse.help": "help"}
        if self.typing:
            moves = {"browse.go-on": "to the cards", "browse.leave": "", "browse.down": ""}
            return moves | everywhere
        return self._on_cards() | self.place_offers() | {"browse.quit": ""} | everywhere

    def _on_cards(self) -> dict[str, str]:
        undo = {"browse.undo": "undo"} if self.deeds else {}
        rest = {"browse.sort": "sort", "browse.search": "search", "browse.turn": ""}
        if not self.table.uids:
            return rest | undo
        moves = ("up", "down", "up-selecting", "down-selecting", "page-up", "page-down")
        narrow = {"browse.go-on": "card", "browse.select": "select", **rest}
        return {
            **({} if self.beside else narrow),
            "browse.select": "select",
            "browse.edit": "edit",
            **self._outward(),
            "browse.suspend": "suspend",
            "browse.move": "move",
            "browse.flag": "flag",
            **rest,
            **({"browse.go-on": "study these"} if self.beside else {}),
            **undo,
            "browse.all": "all",
            "browse.bury": "",
            "browse.forget": "",
            "browse.look": "",
            **{f"browse.{name}": "" for name in (*moves, "first", "last")},
        }

    def _outward(self) -> dict[str, str]:
        if self.outside is None:
            return {}
        offers = {"browse.open": "open"} if self.outside.media(revealed=True) else {}
        return offers | ({"browse.obsidian": ""} if self.outside.vault_file is not None else {})

    def on_descendant_focus(self) -> None:
        """Letters are text now."""
        self.show_keys()

    def on_descendant_blur(self) -> None:
        """Letters are keys again."""
        self.show_keys()

    def action_search(self) -> None:
        """Type a search."""
        self.set_focus(self.query_one(QueryInput))

    async def action_sort(self) -> None:
        """Order by the next column."""
        names = ["card", *(shape.column for shape in self.table.shapes())]
        place = names.index(self.column) if self.column in names else -1
        self.sort_by(names[(place + 1) % len(names)])
        await self.caught_up()

    async def action_turn(self) -> None:
        """The greatest first, or the least."""
        self.sort_by(self.column)
        await self.caught_up()

    def action_up(self) -> None:
        """The card above."""
        self.table.move(-1)

    async def action_down(self) -> None:
        """The card below; out of the search, to the cards."""
        if self.typing:
            await self.action_leave()
        else:
            self.table.move(1)

    def action_up_selecting(self) -> None:
        """Select the card and go up."""
        self.table.toggle()
        self.table.move(-1)

    def action_down_selecting(self) -> None:
        """Select the card and go down."""
        self.table.toggle()
        self.table.move(1)

    def action_page_up(self) -> None:
        """A page up."""
        self.table.move(-self.table.room)

    def action_page_down(self) -> None:
        """A page down."""
        self.table.move(self.table.room)

    def action_first(self) -> None:
        """The first card."""
        self.table.go(0)

    def action_last(self) -> None:
        """The last card."""
        self.table.go(len(self.table.uids) - 1)

    def action_select(self) -> None:
        """Select the card, or no longer."""
        self.table.toggle()

    def action_all(self) -> None:
        """Select all that were found, or none."""
        self.table.toggle_all()

    def action_quit(self) -> None:
        """Leave."""
        self.quiz.leave()
