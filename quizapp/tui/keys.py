"""Every key of the screens, once: its id, the key itself, and the words that name it.

A letter is also bound to the Russian letter on the same key. While an input has the focus letters
are text; what still makes sense then has a function key (``typing``).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding

from quizapp.language import _, marked

SAME_KEY = dict(
    zip("qwertyuiop[]asdfghjkl;'zxcvbnm,.", "йцукенгшщзхъфывапролджэячсмитьбю", strict=True)
)
"""The letter of the Russian layout on each key of the Latin one."""

_NAMES = {"?": "question_mark", "@": "at", "-": "minus", ",": "comma", "/": "slash"}
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
            return f"{name.rstrip('1234')}({self.argument!r})"
        return name

    @property
    def all(self) -> tuple[str, ...]:
        """Every key that does it, as pressed on either layout."""
        plain = [key for key in (self.key, *self.also, self.typing) if key]
        return tuple(dict.fromkeys(name for key in plain for name in (key, *_aliases(key))))

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


def bindings(keys: Iterable[Key]) -> list[Binding]:
    """Textual bindings of a table; their words stay here and are translated when shown."""
    return [Binding(binding_keys(key), key.action, key.text, show=False, id=key.id) for key in keys]


RATING = marked("Rating")
CARD = marked("Card")
ANSWER = marked("Answer")
LOOK = marked("Look closer")
MOVE = marked("Move")
EVERYWHERE = marked("Everywhere")


def _common(screen: str) -> tuple[Key, ...]:
    return (
        Key(
            f"{screen}.help",
            "?",
            marked("help"),
            EVERYWHERE,
            typing="f1",
            help=marked("the keys of this screen"),
        ),
        Key(f"{screen}.leave-program", "ctrl+q", marked("leave"), EVERYWHERE),
    )


TODAY = (
    Key("today.study", "enter", marked("study"), MOVE, help=marked("study the chosen deck")),
    Key("today.weakest", "c", marked("weakest"), MOVE, help=marked("study the weakest deck")),
    Key("today.up", "up", marked("up"), MOVE, help=marked("the deck above"), also=("k",)),
    Key("today.down", "down", marked("down"), MOVE, help=marked("the deck below"), also=("j",)),
    Key("today.open", "right", marked("open"), MOVE, help=marked("open the deck")),
    Key("today.close", "left", marked("close"), MOVE, help=marked("close the deck")),
    Key("today.quit", "q", marked("quit"), EVERYWHERE),
    *_common("today"),
)

STUDY = (
    Key(
        "study.go",
        "space",
        marked("show"),
        RATING,
        help=marked("show the answer; then rate as proposed"),
        also=("enter",),
    ),
    Key("study.rate1", "1", marked("Again"), RATING, argument="1"),
    Key("study.rate2", "2", marked("Hard"), RATING, argument="2"),
    Key("study.rate3", "3", marked("Good"), RATING, argument="3"),
    Key("study.rate4", "4", marked("Easy"), RATING, argument="4"),
    Key("study.check", "ctrl+r", marked("check"), ANSWER, help=marked("check the answer")),
    Key("study.next", "tab", marked("next"), ANSWER, help=marked("the next cell, or the answer")),
    Key("study.hint", "h", marked("hint"), ANSWER, typing="f2"),
    Key(
        "study.dont-know",
        "d",
        marked("don't know"),
        ANSWER,
        typing="f3",
        help=marked("don't know: show the solution"),
    ),
    Key("study.fresh", "r", marked("new numbers"), ANSWER, typing="f4"),
    Key(
        "study.disagree",
        "x",
        marked("I disagree"),
        ANSWER,
        help=marked("note that the verdict is wrong"),
    ),
    Key("study.worked", "w", marked("worked solution"), LOOK),
    Key(
        "study.code",
        "c",
        marked("code"),
        LOOK,
        help=marked("the code that computed the answer"),
    ),
    Key("study.prompt", "p", marked("prompt"), LOOK, help=marked("the prompt again")),
    Key("study.edit", "e", marked("edit"), CARD, help=marked("edit where it is written")),
    Key(
        "study.why",
        "i",
        marked("why now"),
        LOOK,
        typing="f6",
        help=marked("why this card, and why now"),
    ),
    Key(
        "study.trust",
        "T",
        marked("let it run"),
        CARD,
        help=marked("let this code run from now on"),
        also=("Е",),
    ),
    Key("study.suspend", "s", marked("suspend"), CARD, also=("@",)),
    Key("study.bury", "b", marked("until tomorrow"), CARD, also=("-",)),
    Key("study.undo", "u", marked("undo"), CARD, typing="ctrl+z", help=marked("undo, many steps")),
    Key("study.scroll-up", "up", marked("up"), LOOK, also=("k",), typing="pageup"),
    Key("study.scroll-down", "down", marked("down"), LOOK, also=("j",), typing="pagedown"),
    Key("study.leave", "escape", marked("leave the answer"), ANSWER),
    Key("study.end", "q", marked("end"), EVERYWHERE, help=marked("end the session")),
    *_common("study"),
)

SUMMARY = (
    Key("summary.home", "enter", marked("home"), MOVE, also=("q", "escape", "space")),
    Key("summary.undo", "u", marked("undo the last one"), CARD, also=("ctrl+z",)),
    *_common("summary"),
)

HELP = (Key("help.close", "escape", marked("close"), EVERYWHERE, also=("?", "q"), typing="f1"),)


def _overlay(screen: str, opener: str, typing: str = "") -> tuple[Key, ...]:
    """Closed by esc or by the key that opened it; scrolled where it is long."""
    close = Key(
        f"{screen}.close", "escape", marked("close"), EVERYWHERE, also=(opener, "q"), typing=typing
    )
    return (
        close,
        Key(f"{screen}.scroll-up", "up", marked("up"), LOOK, also=("k", "pageup")),
        Key(f"{screen}.scroll-down", "down", marked("down"), LOOK, also=("j", "pagedown")),
    )


CODE = _overlay("code", "c")
WHY = _overlay("why", "i", typing="f6")

TABLES = {
    "today": TODAY,
    "study": STUDY,
    "summary": SUMMARY,
    "help": HELP,
    "why": WHY,
    "code": CODE,
}
