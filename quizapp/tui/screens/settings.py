"""The settings: every key of the settings file with its value, changed where it stands."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.settings.keys import DECK_KEYS, GLOBAL_KEYS, NOTE_KEYS, Key
from quizapp.settings.shown import as_text, path_of, value_at
from quizapp.settings.values import Settings
from quizapp.tui.keys.commands import SETTINGS
from quizapp.tui.keys.key import bindings
from quizapp.tui.pieces import BLANK, Piece, Row, bright, fit, gap, muted, on, spread, wrapped
from quizapp.tui.screens.choose import ChooseScreen
from quizapp.tui.screens.overlay import Overlay, Sheet

if TYPE_CHECKING:
    from quizapp.tui.app import QuizApp

_NAME, _SHOWN, _ABOUT = 20, 11, 3


def keys_of(deck: str | None) -> Mapping[str, Key]:
    """The keys by the names people type; a deck has only those of scheduling."""
    if deck is not None:
        return DECK_KEYS
    return {**GLOBAL_KEYS, **DECK_KEYS, **{f"notes.{name}": key for name, key in NOTE_KEYS.items()}}


class SettingsSheet(Sheet):
    """The keys, what the chosen one does, and the value while it is typed."""

    TAKES_TEXT = True

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.title = _("Settings")
        self.settings = settings
        self.deck: str | None = None
        self.chosen = 0
        self.typed: str | None = None
        self.refusal = ""

    @property
    def names(self) -> list[str]:
        """The keys in their order."""
        return list(keys_of(self.deck))

    @property
    def setting(self) -> str:
        """The chosen key."""
        return self.names[self.chosen]

    def value(self, name: str) -> str:
        """The value that holds, as it is written in the file."""
        return as_text(value_at(self.settings, path_of(name, self.deck)))

    def body(self, inner: int) -> list[Row]:
        """A window of the keys, and what the chosen one does; always as many rows."""
        self.subtitle = self.deck or _("everywhere")
        names = self.names
        first = max(0, min(self.chosen - _SHOWN // 2, len(names) - _SHOWN))
        rows = [self._row(name, inner) for name in names[first : first + _SHOWN]]
        left = len(names) - first - len(rows)
        mark = (muted(f"↓ {left}"),) if left else BLANK
        return [*rows, mark, *self._about(inner)]

    def _row(self, name: str, inner: int) -> Row:
        chosen = name == self.setting
        label = bright(name) if chosen else Piece(name)
        value: Row = (Piece(self.value(name), "value"),)
        if chosen and self.typed is not None:
            value = (Piece(self.typed, "bright"), Piece(" ", "accent", filled=True))
        bar = Piece("▌" if chosen else " ", "accent")
        row = (bar, gap(1), *fit((label,), _NAME), *value)
        return on("selection", fit(row, inner)) if chosen else row

    def _about(self, inner: int) -> list[Row]:
        """What the key does and takes, or why a value was refused; then the keys."""
        key = keys_of(self.deck)[self.setting]
        told = wrapped(_(key.about), inner)
        if self.refusal:
            told = wrapped(self.refusal, inner, "wrong")
        elif self.typed is not None or len(told) < _ABOUT:
            told += wrapped(key.kind.expects(), inner, "muted")
        told = [*told, *[BLANK] * (_ABOUT - len(told))][:_ABOUT]
        keys = [("enter", _("take") if self.typed is not None else _("change"))]
        if self.typed is None:
            keys += [("delete", _("default again")), ("g", _("deck"))]
        row = tuple(
            piece for cap, words in keys for piece in (Piece(cap, "accent"), muted(f" {words}   "))
        )
        return [*told, spread(row, (), inner)]

    def on_key(self, event: events.Key) -> None:
        """Type a value."""
        if self.typed is None:
            return
        if event.key == "backspace":
            self.typed = self.typed[:-1]
        elif event.is_printable and event.character:
            self.typed += event.character
        else:
            return
        event.stop()
        self.refusal = ""
        self.redraw()

    def choose(self, place: int) -> None:
        """Move the choice."""
        self.chosen = max(0, min(place, len(self.names) - 1))
        self.refusal = ""
        self.redraw()


class SettingsScreen(Overlay):
    """Enter changes the chosen key; what is written holds at once, the language after a start."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SETTINGS)]

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._sheet = SettingsSheet(settings)

    def compose(self) -> ComposeResult:
        """The sheet."""
        yield self._sheet

    @property
    def quiz(self) -> "QuizApp":
        """The app, by its own type."""
        return cast("QuizApp", self.app)

    def action_up(self) -> None:
        """The key above."""
        if self._sheet.typed is None:
            self._sheet.choose(self._sheet.chosen - 1)

    def action_down(self) -> None:
        """The key below."""
        if self._sheet.typed is None:
            self._sheet.choose(self._sheet.chosen + 1)

    async def action_change(self) -> None:
        """Choose a value where there are few, else type it; then take it."""
        sheet = self._sheet
        words = keys_of(sheet.deck)[sheet.setting].kind.words
        if sheet.typed is not None:
            await self._write(sheet.typed)
        elif words:
            now = sheet.value(sheet.setting)
            shown = [word or _("that of the system") for word in words]
            at = words.index(now) if now in words else 0

            async def taken(place: int) -> None:
                await self._write(words[place])

            await self.quiz.push_screen(ChooseScreen(sheet.setting, shown, taken, at=at))
        else:
            self._type(sheet.value(sheet.setting))

    async def action_default(self) -> None:
        """Let the default, or what is inherited, hold again."""
        if self._sheet.typed is None:
            await self._write(None)

    async def action_deck(self) -> None:
        """Choose the deck whose settings are shown."""
        from quizapp.actions.studying.asking import every_deck

        names = await self.quiz.behind(every_deck)
        options = [_("everywhere"), *names]
        sheet = self._sheet

        async def taken(place: int) -> None:
            sheet.deck = options[place] if place else None
            sheet.choose(0)

        at = options.index(sheet.deck) if sheet.deck in options else 0
        await self.quiz.push_screen(ChooseScreen(_("Deck"), options, taken, at=at))

    async def action_close(self) -> None:
        """Out of a value that is typed, else back to the screen below."""
        if self._sheet.typed is not None:
            self._type(None)
        else:
            await super().action_close()

    def _type(self, text: str | None) -> None:
        """Letters are text from now on, or no longer."""
        sheet = self._sheet
        sheet.typed, sheet.refusal = text, ""
        sheet.can_focus = text is not None
        self.set_focus(sheet if text is not None else None)
        sheet.redraw()

    async def _write(self, typed: str | None) -> None:
        sheet = self._sheet
        try:
            await self.quiz.change_setting(sheet.setting, typed, sheet.deck)
        except InputError as error:
            sheet.refusal = str(error)
            sheet.redraw()
            return
        sheet.settings = self.quiz.settings
        self._type(None)
        if sheet.setting == "language":
            sheet.refusal = _("The language changes when quizapp is started again.")
