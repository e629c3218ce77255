"""Find cards with Anki's query words: ``deck: tag: is: prop: rated: added:`` and plain text."""

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import Connection, String, case, exists, func, not_, or_, select, true
from sqlalchemy.sql.elements import ColumnElement

from quizapp.language import _
from quizapp.model.cards import Card, Standing
from quizapp.model.errors import QueryError
from quizapp.model.queries import Fault, Word, words
from quizapp.model.schedules import Schedule
from quizapp.model.time import from_ms
from quizapp.storage.folding import folded
from quizapp.storage.merging.aliases import is_of_card
from quizapp.storage.queries.card_rows import card_of
from quizapp.storage.queries.cards import in_deck
from quizapp.storage.queries.counting import recall
from quizapp.storage.queries.reviews import standing
from quizapp.storage.queries.schedules import cards_with_schedules, schedule_of
from quizapp.storage.schema import cards, reviews, schedules

_PROPERTY = re.compile(r"(s|d|r|ivl|reps|lapses|due)(<=|>=|!=|=|<|>)(-?\d+(?:\.\d+)?)")
_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "!=": operator.ne,
    "=": operator.eq,
    "<": operator.lt,
    ">": operator.gt,
}
_DAY_MS = 86_400_000


class Asking(NamedTuple):
    """Who asks, and when: a study day, UTC milliseconds.

    ``curves`` are decay and factor of the forgetting curve by deck, ``""`` for all others; only a
    query for recall needs them.
    """

    learner: str
    day: int
    now: int
    curves: Mapping[str, tuple[float, float]] = MappingProxyType({})


class Found(NamedTuple):
    """A card with its schedule."""

    card: Card
    schedule: Schedule


def find(connection: Connection, asking: Asking, query: str) -> list[Found]:
    """The cards that a query asks for, in the order they were added; all for an empty one.

    Raises:
        QueryError: the query has a word that means nothing.
    """
    rows = connection.execute(
        select(cards, schedules)
        .select_from(cards_with_schedules())
        .where(cards.c.learner == asking.learner, *meaning(query, asking))
        .order_by(cards.c.position)
    )
    return [Found(card_of(row), schedule_of(row) if row.phase else Schedule()) for row in rows]


def meaning(query: str, asking: Asking) -> list[ColumnElement[bool]]:
    """What a query asks of a card and its schedule.

    Raises:
        QueryError: the query has a word that means nothing.
    """
    return [_condition(_read(word), asking) for word in words(query)]


def _says(text: str) -> ColumnElement[bool]:
    """The text is on some side of the card, or in the name of its question."""
    line = cards.c.front + "\n" + cards.c.back + "\n" + cards.c.extra
    sides = folded(line + "\n" + func.coalesce(cards.c.question, ""))
    return sides.contains(text.casefold(), autoescape=True)


def _read(word: Word) -> Word:
    match word.fault:
        case Fault.QUOTE:
            message = _("“{word}” has an open quote: close it.")
        case Fault.BRACKET:
            message = _("“{word}” is no word: to look for brackets, put it in quotes.")
        case _:
            return word
    raise QueryError(message.format(word=word.text), word.start, word.end)


def _condition(word: Word, asking: Asking) -> ColumnElement[bool]:
    makers: dict[str, Callable[[], ColumnElement[bool] | None]] = {
        "": lambda: _says(word.value),
        "deck": lambda: in_deck(word.value) if word.value != "*" else true(),
        "tag": lambda: _tagged(word.value),
        "is": lambda: _state(word.value, asking.day),
        "prop": lambda: _property(word.value, asking),
        "rated": lambda: _rated(word.value, asking.learner, asking.day),
        "added": lambda: _added(word.value, asking.now),
    }
    if word.key not in makers:
        known = ", ".join(f"{key}:" for key in makers if key)
        message = _("“{word}” is no query word: use {known} or plain text.")
        told = message.format(word=f"{word.key}:", known=known)
        raise QueryError(told, word.start, word.end)
    made = makers[word.key]()
    if made is None:
        message = _("“{word}” means nothing: {hint}.")
        told = message.format(word=f"{word.key}:{word.value}", hint=_hint(word.key))
        raise QueryError(told, word.start, word.end)
    return not_(made) if word.negated else made


def _hint(key: str) -> str:
    hints = {
        "is": _("use is:new, learning, review, due, suspended, buried, retired or draft"),
        "prop": _("write prop:s<10 with s, d, r, ivl, reps, lapses or due"),
        "rated": _("write rated:7 or rated:7:1 (days, rating)"),
        "added": _("write added:7 (days)"),
    }
    return hints.get(key, "")


def _tagged(tag: str) -> ColumnElement[bool]:
    listed = cards.c.tags.cast(String)
    quoted = tag.encode("ascii", "backslashreplace").decode()
    return or_(
        listed.icontains(f'"{quoted}"', autoescape=True),
        listed.icontains(f'"{quoted}::', autoescape=True),
    )


def _state(name: str, day: int) -> ColumnElement[bool] | None:
    phase = func.coalesce(schedules.c.phase, "new")
    active = cards.c.standing == Standing.ACTIVE.value
    draft = cards.c.standing == Standing.DRAFT.value
    states: dict[str, ColumnElement[bool]] = {
        "new": active & (phase == "new"),
        "learning": active & phase.in_(["learning", "relearning"]),
        "learn": active & phase.in_(["learning", "relearning"]),
        "review": active & (phase == "review"),
        "due": active & cards.c.suspended.is_(False) & (schedules.c.due_day <= day),
        "suspended": (active | draft) & cards.c.suspended.is_(True),
        "buried": active & (cards.c.buried_on == day),
        "retired": cards.c.standing == Standing.RETIRED.value,
        "draft": draft & cards.c.suspended.is_(False),
    }
    return states.get(name)


def _property(text: str, asking: Asking) -> ColumnElement[bool] | None:
    match = _PROPERTY.fullmatch(text)
    if match is None:
        return None
    name, sign, number = match.groups()
    columns: dict[str, Any] = {
        "s": schedules.c.stability,
        "d": schedules.c.difficulty,
        "r": _recall(asking),
        "ivl": schedules.c.interval,
        "reps": func.coalesce(schedules.c.reps, 0),
        "lapses": func.coalesce(schedules.c.lapses, 0),
        "due": schedules.c.due_day - asking.day,
    }
    condition: ColumnElement[bool] = _COMPARE[sign](columns[name], float(number))
    return condition


def _recall(asking: Asking) -> ColumnElement[float] | None:
    """The retrievability of a card now, by the curve of the nearest deck above it."""
    if not asking.curves:
        return None
    curves = dict(asking.curves)
    elsewhere = recall(asking.day, *curves.pop(""))
    inner_first = sorted(curves, key=len, reverse=True)
    named = [(in_deck(deck), recall(asking.day, *curves[deck])) for deck in inner_first]
    return case(*named, else_=elsewhere) if named else elsewhere


def _rated(text: str, learner: str, day: int) -> ColumnElement[bool] | None:
    days, _colon, rating = text.partition(":")
    if not days.isdigit() or (rating and rating not in "1234"):
        return None
    wanted: Sequence[ColumnElement[bool]] = (
        standing(learner),
        is_of_card(learner, reviews.c.card, cards.c.uid),
        reviews.c.day > max(day - int(days), -1),
        *([reviews.c.rating == int(rating)] if rating else []),
    )
    return exists().where(*wanted)


def _added(text: str, now: int) -> ColumnElement[bool] | None:
    if not text.isdigit() or int(text) > from_ms(now).year * 366:
        return None
    return cards.c.added_at > now - int(text) * _DAY_MS
