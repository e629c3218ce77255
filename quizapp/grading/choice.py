"""A chosen option: its letter, its text, or its number where no option is a number."""

from dataclasses import replace
from string import ascii_lowercase

from quizapp.grading.findings import Steps, by_print, equal_or_not, marks
from quizapp.grading.read_answer import Number, normal, read_number
from quizapp.grading.text import plain_form
from quizapp.grading.unreadable import UnreadableAnswer, shown
from quizapp.language import _
from quizapp.model.questions import Part
from quizapp.model.verdicts import PartVerdict


def judge_choice(part: Part, text: str, steps: Steps = ()) -> PartVerdict:
    """The verdict on an option; options are compared as printed.

    Raises:
        UnreadableAnswer: ``text`` is none of them.
    """
    chosen = part.options[_chosen(part, normal(text))]
    found = equal_or_not(by_print(part), lambda value: value == chosen, steps)
    right = marks([chosen == part.printed])
    return replace(found, entries=right, read=chosen, value=chosen)


def _chosen(part: Part, typed: str) -> int:
    """The index of the option that was typed; its own text counts before a letter."""
    options = [plain_form(option) for option in part.options]
    if plain_form(typed) in options:
        return options.index(plain_form(typed))
    numbers = [_number(option) for option in part.options]
    number = _number(typed)
    if number is not None and number in numbers:
        return numbers.index(number)
    letter = typed.lower().rstrip(").")
    if len(letter) == 1 and letter in ascii_lowercase[: len(options)]:
        return ascii_lowercase.index(letter)
    places = [float(place) for place in range(1, len(options) + 1)]
    if number is not None and number in places and numbers == [None] * len(options):
        return places.index(number)
    raise _no_option(typed, len(options))


def _number(text: str) -> Number | None:
    try:
        return read_number(text)
    except UnreadableAnswer:
        return None


def _no_option(typed: str, options: int) -> UnreadableAnswer:
    message = _("“{text}” is no option. Type a letter from a to {last}.")
    return UnreadableAnswer(
        message.format(text=shown(typed), last=ascii_lowercase[options - 1]), typed
    )
