"""The Textual app: paints the frame first, then opens the collection behind it."""

import asyncio
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import events
from textual.app import App
from textual.binding import BindingType
from textual.driver import Driver
from textual.worker import WorkerFailed

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.settings.values import Settings
from quizapp.tui.background import Background
from quizapp.tui.dress import palette_of, textual_theme
from quizapp.tui.hangup import leave_with_terminal
from quizapp.tui.keys.key import changed_bindings
from quizapp.tui.places import HOME, place_of
from quizapp.tui.screens.small import SMALLEST, TooSmall
from quizapp.tui.screens.today import TodayScreen
from quizapp.tui.sweeping import EVERY, Sweeper
from quizapp.tui.theme import Palette

if TYPE_CHECKING:
    from quizapp.actions.collection import Collection
    from quizapp.actions.studying.selecting import Selection
    from quizapp.tui.pictures.shelf import Shelf

Result = TypeVar("Result")
Sitting = tuple[str | None, int | None, int | None, "Selection | None"]
Examination = tuple[str | None, int, int]


class QuizApp(App[None]):
    """The terminal face.

    Args:
        open_collection: Opens the collection; called in a thread once the frame is painted.
        study: Starts a sitting at once: deck, number of cards, minutes, each None for no limit,
            and which cards instead of those of today, None for these.
        exam: Starts an exam at once: deck (None for all), number of questions, minutes.
        settings: Theme, colour, motion and changed keys; ``NO_COLOR`` overrules the theme.
        config: The settings file, where the app can change it.

    Attributes:
        failure: What ended the app against its will, for the caller to report.
        news: What opening the collection has to say; Today says it.
        shelf: The pictures, where the terminal can be asked for them; None before the first paint.
        refusal: The sentence why the collection could not be opened; ``return_code`` is 2 then.
    """

    CSS_PATH = "styles/frame.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(
        self,
        open_collection: "Callable[[], Collection]",
        *,
        study: Sitting | None = None,
        exam: Examination | None = None,
        settings: Settings | None = None,
        config: Path | None = None,
    ) -> None:
        settings = settings or Settings()
        self.settings, self.config = settings, config
        self.palette: Palette = palette_of(settings.theme, colour=settings.colour)
        super().__init__(ansi_color=None if self.palette.grounded else True)
        self.changed_keys = settings.keys
        self.animation_level = "none"
        self.register_theme(textual_theme(self.palette))
        self.theme = self.palette.name
        self.open_collection = open_collection
        self.first_sitting = study
        self.first_exam = exam
        self.background = Background()
        self.sweeper = Sweeper(lambda: self.background.busy)
        self.collection: Collection | None = None
        self.failure: BaseException | None = None
        self.refusal: str | None = None
        self.news: list[str] = []
        self.shelf: Shelf | None = None

    def get_default_screen(self) -> TodayScreen:
        """Home."""
        return TodayScreen()

    def on_mount(self) -> None:
        """Bind the keys that the learner changed; leave when the terminal does."""
        if not self.is_headless:
            loop = asyncio.get_running_loop()
            leave_with_terminal(lambda: loop.call_soon_threadsafe(self.leave))
            self.set_interval(EVERY, self.sweeper.sweep)
            self.call_after_refresh(self.hang_pictures)
        if self.changed_keys:
            from quizapp.tui.keys.tables import TABLES

            every = [key for table in TABLES.values() for key in table]
            self.set_keymap(changed_bindings(every, self.changed_keys))

    def get_driver_class(self) -> type[Driver]:
        """Textual's own choice, able to ask for graphics where that is possible."""
        from quizapp.tui.pictures.support import fitting

        return fitting(super().get_driver_class())

    def hang_pictures(self) -> None:
        """Ask the terminal for pictures; called once the first screen is painted."""
        from quizapp.tui.pictures.shelf import Shelf

        self.shelf = shelf = Shelf(self)
        self.app_resume_signal.subscribe(self, lambda _app: shelf.resumed())
        shelf.ask()

    def key_of(self, name: str, *, typing: bool = False) -> str:
        """How the key of an action is written: the learner's own where it was changed.

        ``typing`` asks for the one that works while letters are text.
        """
        from quizapp.tui.keys.tables import TABLES

        (key,) = (key for key in TABLES[name.partition(".")[0]] if key.id == name)
        return key.changed(self.changed_keys).shown(typing)

    async def change_setting(self, name: str, typed: str | None, deck: str | None = None) -> None:
        """Write one setting to its file (None: its default again) and follow it at once.

        Raises:
            InputError: the value does not fit, or the file cannot be written.
        """
        from quizapp.actions.configuring import change

        config = self.config
        if config is None:
            raise InputError(_("There is no settings file to write to."))
        changed = await self.background.run(lambda: change(config, name, typed, deck))
        self.settings = changed.settings
        if self.collection is not None:
            self.collection = replace(self.collection, settings=changed.settings)
        if name in {"theme", "colour"}:
            self.dress(palette_of(self.settings.theme, colour=self.settings.colour))
        if name in {"theme", "colour", "pictures"} and self.shelf is not None:
            self.shelf.ask()

    def dress(self, palette: Palette) -> None:
        """Show everything in other colours."""
        self.palette = palette
        self.register_theme(textual_theme(palette))
        self.ansi_color = None if palette.grounded else True
        self.theme = palette.name
        for screen in self.screen_stack:
            screen.set_class(palette.colourless, "-colourless")
            for widget in screen.query("*"):
                widget.refresh()

    async def go(self, name: str) -> None:
        """Open a place; home lies below all others, which stay as they were left."""
        if name == self.screen.name or (name == HOME and len(self.screen_stack) == 1):
            return
        if name == HOME:
            await self.pop_screen()
            return
        module, _colon, screen = place_of(name).screen.partition(":")
        loaded = await self.load(module)
        if not self.is_screen_installed(name):
            self.install_screen(getattr(loaded, screen)(name=name), name)
        if len(self.screen_stack) == 1:
            await self.push_screen(name)
        else:
            await self.switch_screen(name)

    async def load(self, module: str) -> ModuleType:
        """A module of the screens, loaded in a thread: all it imports takes 0.1 s and more."""
        name = f"quizapp.tui.screens.{module}"
        known = name in sys.modules
        loaded = await asyncio.to_thread(import_module, name)
        if not known:
            self.loaded()
        return loaded

    async def behind(self, call: "Callable[[Collection], Result]") -> Result:
        """Do something with the collection in its own thread, opening it first if need be."""
        return await self.background.run(lambda: call(self._opened()))

    def _opened(self) -> "Collection":
        if self.collection is None:
            self.collection = self.open_collection()
        return self.collection

    def loaded(self) -> None:
        """What is in memory now stays. Tests make many apps in one process."""
        if not self.is_headless:
            self.sweeper.keep()

    def leave(self) -> None:
        """End the app: with status 2 if the collection could not be opened."""
        if self.shelf is not None:
            self.shelf.taken_down()
        self.exit(return_code=2 if self.refusal else 0)

    async def action_quit(self) -> None:
        """Leave from anywhere; everything answered is in the log already."""
        self.leave()

    def action_help_quit(self) -> None:
        """Leave on ctrl+c as any terminal program does."""
        self.leave()

    def run(self, *args: Any, **options: Any) -> Any:
        """Run to the end; then give the collection back, the terminal being restored already."""
        self.sweeper.begin()
        try:
            return super().run(*args, **options)
        finally:
            self.sweeper.end()
            self.close()

    def close(self) -> None:
        """Give the collection back, once what was begun in its thread is done."""
        if self.shelf is not None:
            self.shelf.close()
        self.background.close(lambda: self.collection.close() if self.collection else None)

    async def on_event(self, event: events.Event) -> None:
        """Play keys strictly in order, also when they arrive in a burst.

        Textual lets a key that is bound above the focused widget bubble there and back while the
        next keys are typed already. Here each key has had its effect before the next one is read.
        """
        if isinstance(event, events.Key) and not event.is_forwarded and not self._closing:
            await self._play(event)
        else:
            await super().on_event(event)
            if isinstance(event, events.Paste):
                await self._settled()

    async def _play(self, event: events.Key) -> None:
        self.sweeper.touched()
        typed = event.is_printable and getattr(self.focused, "TAKES_TEXT", False)
        if await self._check_bindings(event.key, priority=True):
            return
        if not typed and await self._check_bindings(event.key):
            return
        (self.focused or self.screen)._forward_event(event)
        await self._settled()

    async def _on_key(self, event: events.Key) -> None:
        """A key that comes back from a widget did nothing there.

        What it is bound to was looked up when it was typed; by now another screen may be open.
        """
        event.prevent_default()

    async def _settled(self) -> None:
        """Wait until the widget with the focus, or the screen, has dealt with what it was sent."""
        widget = self.focused or self.screen
        done = asyncio.Event()
        if widget.is_running and widget.call_later(done.set):
            await done.wait()

    async def on_resize(self, event: events.Resize) -> None:
        """Wait, with one sentence, while the terminal is too small."""
        if self.shelf is not None:
            self.shelf.resized()
        small = event.size.width < SMALLEST[0] or event.size.height < SMALLEST[1]
        if small and not isinstance(self.screen, TooSmall):
            await self.push_screen(TooSmall())
        elif not small and isinstance(self.screen, TooSmall):
            await self.pop_screen()

    def _fatal_error(self) -> None:
        """Close the terminal quietly; the caller reports :attr:`failure` in a sentence."""
        failed = self._exception
        self.failure = failed.error if isinstance(failed, WorkerFailed) else failed
        self._close_messages_no_wait()
