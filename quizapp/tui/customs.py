"""Custom study: which cards may be asked instead of today's, each with its words."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.language import _, ngettext
from quizapp.wording.dates import percent

if TYPE_CHECKING:
    from quizapp.actions.figures.today import DeckLine
    from quizapp.actions.studying.selecting import Selection

AHEAD = (1, 3, 7)


@dataclass(frozen=True, slots=True)
class Custom:
    """One way to study: its words, the deck, and which of its cards (None: those of today)."""

    words: str
    deck: str | None
    selection: "Selection | None" = None


def customs(deck: str | None, weakest: "DeckLine | None") -> list[Custom]:
    """The ways to study a deck, or everything; the deck that slips most comes first."""
    from quizapp.actions.studying.selecting import Selection

    slipping = [] if weakest is None else [Custom(_weakest_words(weakest), weakest.name)]
    return [
        *slipping,
        Custom(_("Only what would be forgotten, nothing new"), deck, Selection("is:due")),
        *(Custom(_ahead_words(days), deck, Selection(ahead=days)) for days in AHEAD),
        Custom(_("What was forgotten today, once more"), deck, Selection(forgotten=True)),
        Custom(_all_words(deck), deck, Selection(cram=True)),
    ]


def _weakest_words(deck: "DeckLine") -> str:
    name = deck.name.rpartition("::")[2]
    if deck.recall is None:
        return _("Only {deck}").format(deck=name)
    return _("Only {deck}, recall {recall}").format(deck=name, recall=percent(deck.recall))


def _ahead_words(days: int) -> str:
    words = ngettext(
        "Ahead of time: what falls due within {n} day",
        "Ahead of time: what falls due within {n} days",
        days,
    )
    return words.format(n=days)


def _all_words(deck: str | None) -> str:
    if deck is None:
        return _("All cards, outside the schedule")
    return _("All of {deck}, outside the schedule").format(deck=deck.rpartition("::")[2])
