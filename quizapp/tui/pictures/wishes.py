"""What a screen would like to show as a picture, complete enough to be drawn anywhere."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.render.pictures.picture import Cell, NoPicture, Paints, Picture

if TYPE_CHECKING:
    from quizapp.actions.collection import Collection

TALLEST = 18
"""Rows of an image at most, so that text stands beside it on any screen."""


@dataclass(frozen=True, slots=True)
class FormulaWish:
    """A display formula in some colours, within a width in cells."""

    latex: str
    values: bool
    width: int
    paints: Paints

    def drawn(self, cell: Cell, file: Path | None) -> Picture:
        """The picture; raises :class:`NoPicture`."""
        from quizapp.render.pictures.formulas import draw_formula

        return draw_formula(self.latex, cell, self.paints, self.width, values=self.values)

    def file(self, collection: "Collection") -> Path | None:
        """A formula needs none."""
        return None


@dataclass(frozen=True, slots=True)
class ImageWish:
    """The image that a notes file means by an address, within a width in cells."""

    source: str
    notes: str
    address: str
    width: int

    def drawn(self, cell: Cell, file: Path | None) -> Picture:
        """The picture; raises :class:`NoPicture`."""
        from quizapp.render.pictures.files import draw_file

        if file is None:
            raise NoPicture("no such file on this machine")
        return draw_file(file, cell, self.width, TALLEST)

    def file(self, collection: "Collection") -> Path | None:
        """Where it is on this machine, inside the folder of the notes; None if nowhere."""
        from quizapp.actions.sources.media import meant_by

        return meant_by(collection, self.source, self.notes, self.address)


Wish = FormulaWish | ImageWish
