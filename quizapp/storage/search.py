"""Find cards with Anki's query words: ``deck: tag: is: prop: rated: added:`` and plain text."""

import operator
import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, String, and_, exists, func, not_, or_, select, true
from sqlalchemy.sql.elements import ColumnElement

from quizapp.language import _
from quizapp.model.cards import Card, Standing
from quizapp.model.errors import InputError
from quizapp.model.reviews import ReviewKind
from quizapp.model.schedules import Schedule
from quizapp.model.time import from_ms
from quizapp.storage.aliases import is_of_card
from quizapp.storage.cards import card_of, in_deck
from quizapp.storage.schedules import schedule_of
from quizapp.storage.schema import cards, reviews, schedules

_WORD = re.compile(r'-?(?:[a-z]+:)?"[^"]*"|\S+')
_PROPERTY = re.compile(r"(s|d|ivl|reps|lapses|due)(<=|>=|!=|=|<|>)(-?\d+(?:\.\d+)?)")
_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "!=": operator.ne,
    "=": operator.eq,
    "<": operator.lt,
    ">": operator.gt,
}
_DAY_MS = 86_400_000


class Found(NamedTuple):
    """A card with its schedule."""

    card: Card
    schedule: Schedule


class _Term(NamedTuple):
    key: str
    value: str
    negated: bool


def find(connection: Connection, learner: str, query: str, day: int, now: int) -> list[Found]:
    """The cards that a query asks for, in the order they were added; all for an empty one.

    Raises:
        InputError: the query has a word that means nothing.
    """
    terms = [_term(word) for word in _WORD.findall(query)]
    conditions = [_condition(term, learner, day, now) for term in terms if term.key]
    texts = [term for term in terms if not term.key]
    rows = connection.execute(
        select(cards, schedules)
        .select_from(
            cards.outerjoin(
                schedules,
                and_(schedules.c.learner == cards.c.learner, schedules.c.card == cards.c.uid),
            )
        )
        .where(cards.c.learner == learner, *conditions)
        .order_by(cards.c.position)
    )
    found = [Found(card_of(row), schedule_of(row) if row.phase else Schedule()) for row in rows]
    return [hit for hit in found if all(_says(hit.card, text) for text in texts)]


def _term(word: str) -> _Term:
    negated = word.startswith("-") and len(word) > 1
    key, colon, value = word[negated:].partition(":")
    if not colon or not key.isalpha() or not key.islower():
        return _Term("", word[negated:].strip('"'), negated)
    return _Term(key, value.strip('"'), negated)


def _says(card: Card, term: _Term) -> bool:
    text = f"{card.front}\n{card.back}\n{card.extra}\n{card.question or ''}".casefold()
    return (term.value.casefold() in text) is not term.negated


def _condition(term: _Term, learner: str, day: int, now: int) -> ColumnElement[bool]:
    makers: dict[str, Callable[[], ColumnElement[bool] | None]] = {
        "deck": lambda: in_deck(term.value) if term.value != "*" else true(),
        "tag": lambda: _tagged(term.value),
        "is": lambda: _state(term.value, day),
        "prop": lambda: _property(term.value, day),
        "rated": lambda: _rated(term.value, learner, day),
        "added": lambda: _added(term.value, now),
    }
    if term.key not in makers:
        known = ", ".join(f"{key}:" for key in makers)
        raise InputError(
            _("“{word}” is no query word: use {known} or plain text.").format(
                word=f"{term.key}:", known=known
            )
        )
    made = makers[term.key]()
    if made is None:
        raise InputError(
            _("“{word}” means nothing: {hint}.").format(
                word=f"{term.key}:{term.value}", hint=_hint(term.key)
            )
        )
    return not_(made) if term.negated else made


def _hint(key: str) -> str:
    hints = {
        "is": _("use is:new, learning, review, due, suspended, buried, retired or draft"),
        "prop": _("write prop:s<10 with s, d, ivl, reps, lapses or due"),
        "rated": _("write rated:7 or rated:7:1 (days, rating)"),
        "added": _("write added:7 (days)"),
    }
    return hints.get(key, "")


def _tagged(tag: str) -> ColumnElement[bool]:
    listed = cards.c.tags.cast(String)
    quoted = tag.encode("ascii", "backslashreplace").decode()
    return or_(
        listed.contains(f'"{quoted}"', autoescape=True),
        listed.contains(f'"{quoted}::', autoescape=True),
    )


def _state(name: str, day: int) -> ColumnElement[bool] | None:
    phase = func.coalesce(schedules.c.phase, "new")
    active = cards.c.standing == Standing.ACTIVE.value
    states: dict[str, ColumnElement[bool]] = {
        "new": active & (phase == "new"),
        "learning": active & phase.in_(["learning", "relearning"]),
        "learn": active & phase.in_(["learning", "relearning"]),
        "review": active & (phase == "review"),
        "due": active & cards.c.suspended.is_(False) & (schedules.c.due_day <= day),
        "suspended": active & cards.c.suspended.is_(True),
        "buried": active & (cards.c.buried_on == day),
        "retired": cards.c.standing == Standing.RETIRED.value,
        "draft": cards.c.standing == Standing.DRAFT.value,
    }
    return states.get(name)


def _property(text: str, day: int) -> ColumnElement[bool] | None:
    match = _PROPERTY.fullmatch(text)
    if match is None:
        return None
    name, sign, number = match.groups()
    columns: dict[str, Any] = {
        "s": schedules.c.stability,
        "d": schedules.c.difficulty,
        "ivl": schedules.c.interval,
        "reps": func.coalesce(schedules.c.reps, 0),
        "lapses": func.coalesce(schedules.c.lapses, 0),
        "due": schedules.c.due_day - day,
    }
    condition: ColumnElement[bool] = _COMPARE[sign](columns[name], float(number))
    return condition


def _rated(text: str, learner: str, day: int) -> ColumnElement[bool] | None:
    days, _colon, rating = text.partition(":")
    if not days.isdigit() or (rating and rating not in "1234"):
        return None
    wanted: Sequence[ColumnElement[bool]] = (
        reviews.c.learner == learner,
        is_of_card(learner, reviews.c.card, cards.c.uid),
        reviews.c.kind == ReviewKind.REVIEW.value,
        reviews.c.day > day - int(days),
        *([reviews.c.rating == int(rating)] if rating else []),
    )
    return exists().where(*wanted)


def _added(text: str, now: int) -> ColumnElement[bool] | None:
    if not text.isdigit() or int(text) > from_ms(now).year * 366:
        return None
    return cards.c.added_at > now - int(text) * _DAY_MS
