"""Which palette is worn where, and what Textual itself takes from it."""

import os
from dataclasses import replace

from textual.theme import BUILTIN_THEMES, Theme

from quizapp.tui.theme import COLOURLESS, PALETTES, Palette

_FEW_COLOURS = frozenset({"linux", "vt100", "vt220", "xterm", "xterm-16color", "screen", "ansi"})
"""Terminals that promise no more than sixteen colours, where ``COLORTERM`` says nothing else."""


def palette_of(theme: str, *, colour: bool = True) -> Palette:
    """The colours of a theme; none where they are not wanted, few where there are only few."""
    if "NO_COLOR" in os.environ or not colour:
        return COLOURLESS
    if (
        theme == "dark"
        and os.environ.get("TERM") in _FEW_COLOURS
        and ("COLORTERM" not in os.environ)
    ):
        return PALETTES["ansi"]
    return PALETTES[theme]


def textual_theme(palette: Palette) -> Theme:
    """What Textual itself colours: canvas, scroll bars, the cursor of an input."""
    if not palette.grounded:
        ansi = BUILTIN_THEMES["ansi-dark"]
        ours = dict.fromkeys(("inset", "selection", "bright", "muted"), "ansi_default")
        return replace(ansi, name=palette.name, variables={**ansi.variables, **ours})
    colours = palette.colours
    return Theme(
        name=palette.name,
        primary=colours["accent"],
        accent=colours["accent"],
        foreground=colours["text"],
        background=colours["background"],
        surface=colours["panel"],
        panel=colours["panel"],
        dark=palette.dark,
        variables={name: colours[name] for name in ("inset", "selection", "bright", "muted")},
    )
