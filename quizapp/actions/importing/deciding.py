"""What the learner decides of drafts: to take one, in other words if need be, or never to."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from quizapp.language import _
from quizapp.model.cards import Card, CardKind, Standing, as_written
from quizapp.model.errors import InputError
from quizapp.notes.markup import OPAQUE_SPAN

_SAID = (
    *("kind", "rule", "front", "back", "extra", "deck", "tags", "lang", "fingerprint"),
    *("explicit_id", "standing", "question", "question_version", "written"),
)


class Choice(StrEnum):
    """What becomes of a draft; skipping it is no choice."""

    ACCEPT = "accept"
    NEVER = "never"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Decision:
    """One choice. ``front`` and ``back`` are the learner's words, None those of the notes."""

    card: str
    choice: Choice
    front: str | None = None
    back: str | None = None


def decided(
    decisions: Iterable[Decision], known: Mapping[str, Card]
) -> Iterator[tuple[Card, Card]]:
    """Each card that a decision changes, before and after it.

    Raises:
        InputError: there is no such draft, or an edited side says nothing.
    """
    for decision in decisions:
        card = known.get(decision.card)
        if card is None or not _may_be_decided(card, decision.choice):
            message = _("There is no draft “{id}” to decide on: it may have changed, look again.")
            raise InputError(message.format(id=decision.card))
        after = _after(card, decision)
        if after != card:
            yield card, after


def _may_be_decided(card: Card, choice: Choice) -> bool:
    """A draft may become anything, an accepted one may only wait again."""
    return card.standing is Standing.DRAFT or choice is Choice.WAIT


def _after(card: Card, decision: Decision) -> Card:
    match decision.choice:
        case Choice.ACCEPT:
            edited = in_own_words_now(card, decision.front, decision.back)
            return replace(edited, standing=Standing.ACTIVE, suspended=False)
        case Choice.NEVER:
            return replace(card, suspended=True)
        case Choice.WAIT:
            return replace(as_written(card), standing=Standing.DRAFT, suspended=False)


def in_own_words_now(card: Card, new_front: str | None, new_back: str | None) -> Card:
    """The card in the learner's words; what the notes say of it is kept beside them.

    Raises:
        InputError: a side would say nothing, or a text with gaps have none.
    """
    notes = as_written(card)
    front = card.front if new_front is None else new_front
    back = card.back if new_back is None else new_back
    front, back = sides(card.kind, front, back, worded=new_front is not None)
    if (front, back) == (notes.front, notes.back):
        return notes
    return replace(card, front=front, back=back, written=(notes.front, notes.back))


def sides(kind: CardKind, front: str, back: str, *, worded: bool) -> tuple[str, str]:
    """Both sides of a card as they are kept; a front that was ``worded`` says what it hides.

    Raises:
        InputError: a side would say nothing, or a text with gaps have none.
    """
    front, back = front.strip() if worded else front, back.strip()
    if kind is CardKind.CLOZE and worded:
        back = _hidden_in(front)
        if front and not back:
            raise InputError(_("This text hides nothing: write {{c1::…}} around what is asked."))
    if not front or not back:
        raise InputError(_("Both sides of a card must say something: nothing was changed."))
    return front, back


def _hidden_in(front: str) -> str:
    """The text that a cloze hides, as its back has it; empty without a cloze."""
    from quizapp.render.syntax import math_clozes

    hidden = ", ".join(cloze.hidden for cloze in math_clozes(front))
    spans = (span[0] for span in OPAQUE_SPAN.finditer(front))
    in_formula = any(span.startswith("$") and "{{c" in span for span in spans)
    return f"${hidden}$" if in_formula else hidden


def says_other(before: Card, after: Card) -> bool:
    """Whether anything is said of a card that exports show, or that other machines must hear of."""
    return any(getattr(before, name) != getattr(after, name) for name in _SAID) or (
        _place(before) != _place(after)
    )


def says_new(before: Card, after: Card) -> bool:
    """Whether the notes say something else than before, or say it in another place."""
    return before.fingerprint != after.fingerprint or _place(before) != _place(after)


def _place(card: Card) -> tuple[str, tuple[str, ...]]:
    return card.passage.path, card.passage.headings
