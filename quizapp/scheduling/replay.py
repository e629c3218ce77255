"""The reducer: the log of a card, in order, is its schedule.

A row says itself what its rating gave: phase, interval, due date. Only the memory is worked out,
with one call of py-fsrs a review, so that a rebuild depends on the parameters of the memory model
and on nothing else that was ever set. Rows that do not say it (from Anki, from before) are worked
out with the preset. Live answers go through :func:`quizapp.scheduling.answer.apply` one by one,
`check --rebuild` through :func:`replayed`; both end in the same schedule, bit for bit.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from quizapp.model.reviews import Logged, Rating, Review, ReviewKind
from quizapp.model.schedules import Phase, Preset, Schedule
from quizapp.scheduling.answer import apply
from quizapp.scheduling.memory import Course, Model, model
from quizapp.scheduling.steps import step_after

Row = Review | Logged

_AGAIN, _IN_REVIEW = Rating.AGAIN.value, Phase.REVIEW.value
_UNDO, _REVIEW, _MANUAL = ReviewKind.UNDO.value, ReviewKind.REVIEW.value, ReviewKind.MANUAL.value


def replay(reviews: Iterable[Row], uid: str, preset: Preset) -> Schedule:
    """The schedule of card ``uid`` after its whole log, given in any order.

    Rows count in the order of ``(at, uid)``; rows that an undo took back do not count. Raises
    ValueError for a row of another card.
    """
    rows = sorted(reviews, key=lambda review: (review.at, review.uid))
    for row in rows:
        if row.card != uid:
            raise ValueError(f"Row {row.uid} is of card {row.card}, not of {uid}.")
    return replayed(rows, preset)


def replayed(rows: Sequence[Row], preset: Preset) -> Schedule:
    """The schedule of a card after its whole log, given in the order of ``(at, uid)``."""
    gone = undone(rows)
    history = _History(model(preset.parameters))
    for row in rows:
        if gone and row.uid in gone:
            continue
        if row.kind == _REVIEW and row.rating is not None and row.phase is not None:
            history.follow(row, row.rating, row.phase)
        elif row.kind in (_REVIEW, _MANUAL):
            history.put(apply(history.schedule(), row, preset))
    return history.schedule()


def undone(reviews: Sequence[Row]) -> frozenset[str]:
    """The uids of the rows that are taken back; an undo that is undone itself takes nothing back.

    An undo counts whatever its place in the order, so that equal times cannot lose it. Rows that
    undo one another in a circle (no session writes them) take nothing back.
    """
    targets = {
        row.uid: row.undoes for row in reviews if row.kind == _UNDO and row.undoes is not None
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


class _History:
    """A card in the middle of its log: cheap to move on, a schedule when one is asked for."""

    __slots__ = ("_base", "_course", "_in_review", "_lapses", "_last", "_model", "_reps", "_step")

    def __init__(self, memory_model: Model) -> None:
        self._model = memory_model
        self.put(Schedule())

    def put(self, schedule: Schedule) -> None:
        """Go on from a schedule."""
        self._base = schedule
        self._in_review = schedule.phase is Phase.REVIEW
        self._reps, self._lapses, self._step = schedule.reps, schedule.lapses, schedule.step
        self._course = Course(self._model, schedule.memory, schedule.last_day)
        self._last: Row | None = None

    def follow(self, row: Row, rating: int, phase: str) -> None:
        """Move on by a review that says what it gave."""
        self._course.review(rating, row.day)
        self._last = row
        self._reps += 1
        if self._in_review:
            self._lapses += rating == _AGAIN
            self._step = 0
        if phase == _IN_REVIEW:
            self._in_review = True
            self._step = 0
        else:
            self._in_review = False
            self._step = step_after(self._step, rating)

    def schedule(self) -> Schedule:
        """The schedule now."""
        last = self._last
        if last is None:
            return self._base
        return Schedule(
            phase=Phase(last.phase or ""),
            memory=self._course.memory,
            due_day=last.due_day,
            due_at=last.due_at,
            interval=last.interval or 0,
            step=self._step,
            reps=self._reps,
            lapses=self._lapses,
            last_at=last.at,
            last_day=last.day,
        )
