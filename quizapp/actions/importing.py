"""Take notes in: read what changed, match it with the cards there are, write all or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from quizapp.actions.collection import Collection
from quizapp.actions.reading import Reading, editions, read_target
from quizapp.actions.sources import Target, known_targets, named_targets, whole
from quizapp.language import _, current
from quizapp.model.cards import QUESTIONS, Candidate, Card, Standing
from quizapp.model.passages import Severity, Source
from quizapp.notes.matcher import match
from quizapp.notes.plan import Addition, Match, Plan
from quizapp.storage import cards, questions, sources


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file of a folder that could not be read; its cards stay as they are."""

    file: str
    line: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class FoundGap:
    """A heading or bullet that says nothing yet."""

    heading: str
    kind: str
    file: str
    line: int


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
    """What became of the cards; drafts are counted apart from the added ones."""

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


def import_notes(
    collection: Collection,
    paths: Sequence[str] = (),
    *,
    deck: str | None = None,
    dry_run: bool = False,
) -> Imported:
    """Take in files and folders, or all known sources without any.

    Raises:
        InputError: a path that was named is missing or no text. Nothing is written then.
    """
    with collection.database.reading() as connection:
        known = sources.all_sources(connection, collection.learner)
        files = {
            source.uid: tuple(sources.files_read(connection, collection.learner, source.uid))
            for source in known
        }
    targets = named_targets(paths, known, deck) if paths else known_targets(known, files)
    return _import(collection, targets, dry_run=dry_run)


def import_sources(
    collection: Collection, chosen: Iterable[Source], *, dry_run: bool = False
) -> Imported:
    """Take in whole folders as these sources."""
    return _import(collection, [whole(source) for source in chosen], dry_run=dry_run)


def _import(collection: Collection, targets: Sequence[Target], *, dry_run: bool) -> Imported:
    with collection.database.reading() as connection:
        before = {
            target.source.uid: sources.files_read(connection, collection.learner, target.source.uid)
            for target in targets
        }
        stored = cards.all_cards(connection, collection.learner)
    readings = [read_target(target, before[target.source.uid]) for target in targets]
    plan = _plan(readings, stored)
    _note_duplicates(readings, plan.duplicates)
    if not dry_run:
        _write(collection, readings, plan)
    return _report(readings, plan, stored)


def _plan(readings: Sequence[Reading], stored: Sequence[Card]) -> Plan:
    """Match all files together. Cards of files that were not read take no part."""
    touched = {place for reading in readings for place in reading.touched()}
    broken = {id for reading in readings for id in reading.broken}
    taking_part = [
        card
        for card in stored
        if (card.passage.source, card.passage.path) in touched or card.standing is Standing.RETIRED
    ]
    taking_part = [card for card in taking_part if card.question not in broken]
    part = {card.uid for card in taking_part}
    candidates = editions((c for r in readings for c in r.candidates), current())
    return match(candidates, taking_part, taken={c.uid for c in stored} - part)


def _note_duplicates(readings: Sequence[Reading], duplicates: Sequence[Candidate]) -> None:
    """An id that another question has already is a finding of its file, kept with it."""
    message = _("The question id “{id}” is taken already: choose another one.")
    for candidate in duplicates:
        finding = (
            candidate.explicit_id or "",
            "duplicate-id",
            Severity.ERROR.value,
            message.format(id=candidate.explicit_id),
            candidate.passage.first_line,
        )
        place = (candidate.passage.source, candidate.passage.path)
        for reading in readings:
            reading.files = [
                replace(file, findings=(*file.findings, finding))
                if (file.source, file.path) == place
                else file
                for file in reading.files
            ]


def _write(collection: Collection, readings: Sequence[Reading], plan: Plan) -> None:
    now = collection.now()
    learner = collection.learner
    versions = {block: v for reading in readings for block, v in reading.versions.items()}
    after = _changes(plan, versions)
    new = [_card(addition, versions) for addition in (*plan.added, *plan.drafts)]
    with collection.database.writing() as connection:
        for reading in readings:
            sources.remember(connection, learner, reading.target.source, now)
            sources.remember_files(connection, learner, (*reading.files, *reading.asleep))
            for path in reading.gone:
                sources.forget_file(connection, learner, reading.target.source.uid, path)
            for candidate in reading.candidates:
                if candidate.kind in QUESTIONS:
                    questions.keep(connection, learner, _question_text(candidate, reading), now)
        cards.store(connection, learner, new, now)
        for before, card in after:
            cards.replace(connection, learner, card, now if _says_other(before, card) else None)
        touched = [before for before, card in after if before.standing is not card.standing]
        if plan.added or touched:
            sources.log_import(
                connection,
                learner,
                collection.new_uid(now),
                now,
                "; ".join(reading.target.source.root for reading in readings),
                [[card.uid, card.standing.value, card.front, card.back] for card in touched],
            )


def _changes(plan: Plan, versions: Mapping[tuple[str, str], str]) -> list[tuple[Card, Card]]:
    """Every stored card that this import leaves other than it was, before and after."""
    found = (*plan.unchanged, *plan.changed, *plan.moved, *plan.restored, *plan.promoted)
    pairs = [(hit.before, _matched(hit, versions)) for hit in found]
    pairs += [
        (card, replace(card, standing=Standing.RETIRED)) for card in (*plan.retired, *plan.dropped)
    ]
    return [(before, card) for before, card in pairs if before != card]


def _matched(hit: Match, versions: Mapping[tuple[str, str], str]) -> Card:
    """The stored card with what the notes say of it now; its holds and ids stay."""
    candidate, before = hit.candidate, hit.before
    standing = before.standing
    if standing is not Standing.ACTIVE:
        standing = Standing.ACTIVE if candidate.sure else Standing.DRAFT
    return replace(
        _from_candidate(candidate, hit.fingerprint, versions),
        uid=before.uid,
        ordinal=before.ordinal,
        standing=standing,
        suspended=before.suspended,
        buried_on=before.buried_on,
        flag=before.flag,
    )


def _card(new: Addition, versions: Mapping[tuple[str, str], str]) -> Card:
    standing = Standing.ACTIVE if new.candidate.sure else Standing.DRAFT
    card = _from_candidate(new.candidate, new.fingerprint, versions)
    return replace(card, uid=new.uid, ordinal=new.ordinal, standing=standing)


def _from_candidate(
    candidate: Candidate, fingerprint: str, versions: Mapping[tuple[str, str], str]
) -> Card:
    asks = candidate.kind in QUESTIONS
    return Card(
        uid="",
        kind=candidate.kind,
        rule=candidate.rule,
        front=candidate.front,
        back=candidate.back,
        extra=candidate.extra,
        passage=candidate.passage,
        deck=candidate.deck,
        tags=candidate.tags,
        lang=candidate.lang,
        fingerprint=fingerprint,
        ordinal=0,
        explicit_id=candidate.explicit_id,
        question=candidate.explicit_id if asks else None,
        question_version=versions[candidate.info, candidate.source] if asks else None,
    )


def _question_text(candidate: Candidate, reading: Reading) -> questions.QuestionText:
    return questions.QuestionText(
        version=reading.versions[candidate.info, candidate.source],
        question=candidate.explicit_id or "",
        info=candidate.info,
        source=candidate.source,
        lang=candidate.lang,
        file=reading.target.shown(candidate.passage.path),
        line=candidate.passage.first_line,
    )


def _says_other(before: Card, after: Card) -> bool:
    """Whether an exported card would look other than before."""
    texts = ("front", "back", "extra", "deck", "tags", "question_version", "standing")
    return any(getattr(before, name) != getattr(after, name) for name in texts)


def _report(readings: Sequence[Reading], plan: Plan, stored: Sequence[Card]) -> Imported:
    untouched = {
        (reading.target.source.uid, file.path) for reading in readings for file in reading.asleep
    }
    asleep = sum(
        (card.passage.source, card.passage.path) in untouched and card.standing is Standing.ACTIVE
        for card in stored
    )
    return Imported(
        added=len(plan.added) + len(plan.promoted),
        changed=len(plan.changed),
        unchanged=asleep + len(plan.unchanged),
        moved=len(plan.moved),
        retired=len(plan.retired),
        restored=len(plan.restored),
        drafts=len(plan.drafts),
        skipped=tuple(
            Skipped(reading.target.shown(path), error.line, error.message)
            for reading in readings
            for path, error in reading.skipped
        ),
        gaps=tuple(
            FoundGap(heading, kind, reading.target.shown(file.path), line)
            for reading in readings
            for file in (*reading.files, *reading.asleep)
            for heading, kind, line in file.gaps
        ),
        lint=tuple(
            FoundLint(card, rule, severity, message, reading.target.shown(file.path), line)
            for reading in readings
            for file in (*reading.files, *reading.asleep)
            for card, rule, severity, message, line in file.findings
        ),
    )
