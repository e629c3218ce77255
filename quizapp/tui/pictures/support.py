"""Whether pictures may be tried here at all; the terminal itself is asked later."""

import os
import sys
from importlib.util import find_spec

from textual.driver import Driver

from quizapp.settings.values import Settings
from quizapp.tui.theme import Palette

_NEEDED = ("ziamath", "resvg_py", "textual_image", "PIL")
_PLAIN = frozenset({"", "dumb", "linux", "vt100", "vt220"})
_MULTIPLEXERS = ("TMUX", "STY")


def may_ask(settings: Settings, palette: Palette) -> bool:
    """Whether the learner, the theme, the terminal's name and the installation allow pictures.

    Inside tmux and screen only where the setting says ``on``: they seldom let graphics through.
    """
    if settings.pictures == "off" or not palette.grounded:
        return False
    if os.environ.get("TERM", "") in _PLAIN or os.environ.get("TERM_PROGRAM") == "Apple_Terminal":
        return False
    if settings.pictures != "on" and any(name in os.environ for name in _MULTIPLEXERS):
        return False
    return all(find_spec(name) for name in _NEEDED)


def fitting(driver: type[Driver]) -> type[Driver]:
    """The driver that can ask, in the place of Textual's for Linux and macOS; else the same."""
    if driver.__name__ != "LinuxDriver":
        return driver
    from quizapp.tui.pictures.driver import PictureDriver

    return PictureDriver


def cell_of_window() -> tuple[int, int] | None:
    """The pixels of a cell as the window tells them, None where it does not."""
    import termios
    from fcntl import ioctl
    from struct import unpack

    try:
        answer = ioctl(sys.__stderr__.fileno(), termios.TIOCGWINSZ, bytes(8))  # type: ignore[union-attr]
    except (OSError, AttributeError, ValueError):
        return None
    rows, columns, width, height = unpack("HHHH", answer)
    if not (rows and columns and width >= columns and height >= rows):
        return None
    return width // columns, height // rows
