"""How the screens name things: ratings, intervals, states, kinds and rules."""

from typing import TYPE_CHECKING

from quizapp.language import _, marked, ngettext
from quizapp.model.cards import CardKind, CardState
from quizapp.model.reviews import Rating

if TYPE_CHECKING:
    from quizapp.actions.waits import Wait

RATING_NAMES = {
    Rating.AGAIN: marked("Again"),
    Rating.HARD: marked("Hard"),
    Rating.GOOD: marked("Good"),
    Rating.EASY: marked("Easy"),
}
RATING_ROLES = {
    Rating.AGAIN: "again",
    Rating.HARD: "hard",
    Rating.GOOD: "good",
    Rating.EASY: "easy",
}
STATE_ROLES = {
    CardState.NEW: "new",
    CardState.LEARNING: "learning",
    CardState.RELEARNING: "learning",
    CardState.REVIEW: "due",
}
KIND_NAMES = {
    CardKind.BASIC: marked("card"),
    CardKind.CLOZE: marked("cloze"),
    CardKind.STEPS: marked("steps"),
    CardKind.CHOICE: marked("choice"),
    CardKind.LIVE: marked("live question"),
    CardKind.CODE: marked("code question"),
}


def wait_text(wait: "Wait") -> str:
    """The next interval, as long as it will be."""
    if wait.days is not None:
        return days_text(wait.days)
    minutes = wait.minutes or 0
    if minutes < 60:
        return ngettext("{n} min", "{n} min", minutes)
    hours = round(minutes / 60)
    return ngettext("{n} hour", "{n} hours", hours)


def days_text(days: int) -> str:
    """``6 days``, ``2.3 mo``, ``1.4 y``: no wider than a tile."""
    if days < 60:
        return ngettext("{n} day", "{n} days", days)
    if days < 365:
        return _("{n} mo").format(n=f"{days / 30.4375:.1f}")
    return _("{n} y").format(n=f"{days / 365.25:.1f}")
