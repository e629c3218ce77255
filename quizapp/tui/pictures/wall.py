"""The gallery of one widget: what its text asks for becomes wishes of the app's shelf."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from weakref import ReferenceType, ref

from quizapp.model.cards import Card
from quizapp.render.box import Box
from quizapp.render.cells import Span
from quizapp.render.pictures.picture import Paints
from quizapp.tui.pictures.placeholders import ROLE, placeholders
from quizapp.tui.pictures.shelf import Shelf
from quizapp.tui.pictures.wishes import FormulaWish, ImageWish, Wish

if TYPE_CHECKING:
    from quizapp.tui.widgets.drawn import Drawn


@dataclass(frozen=True, slots=True)
class Wall:
    """What one widget may show; equal to another where the same text looks the same on both.

    ``source`` and ``notes`` say where the card is written, from where images are meant.
    """

    state: int
    number: int
    paints: Paints
    source: str
    notes: str
    shelf: Shelf = field(compare=False)
    viewer: "ReferenceType[Drawn]" = field(compare=False)

    def formula(self, latex: str, width: int, *, values: bool) -> Box | None:
        """The picture of a display formula, None while the text has to do."""
        return self._box(FormulaWish(latex, values, width, self.paints))

    def image(self, address: str, width: int) -> Box | None:
        """The picture of an image of the notes, None while the text has to do."""
        return self._box(ImageWish(self.source, self.notes, address, width))

    def _box(self, wish: Wish) -> Box | None:
        hung = self.shelf.hung(wish, self.viewer())
        if hung is None:
            return None
        picture = hung.picture
        rows = placeholders(hung.slot, picture.columns, picture.rows)
        return Box(tuple((Span(row, ROLE),) for row in rows), 0, picture.columns)


def wall(viewer: "Drawn", card: Card, ground: str) -> Wall | None:
    """The gallery of a widget that shows a card on a ground; None where there are no pictures."""
    shelf, palette = viewer.quiz.shelf, viewer.quiz.palette
    if shelf is None or shelf.cell is None or not palette.grounded:
        return None
    colours = palette.colours
    paints = Paints(colours["math"], colours["value"], colours[ground])
    where = card.passage
    return Wall(
        shelf.state, shelf.number_of(viewer), paints, where.source, where.path, shelf, ref(viewer)
    )
