"""The middle of Today: hero, tree, forecast, worth a look, laid out for the room there is."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message

from quizapp.language import _
from quizapp.tui.pieces import BLANK, Piece, Row, beside, bright, gap, indented
from quizapp.tui.places import number_of
from quizapp.tui.widgets.decks import DeckTree, deck_table
from quizapp.tui.widgets.drawn import Drawn
from quizapp.tui.widgets.forecast import forecast_line, forecast_panel
from quizapp.tui.widgets.hero import Begin, hero, refusal
from quizapp.tui.widgets.mistakes import mistakes_panel
from quizapp.tui.widgets.welcome import welcome
from quizapp.tui.widgets.worth import worth_a_look

if TYPE_CHECKING:
    from quizapp.actions.figures.today import Today
    from quizapp.tui.counted import Weeks

SIDE_FROM, SIDE = 96, 34
WIDE_FROM, WIDE_SIDE = 130, 62
WIDEST = 166
"""Wider, and the eye would lose the row between a deck and its numbers."""
TALL = 21
DECKS_FIRST = 12
"""So many rows the tree of decks keeps before the mistakes get any."""
MISTAKE_DAYS, PRACTICE_MINUTES = 30, 10


class TodayBody(Drawn):
    """Everything between the two upper rows and the keys."""

    class Chosen(Message):
        """A deck was clicked."""

    def __init__(self) -> None:
        super().__init__()
        self.today: Today | None = None
        self.weeks: Weeks | None = None
        self.day = 1
        self.refusal: str | None = None
        self.decks = DeckTree()

    def show(self, today: "Today", day: int) -> None:
        """Take new counts in place; ``day`` is the study day, a date's ordinal."""
        self.today, self.day = today, day
        self.decks.show(today.decks)
        self.redraw()

    def look_back(self, weeks: "Weeks") -> None:
        """Take the weeks behind today, where there is room for them."""
        self.weeks = weeks
        self.redraw()

    @property
    def teaches(self) -> bool:
        """Whether there is nothing to count yet, so that it shows how to begin."""
        return self.today is not None and (self.today.first_run or not self.today.cards)

    @property
    def begin(self) -> Begin:
        """What the main key begins."""
        name = self.decks.deck.name if self.decks.lines and not self.teaches else ""
        return Begin(name.rpartition("::")[2], self.quiz.key_of("today.custom"))

    def draw(self, width: int, height: int) -> list[Row]:
        """All rows."""
        width = min(width, WIDEST)
        margin = int(width >= 80)
        if self.refusal is not None:
            return [BLANK, *indented(refusal(self.refusal, width - 3), margin)]
        if self.today is not None and self.teaches:
            return welcome(self.today, width, height)
        tall = height >= TALL
        panel = hero(self.today, self.begin, width - 3 + (1 - margin), tall=tall)
        rows = [*([BLANK] if tall else []), *indented(panel, margin), BLANK]
        if self.today is None:
            return rows
        return rows + self._below(self.today, width, height - len(rows), margin)

    def _below(self, today: "Today", width: int, room: int, margin: int) -> list[Row]:
        if width < SIDE_FROM:
            rows = indented(self._main(width - 2 * margin - 1, room - 2), margin)
            before = 1 + 3 * margin
            line = (gap(before), *forecast_line(today.forecast, self.day, width - before - 2))
            return [*rows, *[BLANK] * (room - 1 - len(rows)), line]
        side = WIDE_SIDE if width >= WIDE_FROM else SIDE
        main = width - side - 5
        right = self._side(today, side - 4, room)
        rule: list[Row] = [(Piece("│", "rule"),)] * len(right)
        left = self._main(main - 1, room - 1)
        return beside([([BLANK] * room, 1), (left, main), (rule, 3), (right, side)])

    def _main(self, width: int, room: int) -> list[Row]:
        """The decks; below them the mistakes that come back, where the decks leave room."""
        if self.weeks is None:
            return deck_table(self.decks, width, room)
        key = self.quiz.key_of("today.mistakes")
        panel = mistakes_panel(self.weeks.mistakes, MISTAKE_DAYS, key, PRACTICE_MINUTES, width)
        left = room - len(panel) - 2
        if left < min(len(self.decks.visible) + 1, DECKS_FIRST):
            return deck_table(self.decks, width, room)
        return [*deck_table(self.decks, width, left), BLANK, BLANK, *panel]

    def _side(self, today: "Today", width: int, room: int) -> list[Row]:
        """Forecast, the weeks behind, worth a look; the weeks give way where it is low."""
        roomy = room >= 18
        forecast = forecast_panel(today.forecast, self.day, width, roomy=roomy)
        take_in = self.quiz.key_of("today.import")
        notes = self.quiz.key_of(f"today.go{number_of('notes')}")
        worth = [BLANK, *worth_a_look(today, take_in, notes, width, roomy=roomy)]
        weeks = self._weeks(width)
        fits = len(forecast) + len(weeks) + len(worth) <= room
        return [*forecast, *(weeks if fits else ()), *worth][:room]

    def _weeks(self, width: int) -> list[Row]:
        if self.weeks is None:
            return []
        from quizapp.tui.widgets.drawings import calendar

        shades = calendar(self.weeks.reviews, self.day, width)
        return [BLANK, (bright(_("The last weeks")),), BLANK, *shades]

    def on_click(self, event: events.Click) -> None:
        """Choose the deck under the pointer."""
        if self.today is None or self.teaches:
            return
        first = self.drawn_rows(self.size.width, self.size.height)
        heading = len(first) and self._heading_row()
        line = event.y - heading - 1
        if 0 <= line < self.decks.shown:
            self._choose(self.decks.top + line)

    def jumps(self) -> list[tuple[int, int, Callable[[], object]]]:
        """The decks in sight."""
        if self.today is None or self.teaches:
            return []
        first, top = self._heading_row() + 1, self.decks.top
        return [
            (0, first + line, partial(self._choose, top + line)) for line in range(self.decks.shown)
        ]

    def _choose(self, place: int) -> None:
        self.decks.chosen = place
        self.redraw()
        self.post_message(self.Chosen())

    def _heading_row(self) -> int:
        return 8 if self.size.height >= TALL else 4
