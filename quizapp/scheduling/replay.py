"""The reducer: the log of a card, in order, is its schedule.

Live answers go through :func:`quizapp.scheduling.answer.apply` one by one, `check --rebuild`
through :func:`replay`; both end in the same schedule, bit for bit.
"""

from collections import Counter
from collections.abc import Collection, Iterable

from quizapp.model.reviews import Review, ReviewKind
from quizapp.model.schedules import Preset, Schedule
from quizapp.scheduling.answer import apply


def replay(reviews: Iterable[Review], uid: str, preset: Preset) -> Schedule:
    """The schedule of card ``uid`` after its whole log, given in any order.

    Rows count in the order of ``(at, uid)``; rows that an undo took back do not count. Raises
    ValueError for a row of another card.
    """
    rows = sorted(reviews, key=lambda review: (review.at, review.uid))
    gone = undone(rows)
    schedule = Schedule()
    for row in rows:
        if row.card != uid:
            raise ValueError(f"Row {row.uid} is of card {row.card}, not of {uid}.")
        if row.kind != ReviewKind.UNDO and row.uid not in gone:
            schedule = apply(schedule, row, preset)
    return schedule


def undone(reviews: Collection[Review]) -> frozenset[str]:
    """The uids of the rows that are taken back; an undo that is undone itself takes nothing back.

    An undo counts whatever its place in the order, so that equal times cannot lose it. Rows that
    undo one another in a circle (no session writes them) take nothing back.
    """
    targets = {
        row.uid: row.undoes
        for row in reviews
        if row.kind == ReviewKind.UNDO and row.undoes is not None
    }
    if not targets:
        return frozenset()
    open_undos = Counter(targets.values())
    settled = [uid for uid in targets if not open_undos[uid]]
    gone: set[str] = set()
    while settled:
        uid = settled.pop()
        target = targets[uid]
        if uid not in gone:
            gone.add(target)
        open_undos[target] -= 1
        if target in targets and not open_undos[target]:
            settled.append(target)
    return frozenset(gone)
