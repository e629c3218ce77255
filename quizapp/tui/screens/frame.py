"""What all screens share: a table of keys, the bottom row that shows them, toasts, help."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.binding import BindingType
from textual.screen import Screen

from quizapp.tui.keys.key import Key
from quizapp.tui.widgets.keybar import KeyBar
from quizapp.tui.widgets.toast import Toast

if TYPE_CHECKING:
    from quizapp.tui.app import QuizApp
    from quizapp.tui.screens.commands import Command
    from quizapp.tui.widgets.scrolled import Scrolled


TALL, TINY = 27, 24
_EVERYWHERE = ("commands", "jump", "settings")
"""What every screen does, whether it names it in its bottom row or not."""


class Frame(Screen[None]):
    """A screen whose keys come from a table; a key works exactly while it is offered."""

    KEYS: ClassVar[tuple[Key, ...]] = ()
    BINDINGS: ClassVar[list[BindingType]] = []
    AUTO_FOCUS = ""

    def offers(self) -> dict[str, str]:
        """Ids of the keys that make sense now, the most useful first, each with its words.

        Empty words: it works, but needs no place in the bottom row.
        """
        return {}

    def further(self) -> "list[Command]":
        """What can be done here that has no key of its own."""
        return []

    def context(self) -> str:
        """What the learner is looking at, in the words of the help."""
        return ""

    @property
    def typing(self) -> bool:
        """Whether letters are text just now."""
        return self.focused is not None

    @property
    def quiz(self) -> "QuizApp":
        """The app, by its own type."""
        return cast("QuizApp", self.app)

    def offered(self) -> list[Key]:
        """The keys behind :meth:`offers`, those first that reach us while letters are text."""
        known = {key.id: key.changed(self.quiz.changed_keys) for key in self.KEYS}
        return [known[name] for name in self._working()]

    def _working(self) -> dict[str, str]:
        """What is offered here, and everywhere."""
        offers = self.offers()
        everywhere = (key.id for key in self.KEYS if key.action in _EVERYWHERE)
        return offers | {name: "" for name in everywhere if name not in offers}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let through what is offered, and what is none of our keys."""
        ids = {key.id for key in self.KEYS if key.action.partition("(")[0] == action}
        return not ids or bool(ids & self._working().keys())

    def show_keys(self) -> None:
        """Bring the bottom row up to date."""
        offers = self._working()
        shown = [
            (key, offers[key.id])
            for key in self.offered()
            if offers[key.id] and (not self.typing or key.typing or len(key.key) > 1)
        ]
        self.query_one(KeyBar).show(shown, typing=self.typing)

    def on_resize(self, event: events.Resize) -> None:
        """Air goes first where there are few rows."""
        self.set_class(event.size.height < TALL, "-short")
        self.set_class(event.size.height < TINY, "-tiny")
        self.set_class(self.quiz.palette.colourless, "-colourless")

    def say(self, text: str) -> None:
        """Tell what happened and how to undo it."""
        self.query_one(Toast).say(text)

    @property
    def scrolled(self) -> "Scrolled | None":
        """What up and down scroll."""
        return None

    def on_scrolled_overflow(self) -> None:
        """Scrolling is offered only where there is something to scroll."""
        self.show_keys()

    def action_scroll_up(self) -> None:
        """Scroll what does not fit."""
        if self.scrolled is not None:
            self.scrolled.move(-1)

    def action_scroll_down(self) -> None:
        """Scroll what does not fit."""
        if self.scrolled is not None:
            self.scrolled.move(1)

    async def action_help(self) -> None:
        """Open the help on the keys that work now."""
        from quizapp.tui.screens.help import HelpScreen

        await self.quiz.push_screen(HelpScreen(self.context(), self.offered(), self.typing))

    async def action_commands(self) -> None:
        """Open the list of all that works now."""
        from quizapp.tui.screens.commands import CommandsScreen, commands_of

        await self.quiz.push_screen(CommandsScreen(commands_of(self)))

    async def action_jump(self) -> None:
        """Put a letter on every place one can go to, and wait for one."""
        from quizapp.tui.screens.jump import JumpScreen, targets_of

        if targets := targets_of(self):
            await self.quiz.push_screen(JumpScreen(targets))

    async def action_settings(self) -> None:
        """Open the settings."""
        from quizapp.tui.screens.settings import SettingsScreen

        await self.quiz.push_screen(SettingsScreen(self.quiz.settings))

    async def action_leave_program(self) -> None:
        """Leave from anywhere."""
        self.quiz.leave()
