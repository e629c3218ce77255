"""Pictures handed to a terminal that keeps them itself: Kitty's graphics protocol."""

from base64 import b64encode

from quizapp.render.pictures.picture import Picture
from quizapp.tui.pictures.placeholders import picture_id

_CHUNK = 4096


def sent(slot: int, picture: Picture) -> str:
    """Keep this picture under the id of a slot, and let the cells that name it show it."""
    data = b64encode(picture.png).decode("ascii")
    first = f"a=T,U=1,q=2,f=100,t=d,i={picture_id(slot)},c={picture.columns},r={picture.rows}"
    parts = [data[place : place + _CHUNK] for place in range(0, len(data), _CHUNK)]
    heads = [first, *["q=2"] * (len(parts) - 1)]
    return forgotten(slot) + "".join(
        f"\x1b_G{head},m={int(number < len(parts))};{part}\x1b\\"
        for number, (head, part) in enumerate(zip(heads, parts, strict=True), start=1)
    )


def forgotten(slot: int) -> str:
    """Drop the picture of a slot."""
    return f"\x1b_Ga=d,d=I,q=2,i={picture_id(slot)}\x1b\\"
