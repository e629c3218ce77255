"""Cards: the unit that is scheduled, and the candidates that notes propose for it."""

from dataclasses import dataclass, replace
from enum import StrEnum

from quizapp.model.passages import Passage


class CardKind(StrEnum):
    """How a card is asked."""

    BASIC = "basic"
    TYPED = "typed"
    CLOZE = "cloze"
    STEPS = "steps"
    CHOICE = "choice"
    LIVE = "live"
    CODE = "code"


QUESTIONS = frozenset({CardKind.LIVE, CardKind.CODE})
"""The kinds that ask a question of the question language."""


def known_as(kind: CardKind) -> CardKind:
    """The kind a card is recognised by: its answer may be typed or not, the fact is the same."""
    return CardKind.BASIC if kind is CardKind.TYPED else kind


FROM_ANKI = "anki-"
"""How the explicit ids of cards begin that come from Anki: they are known by it in any file."""


class Standing(StrEnum):
    """What the notes say of a card, whatever its schedule."""

    ACTIVE = "active"
    RETIRED = "retired"
    DRAFT = "draft"


class CardState(StrEnum):
    """What a learner calls the state of a card: standing, schedule and holds in one word."""

    NEW = "new"
    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"
    SUSPENDED = "suspended"
    BURIED = "buried"
    RETIRED = "retired"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a choice card: its Markdown, and whether it belongs to the answer."""

    text: str
    right: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A card as the notes propose it, before the matcher has found out which card it is.

    Texts are Markdown with ``$…$`` formulas. A cloze keeps exactly its own deletion marked in
    ``front`` as ``{{c1::hidden::hint}}`` (its siblings are plain text) and has the hidden text in
    ``back``. A typed card is answered with the first line of its ``back``. A steps card has its
    steps in ``back`` as a numbered list, one a line. A choice card has its options in ``back`` as
    ``- [x]``/``- [ ]`` lines. A live or code question has its prompt in ``front`` and the whole
    source of its fenced block in ``source``.
    """

    kind: CardKind
    rule: str
    front: str
    back: str
    passage: Passage
    deck: str
    extra: str = ""
    tags: tuple[str, ...] = ()
    lang: str = ""
    explicit_id: str | None = None
    sure: bool = True
    info: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A stored card: an immutable ``uid`` on which the log hangs, and what it says today.

    ``fingerprint`` is that of its present text; the uid was derived from the first one.
    ``question`` and ``question_version`` are set for live and code cards. ``written`` has front
    and back as the notes have them where the learner has put the card in other words; the
    fingerprint is that of the notes' text then.
    """

    uid: str
    kind: CardKind
    rule: str
    front: str
    back: str
    extra: str
    passage: Passage
    deck: str
    tags: tuple[str, ...]
    lang: str
    fingerprint: str
    ordinal: int
    explicit_id: str | None = None
    standing: Standing = Standing.ACTIVE
    suspended: bool = False
    buried_on: int | None = None
    flag: int = 0
    question: str | None = None
    question_version: str | None = None
    written: tuple[str, str] | None = None


def as_written(card: Card) -> Card:
    """The card with the text of the notes, also where the learner has put it in other words."""
    if card.written is None:
        return card
    front, back = card.written
    return replace(card, front=front, back=back, written=None)


def in_own_words(card: Card, front: str, back: str) -> tuple[str, str]:
    """What a card says once its notes say ``front`` and ``back``: an edited side stays."""
    was = card.written or (card.front, card.back)
    sides = zip((card.front, card.back), was, (front, back), strict=True)
    asked, told = (new if own == old else own for own, old, new in sides)
    return asked, told


def waits(card: Card) -> bool:
    """Whether a card is a draft that waits to be accepted; one that is never wanted does not."""
    return card.standing is Standing.DRAFT and not card.suspended
