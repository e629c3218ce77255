"""The first Today of all: how notes become cards, by example, and the ways to begin."""

from typing import TYPE_CHECKING

from quizapp.language import _, marked, ngettext
from quizapp.tui.pieces import (
    BLANK,
    Piece,
    Row,
    beside,
    bright,
    cap,
    fit,
    gap,
    indented,
    muted,
    on,
    spread,
    wrapped,
)
from quizapp.wording import rule_name

if TYPE_CHECKING:
    from quizapp.actions.figures.today import Today

WIDE, TALL = 96, 29

NOTES = marked(
    """## Batch Normalization

**Batch normalization** is a technique that makes training stable: every feature of a batch gets mean 0 and deviation 1.

How it is computed:

1. Take a batch
2. Normalize every feature
3. Scale by γ, shift by β"""  # noqa: E501  one paragraph of Markdown
)
"""The example: a test makes the cards of :data:`CARDS` from it with the real rules."""

CARDS = (
    (
        marked("card"),
        "definition",
        marked("What is batch normalization?"),
        marked("a technique that makes training stable: every feature of a batch gets mean 0 …"),
    ),
    (
        marked("steps"),
        "steps",
        marked("Batch Normalization: how is it computed? Name the steps in order (3)."),
        marked("Take a batch → Normalize every feature → Scale by γ, shift by β"),
    ),
)


def welcome(today: "Today", width: int, height: int) -> list[Row]:
    """What the first run and an empty collection show, at most ``height`` rows."""
    inner = width - 6
    roomy = height >= TALL - 3
    head: list[Row] = [
        (bright(_("Write notes. Run one command. Never forget them.")),),
        *wrapped(_arrived(today), inner, "muted"),
    ]
    example = _beside(inner) if width >= WIDE else _stacked(inner, height)
    ways = _ways(today, inner)
    line: Row = (Piece("─" * inner, "rule"),)
    rows = [*head, BLANK, *example]
    rows += [BLANK, line, BLANK, *ways] if roomy else [BLANK, *ways]
    return indented(rows if not roomy else [BLANK, *rows], 4 if width >= 80 else 2)


def _arrived(today: "Today") -> str:
    decks = sum(bool(deck.name) and "::" not in deck.name for deck in today.decks)
    if not today.cards:
        return _("The collection is empty. Bring your own notes to begin.")
    return ngettext(
        "{n} deck is here already. Start with it, or bring your own notes.",
        "{n} decks are here already. Start with them, or bring your own notes.",
        decks,
    )


def _beside(inner: int) -> list[Row]:
    left = inner * 2 // 5
    right = inner - left - 8
    notes = _notes(left, 2)
    cards = _cards(right, spaced=True)
    arrow = [BLANK] * (len(notes) // 2) + [(gap(2), Piece("──▸", "accent"))]
    titles = beside(
        [
            ([(bright(_("Your notes")), gap(2), muted("notes/quick.md"))], left + 8),
            ([(bright(_("become cards")), gap(2), muted(_("by rules you can predict")))], right),
        ]
    )
    return [*titles, BLANK, *beside([(notes, left), (arrow, 8), (cards, right)])]


def _stacked(inner: int, height: int) -> list[Row]:
    """One below the other; where there are few rows only the first sentence and its card."""
    short = height < 26
    cards = _cards(inner, spaced=False)[: 3 if short else None]
    notes = _notes(inner, 1)[1:-1]
    if short:
        notes = notes[2 : notes.index(notes[1], 2)]
    return [
        (bright(_("Your notes")),),
        *notes,
        *([] if height < 19 else [BLANK]),
        (bright(_("become cards")), gap(2), muted(_("by rules you can predict"))),
        *cards,
    ]


def _notes(width: int, pad: int) -> list[Row]:
    rows: list[Row] = [BLANK]
    for line in _(NOTES).split("\n"):
        rows += _markdown(line, width - 2 * pad) if line else [BLANK]
    return [on("inset", (gap(pad), *fit(row, width - pad))) for row in [*rows, BLANK]]


def _markdown(line: str, width: int) -> list[Row]:
    """A line of the example as an editor would colour it."""
    if line.startswith("## "):
        return [(muted("## "), bright(line[3:]))]
    if line[:1].isdigit():
        return [(muted(line[:2]), Piece(line[2:]))]
    bold, _sep, rest = line.removeprefix("**").partition("**")
    first, *more = wrapped(f"{bold}{rest}", width)
    text = first[0].text
    return [(bright(text[: len(bold)]), Piece(text[len(bold) :])), *more]


def _cards(width: int, *, spaced: bool) -> list[Row]:
    rows: list[Row] = []
    for kind, rule, front, back in CARDS:
        card: list[Row] = [
            spread((muted(_(kind)),), (muted(rule_name(rule)),), width - 2),
            (bright(_(front)),),
            (Piece(_(back)),),
        ]
        rows += [(Piece("▌", "new"), gap(1), *fit(row, width - 2)) for row in card]
        rows += [BLANK] if spaced else []
    return rows


def _ways(today: "Today", inner: int) -> list[Row]:
    column = inner // 2
    study: list[Row] = []
    if today.cards:
        minutes = ngettext("about {n} minute", "about {n} minutes", today.minutes)
        cards = ngettext("{n} card", "{n} cards", today.new + today.learning + today.due)
        study = [
            (cap(_("enter")), gap(2), bright(_("Study these decks"))),
            *wrapped(
                _("The first session: {cards}, {minutes}").format(cards=cards, minutes=minutes),
                column - 4,
                "muted",
            ),
        ]
    notes: list[Row] = [
        (Piece(" quizapp import notes/ ", "accent", ground="inset"),),
        *wrapped(_("in the shell: a file or a folder of Markdown"), column, "muted"),
    ]
    return beside([(study, column), (notes, column)]) if study else notes
