"""The keys that work now, grouped by intention, searchable."""

from collections.abc import Sequence
from typing import ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from quizapp.language import _
from quizapp.tui.keys.help import HELP
from quizapp.tui.keys.key import Key, bindings, key_name
from quizapp.tui.pieces import BLANK, Piece, Row, beside, bright, gap, indented, muted, wrapped
from quizapp.tui.screens.overlay import Overlay, Sheet

_KEYS = 14


class HelpSheet(Sheet):
    """Two columns of keys, one below 80."""

    TAKES_TEXT = True

    def __init__(self, context: str, keys: Sequence[Key], typing: bool) -> None:
        super().__init__()
        self.title, self.subtitle = _("Keys"), context
        self.keys, self.typing = keys, typing
        self.search = ""
        self.searching = False

    def begin_search(self) -> None:
        """From now on letters are text."""
        self.searching = self.can_focus = True
        self.screen.set_focus(self)
        self.redraw()

    def on_key(self, event: events.Key) -> None:
        """Type the word that is searched."""
        if event.key == "backspace":
            self.search = self.search[:-1]
        elif event.is_printable and event.character:
            self.search += event.character
        else:
            return
        event.stop()
        cast(Overlay, self.screen).lay_out()

    def body(self, inner: int) -> list[Row]:
        """Search, groups, a word on layouts."""
        found = [key for key in self.keys if self._matches(key)]
        columns = 2 if inner >= 74 else 1
        wide = inner // columns
        halves = _columns(_groups(found), columns)
        blocks = [[row for group in half for row in self._group(*group, wide)] for half in halves]
        rows = beside([(block, wide) for block in blocks])
        if not found:
            rows = [(muted(_("No key here does that.")),)]
        return [self._search_row(), BLANK, *rows, (Piece("─" * inner, "rule"),), _layout_row()]

    def _search_row(self) -> Row:
        if not self.searching:
            return (Piece("/", "accent"), muted(" " + _("search an action …")))
        cursor = Piece(" ", "accent", filled=True)
        return (Piece("/ ", "accent"), Piece(self.search, "bright"), cursor)

    def _matches(self, key: Key) -> bool:
        words = f"{_(key.text)} {_(key.help)} {' '.join(key.all)}" if key.help else _(key.text)
        return self.search.casefold() in words.casefold()

    def _group(self, name: str, keys: Sequence[Key], width: int) -> list[Row]:
        rows: list[Row] = [(bright(_(name)),)]
        for caps, words in _lines(keys):
            column = max(_KEYS, len(caps) + 2)
            first, *more = wrapped(words, width - column - 2)
            rows.append((Piece(caps, "accent"), gap(column - len(caps)), *first))
            rows += indented(more, column)
        return [*rows, BLANK]


class HelpScreen(Overlay):
    """Holds only what works on the screen below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(HELP),
        Binding("up", "scroll_up"),
        Binding("down", "scroll_down"),
    ]

    def __init__(self, context: str, keys: Sequence[Key], typing: bool) -> None:
        super().__init__()
        self._sheet = HelpSheet(context, keys, typing)

    def compose(self) -> ComposeResult:
        """The sheet."""
        yield self._sheet

    def on_key(self, event: events.Key) -> None:
        """``/`` begins a search (``.`` is that key on the Russian layout)."""
        if event.character in {"/", "."} and not self._sheet.searching:
            event.stop()
            self._sheet.begin_search()


def _lines(keys: Sequence[Key]) -> list[tuple[str, str]]:
    """Keys and words; keys of one action with several arguments share a line."""
    together: dict[str, list[Key]] = {}
    for key in keys:
        name = key.action.partition("(")[0] if key.argument else key.id
        together.setdefault(name, []).append(key)
    return [_line(members) for members in together.values()]


def _line(members: Sequence[Key]) -> tuple[str, str]:
    caps = "  ".join(key_name(name) for member in members for name in _written(member))
    words = dict.fromkeys(_(member.help) if member.help else _(member.text) for member in members)
    return caps, ", ".join(words)


def _written(key: Key) -> list[str]:
    return list(dict.fromkeys(name for name in (key.key, *key.also, key.typing) if name))


def _groups(keys: Sequence[Key]) -> list[tuple[str, list[Key]]]:
    groups: dict[str, list[Key]] = {}
    for key in keys:
        groups.setdefault(key.group, []).append(key)
    return list(groups.items())


def _columns(
    groups: list[tuple[str, list[Key]]], columns: int
) -> list[list[tuple[str, list[Key]]]]:
    """The groups over the columns, each as long as the others where that can be."""
    if columns == 1:
        return [groups]
    total = sum(len(keys) + 2 for _name, keys in groups)
    left: list[tuple[str, list[Key]]] = []
    used = 0
    for group in groups:
        if used and used + len(group[1]) + 2 > (total + 1) // 2 + 2:
            break
        left.append(group)
        used += len(group[1]) + 2
    return [left, groups[len(left) :]]


def _layout_row() -> Row:
    return (
        muted(_("The layout does not matter:") + " "),
        Piece("u", "accent"),
        muted(" " + _("and") + " "),
        Piece("г", "accent"),
        muted(" " + _("are one key.")),
    )
