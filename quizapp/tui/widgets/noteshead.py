"""The head of Notes: which files, how the reading goes, six counts that are also filters."""

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

from textual import events
from textual.message import Message

from quizapp.language import _, ngettext
from quizapp.tui.pieces import (
    Piece,
    Row,
    bright,
    cap,
    gap,
    indented,
    muted,
    panel,
    row_width,
    spread,
)
from quizapp.tui.sorts import FILTERS, ROLES, SIGNS, Sort
from quizapp.tui.widgets.drawn import Drawn

WIDE = 80


class NotesHead(Drawn):
    """Two rows on a panel.

    Attributes:
        names: the files or sources that are looked at, the first one in words.
        told: what stands at the right: how far the reading is, or that nothing is written.
        counts: how many rows there are of each sort, None until they were counted.
        only: the sort that is shown alone.
    """

    class Chosen(Message):
        """A count was clicked."""

        def __init__(self, sort: Sort) -> None:
            super().__init__()
            self.sort = sort

    def __init__(self) -> None:
        super().__init__()
        self.names: Sequence[str] = ()
        self.touched = False
        self.told: Row = ()
        self.counts: Counter[Sort] | None = None
        self.only: Sort | None = None

    def draw(self, width: int, height: int) -> list[Row]:
        """The panel with its margin."""
        margin = int(width >= WIDE)
        pad = 2 if margin else 1
        inner = width - 3 - 1 - 2 * pad
        rows = [spread(self._files(), (gap(2), *self.told), inner), self._counts(inner)]
        return indented(panel(rows, width - 3, "accent", pad=pad, air=0), margin)

    def _files(self) -> Row:
        if not self.names:
            return (bright(_("Notes")),)
        first: Row = (bright(_short(self.names[0])),)
        more = len(self.names) - 1
        if self.touched:
            words = ngettext("and {n} more file changed", "and {n} more files changed", more)
            return (*first, gap(2), muted(words if more else _("has changed")))
        return (
            (*first, gap(2), muted(ngettext("and {n} more", "and {n} more", more)))
            if more
            else first
        )

    def _counts(self, inner: int) -> Row:
        return tuple(piece for entry in self._entries(inner) for piece in entry)

    def _entries(self, inner: int) -> list[Row]:
        """The six; where they do not fit, first those without a row lose their words, then all."""
        counts: Counter[Sort] = self.counts or Counter()
        entries: list[Row] = []
        for least in (0, 1, max(counts.values(), default=0) + 1):
            entries = [
                self._count(place, sort, words=counts[sort] >= least)
                for place, sort in enumerate(FILTERS, start=1)
            ]
            if sum(map(row_width, entries)) <= inner:
                break
        return entries

    def _count(self, place: int, sort: Sort, *, words: bool) -> Row:
        chosen = self.only is sort
        key = self.quiz.key_of(f"notes.only{place}")
        shown = cap(key) if chosen else Piece(f" {key} ", "accent", ground="inset")
        count = self.counts[sort] if self.counts is not None else 0
        sign = SIGNS[sort] if place <= 4 else ""
        number = Piece(f"{sign}{count}", ROLES[sort], bold=True) if count else Piece("·", "faint")
        name: Row = (gap(1), Piece(_name(sort, count), "text" if count else "muted"))
        return (shown, gap(1), number, *(name if words else ()), gap(1))

    def on_click(self, event: events.Click) -> None:
        """Show what was clicked alone."""
        margin = int(self.size.width >= WIDE)
        x = event.x - margin - (3 if margin else 2)
        inner = self.size.width - 4 - (4 if margin else 2)
        for sort, entry in zip(FILTERS, self._entries(inner), strict=True):
            if 0 <= x < row_width(entry) and event.y == 1:
                self.post_message(self.Chosen(sort))
            x -= row_width(entry)


def _short(path: str) -> str:
    """The end of a path that names it: the file and its folder."""
    return "/".join(PurePath(path).parts[-2:])


def _name(sort: Sort, count: int) -> str:
    match sort:
        case Sort.NEW:
            return _word(ngettext("{n} new", "{n} new", count))
        case Sort.CHANGED:
            return _word(ngettext("{n} changed", "{n} changed", count))
        case Sort.RETIRED:
            return _word(ngettext("{n} retired", "{n} retired", count))
        case Sort.DRAFT:
            return ngettext("draft", "drafts", count)
        case Sort.GAP:
            return ngettext("gap", "gaps", count)
        case _:
            return ngettext("finding", "findings", count)


def _word(counted: str) -> str:
    """What stands after the number."""
    return counted.partition(" ")[2]
