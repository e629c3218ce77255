"""What Notes says of one entry: both texts of a card, its history, what can be done."""

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from quizapp.actions.importing.changes import Change, ChangeKind
from quizapp.actions.importing.deciding import Choice, Decision
from quizapp.actions.importing.imported import FoundGap, FoundLint, Skipped
from quizapp.language import _, marked, ngettext
from quizapp.model.cards import CardKind
from quizapp.tui.pieces import (
    BLANK,
    Piece,
    Row,
    bright,
    cut,
    fit,
    gap,
    muted,
    on,
    pushed,
    row_width,
    spread,
    wrapped,
)
from quizapp.tui.planned import SORTS, Entry
from quizapp.tui.sorts import ROLES, SIGNS, Sort
from quizapp.tui.widgets.drawn import Drawn
from quizapp.tui.widgets.noteslist import became
from quizapp.tui.widgets.text import first_row, rendered
from quizapp.tui.widgets.worddiff import underlined
from quizapp.wording import KIND_NAMES, rule_name, severity_name
from quizapp.wording.dates import percent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizapp.tui.app import QuizApp

SIDE_FROM = 96

_DRAWN = re.compile(r"\{\{\w+\}\}")
"""A number that a question draws, in its prompt."""

_STEPS = {
    "id": marked("its id"),
    "fingerprint": marked("its text"),
    "locator": marked("its place"),
    "heading": marked("its heading"),
    "file": marked("its file"),
    "anywhere": marked("its words"),
}
_ACTIONS = {
    "accept": marked("accept"),
    "edit": marked("edit"),
    "skip": marked("skip"),
    "never": marked("never"),
    "open": marked("open in the editor"),
}


class NotesDetail(Drawn):
    """Beside the list behind a vertical rule; what does not fit is one key away."""

    def __init__(self) -> None:
        super().__init__()
        self.entry: Entry | None = None
        self.reviews: Mapping[str, int] = {}
        self.decision: Decision | None = None

    def show(
        self, entry: Entry | None, reviews: "Mapping[str, int]", decision: Decision | None
    ) -> None:
        """Show another entry at the same size."""
        self.entry, self.reviews, self.decision = entry, reviews, decision
        self._drawn = None
        self.refresh()

    def draw(self, width: int, height: int) -> list[Row]:
        """The rows behind the rule, what can be done in sight."""
        if self.entry is None:
            return []
        inner = width - 5
        actions = action_rows(self.quiz, self.entry, inner)
        rows = detail_rows(self.entry, inner, self.reviews, self.decision)
        room = height - len(actions) - 1
        if len(rows) > room:
            more = _("… {key} shows all").format(key=self.quiz.key_of("notes.look"))
            rows = [*rows[: max(0, room - 1)], pushed((muted(more),), inner)]
        rows = [*rows, BLANK, *actions]
        rows += [BLANK] * (height - len(rows))
        return [(gap(1), Piece("│", "rule"), gap(2), *row) for row in rows]


def detail_rows(
    entry: Entry, width: int, reviews: "Mapping[str, int]", decision: Decision | None
) -> list[Row]:
    """All there is to say of an entry."""
    subject = entry.subject
    match subject:
        case Change():
            return _card(subject, width, reviews.get(subject.card, 0), decision)
        case FoundGap():
            return _gap(subject, width)
        case FoundLint():
            return _lint(subject, width)
        case Skipped():
            return _broken(subject, width)


def action_rows(app: "QuizApp", entry: Entry, width: int) -> list[Row]:
    """The keys that do something with the entry."""
    names = list(_ACTIONS) if entry.sort is Sort.DRAFT else ["open"]
    rows: list[Row] = []
    row: Row = ()
    for name in names:
        shown = (Piece(app.key_of(f"notes.{name}"), "accent"), gap(1), Piece(_(_ACTIONS[name])))
        longer = (*row, gap(3), *shown) if row else shown
        if row and row_width(longer) > width:
            rows.append(row)
            longer = shown
        row = longer
    return [*rows, row]


def _head(sort: Sort, name: str, file: str, line: int | None, width: int) -> Row:
    left = (
        Piece(f"{SIGNS[sort]} ", ROLES[sort], bold=True),
        Piece(name, ROLES[sort], bold=True),
    )
    place = f"{PurePath(file).name}:{line or 1}"
    return spread(left, cut((gap(2), muted(place)), max(0, width - row_width(left))), width)


def _card(change: Change, width: int, reviews: int, decision: Decision | None) -> list[Row]:
    sort = SORTS[change.kind]
    name = became(change.kind)
    kind = f"{rule_name(change.rule)} · {_(KIND_NAMES[change.card_kind])}"
    front, back = change.front, change.back
    if decision is not None:
        front = front if decision.front is None else decision.front
        back = back if decision.back is None else decision.back
    rows = [
        _head(sort, name[:1].upper() + name[1:], change.file, change.line, width),
        *wrapped(kind, width, "muted"),
        BLANK,
    ]
    was = change.was or (change.front, change.back)
    rows += _side(_("question"), was[0], front, width, role="bright", reveal=True)
    if change.card_kind is not CardKind.CLOZE and (back or was[1]):
        rows += [BLANK, *_side(_("answer"), was[1], back, width, role="text")]
    return [*rows, *_decided(decision, width), *_history(change, width, reviews)]


def _side(
    label: str, was: str, text: str, width: int, *, role: str, reveal: bool = False
) -> list[Row]:
    """One side of a card: as it is, or before and after where they differ."""
    if was == text:
        shown = rendered(text, width, reveal=reveal, role=role, bold=role == "bright")
        return [(muted(label),), *shown]
    before, after = underlined(
        rendered(was, width - 2, reveal=reveal),
        rendered(text, width - 2, reveal=reveal),
        ("retired", "added"),
    )
    return [
        (muted(_("{side}, before").format(side=label)),),
        *_tinted(before, "−", "retired", "tint-wrong", width),
        (muted(_("{side}, after").format(side=label)),),
        *_tinted(after, "+", "added", "tint-right", width),
    ]


def _tinted(rows: list[Row], sign: str, role: str, ground: str, width: int) -> list[Row]:
    return [
        on(ground, fit((Piece(sign if not y else " ", role, bold=True), gap(1), *row), width))
        for y, row in enumerate(rows)
    ]


def _decided(decision: Decision | None, width: int) -> list[Row]:
    if decision is None:
        return []
    if decision.choice is Choice.NEVER:
        text = _("Never: not after an edit either.")
        return [BLANK, *wrapped(text, width, "muted")]
    return [BLANK, (Piece("✓ ", "added"), bright(_("Accepted, not written yet")))]


def _history(change: Change, width: int, reviews: int) -> list[Row]:
    """Whether the past of the card stays with it, and how the card was recognised."""
    count = ngettext("{n} review", "{n} reviews", reviews) if reviews else _("never asked")
    if change.kind in {ChangeKind.RETIRED, ChangeKind.DROPPED}:
        words = _("It asks nothing from now on. It comes back with its history when its text does.")
        return [BLANK, *wrapped(words, width, "text"), (muted(count),)]
    if change.kind in {ChangeKind.ADDED, ChangeKind.DRAFT}:
        return []
    kept = (Piece("✓ ", "added"), Piece(_("Its history stays")))
    rows = [BLANK, spread(kept, (muted(count),), width)]
    if change.step:
        by = _(_STEPS[change.step])
        if change.similarity < 1:
            by = _("{by}, text alike by {share}").format(by=by, share=percent(change.similarity))
        rows.append(spread((muted(_("known by")),), (gap(2), muted(by)), width))
    if change.origin:
        place = f"{PurePath(change.origin).name}"
        rows.append(spread((muted(_("stood at")),), (gap(2), muted(place)), width))
    return rows


def _gap(found: FoundGap, width: int) -> list[Row]:
    count = len(found.covered)
    if found.kind == "bullet":
        told = _("This bullet says nothing yet.")
    else:
        told = _("This heading says nothing yet.")
    known = ngettext(
        "{n} shipped card knows the topic.", "{n} shipped cards know the topic.", count
    )
    rows = [
        _head(Sort.GAP, _("Gap"), found.file, found.line, width),
        BLANK,
        *rendered(found.heading, width, role="bright", bold=True),
        BLANK,
        *wrapped(f"{told} {known}" if count else told, width),
    ]
    if not count:
        return rows
    rows += [BLANK]
    fronts = (_DRAWN.sub("…", offer.front) for offer in found.covered)
    rows += [cut((gap(2), *first_row(front)), width) for front in fronts]
    if found.covered[0].here:
        rows += [BLANK, *wrapped(_("They are in your collection."), width, "muted")]
    else:
        from quizapp.language import current

        words = _("Take them in: quizapp import --shipped {lang}").format(lang=current())
        rows += [BLANK, *wrapped(words, width, "muted")]
    return rows


def _lint(found: FoundLint, width: int) -> list[Row]:
    name = severity_name(found.severity)
    return [
        _head(Sort.LINT, name[:1].upper() + name[1:], found.file, found.line, width),
        (muted(found.rule),),
        BLANK,
        *wrapped(found.message, width),
    ]


def _broken(found: Skipped, width: int) -> list[Row]:
    return [
        _head(Sort.BROKEN, _("Not read"), found.file, found.line, width),
        BLANK,
        *wrapped(found.reason, width, "wrong"),
        *wrapped(_("Its cards stay as they are."), width),
    ]
