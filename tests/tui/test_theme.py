import itertools

import pytest

from quizapp.tui.paint import style_of
from quizapp.tui.pieces import Piece
from quizapp.tui.theme import (
    ANSI,
    COLOURLESS,
    CONTRAST,
    DARK,
    GROUNDS,
    LIGHT,
    SHADES,
    TINTS,
    Palette,
)

NOT_TEXT = {*GROUNDS, *TINTS, *SHADES, "rule", "faint"}
ON_TINTS = {
    "tint-right": ("text", "bright", "muted", "right", "accent"),
    "tint-mistake": ("text", "bright", "muted", "mistake", "math", "value", "accent"),
    "tint-wrong": ("text", "bright", "wrong", "accent"),
}


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


NEEDED = {DARK.name: 4.5, LIGHT.name: 4.5, CONTRAST.name: 7.0}


@pytest.mark.parametrize("palette", [DARK, LIGHT, CONTRAST], ids=["dark", "light", "contrast"])
def test_every_text_role_can_be_read_on_every_surface(palette: Palette) -> None:
    roles = [role for role in palette.colours if role not in NOT_TEXT]
    for role, ground in itertools.product(roles, GROUNDS):
        found = contrast(palette.colours[role], palette.colours[ground])
        assert found >= NEEDED[palette.name], f"{role} on {ground}: {found:.2f}"


@pytest.mark.parametrize("palette", [DARK, LIGHT, CONTRAST], ids=["dark", "light", "contrast"])
def test_what_stands_on_a_tint_can_be_read_there(palette: Palette) -> None:
    for tint, roles in ON_TINTS.items():
        for role in roles:
            found = contrast(palette.colours[role], palette.colours[tint])
            assert found >= 4.5, f"{role} on {tint}: {found:.2f}"


def test_the_themes_have_the_same_roles() -> None:
    assert set(DARK.colours) == set(LIGHT.colours) == set(CONTRAST.colours)
    assert set(DARK.colours) - set(ANSI.colours) == {*GROUNDS, *TINTS}


def test_sixteen_colours_are_the_terminals_own_and_no_ground_is_painted() -> None:
    for role in ANSI.colours:
        for ground in (*GROUNDS, *TINTS):
            style = style_of(Piece("x", role, ground=ground), ANSI)
            assert style.bgcolor is None
            assert style.color is not None
            assert style.color.type.name in {"DEFAULT", "STANDARD"}
    selected = style_of(Piece("x", "text", ground="selection"), ANSI)
    assert selected.bold


@pytest.mark.parametrize("role", DARK.colours)
def test_without_colour_no_piece_has_a_colour(role: str) -> None:
    for filled in (False, True):
        style = style_of(Piece("x", role, filled=filled), COLOURLESS, "panel")
        assert style.color is None
        assert style.bgcolor is None


def test_without_colour_weight_and_reverse_still_tell_things_apart() -> None:
    def look(piece: Piece) -> tuple[bool | None, bool | None, bool | None]:
        style = style_of(piece, COLOURLESS)
        return style.bold, style.dim, style.reverse

    looks = [look(Piece("x", role)) for role in ("text", "bright", "muted")]
    assert len(set(looks)) == 3
    assert look(Piece("x", "accent", filled=True))[2]
    assert style_of(Piece("x", ground="selection"), COLOURLESS).bold
