"""What a code question has besides its question language: program, marks, companions."""

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.questions.code import CodeQuestion
from quizapp.questions.companions import SOLUTION, TESTS, Companion, check_companions
from quizapp.questions.marks import body_of, read_marks
from quizapp.questions.reading import Reading, nearest
from quizapp.questions.statements import Question
from quizapp.questions.text import Text, read_text


def read_code(
    template: Question, form: str, own: str, companions: dict[str, Companion], reading: Reading
) -> CodeQuestion:
    """The code question of a template: its program, marks and companions checked.

    Raises:
        InputError: what does not fit its form, with file:line of the notes.
    """
    check_companions(form, companions, reading)
    names = frozenset(reading.assigned) | {"level"}

    def text(source: str, line: int) -> Text:
        try:
            found = read_text(source)
        except InputError as error:
            reading.fail(line, error.message)
        for name in sorted(found.names - names):
            message = _("“{{{{{name}}}}}” names nothing of this question. {nearest}")
            known = nearest(name, names)
            reading.fail(line, message.format(name=name[:40], nearest=known).rstrip())
        return found

    body, marks = read_marks(form, body_of(own), reading, text)
    for mistake in template.mistakes:
        if form in ("quiz-order", "quiz-code"):
            message = _("A {form} has no mistake(…): its lines #x or its tests tell what is wrong.")
            reading.fail(mistake.line, message.format(form=form))
    tests, solution = companions.get(TESTS), companions.get(SOLUTION)
    return CodeQuestion(template, form, body, marks, tests, solution)
