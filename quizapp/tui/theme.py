"""Colour roles: texts and grounds named by what they mean, never by a colour.

The hues are those of the design; a test holds every text role to a contrast of 4.5:1 on all four
surfaces, in the theme of high contrast to 7:1.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from quizapp.tui import hues

SHADES = ("shade-1", "shade-2", "shade-3", "shade-4")
GROUNDS = ("background", "panel", "inset", "selection")
TINTS = ("tint-right", "tint-mistake", "tint-wrong")


@dataclass(frozen=True, slots=True)
class Palette:
    """A theme: hex colours by role. Without colours only weight, underline and reverse speak."""

    name: str
    dark: bool
    colours: Mapping[str, str]

    @property
    def colourless(self) -> bool:
        """Whether the terminal asked for no colour at all."""
        return not self.colours

    @property
    def grounded(self) -> bool:
        """Whether it has grounds of its own; else the terminal's stays as it is."""
        return "background" in self.colours


DARK = Palette("quizapp-dark", True, hues.DARK)
LIGHT = Palette("quizapp-light", False, hues.LIGHT)
CONTRAST = Palette("quizapp-contrast", True, hues.CONTRAST)
ANSI = Palette("quizapp-ansi", True, hues.ANSI)
COLOURLESS = Palette("quizapp-colourless", True, {})

PALETTES = {"dark": DARK, "light": LIGHT, "contrast": CONTRAST, "ansi": ANSI}

BOLD_WITHOUT_COLOUR = frozenset(
    {"bright", "accent", "mistake", "wrong", "right", "close", "unreadable", "cloze", "strong"}
    | {"code-keyword", "new", "learning", "due", "again", "hard", "good", "easy"}
)
DIM_WITHOUT_COLOUR = frozenset({"muted", "rule", "faint", "code-comment", "code-operator"})
