"""The commands: everything that works now, found by typing some of its words."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.settings.keys import THEMES
from quizapp.tui.keys.commands import COMMANDS
from quizapp.tui.keys.key import bindings
from quizapp.tui.pieces import BLANK, Piece, Row, bright, fit, gap, muted, on, spread
from quizapp.tui.screens.overlay import Overlay, Sheet

if TYPE_CHECKING:
    from quizapp.tui.app import QuizApp
    from quizapp.tui.keys.key import Key
    from quizapp.tui.screens.frame import Frame

_WIDEST, _SHOWN = 66, 12
_ARROWS = frozenset({"up", "down", "left", "right", "ctrl+p", "pageup", "pagedown"})


@dataclass(frozen=True, slots=True)
class Command:
    """What can be done: its words, its key where it has one, the doing."""

    words: str
    caps: str
    run: Callable[[], Awaitable[object]]


def commands_of(frame: "Frame") -> list[Command]:
    """The offered keys of a screen, its own further commands, the themes."""
    keys = [_of_key(frame, key) for key in frame.offered() if key.key not in _ARROWS]
    themes = [
        Command(_("Theme: {name}").format(name=name), "", partial(_use_theme, frame.quiz, name))
        for name in THEMES
        if name != frame.quiz.settings.theme
    ]
    return [*keys, *frame.further(), *themes]


def _of_key(frame: "Frame", key: "Key") -> Command:
    words = _(key.help) if key.help else _(key.text)
    action = f"screen.{key.action}"
    return Command(
        words[:1].upper() + words[1:],
        key.shown(frame.typing),
        lambda: frame.quiz.run_action(action),
    )


async def _use_theme(quiz: "QuizApp", name: str) -> None:
    from quizapp.tui.dress import palette_of
    from quizapp.tui.screens.frame import Frame

    try:
        await quiz.change_setting("theme", name)
    except InputError as error:
        quiz.dress(palette_of(name, colour=quiz.settings.colour))
        if isinstance(quiz.screen, Frame):
            quiz.screen.say(str(error))


def rank(typed: str, words: str) -> int | None:
    """How well words fit what was typed, 0 best; None where some typed word is not in them.

    A typed word fits the beginning of the whole, of a word, a part of it, or its letters in order.
    """
    text, total = words.casefold(), 0
    for word in typed.casefold().split():
        if text.startswith(word):
            continue
        if any(part.startswith(word) for part in text.split()):
            total += 1
        elif word in text:
            total += 2
        elif _in_order(word, text):
            total += 4
        else:
            return None
    return total


def _in_order(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)


class CommandsSheet(Sheet):
    """What is typed, and the commands that fit it, the best first."""

    TAKES_TEXT = True
    can_focus = True

    def __init__(self, commands: Sequence[Command], title: str) -> None:
        super().__init__()
        self.title = title
        self.commands = commands
        self.typed = ""
        self.chosen = 0
        self.widest = _WIDEST

    @property
    def found(self) -> list[Command]:
        """The commands that fit, in the order they fit."""
        ranked = [(rank(self.typed, command.words), command) for command in self.commands]
        fitting = [(place, command) for place, command in ranked if place is not None]
        return [command for _place, command in sorted(fitting, key=lambda each: each[0])]

    def body(self, inner: int) -> list[Row]:
        """Always as many rows, so that nothing jumps while typing."""
        cursor = Piece(" ", "accent", filled=True)
        rows: list[Row] = [(Piece("› ", "accent"), Piece(self.typed, "bright"), cursor), BLANK]
        found = self.found
        first = max(0, min(self.chosen - _SHOWN // 2, len(found) - _SHOWN))
        for place, command in list(enumerate(found))[first : first + _SHOWN]:
            rows.append(self._row(command, place == self.chosen, inner))
        if not found:
            rows.append((muted(_("Nothing here does that.")),))
        return [*rows, *[BLANK] * (_SHOWN + 2 - len(rows))]

    def _row(self, command: Command, chosen: bool, inner: int) -> Row:
        caps = (Piece(command.caps, "accent"), gap(1))
        if not chosen:
            return spread((gap(2), Piece(command.words)), caps, inner)
        row = spread((Piece("▌", "accent"), gap(1), bright(command.words)), caps, inner)
        return on("selection", fit(row, inner))

    def on_key(self, event: events.Key) -> None:
        """Type some words."""
        if event.key == "backspace":
            self.typed = self.typed[:-1]
        elif event.is_printable and event.character:
            self.typed += event.character
        else:
            return
        event.stop()
        self.choose(0)

    def choose(self, place: int) -> None:
        """Move the choice."""
        self.chosen = max(0, min(place, len(self.found) - 1))
        self.redraw()


class CommandsScreen(Overlay):
    """Enter does the chosen command on the screen below."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(COMMANDS)]

    def __init__(self, commands: Sequence[Command], title: str = "") -> None:
        super().__init__()
        self._sheet = CommandsSheet(commands, title or _("Commands"))

    def compose(self) -> ComposeResult:
        """The sheet."""
        yield self._sheet

    def on_mount(self) -> None:
        """Letters are text from the start."""
        self.set_focus(self._sheet)

    def action_up(self) -> None:
        """The command above."""
        self._sheet.choose(self._sheet.chosen - 1)

    def action_down(self) -> None:
        """The command below."""
        self._sheet.choose(self._sheet.chosen + 1)

    async def action_take(self) -> None:
        """Do it."""
        found = self._sheet.found
        if found:
            await cast("QuizApp", self.app).pop_screen()
            await found[self._sheet.chosen].run()

    def on_click(self, event: events.Click) -> None:
        """Do what is under the pointer."""
        found = self._sheet.found
        first = max(0, min(self._sheet.chosen - _SHOWN // 2, len(found) - _SHOWN))
        place = event.screen_y - self._sheet.region.y - 7 + first
        if first <= place < min(len(found), first + _SHOWN):
            self._sheet.choose(place)
            self.app.call_later(self.action_take)  # a screen cannot wait for its own end
