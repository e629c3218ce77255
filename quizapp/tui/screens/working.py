"""Overlays over long work: it runs behind the screen, tells how far it is, can be stopped."""

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.tui.pieces import Piece, Row, muted, wrapped
from quizapp.tui.progress import Stopped
from quizapp.tui.screens.overlay import Overlay, Sheet

if TYPE_CHECKING:
    from quizapp.actions.collection import Collection
    from quizapp.tui.app import QuizApp

_TRACK = 30
_EVERY = 0.1
"""Seconds between two looks at how far it is."""

Tell = Callable[[int, int], None]


class WorkSheet(Sheet):
    """How far the work is, then what came of it."""

    progress = (0, 1)
    refusal = ""
    done = False

    @abstractmethod
    def found(self, inner: int) -> list[Row]:
        """What came of it."""

    def body(self, inner: int) -> list[Row]:
        """The result, why there is none, or how far it is."""
        if self.refusal:
            return wrapped(self.refusal, inner, "close")
        if self.done:
            return self.found(inner)
        done, of = self.progress
        heavy = round(_TRACK * done / of) if of else 0
        bar = (Piece("━" * heavy, "accent"), Piece("─" * (_TRACK - heavy), "rule"))
        return [(*bar, muted(f"  {done}/{of}")), (muted(_("esc stops it; nothing is changed")),)]


class Working(Overlay):
    """Subclasses do their work in :meth:`work` and put what came of it on their sheet."""

    _stopped = False

    @property
    def worksheet(self) -> WorkSheet:
        """The framed rows."""
        return cast(WorkSheet, self.sheet)

    @property
    def quiz(self) -> "QuizApp":
        """The app, by its own type."""
        return cast("QuizApp", self.app)

    def work(self, collection: "Collection", tell: Tell) -> None:
        """The work, in the collection's thread."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Begin."""
        self.run_worker(self._work(), exclusive=True)

    def on_unmount(self) -> None:
        """Stop where it is."""
        self._stopped = True

    async def _work(self) -> None:
        looking = self.set_interval(_EVERY, self.lay_out)
        try:
            await self.quiz.behind(lambda collection: self.work(collection, self._tell))
            self.worksheet.done = True
        except Stopped:
            return
        except InputError as error:
            self.worksheet.refusal = str(error)
        finally:
            looking.stop()
        self.lay_out()

    def _tell(self, done: int, of: int) -> None:
        if self._stopped:
            raise Stopped
        self.worksheet.progress = (done, of)
