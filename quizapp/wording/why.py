"""Why a card is asked now, in sentences."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from quizapp.language import _, ngettext

if TYPE_CHECKING:
    from quizapp.actions.studying.reasons import Reason

_LONGEST = 60


def why_now(reasons: Iterable["Reason"]) -> list[str]:
    """One sentence a reason."""
    return [_SENTENCES[reason.cause.value](reason) for reason in reasons]


def _mistake(reason: "Reason") -> str:
    front = " ".join(reason.card.split())
    front = front if len(front) <= _LONGEST else front[: _LONGEST - 1] + "…"
    return _("Brought forward: a mistake on “{card}” points here.").format(card=front)


def _new(reason: "Reason") -> str:
    limit = ngettext("{n} new card a day", "{n} new cards a day", reason.of)
    return _("New: it has never been asked ({limit}).").format(limit=limit)


def _step(reason: "Reason") -> str:
    if not reason.of:
        return _("Learned today: it comes back within the day.")
    return _("In its steps: {number} of {of}.").format(number=reason.number, of=reason.of)


def _due(reason: "Reason") -> str:
    return _("Due today{recall}.").format(recall=_recall(reason))


def _overdue(reason: "Reason") -> str:
    days = ngettext("{n} day", "{n} days", reason.days)
    return _("Overdue by {days}{recall}.").format(days=days, recall=_recall(reason))


def _early(reason: "Reason") -> str:
    days = ngettext("{n} day", "{n} days", reason.days)
    return _("Asked early: due in {days}{recall}.").format(days=days, recall=_recall(reason))


def _recall(reason: "Reason") -> str:
    if reason.recall is None:
        return ""
    return _(": recall is {recall} %, {wanted} % are wanted").format(
        recall=round(reason.recall * 100), wanted=round(reason.wanted * 100)
    )


def _deadline(reason: "Reason") -> str:
    days = ngettext("{n} day", "{n} days", reason.days)
    return _("The deadline is in {days}: what gains most until then goes first.").format(days=days)


def _level(reason: "Reason") -> str:
    days = ngettext("{n} day", "{n} days", reason.days)
    return _("Level {number} of {of}, by a stability of {days}.").format(
        number=reason.number, of=reason.of, days=days
    )


_SENTENCES = {
    "mistake": _mistake,
    "new": _new,
    "step": _step,
    "due": _due,
    "overdue": _overdue,
    "early": _early,
    "deadline": _deadline,
    "level": _level,
}
