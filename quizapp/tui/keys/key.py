"""A key: its id, the key itself, and the words that name it.

A letter is also bound to the Russian letter on the same key. While an input has the focus letters
are text; what still makes sense then has a function key (``typing``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from textual.binding import Binding

from quizapp.language import _
from quizapp.wording.layouts import SAME_KEY

_NAMES = {
    "?": "question_mark",
    "!": "exclamation_mark",
    "*": "asterisk",
    "@": "at",
    "-": "minus",
    "=": "equals_sign",
    ",": "comma",
    "/": "slash",
}
_SHOWN = {
    "escape": "esc",
    "right": "→",
    "left": "←",
    "up": "↑",
    "down": "↓",
    "pageup": "pgup",
    "pagedown": "pgdn",
}


@dataclass(frozen=True, slots=True)
class Key:
    """One action of a screen.

    ``id`` is ``screen.action``; ``argument`` goes to the action; ``text`` stands in the bottom
    row, ``help`` (or else ``text``) in the help; ``group`` is the intention it serves there.
    """

    id: str
    key: str
    text: str
    group: str
    help: str = ""
    also: tuple[str, ...] = ()
    typing: str = ""
    argument: str = ""

    @property
    def action(self) -> str:
        """The name of the screen's action method, with its argument."""
        name = self.id.partition(".")[2].replace("-", "_")
        if self.argument:
            return f"{name.rstrip('0123456789')}({self.argument!r})"
        return name

    @property
    def all(self) -> tuple[str, ...]:
        """Every key that does it, as pressed on either layout."""
        plain = [key for key in (self.key, *self.also, self.typing) if key]
        return tuple(dict.fromkeys(name for key in plain for name in (key, *_aliases(key))))

    def changed(self, keys: Mapping[str, str]) -> "Key":
        """The key as the learner's settings have it, by its id; its other keys are gone then."""
        own = keys.get(self.id)
        return replace(self, key=own, also=(), typing="") if own else self

    def shown(self, typing: bool) -> str:
        """The key to write down: the function key while letters are text."""
        key = self.typing if typing and self.typing else self.key
        return key_name(key)


def key_name(key: str) -> str:
    """How a key is written on the screen."""
    return _("space") if key == "space" else _SHOWN.get(key, key)


def _aliases(key: str) -> tuple[str, ...]:
    if key == "?":
        return (",",)
    held, plus, letter = key.rpartition("+")
    return (f"{held}{plus}{SAME_KEY[letter]}",) if letter in SAME_KEY else ()


def binding_keys(key: Key) -> str:
    """The keys in Textual's notation."""
    return ",".join(_NAMES.get(name, name) for name in key.all)


def changed_bindings(keys: Iterable[Key], changed: Mapping[str, str]) -> dict[str, str]:
    """Textual's keymap of the keys that the learner's settings change."""
    return {key.id: binding_keys(key.changed(changed)) for key in keys if key.id in changed}


def bindings(keys: Iterable[Key]) -> list[Binding]:
    """Textual bindings of a table; their words stay here and are translated when shown."""
    return [Binding(binding_keys(key), key.action, key.text, show=False, id=key.id) for key in keys]
