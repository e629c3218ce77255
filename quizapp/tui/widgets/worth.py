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
    entries = (
        (
            today.changed_files,
            "due",
            ngettext("changed file", "changed files", today.changed_files),
            _("{key} takes them in").format(key=take_in),
            notes,
        ),
        (
            today.leeches,
            "learning",
            ngettext("leech", "leeches", today.leeches),
            _("forgotten again and again"),
            "",
        ),
        (
            today.drafts,
            "new",
            ngettext("draft", "drafts", today.drafts),
            _("cards waiting for a yes"),
            notes,
        ),
        (
            today.gaps,
            "mistake",
            ngettext("gap", "gaps", today.gaps),
            _("headings that say nothing yet"),
            notes,
        ),
    )
    rows: list[Row] = []
    for count, role, name, meaning, key in entries:
        if count:
            number = Piece(str(count), role, bold=True)
            rows.append(spread((number, gap(1), Piece(name)), (Piece(key, "accent"),), width))
            rows.append((gap(len(str(count)) + 1), muted(meaning)))
    if not rows:
        return []
    return [(bright(_("Worth a look")),), *([BLANK] if roomy else []), *rows]
