"""Which cards belong to a study day, and in which order: due steps, reviews, new cards."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from zlib import crc32

from quizapp.model.schedules import NewOrder, Phase, Preset, ReviewOrder
from quizapp.model.waiting import Waiting
from quizapp.scheduling.limits import Left, Ration
from quizapp.scheduling.memory import model


@dataclass(frozen=True, slots=True)
class Picked:
    """The cards of a study day, each kind in its order, daily limits applied.

    ``steps`` come within the day; ``overnight`` are cards in steps that are due on the whole day.
    """

    steps: tuple[Waiting, ...] = ()
    overnight: tuple[Waiting, ...] = ()
    reviews: tuple[Waiting, ...] = ()
    new: tuple[Waiting, ...] = ()


def pick(
    cards: Iterable[Waiting],
    *,
    now: int,
    day: int,
    day_end: int,
    left: Left,
    preset: Preset,
    read_new: Callable[[Left], Iterable[Waiting]] | None = None,
) -> Picked:
    """The cards of study day ``day``, which ends at ``day_end``, as the orders of ``preset`` go.

    ``cards`` may hold any cards: those not due on this day are left out. A step that reaches past
    the end of its study day is due on the whole of the day it reaches, and counts as a review
    there. Reviews use up their limit before new cards do; ``read_new`` gets what they leave and
    gives new cards beside those in ``cards``.
    """
    due = _sort_out(cards, now, day, day_end)
    ration = Ration(left)
    overnight = [card for card in due.overnight if ration.take_review(card.deck)]
    reviews: list[Waiting] = []
    for card in reviews_in_order(due.reviews, preset, day):
        if ration.spent:
            break
        if ration.take_review(card.deck):
            reviews.append(card)
    unseen = [*due.new, *(read_new(ration.left) if read_new else ())]
    new = [
        card for card in new_in_order(unseen, preset.new_order, day) if ration.take_new(card.deck)
    ]
    return Picked(
        tuple(sorted(due.steps, key=soonest)), tuple(overnight), tuple(reviews), tuple(new)
    )


def reviews_in_order(reviews: list[Waiting], preset: Preset, day: int) -> Iterator[Waiting]:
    """Reviews in the preset's order; before its deadline by what each adds to recall then."""
    if works_towards_deadline(preset, day) and reviews:
        return iter(_by_gain(reviews, preset, day))
    return in_order(reviews, preset.order, day)


def works_towards_deadline(preset: Preset, day: int) -> bool:
    """Whether a deadline is ahead."""
    return preset.deadline is not None and preset.deadline >= day


def _by_gain(reviews: list[Waiting], preset: Preset, day: int) -> list[Waiting]:
    """What adds most to recall on the day of the deadline, for each second it takes, first."""
    import numpy as np

    from quizapp.scheduling.deadline import gains

    cards = sorted(reviews, key=lambda card: card.uid)
    stability = np.array([card.stability or 1.0 for card in cards])
    difficulty = np.array([card.difficulty or 5.0 for card in cards])
    since = np.array([float(max(0, day - (card.last_day or day))) for card in cards])
    left = float((preset.deadline or day) - day)
    gained = gains(model(preset.parameters), stability, difficulty, since, left)
    return [cards[place] for place in np.argsort(-gained, kind="stable")]


def in_order(reviews: Iterable[Waiting], order: ReviewOrder, day: int) -> Iterator[Waiting]:
    """Reviews as they are asked on study day ``day``.

    By due day, shuffled within each; by retrievability, what is most likely known first; by
    relative overdueness, the longest wait for its interval first; at random. Shuffling is seeded
    by the day.
    """
    if order is ReviewOrder.DUE:
        return _day_by_day(reviews, day)
    keys: dict[ReviewOrder, Callable[[Waiting], tuple[float, str]]] = {
        ReviewOrder.RETRIEVABILITY: lambda card: (_age(card, day), card.uid),
        ReviewOrder.OVERDUE: lambda card: (-_wait(card, day), card.uid),
        ReviewOrder.RANDOM: lambda card: (shuffled(card.uid, day), card.uid),
    }
    return iter(sorted(reviews, key=keys[order]))


def new_in_order(cards: Iterable[Waiting], order: NewOrder, day: int) -> list[Waiting]:
    """New cards as the notes have them, or shuffled for the day."""
    if order is NewOrder.RANDOM:
        return sorted(cards, key=lambda card: (shuffled(card.uid, day), card.uid))
    return sorted(cards, key=lambda card: (card.position, card.uid))


def shuffled(uid: str, day: int) -> int:
    """Where a card stands when all are shuffled for a study day."""
    return crc32(f"{day}:{uid}".encode())


def soonest(card: Waiting) -> int:
    """When a card in its steps is due."""
    return card.due_at or 0


def _age(card: Waiting, day: int) -> float:
    """Days since the last review for each day of stability: retrievability falls with it."""
    return (day - (card.last_day or day)) / (card.stability or 1.0)


def _wait(card: Waiting, day: int) -> float:
    """Days since the last review for each day of the interval given."""
    return (day - (card.last_day or day)) / max(1, card.interval)


@dataclass(frozen=True, slots=True)
class _Due:
    steps: list[Waiting] = field(default_factory=list)
    overnight: list[Waiting] = field(default_factory=list)
    reviews: list[Waiting] = field(default_factory=list)
    new: list[Waiting] = field(default_factory=list)


def _sort_out(cards: Iterable[Waiting], now: int, day: int, day_end: int) -> _Due:
    due = _Due()
    for card in cards:
        if card.due_at is not None:
            if card.due_at < day_end:
                crossed = card.last_day is not None and card.last_day < day
                (due.overnight if crossed and card.due_at > now else due.steps).append(card)
        elif card.due_day is not None:
            if card.due_day <= day:
                in_review = card.phase is Phase.REVIEW
                (due.reviews if in_review else due.overnight).append(card)
        elif card.phase is Phase.NEW:
            due.new.append(card)
    return due


def _day_by_day(reviews: Iterable[Waiting], day: int) -> Iterator[Waiting]:
    """The reviews by due day, shuffled within each; a day is shuffled only when it is reached."""
    by_day: dict[int, list[Waiting]] = defaultdict(list)
    for card in reviews:
        by_day[card.due_day or 0].append(card)
    for due_day in sorted(by_day):
        yield from sorted(by_day[due_day], key=lambda card: (shuffled(card.uid, day), card.uid))
