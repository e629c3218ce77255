"""A card in the learner's own words: kept in the collection, the notes stay as they are."""

from collections.abc import Mapping
from dataclasses import dataclass

from quizapp.actions.collection import Collection
from quizapp.actions.importing.deciding import in_own_words_now, says_other
from quizapp.actions.sources.shipped import SHIPPED
from quizapp.language import _
from quizapp.model.cards import QUESTIONS, Card, CardKind
from quizapp.model.errors import InputError
from quizapp.storage.queries import cards, import_log
from quizapp.storage.queries.import_log import Before

_FRONT, _BACK = "===== front =====", "===== back ====="


@dataclass(frozen=True, slots=True)
class Sides:
    """Front and back of a card, as Markdown."""

    front: str
    back: str


def edit_card(collection: Collection, uid: str, front: str, back: str) -> Card:
    """Put a card in other words; imports of its notes leave each edited side alone.

    It is logged like an import, so that ``import --undo`` takes it back.

    Raises:
        InputError: there is no such card, a side says nothing, or it is a question, whose text is
            its source.
    """
    learner, now = collection.learner, collection.now()
    with collection.database.writing() as connection:
        before = cards.card(connection, learner, uid)
        if before is None:
            raise InputError(_("There is no card “{id}”.").format(id=uid))
        if before.kind in QUESTIONS:
            raise InputError(_("A question is edited in its notes: its text is its source."))
        after = in_own_words_now(before, front, back)
        _refuse_broken(after)
        if after != before:
            cards.replace(connection, learner, after, now if says_other(before, after) else None)
            was = Before(cards=(before,))
            import_log.log(connection, learner, collection.new_uid(now), now, "", was)
    return after


def is_shipped(card: Card) -> bool:
    """Whether a card comes with the program, so that its notes are not the learner's to edit."""
    return card.passage.source == SHIPPED


def as_text(card: Card) -> str:
    """Both sides as a text to be edited; :func:`from_text` reads it back."""
    return f"{_FRONT}\n{card.front}\n{_BACK}\n{card.back}\n"


def from_text(text: str) -> Sides:
    """The sides in an edited text.

    Raises:
        InputError: the lines that part them are gone.
    """
    before, front_mark, rest = text.partition(_FRONT)
    front, back_mark, back = rest.partition(_BACK)
    if before.strip() or not front_mark or not back_mark:
        message = _("Leave the lines “{front}” and “{back}”: nothing was changed.")
        raise InputError(message.format(front=_FRONT, back=_BACK))
    return Sides(front.strip(), back.strip())


_NEEDS: Mapping[CardKind, str] = {CardKind.CHOICE: "- [x]", CardKind.STEPS: "1."}
"""What the back of a kind of card cannot do without."""


def _refuse_broken(card: Card) -> None:
    needed = _NEEDS.get(card.kind)
    if needed is not None and needed not in card.back:
        message = _("The back of this card needs a line with “{mark}”: nothing was changed.")
        raise InputError(message.format(mark=needed))
