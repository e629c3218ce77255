"""What an import does to the cards, as the lines of a diff."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from quizapp.actions.importing.changes import Change, ChangeKind
from quizapp.actions.importing.imported import FoundLint, Imported
from quizapp.cli.output import cut
from quizapp.language import _, ngettext
from quizapp.wording import severity_name
from quizapp.wording.dates import percent

MOST = 20
"""So many recognised cards are listed after an import; a dry run shows them all."""

_WIDTH = 72
_MARKS = {
    ChangeKind.ADDED: "+",
    ChangeKind.DRAFT: "?",
    ChangeKind.CHANGED: "~",
    ChangeKind.MOVED: "→",
    ChangeKind.RESTORED: "↺",
    ChangeKind.RETIRED: "−",
    ChangeKind.DROPPED: "−",
}


def counts(done: Imported) -> str:
    """One line: how many cards were added, changed …"""
    return ", ".join(
        [
            ngettext("{n} card added", "{n} cards added", done.added),
            ngettext("{n} changed", "{n} changed", done.changed),
            ngettext("{n} unchanged", "{n} unchanged", done.unchanged),
            ngettext("{n} moved", "{n} moved", done.moved),
            ngettext("{n} retired", "{n} retired", done.retired),
            ngettext("{n} brought back", "{n} brought back", done.restored),
            ngettext("{n} draft waiting", "{n} drafts waiting", done.drafts),
        ]
    )


def diff(changes: Sequence[Change]) -> Iterator[str]:
    """File by file: ``+`` new, ``~`` changed, ``→`` moved, ``↺`` back, ``−`` gone, ``?`` draft."""
    for file, of_file in groupby(changes, key=lambda change: change.file):
        yield ""
        yield file
        for change in of_file:
            yield from _card(change)


def recognised(changes: Sequence[Change]) -> list[str]:
    """The edited cards that were known by their likeness, with its number."""
    known = [change for change in changes if change.similarity < 1]
    lines = [
        f"{change.file}:{change.line}: {percent(change.similarity)} {cut(change.front, _WIDTH)}"
        for change in known[:MOST]
    ]
    more = len(known) - MOST
    if more > 0:
        lines.append(ngettext("… and {n} more", "… and {n} more", more))
    return lines


def not_read(done: Imported) -> list[str]:
    """The files that could not be read, each with its reason."""
    return [f"{file.file}:{file.line or 1}: {file.reason}" for file in done.skipped]


def lint(found: Iterable[FoundLint]) -> list[str]:
    """Findings as editors like them."""
    return [f"{one.file}:{one.line}: {severity_name(one.severity)}: {one.message}" for one in found]


def one_line(change: Change) -> str:
    """What became of a card, with its place first as editors like it."""
    return f"{change.file}:{change.line}: {_head(change)}"


def _card(change: Change) -> Iterator[str]:
    yield f"  {change.line}: {_head(change)}"
    if change.was and change.was != (change.front, change.back):
        was_front, was_back = change.was
        if was_front == change.front:
            yield "      " + _("was: {text}").format(text=cut(was_back, _WIDTH))
        else:
            yield "      " + _("was: {text}").format(text=_sides(was_front, was_back))


def _head(change: Change) -> str:
    notes = [percent(change.similarity)] if change.similarity < 1 else []
    notes += [_("draft")] if change.kind is ChangeKind.DROPPED else []
    notes += [_("from {place}").format(place=change.origin)] if change.origin else []
    head = f"{_MARKS[change.kind]} {_sides(change.front, change.back)}"
    return f"{head}  ({', '.join(notes)})" if notes else head


def _sides(front: str, back: str) -> str:
    return cut(f"{front} ⟶ {back}" if back else front, 2 * _WIDTH)
