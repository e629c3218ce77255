"""The pictures of an app: asked for while text is drawn, made in a thread, shown when they are.

Nothing here is loaded, asked or made before the first screen stands. A picture that is not made
yet, or cannot be, leaves the text route in its place.
"""

import asyncio
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary, WeakSet

from quizapp.render.pictures.picture import Cell, NoPicture, Picture
from quizapp.tui.pictures import kitty
from quizapp.tui.pictures.answers import Answers
from quizapp.tui.pictures.placeholders import LARGEST, SLOTS, replaced
from quizapp.tui.pictures.support import cell_of_window, may_ask
from quizapp.tui.pictures.wishes import Wish

if TYPE_CHECKING:
    from quizapp.render.pictures.sixels import Cut
    from quizapp.tui.app import QuizApp
    from quizapp.tui.pictures.driver import PictureDriver
    from quizapp.tui.widgets.drawn import Drawn

_UNKNOWN_CELL = (10, 20)
"""What Kitty may be told where it does not say: it scales what it gets to the cells anyway."""

_NUMBERS = count()
"""Of widgets: kept texts must not be taken for those of another app's."""


@dataclass(frozen=True, slots=True)
class Hung:
    """A picture and where the terminal finds it; ``cut`` gives its Sixels."""

    slot: int
    picture: Picture
    cut: "Cut | None"


class Shelf:
    """The pictures that were made, the latest ``SLOTS`` of them, and those that are wished for.

    Attributes:
        state: Another number whenever a text may look another way than before.
        cell: The cell pictures are made for; None while there are none.
    """

    def __init__(self, app: "QuizApp") -> None:
        self.app = app
        self.state = 0
        self.cell: Cell | None = None
        self._sixel = False
        self._hung: OrderedDict[Wish, Hung | None] = OrderedDict()
        self._wished: dict[Wish, WeakSet[Drawn]] = {}
        self._thread: ThreadPoolExecutor | None = None
        self._busy = False
        self._numbers: WeakKeyDictionary[Drawn, int] = WeakKeyDictionary()

    def number_of(self, viewer: "Drawn") -> int:
        """A number of its own for every widget."""
        return self._numbers.setdefault(viewer, next(_NUMBERS))

    # Asking the terminal

    def ask(self) -> None:
        """Ask the terminal what it can show, if that is wanted; or leave pictures again."""
        driver = self._driver
        if driver is None:
            return
        if not may_ask(self.app.settings, self.app.palette):
            self._leave()
        elif self.cell is not None:
            self._changed()
        else:
            loop = asyncio.get_running_loop()
            driver.ask(lambda answers: loop.call_soon_threadsafe(self._begin, answers))

    @property
    def _driver(self) -> "PictureDriver | None":
        driver = self.app._driver
        return driver if hasattr(driver, "ask") else None  # type: ignore[return-value]

    def _begin(self, answers: Answers) -> None:
        """Show pictures from now on, if the terminal can."""
        driver = self._driver
        colours = self.app.console.color_system == "truecolor"  # they carry Kitty's ids
        size = cell_of_window() or answers.cell or (None if answers.sixel else _UNKNOWN_CELL)
        if driver is None or size is None or not (answers.sixel or (answers.kitty and colours)):
            return
        self.cell, self._sixel = Cell(*size), answers.sixel
        driver.redrawn = self._with_pixels if answers.sixel else None
        self._changed()

    def _leave(self) -> None:
        if self.cell is not None:
            self._forget()
            self.cell = None
            self._changed()

    def _changed(self) -> None:
        """Every text that may hold pictures is drawn again."""
        self.state += 1
        for screen in self.app.screen_stack:
            for widget in screen.query("*"):
                if getattr(widget, "SHOWS_PICTURES", False):
                    widget.pictured()  # type: ignore[attr-defined]

    # What may have changed around us

    def resized(self) -> None:
        """Cells of another size need other pictures."""
        size = cell_of_window() if self.cell is not None else None
        if size is not None and Cell(*size) != self.cell:
            self._forget()
            self.cell = Cell(*size)
            self._changed()

    def resumed(self) -> None:
        """Back from another program: the terminal has dropped what it kept for us."""
        if self.cell is not None and not self._sixel:
            for hung in self._hung.values():
                if hung is not None:
                    self._write(kitty.sent(hung.slot, hung.picture))

    def close(self) -> None:
        """Begin nothing more."""
        self._wished.clear()
        if self._thread is not None:
            self._thread.shutdown(wait=True, cancel_futures=True)

    def taken_down(self) -> None:
        """Let the terminal forget all of them, before the app leaves it."""
        if self.cell is not None:
            self._forget()

    # Pictures

    def hung(self, wish: Wish, viewer: "Drawn | None") -> Hung | None:
        """The picture of a wish; None if there is none, or while it is made for ``viewer``."""
        if wish in self._hung:
            self._hung.move_to_end(wish)
            return self._hung[wish]
        if viewer is not None and self.cell is not None:
            self._wished.setdefault(wish, WeakSet()).add(viewer)
            if not self._busy:
                self._busy = True
                self.app.run_worker(self._make_all(), group="pictures")
        return None

    async def _make_all(self) -> None:
        """Make them one after the other, the latest wish first; none for a screen that went."""
        try:
            while self._wished:
                wish, viewers = self._wished.popitem()
                if any(viewer.is_attached for viewer in viewers):
                    await self._make(wish, viewers)
        finally:
            self._busy = False

    async def _make(self, wish: Wish, viewers: "WeakSet[Drawn]") -> None:
        cell, loop = self.cell, asyncio.get_running_loop()
        if cell is None:
            return
        first = self._thread is None
        if self._thread is None:
            self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pictures")
        file = await self.app.behind(wish.file)
        made = await loop.run_in_executor(self._thread, _drawn, wish, file, cell, self._sixel)
        if first:
            self.app.loaded()
        if cell != self.cell:
            return
        self._hang(wish, made)
        self.state += 1
        for viewer in list(viewers):
            if viewer.is_attached:
                viewer.pictured()

    def _hang(self, wish: Wish, made: "tuple[Picture, Cut | None] | None") -> None:
        if made is None:
            self._hung[wish] = None
            return
        taken = {hung.slot for hung in self._hung.values() if hung is not None}
        if len(taken) >= SLOTS:
            _oldest, gone = self._hung.popitem(last=False)
            while gone is None:
                _oldest, gone = self._hung.popitem(last=False)
            taken.remove(gone.slot)
        slot = next(number for number in range(1, SLOTS + 1) if number not in taken)
        self._hung[wish] = Hung(slot, *made)
        if not self._sixel:
            self._write(kitty.sent(slot, made[0]))

    def _forget(self) -> None:
        for hung in self._hung.values():
            if hung is not None and not self._sixel:
                self._write(kitty.forgotten(hung.slot))
        self._hung.clear()
        self._wished.clear()

    def _write(self, text: str) -> None:
        driver = self._driver
        if driver is not None:
            driver.write(text)

    def _with_pixels(self, text: str) -> str:
        """What goes to a Sixel terminal: pixels in the place of cells."""
        cuts = {hung.slot: hung for hung in self._hung.values() if hung is not None}

        def cut(slot: int, row: int, left: int, right: int) -> str | None:
            hung = cuts.get(slot)
            if hung is None or hung.cut is None:
                return None
            inside = row < hung.picture.rows and right <= hung.picture.columns
            return hung.cut(row, left, right) if inside else None

        return replaced(text, cut)


def _drawn(
    wish: Wish, file: "Path | None", cell: Cell, sixel: bool
) -> "tuple[Picture, Cut | None] | None":
    """The picture of a wish, None where the text has to do."""
    try:
        picture = wish.drawn(cell, file)
    except NoPicture:
        return None
    if max(picture.columns, picture.rows) > LARGEST:
        return None
    if not sixel:
        return picture, None
    from quizapp.render.pictures.sixels import sixels

    return picture, sixels(picture, cell)
