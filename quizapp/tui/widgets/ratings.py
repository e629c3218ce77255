"""A tile a rating offered, always in the same place, with the interval it gives."""

from collections.abc import Callable, Mapping
from functools import partial

from textual import events
from textual.message import Message

from quizapp.language import _
from quizapp.model.reviews import Rating
from quizapp.tui.pieces import Piece, Row, bright, cap, centred, fit, gap, muted, on, row_width
from quizapp.tui.roles import RATING_ROLES
from quizapp.tui.widgets.drawn import Drawn
from quizapp.wording import RATING_NAMES

MARGIN = 2


class Foot(Drawn):
    """Two rows above the keys: the main action, or the ratings once there is an answer."""

    class Chosen(Message):
        """A tile was clicked, or the main action (rating None)."""

        def __init__(self, rating: Rating | None) -> None:
            super().__init__()
            self.rating = rating

    def __init__(self) -> None:
        super().__init__()
        self.waits: Mapping[Rating, str] = {}
        self.proposed: Rating | None = None
        self.main: tuple[str, str, str] = ("", "", "")

    def offer(self, key: str, words: str, aside: str = "") -> None:
        """Show the one main action: its key, what it does, a remark."""
        self.waits, self.proposed, self.main = {}, None, (key, words, aside)
        self.redraw()

    def rate(self, waits: Mapping[Rating, str], proposed: Rating | None) -> None:
        """Show the ratings."""
        self.waits, self.proposed = waits, proposed
        self.redraw()

    def draw(self, width: int, height: int) -> list[Row]:
        """Two rows."""
        if not self.waits:
            key, words, aside = self.main
            row: Row = (cap(key), gap(2), bright(words)) if key else ()
            if aside and row_width(row) + len(aside) + 8 <= width:
                row = (*row, gap(3), muted(aside))
            return [centred(row, width), ()]
        tiles = [self._tile(rating, span) for rating, (_start, span) in self._spans(width).items()]
        margin = gap(next(iter(self._spans(width).values()))[0])
        rows: list[Row] = []
        for y in range(2):
            row = (margin,)
            for tile in tiles:
                row = (*row, *tile[y], gap(1))
            rows.append(row)
        return rows

    def _spans(self, width: int) -> dict[Rating, tuple[int, int]]:
        """Where each tile begins and how wide it is."""
        start = MARGIN if width >= 80 else 1
        count = len(self.waits)
        usable = width - 2 * start - (count - 1)
        spans: dict[Rating, tuple[int, int]] = {}
        for index, rating in enumerate(self.waits):
            wide = usable // count + (index < usable % count)
            spans[rating] = (start, wide)
            start += wide + 1
        return spans

    def _tile(self, rating: Rating, width: int) -> list[Row]:
        role = RATING_ROLES[rating]
        name, wait = _(RATING_NAMES[rating]), self.waits[rating]
        if rating is not self.proposed:
            bar = Piece("▌", role)
            label = (Piece(str(int(rating)), role, bold=True), gap(2), bright(name))
            return [
                on("inset", (bar, gap(1), *fit(label, width - 2))),
                on("inset", (bar, gap(4), *fit((muted(wait),), width - 5))),
            ]
        enter = _("enter")
        left = f"  {int(rating)}  {name}"
        room = width - len(left) - len(enter) - 1
        first = left + " " * room + enter + " " if room > 0 else left.ljust(width)
        return [
            (Piece(first, role, bold=True, filled=True),),
            (Piece(f"     {wait}".ljust(width), role, filled=True),),
        ]

    def jumps(self) -> list[tuple[int, int, Callable[[], object]]]:
        """The tiles, or the main action."""
        if not self.waits:
            margin, *_main = self.draw(self.size.width, 0)[0]
            return [(row_width((margin,)), 0, lambda: self.post_message(self.Chosen(None)))]
        return [
            (start, 0, partial(self.post_message, self.Chosen(rating)))
            for rating, (start, _wide) in self._spans(self.size.width).items()
        ]

    def on_click(self, event: events.Click) -> None:
        """A click on a tile rates, one on the main action does it."""
        if not self.waits:
            self.post_message(self.Chosen(None))
            return
        for rating, (start, wide) in self._spans(self.size.width).items():
            if start <= event.x < start + wide:
                self.post_message(self.Chosen(rating))
