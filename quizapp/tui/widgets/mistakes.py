"""Mistakes that come back: the slips made again and again, and the key that practises them."""

from collections.abc import Sequence

from quizapp.language import _, ngettext
from quizapp.tui.pieces import (
    BLANK,
    Piece,
    Row,
    bright,
    fit,
    gap,
    muted,
    panel,
    spread,
    wrapped,
)

_TRACK = 20
_TRACK_FROM = 64


def mistakes_panel(
    mistakes: Sequence[tuple[int, Row]], days: int, key: str, minutes: int, width: int
) -> list[Row]:
    """A panel of how often each was made in the last ``days``; it teaches where there are none."""
    inner = width - 5
    within = ngettext("the last {n} day", "the last {n} days", days).format(n=days)
    title = spread((bright(_("Mistakes that come back")),), (muted(within),), inner)
    if not mistakes:
        none = _("None was made twice. A wrong answer to a live question names its mistake.")
        return panel([title, BLANK, *wrapped(none, inner, "muted")], width, "rule")
    words = ngettext(
        "practise them, at most {n} minute", "practise them, at most {n} minutes", minutes
    ).format(n=minutes)
    begin: Row = (Piece(key, "accent"), gap(2), muted(words))
    return panel([title, BLANK, *_lines(mistakes, inner), BLANK, begin], width, "mistake")


def _lines(mistakes: Sequence[tuple[int, Row]], width: int) -> list[Row]:
    most = max(times for times, _name in mistakes)
    digits = len(str(most))
    track = _TRACK if width >= _TRACK_FROM else 0
    rows: list[Row] = []
    for times, name in mistakes:
        count = bright(f"{times:>{digits}}")
        line: Row = (Piece("◆", "mistake"), gap(1), count, gap(2), *name)
        if track:
            heavy = round(track * times / most)
            bar = (Piece("━" * heavy, "mistake"), Piece("─" * (track - heavy), "rule"))
            line = (*fit(line, width - track - 2), gap(2), *bar)
        rows.append(fit(line, width))
    return rows
