"""What fills Browse: one worker that fetches, one thing after the other, what is wanted now.

What was wanted before and is not any more is passed over, so that the newest search wins and
a held key does not wait for the cards it runs past.
"""

import asyncio
from typing import TYPE_CHECKING, NamedTuple

from quizapp.language import _, ngettext
from quizapp.model.errors import InputError, QueryError
from quizapp.tui.pieces import Row, bright, gap, indented, muted, wrapped
from quizapp.tui.screens.placed import Placed
from quizapp.tui.widgets.cardtable import CardTable
from quizapp.tui.widgets.preview import Preview
from quizapp.tui.widgets.searchrow import QueryInput, SearchCount, SearchTold
from quizapp.wording.queries import query_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizapp.actions.cards.browsing import BrowsePage
    from quizapp.actions.cards.outside import Outside
    from quizapp.actions.cards.preview import CardPreview
    from quizapp.actions.collection import Collection

TYPING_RESTS, CURSOR_RESTS = 0.12, 0.06
"""Seconds after which a search, and a card, is taken to be the wanted one."""


class Wanted(NamedTuple):
    """A list as it is wanted; ``turn`` counts what may have changed the cards themselves."""

    query: str
    column: str
    down: bool
    turn: int


class BrowseList(Placed):
    """A screen with a search, a table and a card beside it."""

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name)
        self.column, self.down = "recall", False
        self.beside = True
        self._turn = 0
        self._shown: Wanted | None = None
        self._looked_at: tuple[str | None, int] | None = None
        self._busy = False

    @property
    def table(self) -> CardTable:
        """The rows."""
        return self.query_one(CardTable)

    @property
    def query_text(self) -> str:
        """What is typed."""
        return self.query_one(QueryInput).value

    def look_again(self) -> None:
        """The cards may have changed: fetch all anew, in place."""
        self._turn += 1
        self.tend()

    def sort_by(self, column: str) -> None:
        """Order by a column; by the same one the other way round."""
        if column == self.column:
            self.down = not self.down
        else:
            self.column, self.down = column, column == "lapses"
        self.table.cursor = 0
        self.tend()

    def moved(self) -> None:
        """Other cards are in sight: fetch what they say."""
        self.show_count()
        self.tend()

    def show_count(self) -> None:
        """How many were found and selected."""
        page = self.table.page
        if page is not None:
            selected = len(self.table.selected)
            self.query_one(SearchCount).show(len(page), page.total, selected)

    def tend(self) -> None:
        """Fetch what is wanted, if that is not being done already."""
        if not self._busy and self.is_mounted:
            self._busy = True
            self.run_worker(self._fetch())

    async def _fetch(self) -> None:
        try:
            while self.is_attached and await self._fetch_one():
                pass
        except InputError as error:
            self._shown = self._wanted()
            self.say(str(error))
        finally:
            self._busy = False

    async def _fetch_one(self) -> bool:
        """Fetch the first thing that is missing; False once nothing is."""
        if self._shown != self._wanted():
            await self._search(self._wanted())
            return True
        unread = self.table.unread()
        if unread:
            self.table.show_titles(await self.quiz.behind(lambda open_: _titles(open_, unread)))
            return True
        uid = self.table.current
        looked_at = (uid, self._turn)
        if not self.beside or looked_at == self._looked_at:
            return False
        await asyncio.sleep(CURSOR_RESTS)
        if self.table.current == uid:
            found = await self.look_at(uid) if uid else None
            if self._looked_at is None:
                self.quiz.loaded()
            self._looked_at = looked_at
            self.query_one(Preview).show(found)
            self.show_keys()
        return True

    @property
    def outside(self) -> "Outside | None":
        """What other programs can show of the card that is seen beside the list."""
        preview = self.query_one(Preview).preview if self.beside else None
        return preview.outside if preview and preview.card.uid == self.table.current else None

    async def caught_up(self) -> None:
        """Wait until the list is the wanted one: what a key is about must be what is seen."""
        try:
            while self._shown != self._wanted():
                await self._find(self._wanted())
        except InputError as error:
            self._shown = self._wanted()
            self.say(str(error))

    async def look_at(self, uid: str) -> "CardPreview | None":
        """All about one card."""

        def look(collection: "Collection") -> "CardPreview | None":
            from quizapp.actions.cards.preview import card_preview

            return card_preview(collection, uid)

        return await self.quiz.behind(look)

    def _wanted(self) -> Wanted:
        return Wanted(self.query_text, self.column, self.down, self._turn)

    async def _search(self, wanted: Wanted) -> None:
        if self._shown is not None and wanted.query != self._shown.query:
            await asyncio.sleep(TYPING_RESTS)
        if self._wanted() == wanted:
            await self._find(wanted)

    async def _find(self, wanted: Wanted) -> None:
        try:
            page, near = await self.quiz.behind(lambda open_: _found(open_, wanted))
        except QueryError as error:
            self._shown = wanted
            self._tell(str(error), (error.start, error.end))
            return
        self._shown = wanted
        self._tell("", None)
        self.table.show(page, _nothing(wanted.query, near, self.size.width))
        self.show_count()
        self.show_keys()

    def _tell(self, text: str, wrong: tuple[int, int] | None) -> None:
        self.query_one(QueryInput).mark(wrong)
        self.query_one(SearchTold).show(text)


def _found(collection: "Collection", wanted: Wanted) -> "tuple[BrowsePage, list[tuple[str, int]]]":
    from quizapp.actions.cards.browsing import Column, Order, browse, nearest_queries
    from quizapp.render import markdown  # noqa: F401  slow to import

    page = browse(collection, wanted.query, Order(Column(wanted.column), wanted.down))
    return page, [] if page.uids else nearest_queries(collection, wanted.query)


def _titles(collection: "Collection", uids: "Sequence[str]") -> dict[str, Row]:
    from quizapp.actions.cards.browsing import cards_in_sight
    from quizapp.tui.widgets.text import first_row
    from quizapp.wording import card_asks

    found = cards_in_sight(collection, uids)
    titles = {uid: first_row(card_asks(card)) for uid, card in found.items()}
    return {uid: titles.get(uid, (muted("–"),)) for uid in uids}


def _nothing(query: str, near: "list[tuple[str, int]]", width: int) -> list[Row]:
    """The search in words, and what would find something."""
    if not query.strip():
        told = _("There is no card yet. quizapp import FILE makes some from your notes.")
        return indented(wrapped(told, width - 12, "muted"), 6)
    rows = wrapped(_("No card is: {words}.").format(words=query_text(query)), 48, "bright")
    for word, count in near:
        cards = ngettext("{n} card", "{n} cards", count)
        rows.append((muted(_("without {word}").format(word=word)), gap(2), bright(cards)))
    return indented(rows, 6)
