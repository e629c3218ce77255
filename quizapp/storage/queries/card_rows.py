"""A card and its row in the table: what each says of the other."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Row

from quizapp.model.cards import Card, CardKind, Standing
from quizapp.model.passages import Passage


def card_of(row: Row[Any] | SimpleNamespace) -> Card:
    """The card in a row of the table."""
    passage = Passage(row.source, row.path, tuple(row.headings), row.first_line, row.last_line)
    return Card(
        uid=row.uid,
        kind=CardKind(row.kind),
        rule=row.rule,
        front=row.front,
        back=row.back,
        extra=row.extra,
        passage=passage,
        deck=row.deck,
        tags=tuple(row.tags),
        lang=row.lang,
        fingerprint=row.fingerprint,
        ordinal=row.ordinal,
        explicit_id=row.explicit_id,
        standing=Standing(row.standing),
        suspended=row.suspended,
        buried_on=row.buried_on,
        flag=row.flag,
        question=row.question,
        question_version=row.question_version,
        written=tuple(row.written) if row.written else None,
    )


def row_of(card: Card) -> dict[str, Any]:
    """What a row of the table says of a card; :func:`card_of` reads it back."""
    passage = card.passage
    return {
        "uid": card.uid,
        "kind": card.kind.value,
        "rule": card.rule,
        "front": card.front,
        "back": card.back,
        "extra": card.extra,
        "source": passage.source,
        "path": passage.path,
        "headings": list(passage.headings),
        "first_line": passage.first_line,
        "last_line": passage.last_line,
        "deck": card.deck,
        "tags": list(card.tags),
        "lang": card.lang,
        "fingerprint": card.fingerprint,
        "ordinal": card.ordinal,
        "explicit_id": card.explicit_id,
        "standing": card.standing.value,
        "suspended": card.suspended,
        "buried_on": card.buried_on,
        "flag": card.flag,
        "question": card.question,
        "question_version": card.question_version,
        "written": list(card.written) if card.written else None,
    }
