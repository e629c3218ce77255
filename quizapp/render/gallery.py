"""What a text asks for pictures: a face that can show some gives them as boxes of cells."""

from typing import Protocol

from quizapp.render.box import Box


class Gallery(Protocol):
    """Pictures that may stand where a display formula or an image is.

    None where there is no picture, or not yet: the text stands there then. Galleries are equal
    where the same text looks the same in both, as rendered texts are kept.
    """

    def __hash__(self) -> int: ...

    def formula(self, latex: str, width: int, *, values: bool) -> Box | None:
        """The picture of a display formula in at most ``width`` cells."""

    def image(self, address: str, width: int) -> Box | None:
        """The picture at an address of the notes in at most ``width`` cells."""
