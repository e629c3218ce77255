"""The last row: the keys that make sense now, the most useful first, help at the right."""

from collections.abc import Sequence

from quizapp.language import _
from quizapp.tui.keys.key import Key
from quizapp.tui.pieces import Piece, Row, gap, muted, on, row_width, spread
from quizapp.tui.widgets.drawn import Drawn

BETWEEN = 3


class KeyBar(Drawn):
    """Shows what fits whole; the rest is in the help."""

    GROUND = "panel"
    keys: Sequence[tuple[Key, str]] = ()
    typing = False

    def show(self, keys: Sequence[tuple[Key, str]], *, typing: bool) -> None:
        """Offer ``keys``, each with the words for it just now; the last one is help."""
        if (self.keys, self.typing) != (keys, typing):
            self.keys, self.typing = keys, typing
            self.redraw()

    def draw(self, width: int, height: int) -> list[Row]:
        """One row."""
        if not self.keys:
            return [()]
        *offered, helping = self.keys
        right = (*self._key(helping), gap(1))
        room = width - row_width(right) - 1
        left: Row = (gap(1),)
        for entry in offered:
            longer = (*left, *(() if len(left) == 1 else (gap(BETWEEN),)), *self._key(entry))
            if row_width(longer) > room:
                break
            left = longer
        return [on("panel", spread(left, right, width))]

    def _key(self, entry: tuple[Key, str]) -> Row:
        key, text = entry
        return (Piece(key.shown(self.typing), "accent"), muted(f" {_(text)}"))
