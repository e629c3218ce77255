"""Jump mode: a letter on every place one can go to; pressing it goes there."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Protocol, cast, runtime_checkable

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.screen import ModalScreen
from textual.widget import Widget

from quizapp.tui.keys.commands import JUMP
from quizapp.tui.keys.key import bindings
from quizapp.tui.pieces import Row, cap
from quizapp.tui.styles import STYLES
from quizapp.tui.widgets.drawn import Drawn
from quizapp.wording.layouts import SAME_KEY

if TYPE_CHECKING:
    from quizapp.tui.app import QuizApp
    from quizapp.tui.screens.frame import Frame

LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""The keys under the fingers come first."""

_WIDE = 3


@runtime_checkable
class Jumpable(Protocol):
    """A widget that has places inside: where each begins, and what going there does."""

    def jumps(self) -> "list[tuple[int, int, Callable[[], object]]]":
        """Column and row inside the widget, and the doing, for every place."""


@dataclass(frozen=True, slots=True)
class Target:
    """A place on the screen, and what going there does."""

    place: Offset
    go: Callable[[], object]


def targets_of(frame: "Frame") -> list[Target]:
    """The places of a screen from above, as many as there are letters."""
    found = [target for widget in frame.query(Widget) for target in _targets(frame, widget)]
    return sorted(found, key=lambda each: (each.place.y, each.place.x))[: len(LETTERS)]


def _targets(frame: "Frame", widget: Widget) -> list[Target]:
    region = widget.region
    if not region.size or not all(one.display for one in widget.ancestors_with_self[:-1]):
        return []
    if isinstance(widget, Jumpable):
        places = ((Offset(region.x + x, region.y + y), go) for x, y, go in widget.jumps())
        return [Target(place, go) for place, go in places if region.contains_point(place)]
    if widget.focusable:
        return [Target(region.offset, lambda: frame.set_focus(widget))]
    return []


class JumpCap(Drawn):
    """One letter where it leads."""

    def __init__(self, letter: str, place: Offset) -> None:
        super().__init__()
        self.letter = letter
        self.styles.offset = place

    def draw(self, width: int, height: int) -> list[Row]:
        """One cap."""
        return [(cap(self.letter),)]


class JumpScreen(ModalScreen[None]):
    """The screen below stays in sight."""

    CSS_PATH = STYLES / "overlay.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(JUMP),
        *(
            Binding(f"{letter},{SAME_KEY[letter]}", f"leap({letter!r})", show=False)
            for letter in LETTERS
        ),
    ]

    def __init__(self, targets: Sequence[Target]) -> None:
        super().__init__()
        self.targets = dict(zip(LETTERS, targets, strict=False))

    def compose(self) -> ComposeResult:
        """A cap for every target, none over another and none out of the screen."""
        width = self.app.size.width
        for letter, target in self.targets.items():
            x = max(0, min(target.place.x, width - _WIDE))
            yield JumpCap(letter, Offset(x, target.place.y))

    async def action_leap(self, letter: str) -> None:
        """Go where the letter leads."""
        target = self.targets.get(letter)
        if target is None:
            return
        await self.action_close()
        done = target.go()
        if isinstance(done, Awaitable):
            await done

    async def action_close(self) -> None:
        """Back to the screen below."""
        await cast("QuizApp", self.app).pop_screen()
