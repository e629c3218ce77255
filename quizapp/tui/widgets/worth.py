"""Worth a look: changed files, leeches, drafts and gaps; a line with zero is not shown."""

from typing import TYPE_CHECKING

from quizapp.language import _, ngettext
from quizapp.tui.pieces import BLANK, Piece, Row, bright, gap, muted, spread

if TYPE_CHECKING:
    from quizapp.actions.figures.today import Today


def worth_a_look(today: "Today", take_in: str, notes: str, width: int, *, roomy: bool) -> list[Row]:
    """Heading and up to four counts with what they mean.

    ``take_in`` and ``notes`` are the keys that take changed notes in and that lead to Notes.
    """
    taken_in = _("{key} takes them in").format(key=take_in)
    changed = ngettext("changed file", "changed files", today.changed_files)
    leeches = ngettext("leech", "leeches", today.leeches)
    drafts = ngettext("draft", "drafts", today.drafts)
    gaps = ngettext("gap", "gaps", today.gaps)
    rows = [
        *_counted(today.changed_files, "due", changed, taken_in, notes, width),
        *_counted(today.leeches, "learning", leeches, _("forgotten again and again"), "", width),
        *_counted(today.drafts, "new", drafts, _("cards waiting for a yes"), notes, width),
        *_counted(today.gaps, "mistake", gaps, _("headings that say nothing yet"), notes, width),
    ]
    if not rows:
        return []
    return [(bright(_("Worth a look")),), *([BLANK] if roomy else []), *rows]


def _counted(count: int, role: str, name: str, meaning: str, key: str, width: int) -> list[Row]:
    if not count:
        return []
    number = Piece(str(count), role, bold=True)
    return [
        spread((number, gap(1), Piece(name)), (Piece(key, "accent"),), width),
        (gap(len(str(count)) + 1), muted(meaning)),
    ]
