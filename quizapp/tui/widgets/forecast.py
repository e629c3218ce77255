"""How many cards come due on the next days, as bars and in words."""

from collections.abc import Sequence

from quizapp.language import _, ngettext
from quizapp.tui.pieces import BLANK, Piece, Row, bright, gap, muted, row_width, spread
from quizapp.wording.dates import on_day, weekday_letter

EIGHTHS = " ▁▂▃▄▅▆▇█"
HEIGHT = 5


def forecast_panel(due: Sequence[int], today: int, width: int, *, roomy: bool) -> list[Row]:
    """Heading, bars of five rows, weekdays, and the biggest day; ``today`` is an ordinal."""
    days = min(len(due), 28 if width >= 56 else 14)
    due = due[:days]
    title = bright(_("Next {n} days").format(n=days))
    total = muted(_("{n} due").format(n=sum(due)))
    letters: list[Piece] = []
    for ahead in range(days):
        letter = weekday_letter(today + ahead)
        style = Piece(letter, "accent", bold=True) if ahead == 0 else muted(letter)
        letters += [style, gap(1)]
    return [
        spread((title,), (total,), width),
        *([BLANK] if roomy else []),
        *_bars(due),
        tuple(letters),
        _words(due, today, width),
    ]


def forecast_line(due: Sequence[int], today: int, width: int) -> Row:
    """The same in one row; without its name where there is no room for it."""
    due = due[:14]
    most = max(due, default=0)
    blocks = [
        Piece(EIGHTHS[_eighths(count, most, 1)], "accent" if ahead == 0 else "due")
        for ahead, count in enumerate(due)
    ]
    words = muted(_("next {n} days").format(n=len(due)))
    line = (*blocks, gap(2), *_most(due, today))
    named = (words, gap(2), *line)
    return named if row_width(named) <= width else line


def _bars(due: Sequence[int]) -> list[Row]:
    most = max(due, default=0)
    heights = [_eighths(count, most, HEIGHT) for count in due]
    rows: list[Row] = []
    for level in reversed(range(HEIGHT)):
        row: list[Piece] = []
        for ahead, height in enumerate(heights):
            block = EIGHTHS[max(0, min(8, height - 8 * level))]
            row += [Piece(block, "accent" if ahead == 0 else "due"), gap(1)]
        rows.append(tuple(row))
    return rows


def _eighths(count: int, most: int, rows: int) -> int:
    """The height of a bar; a day with a card is never empty."""
    return max(1, round(8 * rows * count / most)) if count else 0


def _words(due: Sequence[int], today: int, width: int) -> Row:
    now = (muted(_("today") + " "), Piece(str(due[0]) if due else "0", "accent"), gap(3))
    most = _most(due, today)
    return (*now, *most) if row_width((*now, *most)) <= width else most


def _most(due: Sequence[int], today: int) -> Row:
    """The biggest day after today."""
    if not any(due[1:]):
        return (muted(_("then nothing")),)
    ahead = max(range(1, len(due)), key=due.__getitem__)
    later = ngettext("in {n} day", "in {n} days", ahead)
    when = on_day(ahead, today + ahead) if ahead < 7 else later
    return (muted(_("most") + " "), Piece(str(due[ahead])), muted(f" {when}"))
