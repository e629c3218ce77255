"""What surrounds a card, as rows: why now, past answers, siblings, its passage, its code."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from quizapp.language import _, ngettext
from quizapp.model.cards import QUESTIONS, Card, CardKind
from quizapp.model.reviews import Rating
from quizapp.model.verdicts import Outcome
from quizapp.tui.pieces import (
    BLANK,
    Piece,
    Row,
    bright,
    cut,
    fit,
    from_line,
    gap,
    muted,
    on,
    row_width,
    spread,
    wrapped,
)
from quizapp.tui.roles import RATING_ROLES, STATE_ROLES
from quizapp.tui.widgets.banner import SIGNS, headline
from quizapp.tui.widgets.text import first_row, rendered
from quizapp.wording import card_asks, card_title, days_text, outcome_name, rating_name, took_text
from quizapp.wording.dates import day_and_month, percent
from quizapp.wording.why import why_now

if TYPE_CHECKING:
    from quizapp.actions.cards.history import PastAnswer
    from quizapp.actions.studying.about import About, Sibling
    from quizapp.actions.studying.asking import Asked
    from quizapp.questions.computed import ReferenceSource

_DATE = 8
_PASSAGE = 12
_ASIDE = re.compile(r" ?%%.*?%%", re.DOTALL)
"""A comment in the notes: it speaks to programs."""


def section(title: str, rows: Sequence[Row], under: str = "") -> list[Row]:
    """A heading, what it is about, and its rows; nothing where there are none."""
    if not rows:
        return []
    below: list[Row] = [(muted(under),)] if under else []
    return [(bright(title),), *below, BLANK, *rows, BLANK]


def reason_rows(asked: "Asked", about: "About", width: int) -> list[Row]:
    """Why the card is asked now, in sentences; below them what is remembered of it."""
    rows = [row for sentence in why_now(about.why) for row in wrapped(sentence, width)]
    memory = _memory_rows(asked, about, width)
    if not memory and not rows:
        return wrapped(_("A new card: it has never been asked."), width)
    return [*rows, *([BLANK] if rows and memory else []), *memory]


def _memory_rows(asked: "Asked", about: "About", width: int) -> list[Row]:
    """How well the card is remembered, and how well it should be; nothing of a new one."""
    schedule = asked.schedule
    if schedule.memory is None:
        return []
    facts = [
        (_("wanted"), percent(about.wanted)),
        (_("stability"), days_text(max(1, round(schedule.memory.stability)))),
        (_("difficulty"), _("{d} of 10").format(d=f"{schedule.memory.difficulty:.1f}")),
        (_("reviews"), str(schedule.reps)),
        (_("forgotten"), ngettext("{n} time", "{n} times", schedule.lapses)),
    ]
    rows = [fact(name, value, width) for name, value in facts]
    if asked.recall is not None:
        role = "learning" if asked.recall < about.wanted else "due"
        value = (Piece(percent(asked.recall), role, bold=True),)
        rows.insert(0, spread((Piece(_("recall today")),), value, width))
    return rows


def fact(name: str, value: str, width: int) -> Row:
    """A label and what it is."""
    return spread((muted(name),), (Piece(value),), width)


def past_rows(past: Sequence["PastAnswer"], width: int) -> list[Row]:
    """Past answers, newest first: date, sign, what was found, the rating given."""
    return [_past_row(entry, width) for entry in past]


def _past_row(entry: "PastAnswer", width: int) -> Row:
    day = day_and_month(date.fromordinal(entry.day))
    rating = (muted(rating_name(entry.rating)),) if entry.rating else ()
    left = (
        *fit((muted(day.rjust(_DATE - 2)),), _DATE),
        _sign(entry.outcome, entry.rating),
        gap(1),
        *_found(entry),
    )
    return spread(left, (gap(1), *rating), width)


def _sign(outcome: Outcome | None, rating: Rating | None) -> Piece:
    if outcome is not None:
        return Piece(SIGNS[outcome], outcome.value)
    return Piece("●", RATING_ROLES[rating] if rating else "muted")


def _found(entry: "PastAnswer") -> Row:
    if entry.message and entry.outcome is Outcome.MISTAKE:
        return first_row(headline(entry.message)[0])
    if entry.outcome in {Outcome.MISTAKE, Outcome.CLOSE, Outcome.WRONG}:
        return (Piece(outcome_name(entry.outcome)),)
    return (Piece(took_text(entry.duration_ms)),) if entry.duration_ms else ()


def passage_rows(asked: "Asked", about: "About", width: int, *, revealed: bool) -> list[Row]:
    """The passage on inset ground; not before the answer, where it would tell it."""
    if not about.passage or not (revealed or asked.card.kind in QUESTIONS):
        return []
    rows = rendered(_ASIDE.sub("", about.passage), width - 4, reveal=True)
    if len(rows) > _PASSAGE:
        rows = [*rows[: _PASSAGE - 1], (muted("…"),)]
    return _inset(rows, width)


def sibling_rows(
    card: Card, siblings: Sequence["Sibling"], width: int, *, revealed: bool
) -> list[Row]:
    """The cards from the same place; of a gap in a text only once it is filled."""
    if card.kind is CardKind.CLOZE and not revealed:
        return []
    named = Counter(card_title(one) for one in (card, *(each.card for each in siblings)))
    return [_sibling_row(sibling, named, width) for sibling in siblings]


def _sibling_row(sibling: "Sibling", named: Mapping[str, int], width: int) -> Row:
    """Its title; of questions below one heading what each asks."""
    dot = Piece("● ", STATE_ROLES.get(sibling.state, "muted"))
    title = card_title(sibling.card)
    if sibling.card.question and named[title] > 1:
        title = card_asks(sibling.card)
    return cut((dot, *first_row(title)), width)


def code_rows(sources: "Sequence[ReferenceSource]", width: int, *, full: bool) -> list[Row]:
    """The functions that computed an answer, each under its place; in full with docstrings."""
    from quizapp.render.code import highlighted

    rows: list[Row] = []
    for source in sources:
        lines = highlighted((source.source if full else source.code).rstrip("\n"))
        code = _inset([from_line(line) for line in lines], width)
        rows += [*_place(source, width), BLANK, *code, BLANK]
    return rows


def _place(source: "ReferenceSource", width: int) -> list[Row]:
    """Where a function stands, and the step that calls it; below one another where it is narrow."""
    place = muted(f"{source.file}:{source.line}")
    words = _("step {name}").format(name=source.step) if source.step else _("the answer")
    step = muted(words)
    if row_width((place, step)) + 2 > width:
        return [(place,), (step,)]
    return [spread((place,), (step,), width)]


def slip_rows(slips: Sequence[tuple[str, int]], mistake: str, width: int) -> list[Row]:
    """How often a mistake was made before, and when last; nothing for the first time."""
    days = [day for slip, day in slips if slip == mistake]
    if not days:
        return []
    times = ngettext("{n} time", "{n} times", len(days) + 1)
    last = day_and_month(date.fromordinal(days[-1]))
    value = (Piece(times, "mistake", bold=True),)
    return [
        spread((Piece(_("made by you")),), value, width),
        fact(_("last time"), last, width),
    ]


def _inset(rows: Sequence[Row], width: int) -> list[Row]:
    return [on("inset", (gap(2), *fit(row, width - 4), gap(2))) for row in [BLANK, *rows, BLANK]]
