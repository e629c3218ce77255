"""The tree of decks: what is new, being learned and due in each, and how well it is recalled."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quizapp.language import _
from quizapp.tui.pieces import Piece, Row, fit, gap, muted, on, pushed
from quizapp.wording.dates import percent

if TYPE_CHECKING:
    from quizapp.actions.figures.today import DeckLine

MANY = 40
BAR_FROM = 64
_TRACK = 8


class DeckTree:
    """Which decks are open, which one is chosen, and which are in sight."""

    def __init__(self) -> None:
        self.lines: Sequence[DeckLine] = ()
        self.closed: set[str] = set()
        self.chosen = 0
        self.top = self.shown = 0

    def show(self, lines: "Sequence[DeckLine]") -> None:
        """Take new counts; the choice and what is open survive."""
        name = self.deck.name if self.lines else ""
        if not self.lines and len(lines) > MANY:
            self.closed = {line.name for line in lines}
        self.lines = lines
        names = [line.name for line in self.visible]
        self.chosen = names.index(name) if name in names else 0

    @property
    def visible(self) -> "list[DeckLine]":
        """The decks whose parents are all open."""
        return [line for line in self.lines if not self._hidden(line.name)]

    @property
    def deck(self) -> "DeckLine":
        """The chosen deck."""
        return self.visible[self.chosen]

    def move(self, by: int) -> None:
        """Choose the deck so many lines further down."""
        self.chosen = max(0, min(len(self.visible) - 1, self.chosen + by))

    def go_to(self, name: str) -> None:
        """Choose a deck wherever it is: the decks above it open."""
        self.closed -= {above for above in self.closed if name.startswith(f"{above}::")}
        self.chosen = [line.name for line in self.visible].index(name)

    def open(self) -> None:
        """Show the decks below the chosen one; once open, go to the first of them."""
        name = self.deck.name
        if name in self.closed:
            self.closed.discard(name)
        elif self.has_children(name):
            self.move(1)

    def close(self) -> None:
        """Hide the decks below the chosen one; without any, go to the deck above it."""
        name = self.deck.name
        if self.has_children(name) and name not in self.closed:
            self.closed.add(name)
            return
        parent = name.rpartition("::")[0]
        names = [line.name for line in self.visible]
        if parent in names:
            self.chosen = names.index(parent)

    @property
    def turns(self) -> str:
        """What can be done to the chosen deck: ``open`` or ``close`` it, nothing without any."""
        if not self.lines or not self.has_children(self.deck.name):
            return ""
        return "open" if self.deck.name in self.closed else "close"

    def has_children(self, name: str) -> bool:
        """Whether there are decks below; the line of all decks has none of its own."""
        return bool(name) and any(line.name.startswith(f"{name}::") for line in self.lines)

    def scrolled(self, room: int) -> "list[DeckLine]":
        """The lines that fit into ``room`` rows, the chosen one among them."""
        self.top = max(min(self.top, self.chosen), self.chosen - room + 1, 0)
        self.top = max(0, min(self.top, len(self.visible) - room))
        lines = self.visible[self.top : self.top + room]
        self.shown = len(lines)
        return lines

    def _hidden(self, name: str) -> bool:
        parts = name.split("::")
        return any("::".join(parts[:end]) in self.closed for end in range(1, len(parts)))


def deck_table(tree: DeckTree, width: int, room: int) -> list[Row]:
    """Heading and at most ``room - 1`` lines, all ``width`` cells wide."""
    columns = _Columns(width)
    many = len(tree.visible) > room - 1
    lines = tree.scrolled(room - 1 - int(many))
    rows = [columns.heading(), *(columns.line(tree, line, line is tree.deck) for line in lines)]
    if many:
        above, below = tree.top, len(tree.visible) - tree.top - len(lines)
        marks = [f"{sign} {count}" for sign, count in (("↑", above), ("↓", below)) if count]
        rows.append(pushed((muted("  ".join(marks)), gap(1)), width))
    return rows


class _Columns:
    """Columns as wide as the longest of their heading and their numbers."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.titles = (_("New"), _("Learn"), _("Due"))
        self.widths = [max(4, len(title)) + 1 for title in self.titles]
        self.recall = max(7, len(_("Recall"))) + 1
        self.track = _TRACK + 2 if width >= BAR_FROM else 0
        self.name = width - sum(self.widths) - self.recall - self.track - 4

    def heading(self) -> Row:
        """The names of the columns."""
        titles = [
            piece
            for title, width in zip(self.titles, self.widths, strict=True)
            for piece in pushed((muted(title),), width)
        ]
        recall = pushed((muted(_("Recall")),), self.recall)
        return (gap(3), *fit((muted(_("Deck")),), self.name), *titles, gap(self.track), *recall)

    def line(self, tree: DeckTree, line: "DeckLine", chosen: bool) -> Row:
        """One deck."""
        depth = line.name.count("::")
        top = depth == 0
        name = Piece(
            line.name.rpartition("::")[2] or _("All decks"),
            "bright" if top else "text",
            bold=top or chosen,
        )
        sign = " "
        if tree.has_children(line.name):
            sign = "▸" if line.name in tree.closed else "▾"
        label = (gap(2 * depth), Piece(f"{sign} ", "muted"), name)
        row = (
            Piece("▌" if chosen else " ", "accent"),
            gap(2),
            *fit(label, self.name),
            *self._numbers(line),
            *self._recall(line),
            gap(1),
        )
        return on("selection", row) if chosen else row

    def _numbers(self, line: "DeckLine") -> Row:
        counts = ((line.new, "new"), (line.learning, "learning"), (line.due, "due"))
        return tuple(
            piece
            for (count, role), width in zip(counts, self.widths, strict=True)
            for piece in pushed((Piece(str(count), role) if count else Piece("·", "faint"),), width)
        )

    def _recall(self, line: "DeckLine") -> Row:
        role = "learning" if line.below else "muted"
        if line.recall is None:
            return (gap(self.track), *pushed((Piece("·", "faint"),), self.recall))
        mark = "▾" if line.below else ""
        number = pushed((Piece(f"{mark}{percent(line.recall)}", role),), self.recall)
        if not self.track:
            return number
        heavy = round(_TRACK * line.recall)
        bar = "learning" if line.below else "due"
        track = (Piece("━" * heavy, bar), Piece("─" * (_TRACK - heavy), "rule"))
        return (gap(2), *track, *number)
