"""Take notes in: read what changed, match it with the cards there are, write all or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from quizapp.actions.collection import Collection
from quizapp.actions.importing.covering import Shipped
from quizapp.actions.importing.deciding import Choice, Decision
from quizapp.actions.importing.imported import Imported, report
from quizapp.actions.importing.lending import is_lost, of_other_machines
from quizapp.actions.importing.reading import (
    DUPLICATE_ID,
    Reading,
    Tell,
    editions,
    read_target,
    untold,
)
from quizapp.actions.importing.reading_settings import reading_settings
from quizapp.actions.importing.recording import Also, Record, record, with_decisions, write
from quizapp.actions.importing.unswept import unswept
from quizapp.actions.overtaken import again_if_overtaken
from quizapp.actions.sources.changes import refuse_gone
from quizapp.actions.sources.known import Target, known_targets, moved_target, named_targets, whole
from quizapp.actions.sources.leaving_out import after_reading, limited
from quizapp.language import _, current
from quizapp.model.cards import QUESTIONS, Candidate, Card, waits
from quizapp.model.passages import Severity, Source
from quizapp.notes.fingerprint import fingerprint
from quizapp.notes.matcher import match
from quizapp.notes.plan import Plan, with_adopted
from quizapp.notes.read import ReadingSettings
from quizapp.storage.merging import sightings
from quizapp.storage.queries import cards, identity, left_out, sources
from quizapp.storage.queries.left_out import LeftOut
from quizapp.storage.queries.presets import Connection
from quizapp.storage.queries.sources import FileRead

__all__ = ["Imported", "import_notes", "import_sources"]


def import_notes(
    collection: Collection,
    paths: Sequence[str] = (),
    *,
    deck: str | None = None,
    dry_run: bool = False,
    decisions: Sequence[Decision] | Choice = (),
    tell: Tell = untold,
    moved_from: str | None = None,
) -> Imported:
    """Take in files and folders, or all known sources without any.

    ``decisions`` say what becomes of drafts, of those that are found now and of stored ones; one
    choice is for all drafts of these notes that wait. ``tell`` hears how many files were read;
    what it raises ends the import before anything is written. ``moved_from`` is the folder that
    the one path was before: its cards and their history are those of the new place.

    Raises:
        InputError: a path that was named is missing or no text, or something is decided of a card
            that is no draft. Nothing is written then.
    """
    with collection.database.reading() as connection:
        known = sources.all_sources(connection, collection.learner)
        files = {
            source.uid: tuple(sources.paths_read(connection, collection.learner, source.uid))
            for source in known
        }
    if moved_from is not None:
        targets = [moved_target(paths, moved_from, known)]
    elif paths:
        targets = named_targets(paths, known, files, deck)
    else:
        refuse_gone(known, files)
        targets = known_targets(known, files)
    return _import(collection, targets, dry_run=dry_run, decisions=decisions, tell=tell)


def import_sources(
    collection: Collection, chosen: Iterable[Source], *, dry_run: bool = False
) -> Imported:
    """Take in whole folders as these sources."""
    return _import(collection, [whole(source) for source in chosen], dry_run=dry_run)


def import_targets(
    collection: Collection,
    targets: Sequence[Target],
    *,
    dry_run: bool,
    also: Also | None = None,
) -> Imported:
    """Take in what these targets name; ``also`` is done in the same transaction, even if idle."""
    return _import(collection, targets, dry_run=dry_run, also=also)


@again_if_overtaken
@unswept()
def _import(
    collection: Collection,
    targets: Sequence[Target],
    *,
    dry_run: bool,
    decisions: Sequence[Decision] | Choice = (),
    also: Also | None = None,
    tell: Tell = untold,
) -> Imported:
    learner = collection.learner
    with collection.database.reading() as connection:
        known = {source.uid: source for source in sources.all_sources(connection, learner)}
        before = {
            target.source.uid: sources.files_read(connection, learner, target.source.uid)
            for target in targets
        }
        active = {uid: identity.active_per_file(connection, learner, uid) for uid in before}
        without = left_out.left_out(connection, learner)
    targets = limited(targets, without)
    settings = reading_settings(collection.settings)
    readings = _read(targets, _to_compare(targets, before, without), settings, tell)
    plan = _plan(collection, readings, known)
    _note_duplicates(readings, plan.duplicates)
    asleep = sum(
        active[reading.target.source.uid].get(file.path, 0)
        for reading in readings
        for file in reading.asleep
    )
    still = after_reading(readings, without)
    if still != without:
        also = _both(also, lambda connection: left_out.set_left_out(connection, learner, still))
    if not dry_run:
        _write(collection, readings, plan, known, decisions, also)
    return report(readings, plan, known, asleep, Shipped(collection).offers)


def _to_compare(
    targets: Iterable[Target], before: dict[str, dict[str, FileRead]], without: LeftOut
) -> dict[str, dict[str, FileRead]]:
    """How the files were; those that are named may have decks that were left out then."""
    if without.decks:
        for target in targets:
            if target.named and target.paths:
                before[target.source.uid].pop(target.paths[0], None)
    return before


def _both(also: Also | None, more: Also) -> Also:
    """Both of what an import writes besides its cards."""

    def write_both(connection: Connection) -> None:
        if also is not None:
            also(connection)
        more(connection)

    return write_both


def _read(
    targets: Sequence[Target],
    before: Mapping[str, Mapping[str, FileRead]],
    settings: ReadingSettings,
    tell: Tell,
) -> list[Reading]:
    """Read all targets; the files of those to come are not counted yet in what ``tell`` hears."""
    readings: list[Reading] = []
    earlier = 0

    def told(done: int, total: int) -> None:
        tell(earlier + done, earlier + total)

    for target in targets:
        reading = read_target(target, before[target.source.uid], settings, told)
        readings.append(reading)
        earlier += len(reading.files) + len(reading.asleep) + len(reading.skipped)
    return readings


def _plan(collection: Collection, readings: Sequence[Reading], known: Mapping[str, Source]) -> Plan:
    """Match all files together. Cards of files that were not read take no part.

    Those of files that are gone though nobody asked for them are lent: a file that was renamed
    or moved takes its cards along, one that was not is none of this import's business. So are
    those that only other machines have in their notes: they are not retired for want of them here.
    """
    if not any(reading.files or reading.gone for reading in readings):
        return Plan()
    learner = collection.learner
    candidates = editions((c for r in readings for c in r.candidates), current())
    prints = [fingerprint(candidate) for candidate in candidates]
    broken = {id for reading in readings for id in reading.broken}
    with collection.database.reading() as connection:
        own: list[Card] = []
        lent: list[Card] = []
        for reading in readings:
            uid = reading.target.source.uid
            paths = [path for source, path in reading.touched() if source == uid]
            own += identity.cards_of_files(connection, learner, uid, paths)
            lent += identity.cards_of_files(connection, learner, uid, reading.absent)
            lent += of_other_machines(connection, learner, reading, known)
        asked = {c.explicit_id for c in candidates if c.kind in QUESTIONS and c.explicit_id}
        own += identity.retired_cards(connection, learner, set(prints), asked)
        part = {card.uid for card in (*own, *lent)}
        elsewhere = sightings.from_elsewhere(connection, learner, collection.device, part)
        kept = identity.kept_cards(connection, learner, set(prints))
        lent += [card for card in kept if card.uid not in part and is_lost(card, known)]
        plan = match(
            candidates,
            _distinct(card for card in (*own, *lent) if card.question not in broken),
            fingerprints=prints,
            in_use=lambda uids: identity.uids_in_use(connection, learner, uids),
            erased=lambda uids: identity.uids_erased(connection, learner, uids),
            lent={card.uid for card in lent}.union(elsewhere),
        )
        retired = [card.uid for card in plan.retired]
        copies = identity.later_copies(connection, learner, retired)
    return with_adopted(plan, copies)


def _distinct(cards: Iterable[Card]) -> list[Card]:
    return list({card.uid: card for card in cards}.values())


def _note_duplicates(readings: Sequence[Reading], duplicates: Sequence[Candidate]) -> None:
    """An id that another question has already is a finding of its file, kept with it."""
    message = _("The question id “{id}” is taken already: choose another one.")
    for candidate in duplicates:
        finding = (
            candidate.explicit_id or "",
            DUPLICATE_ID,
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


def _write(
    collection: Collection,
    readings: Sequence[Reading],
    plan: Plan,
    known: Mapping[str, Source],
    decisions: Sequence[Decision] | Choice,
    also: Also | None,
) -> None:
    """Write what there is to write; an import that changes nothing leaves the collection alone."""
    learner = collection.learner
    doubtful = [hit.before.uid for hit in plan.restored]
    doubtful += [card.uid for card in plan.dropped]
    with collection.database.reading() as connection:
        rows = record(readings, plan, identity.reviewed(connection, learner, doubtful))
        if isinstance(decisions, Choice):
            waiting = cards.waiting_drafts(connection, learner)
            decisions = _for_all(readings, rows, waiting, decisions)
        stored = cards.cards_of(connection, learner, [d.card for d in decisions])
    rows = with_decisions(rows, decisions, stored)
    _note_seen(collection, plan)
    news = any(
        reading.files
        or reading.restamped
        or reading.gone
        or known.get(reading.target.source.uid) != reading.target.source
        for reading in readings
    )
    if rows or news or also:
        write(collection, readings, rows, known, also)


def _note_seen(collection: Collection, plan: Plan) -> None:
    """Note which cards of other machines stand in the notes here too."""
    found = (*plan.unchanged, *plan.changed, *plan.moved, *plan.restored, *plan.promoted)
    seen = {hit.before.uid: hit.candidate.passage.source for hit in found}
    with collection.database.reading() as connection:
        new = sightings.from_elsewhere(connection, collection.learner, collection.device, seen)
    if new:
        with collection.database.writing() as connection:
            sightings.saw(connection, collection.learner, collection.device, seen)


def _for_all(
    readings: Sequence[Reading], rows: Record, waiting: Iterable[Card], choice: Choice
) -> list[Decision]:
    """The same decision on every draft of the notes that waits once the rows are written."""
    own = {(r.target.source.uid, file.path) for r in readings for file in (*r.files, *r.asleep)}
    after = {c.uid: c for c in waiting if (c.passage.source, c.passage.path) in own}
    after |= {card.uid: card for card in (*rows.new, *(card for _, card in rows.changed))}
    gone = {card.uid for card in rows.erased}
    return [Decision(uid, choice) for uid, card in after.items() if waits(card) and uid not in gone]
