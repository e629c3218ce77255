"""Write what an import found into the collection: all of it or nothing."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace

from quizapp.actions.collection import Collection
from quizapp.actions.reading import Reading
from quizapp.model.cards import QUESTIONS, Candidate, Card, Standing
from quizapp.notes.plan import Addition, Match, Plan
from quizapp.storage import cards, identity, questions, sources

_Versions = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Record:
    """The rows an import writes: ``changed`` has each card before and after."""

    new: tuple[Card, ...]
    changed: tuple[tuple[Card, Card], ...]
    erased: tuple[str, ...]

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
        erased=tuple(
            card.uid for card in (*erased, *plan.superseded, *(copy for _, copy in plan.adopted))
        ),
    )


def write(collection: Collection, readings: Sequence[Reading], rows: Record) -> None:
    """Write the rows, and how the files were when they were read, in one transaction."""
    now = collection.now()
    learner = collection.learner
    with collection.database.writing() as connection:
        for reading in readings:
            sources.remember(connection, learner, reading.target.source, now)
            sources.remember_files(connection, learner, (*reading.files, *reading.restamped))
            for path in reading.gone:
                sources.forget_file(connection, learner, reading.target.source.uid, path)
            for candidate in reading.candidates:
                if candidate.kind in QUESTIONS:
                    questions.keep(connection, learner, _question_text(candidate, reading), now)
        cards.store(connection, learner, rows.new, now)
        for before, card in rows.changed:
            cards.replace(connection, learner, card, now if _says_other(before, card) else None)
        identity.erase(connection, learner, rows.erased)
        touched = [before for before, card in rows.changed if before.standing is not card.standing]
        if touched or any(card.standing is Standing.ACTIVE for card in rows.new):
            sources.log_import(
                connection,
                learner,
                collection.new_uid(now),
                now,
                "; ".join(reading.target.source.root for reading in readings),
                [[card.uid, card.standing.value, card.front, card.back] for card in touched],
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
    before = hit.before
    return replace(
        _from_candidate(hit.candidate, hit.fingerprint, versions),
        uid=before.uid,
        ordinal=before.ordinal,
        standing=_standing(hit, reviewed),
        suspended=before.suspended,
        buried_on=before.buried_on,
        flag=before.flag,
    )


def _standing(hit: Match, reviewed: Container[str]) -> Standing:
    """A card that was studied or accepted stays one, however unsure its rule is.

    Only a retired card that is suspended may be a draft: drafts retire when they are never wanted.
    """
    before = hit.before
    if hit.candidate.sure or before.standing is Standing.ACTIVE or before.uid in reviewed:
        return Standing.ACTIVE
    was_draft = before.standing is Standing.DRAFT or before.suspended
    return Standing.DRAFT if was_draft else Standing.ACTIVE


def _in_place_of(copy: Card, card: Card) -> Card:
    """The card where its copy stands."""
    return replace(
        copy,
        uid=card.uid,
        ordinal=card.ordinal,
        suspended=card.suspended,
        buried_on=card.buried_on,
        flag=card.flag,
    )


def _card(new: Addition, versions: _Versions) -> Card:
    standing = Standing.ACTIVE if new.candidate.sure else Standing.DRAFT
    card = _from_candidate(new.candidate, new.fingerprint, versions)
    return replace(card, uid=new.uid, ordinal=new.ordinal, standing=standing)


def _from_candidate(candidate: Candidate, fingerprint: str, versions: _Versions) -> Card:
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
