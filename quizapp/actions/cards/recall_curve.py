"""The retrievability of one card over time: down between its reviews, up at each of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.actions.collection import Collection, preset_of
from quizapp.model.cards import Card
from quizapp.model.reviews import Rating, Review, ReviewKind
from quizapp.model.schedules import MemoryState, Preset, Schedule
from quizapp.model.verdicts import Outcome
from quizapp.scheduling.answer import apply
from quizapp.scheduling.memory import model, retrievability_of
from quizapp.scheduling.replay import undone
from quizapp.storage.queries import reviews

_AHEAD = 0.25
"""The future is a quarter of the past, but at least a week or until the card is due."""

_WEEK = 7


@dataclass(frozen=True, slots=True)
class Mark:
    """A review on the axis: its study day, what was found of the answer, the rating."""

    day: int
    outcome: Outcome | None
    rating: Rating | None


@dataclass(frozen=True, slots=True)
class RecallCurve:
    """Retrievability from the study day ``first`` to ``last`` (a date's ordinals).

    ``memories`` are the memory states with the days they begin on, None where the card was made
    new; between them the forgetting curve of ``parameters`` falls.
    """

    first: int
    today: int
    last: int
    wanted: float
    marks: tuple[Mark, ...]
    memories: tuple[tuple[int, MemoryState | None], ...]
    parameters: tuple[float, ...] = ()

    def columns(self, count: int) -> list[tuple[float, float] | None]:
        """The lowest and the highest retrievability in each of ``count`` equal spans of time.

        A span with a review in it reaches from the low before it up to 1; None where nothing is
        remembered because the card was new.
        """
        known = model(self.parameters)
        width = (self.last - self.first) / count
        spans: list[tuple[float, float] | None] = [None] * count
        ends = [*(day for day, _memory in self.memories[1:]), self.last]
        for (begin, memory), end in zip(self.memories, ends, strict=True):
            if memory is None:
                continue
            near, far = (int((day - self.first) / width) for day in (begin, end))
            for place in range(near, min(far, count - 1) + 1):
                start = max(begin, self.first + place * width)
                stop = min(end, self.first + (place + 1) * width)
                if start < stop or begin == end:
                    high, low = (
                        retrievability_of(known, memory.stability, day - begin)
                        for day in (start, stop)
                    )
                    before = spans[place] or (low, high)
                    spans[place] = min(low, before[0]), max(high, before[1])
        return spans

    def place(self, day: int, count: int) -> int:
        """In which of ``count`` equal spans a study day lies."""
        return min(count - 1, int((day - self.first) * count / (self.last - self.first)))


def recall_curve(collection: Collection, card: Card) -> RecallCurve | None:
    """The curve of a card from the log; None for one that has no memory state yet."""
    with collection.database.reading() as connection:
        log = reviews.of_card(connection, collection.learner, card.uid)
        preset = preset_of(collection, connection, card.deck)
    return curve_of(log, preset, collection.day_of(collection.now()))


def curve_of(log: Sequence[Review], preset: Preset, today: int) -> RecallCurve | None:
    """The curve that the whole log of a card gives, its rows oldest first."""
    gone = undone(log)
    schedule = Schedule()
    memories: list[tuple[int, MemoryState | None]] = []
    marks: list[Mark] = []
    for row in log:
        if row.uid in gone or row.kind not in (ReviewKind.REVIEW, ReviewKind.MANUAL):
            continue
        schedule = apply(schedule, row, preset)
        if row.kind is ReviewKind.REVIEW:
            outcome = Outcome(row.verdict) if row.verdict else None
            marks.append(Mark(row.day, outcome, row.rating))
        begin = row.day if schedule.last_day is None else schedule.last_day
        if not memories or memories[-1][1] != schedule.memory or row.kind is ReviewKind.REVIEW:
            memories.append((begin, schedule.memory))
    if not any(memory for _day, memory in memories):
        return None
    first = min(day for day, _memory in memories)
    ahead = max(_WEEK, round(_AHEAD * (today - first)), (schedule.due_day or today) - today + 1)
    ahead = min(ahead, max(_WEEK, 2 * (today - first)))
    return RecallCurve(
        first=first,
        today=max(today, first),
        last=max(today, first) + ahead,
        wanted=preset.retention,
        marks=tuple(marks),
        memories=tuple(sorted(memories, key=lambda pair: pair[0])),
        parameters=preset.parameters,
    )
