"""Fit FSRS-6 to a learner: the 21 parameters that explain best what was remembered and forgotten.

The optimiser is fsrs-rs, the one Anki uses, and the log is read as Anki reads it: every review on
a later study day than the one before is an example with the whole history before it; answers
within a day are part of the history but no example. Newer examples weigh more.

What the new parameters are worth is measured on reviews they have not seen: they are trained on
the earlier ones and tested on the later ones. Those that are kept are then trained on all.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from quizapp.language import _
from quizapp.model.errors import InputError

if TYPE_CHECKING:
    from fsrs_rs_python import FSRSItem

FEWEST = 400
"""Examples below which a fit says more about chance than about the learner (Anki's old bound)."""

TRAINED_ON = 0.8
"""The share of the examples, the earlier ones, that a test trains on."""

MADE_NEW, BROUGHT = 0, -1
"""Rows among the answers that are none, by their rating."""

STEPS = 4
"""How often :func:`fit` tells how far it is."""

_DIGITS = 4

Tell = Callable[[int, int], None]
"""Takes the steps done and their number."""


@dataclass(frozen=True, slots=True)
class Examples:
    """What to learn from, oldest first: histories, the number of each one's card, its study day."""

    items: "Sequence[FSRSItem]"
    cards: Sequence[int]
    days: Sequence[int]

    def __len__(self) -> int:
        return len(self.items)


@dataclass(frozen=True, slots=True)
class Quality:
    """How well parameters foretell reviews: both are better when smaller.

    ``log_loss`` is the mean of −ln(probability given to what happened); ``rmse`` compares foretold
    and true recall within bins of like histories ("RMSE(bins)").
    """

    log_loss: float
    rmse: float


@dataclass(frozen=True, slots=True)
class Fit:
    """``parameters`` are trained on everything; ``after`` is what those trained on the earlier
    reviews reach on the later ones, ``before`` what the present ones reach there."""

    parameters: tuple[float, ...]
    before: Quality
    after: Quality
    tested: int


def examples(answers: Iterable[tuple[str, int, int]]) -> Examples:
    """The examples among all answers (card, study day, rating), which come oldest first.

    Rating :data:`MADE_NEW` lets a card begin anew. A card that came with a memory from elsewhere
    (:data:`BROUGHT`) and without answers has no beginning: it says nothing until it is made new.

    Raises:
        InputError: fsrs-rs is not installed.
    """
    library = _library()
    known = _Known({}, {}, {}, set(), {})
    items, cards, days = list[Any](), list[int](), list[int]()
    for card, day, rating in answers:
        if rating in (MADE_NEW, BROUGHT):
            known.begin(card, rating)
        elif card not in known.without_beginning:
            history, gap = known.heard(library, card, day, rating)
            if gap:
                items.append(library.FSRSItem(history))
                cards.append(known.number(card))
                days.append(day)
    return Examples(items, cards, days)


@dataclass(frozen=True, slots=True)
class _Known:
    """The answers read so far; a review of a kind is made once (there are few kinds)."""

    past: dict[str, list[Any]]
    last: dict[str, int]
    kinds: dict[tuple[int, int], Any]
    without_beginning: set[str]
    numbers: dict[str, int]

    def begin(self, card: str, rating: int) -> None:
        if rating == MADE_NEW:
            self.without_beginning.discard(card)
            self.past.pop(card, None)
            self.last.pop(card, None)
        elif card not in self.past:
            self.without_beginning.add(card)

    def heard(self, library: Any, card: str, day: int, rating: int) -> tuple[list[Any], int]:
        """The card's answers up to this one, and the days since the one before."""
        last = self.last.get(card, day)
        kind = (rating, max(0, day - last))
        if kind not in self.kinds:
            self.kinds[kind] = library.FSRSReview(*kind)
        history = self.past.setdefault(card, [])
        history.append(self.kinds[kind])
        self.last[card] = max(day, last)
        return history, kind[1]

    def number(self, card: str) -> int:
        return self.numbers.setdefault(card, len(self.numbers))


def fit(
    known: Examples,
    present: tuple[float, ...],
    *,
    relearning_steps: int = 1,
    tell: Tell = lambda done, of: None,
) -> Fit:
    """Fit parameters and compare them with the ``present`` ones (those of py-fsrs when empty).

    Raises:
        InputError: fsrs-rs is not installed.
        ValueError: there are too few examples to part them into earlier and later ones.
    """
    cut = parting(known)
    later = known.items[cut:]
    tell(0, STEPS)
    before = quality(present, later)
    tell(1, STEPS)
    tried = _trained(known, cut, relearning_steps)
    tell(2, STEPS)
    after = quality(tried, later)
    tell(3, STEPS)
    final = _trained(known, len(known), relearning_steps)
    tell(4, STEPS)
    return Fit(final, before, after, len(later))


def parting(known: Examples) -> int:
    """The number of earlier examples: the later ones begin with a study day.

    Raises:
        ValueError: all are of one day.
    """
    cut = int(len(known) * TRAINED_ON)
    while cut and known.days[cut] == known.days[cut - 1]:
        cut -= 1
    if not cut:
        raise ValueError("All reviews are of one study day.")
    return cut


def quality(parameters: tuple[float, ...], items: "Sequence[FSRSItem]") -> Quality:
    """How well parameters foretell reviews."""
    found = _library().FSRS(list(parameters)).evaluate(items)
    return Quality(found.log_loss, found.rmse_bins)


def _trained(known: Examples, until: int, relearning_steps: int) -> tuple[float, ...]:
    """The parameters of the first examples, with as many digits as Anki shows."""
    found = (
        _library()
        .FSRS([])
        .compute_parameters(
            known.items[:until],
            card_ids=known.cards[:until],
            num_relearning_steps=relearning_steps,
        )
    )
    return tuple(round(value, _DIGITS) for value in found)


def _library() -> Any:
    try:
        import fsrs_rs_python
    except ImportError as error:
        raise InputError(
            _("Fitting needs one more package: `pip install 'quizapp[fit]'` installs it.")
        ) from error
    return fsrs_rs_python
