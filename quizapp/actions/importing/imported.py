"""What an import reports: counts, what could not be read, gaps, findings, and the diff."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizapp.actions.importing.changes import Change, Shown, changes
from quizapp.actions.importing.covering import Offer
from quizapp.actions.importing.reading import Reading
from quizapp.language import _, ngettext
from quizapp.model.cards import Standing
from quizapp.model.passages import Passage, Severity, Source
from quizapp.notes.plan import Doubt, Match, Plan
from quizapp.storage.queries.sources import FileRead

AMBIGUOUS = "identity-ambiguous"
"""The lint rule of cards that were not recognised because it would have been a guess."""

EDITED = "edited-card"
"""The lint rule of cards that the learner has put in other words than the notes have now."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file of a folder that could not be read; its cards stay as they are."""

    file: str
    line: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class FoundGap:
    """A heading or bullet that says nothing yet; ``covered`` are shipped cards on its topic."""

    heading: str
    kind: str
    file: str
    line: int
    covered: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundLint:
    """What lint says of one place."""

    card: str
    rule: str
    severity: str
    message: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the cards; drafts are counted apart from the added ones.

    ``changes`` tells the same card by card; those that stay as they are do not appear in it.
    """

    added: int
    changed: int
    unchanged: int
    moved: int
    retired: int
    restored: int
    drafts: int
    skipped: tuple[Skipped, ...]
    gaps: tuple[FoundGap, ...]
    lint: tuple[FoundLint, ...]
    changes: tuple[Change, ...] = ()


def report(
    readings: Sequence[Reading],
    plan: Plan,
    known: Mapping[str, Source],
    asleep: int,
    offers: Callable[[str], tuple[Offer, ...]],
) -> Imported:
    """Tell what a plan does; ``asleep`` counts the active cards of files that had not changed.

    ``offers`` finds the shipped cards on the topic of a gap.
    """
    shown = _shown(readings, known)
    return Imported(
        added=len(plan.added) + len(plan.promoted),
        changed=len(plan.changed),
        unchanged=asleep + sum(hit.before.standing is Standing.ACTIVE for hit in plan.unchanged),
        moved=len(plan.moved) + len(plan.adopted),
        retired=len(plan.retired),
        restored=len(plan.restored),
        drafts=len(plan.drafts),
        skipped=tuple(
            Skipped(reading.target.shown(path), error.line, error.message)
            for reading in readings
            for path, error in reading.skipped
        ),
        gaps=tuple(_gaps(readings, offers)),
        lint=(
            *_kept_findings(readings),
            *_doubts(plan.ambiguous, shown),
            *_edited(plan.changed, shown),
        ),
        changes=changes(plan, shown),
    )


def _gaps(
    readings: Sequence[Reading], offers: Callable[[str], tuple[Offer, ...]]
) -> Iterator[FoundGap]:
    for reading in readings:
        target = reading.target
        for file in _in_order(reading):
            for heading, kind, line in file.gaps:
                covered = () if target.source.shipped else offers(heading)
                yield FoundGap(heading, kind, target.shown(file.path), line, covered)


def _shown(readings: Sequence[Reading], known: Mapping[str, Source]) -> Shown:
    """How messages name the file of a passage: as its folder was named, else by its whole path."""
    folders = {r.target.source.uid: r.target for r in readings if r.target.paths is None}
    targets = {(r.target.source.uid, file.path): r.target for r in readings for file in r.files}

    def shown(passage: Passage) -> str:
        target = targets.get((passage.source, passage.path)) or folders.get(passage.source)
        if target is not None:
            return target.shown(passage.path)
        root = known[passage.source].root if passage.source in known else ""
        return f"{root}/{passage.path}" if root else passage.path

    return shown


def _in_order(reading: Reading) -> list[FileRead]:
    """All files of a target, whether they were read now or had not changed."""
    return sorted((*reading.files, *reading.asleep), key=lambda file: file.path)


def _kept_findings(readings: Sequence[Reading]) -> Iterator[FoundLint]:
    for reading in readings:
        for file in _in_order(reading):
            for card, rule, severity, message, line in file.findings:
                yield FoundLint(
                    card, rule, severity, message, reading.target.shown(file.path), line
                )


def _doubts(doubts: Sequence[Doubt], shown: Shown) -> Iterator[FoundLint]:
    """Both sides of each doubt: the cards that retire, and those that begin anew."""
    warning = Severity.WARNING.value
    for doubt in doubts:
        there = ", ".join(_place(card.passage, shown) for card in doubt.cards)
        here = ", ".join(_place(candidate.passage, shown) for candidate in doubt.candidates)
        for card in doubt.cards:
            message = ngettext(
                "This card is retired: it may have become the one at {places}, or not.",
                "This card is retired: it may have become any of those at {places}.",
                len(doubt.candidates),
            ).format(places=here)
            place = card.passage
            yield FoundLint(card.uid, AMBIGUOUS, warning, message, shown(place), place.first_line)
        for candidate in doubt.candidates:
            message = _("This card begins anew: it may be one that stood at {places}.")
            place = candidate.passage
            yield FoundLint(
                "", AMBIGUOUS, warning, message.format(places=there), shown(place), place.first_line
            )


def _edited(changed: Sequence[Match], shown: Shown) -> Iterator[FoundLint]:
    """Cards in the learner's words whose notes say something else now."""
    for hit in changed:
        before, place = hit.before, hit.candidate.passage
        says = (hit.candidate.front, hit.candidate.back)
        own = (before.front, before.back)
        sides = zip(own, before.written or own, says, strict=True)
        for own_words, was, now in sides:
            if own_words != was != now:
                message = _("You have put this card in your own words; its notes now say: {text}")
                text = message.format(text=now)
                warning = Severity.WARNING.value
                yield FoundLint(before.uid, EDITED, warning, text, shown(place), place.first_line)


def _place(passage: Passage, shown: Shown) -> str:
    return f"{shown(passage)}:{passage.first_line}"
