"""Write what an import found into the collection: all of it or nothing."""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quizapp.actions.collection import Collection
from quizapp.actions.importing.deciding import Decision, decided, says_new, says_other
from quizapp.actions.importing.reading import Reading
from quizapp.model.cards import QUESTIONS, Candidate, Card, Standing, as_written, in_own_words
from quizapp.notes.plan import Addition, Match, Plan
from quizapp.storage.queries import (
    card_versions,
    cards,
    devices,
    identity,
    import_log,
    questions,
    sources,
)
from quizapp.storage.queries.import_log import Before

if TYPE_CHECKING:
    from quizapp.storage.queries.presets import Connection

Also = Callable[["Connection"], None]
"""What else an import writes, once its cards are stored."""

_Versions = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Record:
    """The rows an import writes: ``changed`` has each card before and after."""

    new: tuple[Card, ...]
    changed: tuple[tuple[Card, Card], ...]
    erased: tuple[Card, ...]

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.erased)


def record(readings: Sequence[Reading], plan: Plan, reviewed: Container[str]) -> Record:
    """What to write; ``reviewed`` tells which cards that were no cards any more have a history."""
    versions = {block: v for reading in readings for block, v in reading.versions.items()}
    found = (*plan.unchanged, *plan.changed, *plan.moved, *plan.restored, *plan.promoted)
    pairs = [(hit.before, _matched(hit, versions, reviewed)) for hit in found]
    pairs += [(card, _in_place_of(copy, card)) for card, copy in plan.adopted]
    kept, erased = _without_text(plan, reviewed)
    pairs += [(card, replace(card, standing=Standing.RETIRED)) for card in kept]
    return Record(
        new=tuple(_card(addition, versions) for addition in (*plan.added, *plan.drafts)),
        changed=tuple((before, card) for before, card in pairs if before != card),
        erased=(*erased, *plan.superseded, *(copy for _, copy in plan.adopted)),
    )


def with_decisions(
    rows: Record, decisions: Sequence[Decision], stored: Mapping[str, Card]
) -> Record:
    """The rows with what is decided of their drafts, and of the ``stored`` ones they leave alone.

    Raises:
        InputError: something is decided of a card that is no draft.
    """
    new = {card.uid: card for card in rows.new}
    changing = {card.uid: card for _, card in rows.changed}
    after = {card.uid: card for _, card in decided(decisions, {**stored, **new, **changing})}
    others = [uid for uid in after if uid not in new and uid not in changing]
    return replace(
        rows,
        new=tuple(after.get(uid, card) for uid, card in new.items()),
        changed=(
            *((before, after.get(card.uid, card)) for before, card in rows.changed),
            *((stored[uid], after[uid]) for uid in others),
        ),
    )


def write(
    collection: Collection,
    readings: Sequence[Reading],
    rows: Record,
    known: Container[str],
    also: Also | None = None,
) -> None:
    """Write the rows, and how the files were when they were read, in one transaction.

    It is logged, so that it can be taken back, unless it only reads the shipped decks; ``known``
    are the uids of the sources so far, ``also`` writes more in the same transaction.
    """
    now = collection.now()
    learner = collection.learner
    before = _before(readings, rows, known)
    with collection.database.writing() as connection:
        for reading in readings:
            sources.remember(connection, learner, reading.target.source, now)
            sources.remember_files(connection, learner, (*reading.files, *reading.restamped))
            for path in reading.gone:
                sources.forget_file(connection, learner, reading.target.source.uid, path)
            for candidate in reading.candidates:
                if candidate.kind in QUESTIONS:
                    questions.keep(connection, learner, _question_text(candidate, reading), now)
        seen_by = devices.alone(connection, learner, collection.device)
        cards.store(connection, learner, rows.new, now, seen_by)
        new = [old.uid for old, card in rows.changed if says_new(old, card)]
        card_versions.keep_present(connection, learner, new)
        stamped = ((card, now if says_other(old, card) else None) for old, card in rows.changed)
        cards.replace_all(connection, learner, stamped)
        identity.erase(connection, learner, (card.uid for card in rows.erased))
        if also:
            also(connection)
        own = [reading for reading in readings if not reading.target.source.shipped]
        if own and before != Before():
            what = "; ".join(reading.target.source.root for reading in own)
            uid = collection.new_uid(now)
            import_log.log(connection, learner, uid, now, what, before)


def _before(readings: Sequence[Reading], rows: Record, known: Container[str]) -> Before:
    """What the rows and the files that were read are about to replace."""
    read = [
        (reading, path)
        for reading in readings
        for path in (*(file.path for file in reading.files), *reading.gone)
    ]
    uids = sorted({reading.target.source.uid for reading in readings})
    return Before(
        added=tuple(card.uid for card in rows.new),
        cards=(*(old for old, _ in rows.changed), *rows.erased),
        files=tuple(r.before[path] for r, path in read if path in r.before),
        unread=tuple((r.target.source.uid, path) for r, path in read if path not in r.before),
        sources=tuple(uid for uid in uids if uid not in known),
    )


def _without_text(plan: Plan, reviewed: Container[str]) -> tuple[list[Card], list[Card]]:
    """Cards whose text is gone: those to keep as retired, and drafts nothing hangs on.

    A draft that the learner never wants to see is kept, so that he does not see it again.
    """
    keep = [draft.suspended or draft.uid in reviewed for draft in plan.dropped]
    kept = [draft for draft, stays in zip(plan.dropped, keep, strict=True) if stays]
    erased = [draft for draft, stays in zip(plan.dropped, keep, strict=True) if not stays]
    return [*plan.retired, *kept], erased


def _matched(hit: Match, versions: _Versions, reviewed: Container[str]) -> Card:
    """The stored card with what the notes say of it now; its holds and ids stay."""
    card = _held_as(hit.before, _from_candidate(hit.candidate, hit.fingerprint, versions))
    return replace(card, standing=_standing(hit, reviewed))


def _standing(hit: Match, reviewed: Container[str]) -> Standing:
    """A card that was studied or accepted stays one, however unsure its rule is.

    Only a retired card that is suspended may be a draft: drafts retire when they are never wanted.
    Those stay as they are, however sure a rule has become of them.
    """
    before = hit.before
    if before.standing is Standing.DRAFT and before.suspended:
        return Standing.DRAFT
    if hit.candidate.sure or before.standing is Standing.ACTIVE or before.uid in reviewed:
        return Standing.ACTIVE
    was_draft = before.standing is Standing.DRAFT or before.suspended
    return Standing.DRAFT if was_draft else Standing.ACTIVE


def _in_place_of(copy: Card, card: Card) -> Card:
    """The card where its copy stands."""
    return _held_as(card, as_written(copy))


def _held_as(before: Card, says: Card) -> Card:
    """``says`` as the card it is: with its id, its holds, and the learner's words for it."""
    card = replace(
        says,
        uid=before.uid,
        ordinal=before.ordinal,
        suspended=before.suspended,
        buried_on=before.buried_on,
        flag=before.flag,
    )
    return _reworded(before, card)


def _reworded(before: Card, card: Card) -> Card:
    """The card with each side that the learner has put in other words; the others follow."""
    if before.written is None:
        return card
    front, back = in_own_words(before, card.front, card.back)
    return replace(card, front=front, back=back, written=(card.front, card.back))


def _card(new: Addition, versions: _Versions) -> Card:
    standing = Standing.ACTIVE if new.candidate.sure else Standing.DRAFT
    return _from_candidate(new.candidate, new.fingerprint, versions, new.uid, new.ordinal, standing)


def _from_candidate(
    candidate: Candidate,
    fingerprint: str,
    versions: _Versions,
    uid: str = "",
    ordinal: int = 0,
    standing: Standing = Standing.ACTIVE,
) -> Card:
    asks = candidate.kind in QUESTIONS
    return Card(
        uid=uid,
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
        ordinal=ordinal,
        explicit_id=candidate.explicit_id,
        standing=standing,
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
