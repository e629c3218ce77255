"""What the keys of all screens share: groups, help, places, overlays."""

from quizapp.language import marked
from quizapp.tui.keys.key import Key
from quizapp.tui.places import PLACES

RATING = marked("Rating")
CARD = marked("Card")
ANSWER = marked("Answer")
LOOK = marked("Look closer")
MOVE = marked("Move")
EVERYWHERE = marked("Everywhere")


def common(screen: str) -> tuple[Key, ...]:
    """Help, commands, jumps, settings, and the way out."""
    return (
        Key(
            f"{screen}.help",
            "?",
            marked("help"),
            EVERYWHERE,
            typing="f1",
            help=marked("the keys of this screen"),
        ),
        Key(
            f"{screen}.commands",
            "ctrl+p",
            marked("commands"),
            EVERYWHERE,
            help=marked("everything that works now"),
        ),
        Key(f"{screen}.jump", "ctrl+o", marked("jump"), EVERYWHERE, help=marked("jump to a place")),
        Key(f"{screen}.settings", "f9", marked("settings"), EVERYWHERE),
        Key(f"{screen}.leave-program", "ctrl+q", marked("leave"), EVERYWHERE),
    )


def outward(screen: str) -> tuple[Key, ...]:
    """To other programs: what the terminal cannot show, and the vault the notes lie in."""
    return (
        Key(
            f"{screen}.open",
            "v",
            marked("open"),
            CARD,
            help=marked("open its picture or sound in another program"),
        ),
        obsidian(screen),
    )


def obsidian(screen: str) -> Key:
    """To the vault that notes lie in."""
    about = marked("open its notes in Obsidian")
    return Key(f"{screen}.obsidian", "V", marked("Obsidian"), CARD, help=about, also=("М",))


def places(screen: str) -> tuple[Key, ...]:
    """The keys of the places: the same on every screen that shows them."""
    return tuple(
        Key(f"{screen}.go{number}", place.key, place.title, MOVE, argument=place.name)
        for number, place in enumerate(PLACES, start=1)
    )


def overlay(screen: str, opener: str, typing: str = "") -> tuple[Key, ...]:
    """Closed by esc or by the key that opened it; scrolled where it is long."""
    close = Key(
        f"{screen}.close", "escape", marked("close"), EVERYWHERE, also=(opener, "q"), typing=typing
    )
    return (
        close,
        Key(f"{screen}.scroll-up", "up", marked("up"), LOOK, also=("k", "pageup")),
        Key(f"{screen}.scroll-down", "down", marked("down"), LOOK, also=("j", "pagedown")),
    )
