"""Colour roles: what each means in the dark, the light and the colourless theme.

Texts and grounds are named by what they mean, never by a colour. The hues are those of the
design; a test holds every text role to a contrast of 4.5:1 on all four surfaces.
"""

from collections.abc import Mapping
from dataclasses import dataclass

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


DARK = Palette(
    "quizapp-dark",
    True,
    {
        "background": "#0e1118",
        "panel": "#151a25",
        "inset": "#1d2433",
        "selection": "#243050",
        "tint-right": "#17301f",
        "tint-mistake": "#261d38",
        "tint-wrong": "#3a1c22",
        "rule": "#2c3548",
        "faint": "#5d6a83",
        "text": "#dce2ed",
        "bright": "#f6f8fc",
        "muted": "#95a1b8",
        "accent": "#8fb2ff",
        "new": "#66c5f2",
        "learning": "#f3a761",
        "due": "#7ed492",
        "again": "#ff7f8a",
        "hard": "#f3b65f",
        "good": "#7ed492",
        "easy": "#66c5f2",
        "right": "#7ed492",
        "close": "#f3b65f",
        "mistake": "#cda4ff",
        "wrong": "#ff7f8a",
        "unreadable": "#66c5f2",
        "math": "#f4e6c2",
        "value": "#66c5f2",
        "cloze": "#f3a761",
        "strong": "#f3a761",
        "shade-1": "#1e3f2a",
        "shade-2": "#2f6a41",
        "shade-3": "#52a167",
        "shade-4": "#7ed492",
        "added": "#7ed492",
        "changed": "#f3b65f",
        "retired": "#ff7f8a",
        "draft": "#66c5f2",
        "gap": "#cda4ff",
        "code-keyword": "#cda4ff",
        "code-string": "#a5dc96",
        "code-number": "#f3b65f",
        "code-comment": "#95a1b8",
        "code-name": "#8fb2ff",
        "code-builtin": "#66c5f2",
        "code-decorator": "#e6cf8b",
        "code-operator": "#95a1b8",
    },
)

LIGHT = Palette(
    "quizapp-light",
    False,
    {
        "background": "#fbfaf6",
        "panel": "#f2f0e9",
        "inset": "#e8e5db",
        "selection": "#dbe4fb",
        "tint-right": "#dcefdd",
        "tint-mistake": "#ece3f8",
        "tint-wrong": "#f8dedd",
        "rule": "#cfcabc",
        "faint": "#a39d8d",
        "text": "#2a2822",
        "bright": "#12110d",
        "muted": "#5f5b50",
        "accent": "#2f55c4",
        "new": "#08658f",
        "learning": "#8f4d00",
        "due": "#1d6b35",
        "again": "#b3202e",
        "hard": "#835500",
        "good": "#1d6b35",
        "easy": "#08658f",
        "right": "#1d6b35",
        "close": "#835500",
        "mistake": "#6e34b8",
        "wrong": "#b3202e",
        "unreadable": "#08658f",
        "math": "#4a3208",
        "value": "#08658f",
        "cloze": "#8f4d00",
        "strong": "#8f4d00",
        "shade-1": "#c9dfcc",
        "shade-2": "#8fc09b",
        "shade-3": "#4f9563",
        "shade-4": "#1d6b35",
        "added": "#1d6b35",
        "changed": "#835500",
        "retired": "#b3202e",
        "draft": "#08658f",
        "gap": "#6e34b8",
        "code-keyword": "#6e34b8",
        "code-string": "#1d6b35",
        "code-number": "#835500",
        "code-comment": "#5f5b50",
        "code-name": "#2f55c4",
        "code-builtin": "#08658f",
        "code-decorator": "#6b5200",
        "code-operator": "#5f5b50",
    },
)

COLOURLESS = Palette("quizapp-colourless", True, {})

PALETTES = {"dark": DARK, "light": LIGHT}

BOLD_WITHOUT_COLOUR = frozenset(
    {"bright", "accent", "mistake", "wrong", "right", "close", "unreadable", "cloze", "strong"}
    | {"code-keyword", "new", "learning", "due", "again", "hard", "good", "easy"}
)
DIM_WITHOUT_COLOUR = frozenset({"muted", "rule", "faint", "code-comment", "code-operator"})
