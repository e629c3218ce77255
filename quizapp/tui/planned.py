"""What Notes lists: the cards an import would touch, drafts that wait, gaps and findings."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePath

from quizapp.actions.importing.changes import Change, ChangeKind
from quizapp.actions.importing.drafts import Draft
from quizapp.actions.importing.imported import AMBIGUOUS, FoundGap, FoundLint, Skipped
from quizapp.actions.importing.preview import Preview
from quizapp.language import _
from quizapp.model.cards import QUESTIONS
from quizapp.tui.sorts import Sort

SORTS = {
    ChangeKind.ADDED: Sort.NEW,
    ChangeKind.RESTORED: Sort.NEW,
    ChangeKind.CHANGED: Sort.CHANGED,
    ChangeKind.MOVED: Sort.CHANGED,
    ChangeKind.RETIRED: Sort.RETIRED,
    ChangeKind.DROPPED: Sort.RETIRED,
    ChangeKind.DRAFT: Sort.DRAFT,
}

Subject = Change | FoundGap | FoundLint | Skipped


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the list, and what it is about."""

    sort: Sort
    subject: Subject

    @property
    def file(self) -> str:
        """The file as messages name it."""
        return self.subject.file

    @property
    def line(self) -> int:
        """The line in it."""
        return self.subject.line or 1

    @property
    def change(self) -> Change | None:
        """The card, where it is about one."""
        return self.subject if isinstance(self.subject, Change) else None

    @property
    def key(self) -> tuple[Sort, str, str]:
        """What stays the same when the notes are read again."""
        name = self.change.card if self.change else self.title
        return (self.sort, name, self.file)

    @property
    def title(self) -> str:
        """What the row says, as Markdown."""
        match self.subject:
            case Change(card_kind=kind, headings=headings) if kind in QUESTIONS and headings:
                return headings[-1]
            case Change(front=front):
                return front
            case FoundGap(heading=heading):
                return heading
            case FoundLint(message=message):
                return message
            case Skipped(reason=reason):
                return reason


@dataclass(frozen=True, slots=True)
class Section:
    """Rows below one title; ``file`` is named beside it."""

    title: str
    file: str
    entries: tuple[Entry, ...]


def sections(preview: Preview) -> list[Section]:
    """All there is to look at: what needs a look first, then in the order of the notes."""
    found = preview.plan
    cards = sorted((*found.changes, *map(_waiting, preview.waiting)), key=_place)
    gone = [card for card in cards if SORTS[card.kind] is Sort.RETIRED]
    here = [card for card in cards if SORTS[card.kind] is not Sort.RETIRED]
    doubts = [finding for finding in found.lint if finding.rule == AMBIGUOUS]
    lint = [finding for finding in found.lint if finding.rule != AMBIGUOUS]
    near, far = _beside(here, lint)
    return [
        *_titled(_("Not read"), found.skipped, Sort.BROKEN),
        *_titled(_("Which is which?"), doubts, Sort.LINT),
        *_by_heading(here, near),
        *_titled(_("Retired"), gone, Sort.RETIRED),
        *_titled(_("Gaps"), found.gaps, Sort.GAP),
        *_titled(_("Lint"), far, Sort.LINT),
    ]


def counts(shown: Iterable[Section]) -> Counter[Sort]:
    """How many rows there are of each sort."""
    return Counter(entry.sort for section in shown for entry in section.entries)


def only(shown: Iterable[Section], sort: Sort | None) -> list[Section]:
    """The rows of one sort, or all of them."""
    if sort is None:
        return list(shown)
    kept = (
        Section(section.title, section.file, tuple(e for e in section.entries if e.sort is sort))
        for section in shown
    )
    return [section for section in kept if section.entries]


def _waiting(draft: Draft) -> Change:
    """A stored draft, as one that would be found now."""
    card = draft.card
    return Change(
        ChangeKind.DRAFT,
        card.uid,
        card.kind,
        card.rule,
        draft.file,
        draft.line,
        card.front,
        card.back,
        headings=card.passage.headings,
    )


def _place(subject: Subject) -> tuple[str, int]:
    return subject.file, subject.line or 1


def _titled(title: str, subjects: Sequence[Subject], sort: Sort) -> Iterator[Section]:
    for file, some in groupby(subjects, key=lambda subject: subject.file):
        yield Section(title, file, tuple(Entry(sort, subject) for subject in some))


def _beside(
    cards: Sequence[Change], lint: Iterable[FoundLint]
) -> tuple[dict[str, list[FoundLint]], list[FoundLint]]:
    """The findings below a card of the list by its id, and those of other files."""
    files: dict[str, list[Change]] = defaultdict(list)
    for card in cards:
        files[card.file].append(card)
    near: dict[str, list[FoundLint]] = defaultdict(list)
    far = []
    for finding in lint:
        there = files.get(finding.file, [])
        place = bisect_right(there, finding.line, key=lambda card: card.line)
        if place:
            near[there[place - 1].card].append(finding)
        else:
            far.append(finding)
    return near, far


def _by_heading(cards: Sequence[Change], near: dict[str, list[FoundLint]]) -> Iterator[Section]:
    for (file, headings), some in groupby(cards, key=lambda card: (card.file, card.headings)):
        entries: list[Entry] = []
        for card in some:
            entries.append(Entry(SORTS[card.kind], card))
            entries += [Entry(Sort.LINT, finding) for finding in near.get(card.card, ())]
        yield Section(headings[-1] if headings else PurePath(file).name, file, tuple(entries))
