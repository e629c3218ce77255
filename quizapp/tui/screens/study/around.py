"""What surrounds the card in question: fetched once a card, shown beside it or over it."""

from typing import TYPE_CHECKING

from quizapp.tui.widgets.side import FROM, Side

if TYPE_CHECKING:
    from quizapp.actions.collection import Collection
    from quizapp.actions.studying.about import About
    from quizapp.actions.studying.asking import Asked
    from quizapp.questions.computed import ReferenceSource
    from quizapp.tui.screens.study.studied import Studied

    Found = tuple[Asked, About, tuple[ReferenceSource, ...]]


class Around:
    """The side panel of a study screen, open by itself where there is room; else overlays."""

    def __init__(self, screen: "Studied") -> None:
        self.screen = screen
        self.closed = False
        self._found: Found | None = None

    @property
    def open(self) -> bool:
        """Whether the panel stands beside the card."""
        return self.screen.size.width >= FROM and not self.closed

    async def fill(self) -> None:
        """Bring the panel up to date."""
        side, sight = self.screen.query_one(Side), self.screen.sight
        side.display = self.open
        if not self.open or sight is None or sight.asked is None:
            return
        if side.sight is not None and side.sight.asked is not sight.asked:
            side.show(sight, None, ())  # never what surrounded another card
        _asked, about, sources = await self._of(sight.asked)
        if self.screen.sight is sight:
            side.show(sight, about, sources)

    async def why(self) -> None:
        """Open or close the panel; where there is no room for it, put it over the card."""
        from quizapp.tui.screens.study.why import WhyScreen

        sight = self.screen.sight
        if self.screen.size.width >= FROM:
            self.closed = not self.closed
            await self.fill()
        elif sight is not None and sight.asked is not None:
            asked, about, _sources = await self._of(sight.asked)
            await self.screen.quiz.push_screen(WhyScreen(asked, about, revealed=sight.revealed))

    async def code(self) -> None:
        """Put the code that computed the answer over the verdict."""
        from quizapp.tui.screens.study.code import CodeScreen

        sight = self.screen.sight
        if sight is not None and sight.asked is not None:
            _asked, _about, sources = await self._of(sight.asked)
            await self.screen.quiz.push_screen(CodeScreen(sources))

    async def _of(self, asked: "Asked") -> "Found":
        if self._found is None or self._found[0] is not asked:
            self._found = await self.screen.quiz.behind(lambda opened: _gather(opened, asked))
        return self._found


def _gather(collection: "Collection", asked: "Asked") -> "Found":
    from quizapp.actions.studying import about
    from quizapp.render.code import highlighted

    sources = about.computed_by(collection, asked.card)
    if sources:
        highlighted("")  # slow the first time
    return asked, about.about(collection, asked), sources
