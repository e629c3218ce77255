"""From a question to a variant: read it, draw its numbers, run its code in the sandbox."""

from __future__ import annotations

import shlex
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from quizapp.actions.collection import Collection
from quizapp.actions.sources.places import written_in
from quizapp.grading.judge import Recompute
from quizapp.grading.output import printed_by
from quizapp.grading.sandbox import run as run_code
from quizapp.language import _
from quizapp.model.cards import Card
from quizapp.model.errors import InputError
from quizapp.model.questions import Variant
from quizapp.questions import draw_variant, read_question
from quizapp.storage.queries import questions as stored
from quizapp.storage.queries import trust

if TYPE_CHECKING:
    from quizapp.questions.code import CodeQuestion
    from quizapp.questions.statements import Question
    from quizapp.storage.queries.questions import QuestionText

    AnyQuestion: TypeAlias = Question | CodeQuestion


class UntrustedCode(InputError):
    """The code of a question is not trusted, so it was not run; prompt and code can be shown."""

    def __init__(self, message: str, prompt: str, code: str, file: str, line: int) -> None:
        super().__init__(message, file=file, line=line)
        self.prompt = prompt
        self.code = code


@lru_cache(maxsize=512)
def read_block(source: str, info: str, file: str, line: int, lang: str) -> AnyQuestion:
    """Read the fenced block of a question.

    Raises:
        InputError: what is not part of the question language, with file:line of the notes.
    """
    return read_question(source, info, file, line, lang or "en")


def question_text(collection: Collection, card: Card) -> QuestionText | None:
    """The text of a card's question in its present version, None where the collection lacks it."""
    if not card.question_version:
        return None
    with collection.database.reading() as connection:
        return stored.version(connection, collection.learner, card.question_version)


def question_of(collection: Collection, card: Card) -> AnyQuestion:
    """The question of a live or code card, in its present version.

    Raises:
        InputError: the collection does not hold it, or it cannot be read.
    """
    text = question_text(collection, card)
    if text is None:
        raise InputError(
            _(
                "The collection holds no text of the question “{id}”: import its notes again."
            ).format(id=card.question)
        )
    return read_block(text.source, text.info, text.file, text.line, text.lang)


def stored_variant(collection: Collection, card: Card, seed: int, level: int = 1) -> Variant:
    """The variant of a card's question.

    Raises:
        InputError: the question is broken with this seed, or its code is not trusted.
    """
    from quizapp.questions.code import CodeQuestion

    question = question_of(collection, card)
    if not isinstance(question, CodeQuestion):
        return draw_variant(question, seed, level)
    with collection.database.reading() as connection:
        trusted = trust.is_trusted(
            connection, collection.learner, card.passage.source, question.version
        )
    if not trusted:
        raise _untrusted(collection, card, question, seed, level)
    return run_variant(question, seed, level)


def _untrusted(
    collection: Collection, card: Card, question: CodeQuestion, seed: int, level: int
) -> UntrustedCode:
    """The refusal to run a program; it is drawn, so that it can be shown."""
    from quizapp.questions import draw_program

    program = draw_program(question, seed, level)
    place = written_in(collection, card) or question.file
    message = _(
        "The code of this question is not trusted, so it was not run. Read it, then let it run with"
        " `quizapp trust {path}`."
    )
    text = message.format(path=shlex.quote(str(place)))
    return UntrustedCode(text, program.prompt, program.shown, question.file, question.line)


def run_variant(question: CodeQuestion, seed: int, level: int = 1) -> Variant:
    """The variant of a code question, the output it asks for found by running it.

    Raises:
        InputError: the program did not end by itself.
    """
    from quizapp.questions import code_variant, draw_program, output_variant

    program = draw_program(question, seed, level)
    if program.part is not None:
        return code_variant(question, program)
    result = run_code(program.text)
    if result.stopped is not None:
        message = _("The program did not end by itself, so nothing is known of it ({limit}).")
        raise InputError(
            message.format(limit=result.stopped), file=question.file, line=question.line
        )
    return output_variant(question, program, printed_by(result).split("\n"))


def carrier(collection: Collection, card: Card, variant: Variant) -> Recompute | None:
    """How a later part follows from the learner's own earlier values, if any part asks for it."""
    if not any(part.carry for part in variant.parts):
        return None
    from quizapp.questions.code import CodeQuestion
    from quizapp.questions.variant import carried_part

    question = question_of(collection, card)
    assert not isinstance(question, CodeQuestion), "only live questions have parts that carry"
    return lambda values: carried_part(question, variant, values)
