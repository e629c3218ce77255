"""One review, two logs: rows of Anki's ``revlog`` and rows of ours.

Anki names a review by the millisecond it ended at, the only key of its whole collection; we name
it by a uid. Both directions keep what the other side needs to know the same review again, so a
log can travel any number of times without a loss and without a double.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import IntEnum
from hashlib import blake2b
from typing import NamedTuple

from quizapp.model.reviews import Rating, Review, ReviewKind
from quizapp.model.schedules import Phase

DEVICE = "anki"
"""The device of every row that was read from Anki."""

SAME_WITHIN_MS = 1000
"""A review of ours that found its millisecond taken moved on by less than this."""


class RowKind(IntEnum):
    """The ``type`` of a row of ``revlog``: where the card stood, or what moved it."""

    LEARN = 0
    REVIEW = 1
    RELEARN = 2
    FILTERED = 3
    MANUAL = 4
    RESCHEDULED = 5


class AnkiReview(NamedTuple):
    """A row of ``revlog`` without its card and ``usn``, in the order of its columns.

    ``interval`` and ``last_interval`` are days where positive, seconds where negative. ``factor``
    is the difficulty, from 100 (1) to 1100 (10), with FSRS; per mille of ease without.
    """

    id: int
    ease: int
    interval: int
    last_interval: int
    factor: int
    duration_ms: int
    kind: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What two logs of one card do not share.

    ``received`` are rows of theirs that we lack, ``sent`` reviews of ours that they lack,
    ``taken_back`` the ids of rows of theirs that we have undone.
    """

    received: tuple[AnkiReview, ...]
    sent: tuple[Review, ...]
    taken_back: tuple[int, ...]


def review_uid(card: str, row_id: int) -> str:
    """The uid of a row of Anki's: the same at every reading, sorted by time as ours are.

    ``card`` is the uid of our card, so that two collections of Anki may use one millisecond.
    """
    digest = blake2b(f"anki:{card}:{row_id}".encode(), digest_size=8).hexdigest()
    return f"{row_id:012x}{digest}"


def review_of(row: AnkiReview, card: str, day_of: Callable[[int], int]) -> Review:
    """A row of Anki's as a row of our log; ``day_of`` gives the study day of a moment.

    Answers in a filtered deck that does not reschedule are cramming; rows without an answer
    (a due date that was set, a card that was forgotten) are kept as manual ones.
    """
    day = day_of(row.id)
    due_day = day + row.interval if row.interval > 0 else None
    due_at = row.id - 1000 * row.interval if row.interval < 0 else None
    return Review(
        uid=review_uid(card, row.id),
        device=DEVICE,
        card=card,
        kind=_kind(row),
        at=row.id,
        day=day,
        rating=Rating(row.ease) if 1 <= row.ease <= 4 else None,
        duration_ms=row.duration_ms,
        scheduler=DEVICE,
        due_day=due_day,
        due_at=due_at,
        phase=_phase(row),
        interval=max(row.interval, 0) if _phase(row) else None,
    )


def _phase(row: AnkiReview) -> str | None:
    """Where an answer led: days are a review, seconds a step of learning or relearning."""
    if not 1 <= row.ease <= 4 or row.interval == 0:
        return None
    if row.interval > 0:
        return Phase.REVIEW.value
    return (Phase.LEARNING if row.kind == RowKind.LEARN else Phase.RELEARNING).value


def difference(
    ours: Sequence[Review], undone: Collection[str], theirs: Sequence[AnkiReview]
) -> Difference:
    """Compare the two logs of a card; ``undone`` are the uids of ours that were taken back.

    Rows are the same review if they rate alike and the times agree, or theirs is later by less
    than :data:`SAME_WITHIN_MS`. Each row has one partner at most.
    """
    came = {review.at for review in ours if review.device == DEVICE}
    partner = _partners(ours, theirs)
    met = {id(review) for review in partner.values()}
    alone = (row for row in sorted(theirs) if row.id not in partner)
    return Difference(
        received=tuple(row for row in alone if row.id not in came),
        sent=tuple(
            review
            for review in ours
            if _is_sent(review) and review.uid not in undone and id(review) not in met
        ),
        taken_back=tuple(sorted(i for i, review in partner.items() if review.uid in undone)),
    )


def _partners(ours: Sequence[Review], theirs: Sequence[AnkiReview]) -> dict[int, Review]:
    """Our row for each of theirs that is the same review."""
    rows = sorted(theirs)
    partner: dict[int, Review] = {}
    for review in sorted(filter(_is_sent, ours), key=lambda r: (r.at, r.uid)):
        match = next((row for row in rows if row.id not in partner and _same(review, row)), None)
        if match is not None:
            partner[match.id] = review
    return partner


def _is_sent(review: Review) -> bool:
    """Whether a row of ours is one of Anki's too: a review, or a card moved by hand."""
    if review.kind is ReviewKind.MANUAL:
        return review.state is None
    return review.kind is ReviewKind.REVIEW and review.rating is not None


def _same(review: Review, row: AnkiReview) -> bool:
    return row.ease == (review.rating or 0) and 0 <= row.id - review.at < SAME_WITHIN_MS


def _kind(row: AnkiReview) -> ReviewKind:
    if not 1 <= row.ease <= 4 or row.kind >= RowKind.MANUAL:
        return ReviewKind.MANUAL
    if row.kind == RowKind.FILTERED and row.factor == 0:
        return ReviewKind.CRAM
    return ReviewKind.REVIEW
