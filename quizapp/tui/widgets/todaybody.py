"""The middle of Today: hero, tree, forecast, worth a look, laid out for the room there is."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message

from quizapp.tui.pieces import BLANK, Piece, Row, beside, gap, indented
from quizapp.tui.places import number_of
from quizapp.tui.widgets.decks import DeckTree, deck_table
from quizapp.tui.widgets.drawn import Drawn
from quizapp.tui.widgets.forecast import forecast_line, forecast_panel
from quizapp.tui.widgets.hero import Begin, hero, refusal
from quizapp.tui.widgets.welcome import welcome
from quizapp.tui.widgets.worth import worth_a_look

if TYPE_CHECKING:
    from quizapp.actions.figures.today import Today

SIDE_FROM, SIDE = 96, 34
WIDE_FROM, WIDE_SIDE = 130, 62
TALL = 21


class TodayBody(Drawn):
    """Everything between the two upper rows and the keys."""

    class Chosen(Message):
        """A deck was clicked."""

    def __init__(self) -> None:
        super().__init__()
        self.today: Today | None = None
        self.day = 1
        self.refusal: str | None = None
        self.decks = DeckTree()

    def show(self, today: "Today", day: int) -> None:
        """Take new counts in place; ``day`` is the study day, a date's ordinal."""
        self.today, self.day = today, day
        self.decks.show(today.decks)
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
            table = deck_table(self.decks, width - 2 * margin - 1, room - 2)
            before = 1 + 3 * margin
            line = (gap(before), *forecast_line(today.forecast, self.day, width - before - 2))
            rows = indented(table, margin)
            return [*rows, *[BLANK] * (room - 1 - len(rows)), line]
        side = WIDE_SIDE if width >= WIDE_FROM else SIDE
        main = width - side - 5
        roomy = room >= 18
        right = forecast_panel(today.forecast, self.day, side - 4, roomy=roomy)
        take_in = self.quiz.key_of("today.import")
        notes = self.quiz.key_of(f"today.go{number_of('notes')}")
        right += [BLANK, *worth_a_look(today, take_in, notes, side - 4, roomy=roomy)]
        rule: list[Row] = [(Piece("│", "rule"),)] * min(room, len(right))
        left = deck_table(self.decks, main - 1, room - 1)
        return beside([([BLANK] * room, 1), (left, main), (rule, 3), (right[:room], side)])

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
