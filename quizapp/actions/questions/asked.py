"""List questions, draw variants of one, and judge an answer to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from quizapp.actions.collection import Collection
from quizapp.actions.questions.variants import carrier, question_of, stored_variant
from quizapp.actions.studying.log import drawn_json
from quizapp.grading.judge import judge
from quizapp.grading.python_text import unfolded
from quizapp.language import _
from quizapp.model.cards import Card, CardKind, Standing
from quizapp.model.errors import InputError
from quizapp.model.questions import AnswerKind, Part, Variant
from quizapp.model.verdicts import Verdict
from quizapp.storage.queries import cards

_TRIES = 5


@dataclass(frozen=True, slots=True)
class ListedQuestion:
    """A question as lists show it; one whose text is not here has no levels."""

    id: str
    deck: str
    kind: str
    levels: int


def list_questions(collection: Collection) -> list[ListedQuestion]:
    """All questions of the collection, in the order they were added."""
    return [
        ListedQuestion(
            card.question or card.uid, card.deck, card.kind.value, _levels(collection, card)
        )
        for card in _question_cards(collection)
    ]


def _levels(collection: Collection, card: Card) -> int:
    try:
        return question_of(collection, card).levels
    except InputError:
        return 0


def variants(
    collection: Collection, name: str, seed: int | None = None, count: int = 1, level: int = 1
) -> list[Variant]:
    """Variants with the seeds from ``seed`` on.

    Without one the start is random, and such that no two of a live question have the same
    numbers, if there are enough different ones.

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
    if seed is not None:
        return [stored_variant(collection, card, seed + i, level) for i in range(count)]
    for _try in range(_TRIES):
        first = collection.random.getrandbits(31)
        series = [stored_variant(collection, card, first + i, level) for i in range(count)]
        if card.kind is CardKind.CODE or len({drawn_json(each) for each in series}) == count:
            break
    return series


def grade(
    collection: Collection, name: str, seed: int, answers: Sequence[str], level: int = 1
) -> Verdict:
    """Judge an answer, one text a part, to the variant with this seed. Logs nothing.

    Outputs and programs may be typed on one line, ``\\n`` between their lines.

    Raises:
        InputError: there is no such question, or it cannot be drawn with this seed.
    """
    (variant,) = variants(collection, name, seed, 1, level)
    recompute = carrier(collection, question_card(collection, name), variant)
    return judge(variant, lines_of_answers(variant, answers), recompute=recompute)


def lines_of_answers(variant: Variant, answers: Sequence[str]) -> list[str]:
    """The answers as typed, those of several lines unfolded where they came on one."""
    kinds = [part.kind for part in variant.parts]
    return [
        unfolded(text) if kind in {AnswerKind.OUTPUT, AnswerKind.PROGRAM} else text
        for text, kind in zip_longest(answers, kinds[: len(answers)])
    ]


def simplest(part: Part) -> str | None:
    """A shorter form of a formula that is asked for, None where sympy finds none in its time."""
    if part.kind is not AnswerKind.FORMULA:
        return None
    from quizapp.expressions import parse, plain
    from quizapp.expressions.symbolic import simplified

    found = simplified(parse(part.printed, [name for name, _low, _high in part.domains]))
    shorter = found is not None and len(plain(found)) < len(part.printed)
    return plain(found) if found is not None and shorter else None


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
