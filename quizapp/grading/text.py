"""A typed wording: letters count, their case and marks that keyboards differ in do not."""

import unicodedata
from dataclasses import replace

from quizapp.grading.findings import Steps, by_print, equal_or_not
from quizapp.grading.read_answer import normal
from quizapp.grading.unreadable import UnreadableAnswer, shown
from quizapp.language import _
from quizapp.model.questions import Part
from quizapp.model.verdicts import Outcome, PartVerdict

LETTERS_A_SLIP = 6
"""One slip in so many letters is close."""


def judge_text(part: Part, text: str, steps: Steps = ()) -> PartVerdict:
    """The verdict on a wording: right as one of the right ones, close with a slip of the pen.

    Raises:
        UnreadableAnswer: nothing was typed, or too much.
    """
    typed = plain_form(normal(text))
    if not typed:
        raise UnreadableAnswer(_("The answer is empty. Write a word or a few."))
    found = equal_or_not(by_print(part), lambda value: typed == plain_form(str(value)), steps)
    if typed in map(plain_form, part.also):
        found = PartVerdict(part.name, Outcome.RIGHT, _("Your answer matches."))
    elif found.outcome is Outcome.WRONG and (near := _near(typed, [part.printed, *part.also])):
        message = _("Nearly: it is written “{right}”.").format(right=near)
        found = PartVerdict(part.name, Outcome.CLOSE, message)
    entry = Outcome.WRONG if found.outcome is Outcome.MISTAKE else found.outcome
    return replace(found, entries=(entry,), read=shown(text), value=" ".join(text.split()))


def plain_form(text: str) -> str:
    """NFC, one space between words, no case, ё as е, every dash as a hyphen."""
    folded = normal(unicodedata.normalize("NFC", text)).casefold().replace("ё", "е")
    return " ".join(folded.replace("\u00ad", "").split())


def _near(typed: str, wordings: list[str]) -> str | None:
    """The wording that ``typed`` misses by no more slips than its length allows."""
    for wording in wordings:
        right = plain_form(wording)
        allowed = len(right) // LETTERS_A_SLIP
        if slips(typed, right, allowed) <= allowed:
            return wording
    return None


def slips(typed: str, right: str, limit: int) -> int:
    """Letters missing, added, replaced or swapped with their neighbour; above ``limit`` any number
    above it (optimal string alignment distance).
    """
    if abs(len(typed) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    above = list(range(len(right) + 1))
    for i, letter in enumerate(typed, 1):
        row = [i]
        for j, other in enumerate(right, 1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != other)))
            if i > 1 and j > 1 and letter == right[j - 2] and typed[i - 2] == other:
                row[j] = min(row[j], before[j - 2] + 1)
        before, above = above, row
    return above[-1]
