"""How the faces name things: ratings, intervals, states, kinds, rules, verdicts, severities."""

import re
from typing import TYPE_CHECKING

from quizapp.language import _, marked, ngettext
from quizapp.model.cards import Card, CardKind, CardState
from quizapp.model.passages import Severity
from quizapp.model.reviews import Rating
from quizapp.model.verdicts import Outcome, Verdict

if TYPE_CHECKING:
    from quizapp.actions.studying.waits import Wait

_PLACE = re.compile(r"\{\{[^{}]*\}\}")
"""Where a question puts its numbers."""
RATING_NAMES = {
    Rating.AGAIN: marked("Again"),
    Rating.HARD: marked("Hard"),
    Rating.GOOD: marked("Good"),
    Rating.EASY: marked("Easy"),
}
KIND_NAMES = {
    CardKind.BASIC: marked("card"),
    CardKind.TYPED: marked("card to type"),
    CardKind.CLOZE: marked("cloze"),
    CardKind.STEPS: marked("steps"),
    CardKind.CHOICE: marked("choice"),
    CardKind.LIVE: marked("live question"),
    CardKind.CODE: marked("code question"),
}
STATE_NAMES = {
    CardState.NEW: marked("new"),
    CardState.LEARNING: marked("learning"),
    CardState.REVIEW: marked("review"),
    CardState.RELEARNING: marked("relearning"),
    CardState.SUSPENDED: marked("suspended"),
    CardState.BURIED: marked("buried"),
    CardState.RETIRED: marked("retired"),
    CardState.DRAFT: marked("draft"),
}
OUTCOME_NAMES = {
    Outcome.RIGHT: marked("Right"),
    Outcome.CLOSE: marked("Close"),
    Outcome.MISTAKE: marked("Known mistake"),
    Outcome.WRONG: marked("Not this time"),
    Outcome.UNREADABLE: marked("Cannot read this"),
}
SEVERITY_NAMES = {
    Severity.ERROR: marked("error"),
    Severity.WARNING: marked("warning"),
    Severity.HINT: marked("hint"),
}
RULE_NAMES = {
    "definition": marked("definition of a term"),
    "label": marked("labelled paragraph"),
    "heading": marked("heading and text"),
    "term-cloze": marked("bold term"),
    "formula": marked("formula of a term"),
    "formula-cloze": marked("gap in a formula"),
    "steps": marked("numbered steps"),
    "list": marked("list"),
    "problem": marked("problem and solution"),
    "contrast": marked("contrast"),
    "reason": marked("reason"),
    "table": marked("table row"),
    "qa": marked("question and answer"),
    "inline": marked("question::answer"),
    "block": marked("question and answer block"),
    "highlight": marked("highlight"),
    "cloze": marked("marked gap"),
    "bracket": marked("bracketed gap"),
    "choice": marked("answers to choose from"),
    "quiz": marked("fresh numbers"),
}


def rule_name(rule: str) -> str:
    """The name of a rule next to its card; an unknown one names itself."""
    return _(RULE_NAMES[rule]) if rule in RULE_NAMES else rule


def kind_name(kind: str) -> str:
    """What a learner calls the kind of a card."""
    return _(KIND_NAMES[CardKind(kind)])


def rating_name(rating: Rating) -> str:
    """The rating as a key says it."""
    return _(RATING_NAMES[rating])


def state_name(state: str) -> str:
    """What a learner calls the state of a card."""
    return _(STATE_NAMES[CardState(state)])


def outcome_name(outcome: Outcome) -> str:
    """The headline of a verdict without a name of its own."""
    return _(OUTCOME_NAMES[outcome])


def message_text(verdict: Verdict) -> str:
    """What a verdict says, as text; what was typed is quoted there, not read as Markdown."""
    if verdict.outcome is Outcome.UNREADABLE:
        return verdict.message
    from quizapp.render.spoken import spoken

    return spoken(verdict.message)


def severity_name(severity: str) -> str:
    """How much a finding matters."""
    return _(SEVERITY_NAMES[Severity(severity)])


def card_title(card: Card) -> str:
    """What a card asks, in one line: the heading of a question, else its front."""
    if card.question and card.passage.headings:
        return card.passage.headings[-1]
    return card.front


def card_asks(card: Card) -> str:
    """What a card asks, told apart from those below the same heading, in one line.

    Of a question that is the first paragraph, its numbers left out; of another card its front.
    """
    if not card.question:
        return card.front
    first = _PLACE.sub("…", card.front).strip().partition("\n\n")[0]
    return " ".join(first.split())


def in_a_row_text(times: int) -> str:
    """``the second time``, where a mistake was made before; else nothing."""
    if times < 2:
        return ""
    if times == 2:
        return _("the second time")
    return ngettext("{n} time in a row", "{n} times in a row", times)


def took_text(ms: int) -> str:
    """``in 48 s``, ``in 2 min 5 s``: how long an answer took."""
    minutes, seconds = divmod(round(ms / 1000), 60)
    if not minutes:
        return _("in {seconds} s").format(seconds=seconds)
    return _("in {minutes} min {seconds} s").format(minutes=minutes, seconds=seconds)


def wait_text(wait: "Wait") -> str:
    """The next interval, as long as it will be and no wider than a tile."""
    if wait.days is not None:
        return days_text(wait.days)
    minutes = wait.minutes or 0
    if not minutes:
        return _("now")
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
