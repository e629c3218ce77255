"""A widget that draws itself as rows of pieces."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from quizapp.tui.paint import paint
from quizapp.tui.pieces import BLANK, Row

if TYPE_CHECKING:
    from quizapp.model.cards import Card
    from quizapp.render.gallery import Gallery
    from quizapp.tui.app import QuizApp


class Drawn(Widget):
    """Subclasses say in :meth:`draw` which rows they show at a width and height.

    As high as its rows where the layout leaves the height to it. Call :meth:`redraw` after the
    data changed. Subclasses define :meth:`draw`; Textual's own metaclass leaves no room for an
    abstract method, so a test sees to it.
    """

    ALLOW_SELECT = False
    GROUND: ClassVar[str] = "background"
    SHOWS_PICTURES: ClassVar[bool] = False
    """Whether its text may hold pictures: it is drawn again when there are some."""

    def draw(self, width: int, height: int) -> list[Row]:
        """The rows; ``height`` is 0 while the layout still asks for it."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Draw again, at another height if need be."""
        self._drawn = None
        self.refresh(layout=True)

    def pictured(self) -> None:
        """Draw again with pictures that came, or went."""
        self.redraw()

    _drawn: "tuple[int, int, list[Row]] | None" = None

    def drawn_rows(self, width: int, height: int) -> list[Row]:
        """The rows at this size, drawn once."""
        if self._drawn is None or self._drawn[:2] != (width, height):
            self._drawn = (width, height, self.draw(width, height))
        return self._drawn[2]

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as it may be."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as its rows."""
        return len(self.draw(width, 0))

    def render_line(self, y: int) -> Strip:
        """One row, painted."""
        rows = self.drawn_rows(self.size.width, self.size.height)
        row = rows[y] if y < len(rows) else BLANK
        return paint(row, self.size.width, self.quiz.palette, self.GROUND)

    def gallery(self, card: "Card", ground: str) -> "Gallery | None":
        """Pictures for the texts of a card on a ground; None where there are none."""
        if self.quiz.shelf is None:
            return None
        from quizapp.tui.pictures.wall import wall

        return wall(self, card, ground)

    @property
    def quiz(self) -> "QuizApp":
        """The app, by its own type."""
        return cast("QuizApp", self.app)
