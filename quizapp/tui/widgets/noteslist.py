"""The list of Notes: rows below headings; only what is in sight is drawn."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import PurePath

from textual import events
from textual.message import Message

from quizapp.actions.importing.changes import ChangeKind
from quizapp.actions.importing.deciding import Choice, Decision
from quizapp.actions.importing.imported import FoundGap, FoundLint
from quizapp.language import _, ngettext
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
)
from quizapp.tui.planned import Entry, Section
from quizapp.tui.sorts import ROLES, SIGNS, Sort
from quizapp.tui.widgets.drawn import Drawn
from quizapp.tui.widgets.text import first_row
from quizapp.wording import rule_name, severity_name

_WIDE = 80
_FEWEST = 8


class NotesList(Drawn):
    """Entries with a cursor.

    Attributes:
        entries: all entries in order, without the headings between them.
        decisions: what was decided of drafts, by card; not written yet.
        nothing: what to show where there is no entry.
    """

    class Moved(Message):
        """Another entry is under the cursor."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self.decisions: Mapping[str, Decision] = {}
        self.nothing: list[Row] = []
        self.cursor = self.top = 0
        self._lines: list[Entry | Section | None] = []
        self._places: list[int] = []
        self._titles: dict[str, Row] = {}
        self._unchanged = 0
        self._digits = 1

    def show(self, shown: Sequence[Section], unchanged: int) -> None:
        """Take other rows; the cursor stays on its entry, else on its place."""
        key = self.current.key if self.current else None
        self.entries, self._lines, self._places = [], [], []
        self._unchanged = unchanged
        title = file = ""
        for section in shown:
            self._lines += [None] if self._lines and section.title != title else []
            self._lines.append(section if section.file != file else replace(section, file=""))
            title, file = section.title, section.file
            for entry in section.entries:
                self._places.append(len(self._lines))
                self._lines.append(entry)
                self.entries.append(entry)
        self._digits = max((len(str(entry.line)) for entry in self.entries), default=1)
        keys = [entry.key for entry in self.entries]
        if key in keys:
            self.cursor = keys.index(key)
        self.go(self.cursor)

    @property
    def current(self) -> Entry | None:
        """The entry under the cursor."""
        return self.entries[self.cursor] if self.cursor < len(self.entries) else None

    @property
    def room(self) -> int:
        """How many rows are in sight."""
        return max(1, self.size.height)

    def go(self, place: int) -> None:
        """Put the cursor on an entry; its heading stays in sight with it where it is the first."""
        self.cursor = max(0, min(place, len(self.entries) - 1))
        self.again()

    def next_draft(self) -> None:
        """Go on to the draft below that nothing was decided of; stay where there is none."""
        for place in range(self.cursor + 1, len(self.entries)):
            entry = self.entries[place]
            if (
                entry.sort is Sort.DRAFT
                and entry.change
                and entry.change.card not in self.decisions
            ):
                self.go(place)
                return
        self.again()

    def scroll(self, by: int) -> None:
        """Move what is in sight; the cursor comes along at the edge."""
        self.top = max(0, min(self.top + by, len(self._lines) - self.room))
        seen = range(self.top, self.top + self.room)
        inside = [place for place, line in enumerate(self._places) if line in seen]
        if inside:
            self.cursor = max(inside[0], min(self.cursor, inside[-1]))
        self.again()

    def again(self) -> None:
        """Draw again at the same size, and say that something moved."""
        self._keep_in_sight()
        self._drawn = None
        self.refresh()
        self.post_message(self.Moved())

    def _keep_in_sight(self) -> None:
        if not self.entries:
            self.top = 0
            return
        line = self._places[self.cursor]
        first = line - 1 if line and isinstance(self._lines[line - 1], Section) else line
        self.top = min(self.top, first if self.cursor else 0)
        self.top = max(self.top, line - self.room + 1, 0)
        self.top = min(self.top, max(0, len(self._lines) + 2 - self.room))

    def on_resize(self) -> None:
        """Another size: the cursor stays in sight."""
        self.again()

    def draw(self, width: int, height: int) -> list[Row]:
        """What is in sight; at the end how many cards stay as they are."""
        if not self.entries:
            return self.nothing
        lines = [*self._lines, None, self._rest()] if self._unchanged else self._lines
        shown = lines[self.top : self.top + (height or len(lines))]
        return [self._row(line, width) for line in shown]

    def _rest(self) -> Row:
        words = ngettext("{n} card stays as it is", "{n} cards stay as they are", self._unchanged)
        return (gap(4), muted(words))

    def _row(self, line: "Entry | Section | Row | None", width: int) -> Row:
        match line:
            case None:
                return BLANK
            case Section():
                return self._section(line, width)
            case Entry():
                return self._entry(line, width)
            case _:
                return line

    @property
    def _margin(self) -> int:
        return int(self.screen.size.width >= _WIDE)

    def _section(self, section: Section, width: int) -> Row:
        name = PurePath(section.file).name
        file = () if name in {section.title, ""} else (gap(2), muted(name))
        left: Row = (gap(3 + self._margin), bright(section.title))
        return (*cut(left, width - row_width(file) - 1), *file)

    def _entry(self, entry: Entry, width: int) -> Row:
        here = entry is self.current
        number: Row = (*pushed((muted(str(entry.line)),), self._digits + 2), gap(1))
        room = width - self._margin - 5 - row_width(number)
        note = cut((muted(self._note(entry)),), max(_FEWEST, room * 2 // 5))
        title = fit(self._title(entry, bold=here), max(0, room - row_width(note) - 2))
        bar = Piece("▌" if here else " ", "accent")
        line: Row = (bar, gap(2), self._sign(entry), gap(1), *title, gap(2), *note, *number)
        return (gap(self._margin), *(on("selection", line) if here else line))

    def _sign(self, entry: Entry) -> Piece:
        decision = self.decisions.get(entry.change.card) if entry.change else None
        if entry.sort is not Sort.DRAFT or decision is None:
            return Piece(SIGNS[entry.sort], ROLES[entry.sort], bold=True)
        if decision.choice is Choice.NEVER:
            return Piece("✗", "muted", bold=True)
        return Piece("✓", "added", bold=True)

    def _note(self, entry: Entry) -> str:
        subject = entry.subject
        if isinstance(subject, FoundGap):
            count = len(subject.covered)
            return ngettext("{n} shipped card", "{n} shipped cards", count) if count else ""
        if isinstance(subject, FoundLint):
            return severity_name(subject.severity)
        if entry.change is None:
            return ""
        decision = self.decisions.get(entry.change.card)
        if decision is not None and entry.sort is Sort.DRAFT:
            return _("never") if decision.choice is Choice.NEVER else _("accepted")
        if entry.change.kind in _BECAME:
            return became(entry.change.kind)
        return rule_name(entry.change.rule)

    def _title(self, entry: Entry, *, bold: bool) -> Row:
        made = self.decisions.get(entry.change.card) if entry.change else None
        text = entry.title if made is None or made.front is None else made.front
        if isinstance(entry.subject, FoundLint) or entry.sort is Sort.BROKEN:
            row: Row = (Piece(text, "wrong" if entry.sort is Sort.BROKEN else "text"),)
        else:
            row = self._titles.get(text) or first_row(text)
            self._titles[text] = row
        return tuple(bright(piece.text) for piece in row) if bold else row

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the entry under the pointer."""
        line = self.top + event.y
        if line in self._places:
            self.go(self._places.index(line))

    def jumps(self) -> list[tuple[int, int, Callable[[], object]]]:
        """The entries in sight."""
        seen = range(self.top, self.top + self.room)
        lines = enumerate(self._places)
        return [(0, line - self.top, partial(self.go, at)) for at, line in lines if line in seen]

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll with the wheel."""
        event.stop()
        self.scroll(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll with the wheel."""
        event.stop()
        self.scroll(-3)


_BECAME = frozenset({ChangeKind.MOVED, ChangeKind.RESTORED, ChangeKind.RETIRED, ChangeKind.DROPPED})


def became(kind: ChangeKind) -> str:
    """What becomes of a card, in a word or two."""
    match kind:
        case ChangeKind.ADDED:
            return _("new")
        case ChangeKind.DRAFT:
            return _("draft")
        case ChangeKind.CHANGED:
            return _("changed")
        case ChangeKind.MOVED:
            return _("moved")
        case ChangeKind.RESTORED:
            return _("back again")
        case ChangeKind.RETIRED:
            return _("its text is gone")
        case _:
            return _("draft, its text is gone")
