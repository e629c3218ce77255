"""List questions, draw variants of one, and judge an answer to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.actions.collection import Collection
from quizapp.actions.variants import carrier, question_of, stored_variant
from quizapp.grading.judge import judge
from quizapp.language import _
from quizapp.model.cards import Card, Standing
from quizapp.model.errors import InputError
from quizapp.model.questions import Variant
from quizapp.model.verdicts import Verdict
from quizapp.storage import cards


@dataclass(frozen=True, slots=True)
class ListedQuestion:
    """A question as lists show it."""

    id: str
    deck: str
    kind: str
    levels: int


def list_questions(collection: Collection) -> list[ListedQuestion]:
    """All questions of the collection, in the order they were added."""
    found = []
    for card in _question_cards(collection):
        question = question_of(collection, card)
        found.append(ListedQuestion(question.id, card.deck, card.kind.value, question.levels))
    return found


def variants(
    collection: Collection, name: str, seed: int | None = None, count: int = 1, level: int = 1
) -> list[Variant]:
    """Variants with the seeds from ``seed`` on; a random start without one.

    Raises:
        InputError: there is no such question, level, or a variant cannot be drawn.
    """
    card = question_card(collection, name)
    question = question_of(collection, card)
    if not 1 <= level <= question.levels:
        raise InputError(
            _("The question “{name}” has levels 1 to {levels}, not {level}.").format(
                name=name, levels=question.levels, level=level
            )
        )
    first = collection.random.getrandbits(31) if seed is None else seed
    return [stored_variant(collection, card, first + i, level) for i in range(count)]


def grade(
    collection: Collection, name: str, seed: int, answers: Sequence[str], level: int = 1
) -> Verdict:
    """Judge an answer, one text a part, to the variant with this seed. Logs nothing.

    Raises:
        InputError: there is no such question, or it cannot be drawn with this seed.
    """
    (variant,) = variants(collection, name, seed, 1, level)
    recompute = carrier(collection, question_card(collection, name), variant)
    return judge(variant, answers, recompute=recompute)


def question_card(collection: Collection, name: str) -> Card:
    """The card of a question.

    Raises:
        InputError: there is none.
    """
    for card in _question_cards(collection):
        if card.question == name:
            return card
    raise InputError(
        _("There is no question “{name}”: `quizapp question` lists them.").format(name=name)
    )


def _question_cards(collection: Collection) -> list[Card]:
    with collection.database.reading() as connection:
        found = cards.question_cards(connection, collection.learner)
    return [card for card in found if card.standing is Standing.ACTIVE]
