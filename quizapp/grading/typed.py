"""A typed card: the answer of the notes, letter by letter.

Case, ё for е, spaces, kinds of dashes and quotation marks and the stop at the end do not count.
An accent, a letter of another alphabet that looks alike, or one slip in six letters is close.
"""

import unicodedata

from quizapp.grading.letters import folded_letter, letters_between
from quizapp.grading.read_answer import normal
from quizapp.grading.text import LETTERS_A_SLIP, plain_form, slips
from quizapp.grading.unreadable import UnreadableAnswer, shown
from quizapp.language import _
from quizapp.model.questions import Part, Step
from quizapp.model.verdicts import Outcome, PartVerdict

_STOPS = " .,;:!?…"
_LATIN = "aceopxykmthbABCEHKMOPTXY"
_CYRILLIC = "асеорхукмтнвАВСЕНКМОРТХУ"
_AS_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RUSSIAN_KEYS = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_OTHER_LAYOUT = str.maketrans(_KEYS + _RUSSIAN_KEYS, _RUSSIAN_KEYS + _KEYS)


def judge_typed(part: Part, text: str, steps: tuple[Step, ...] = ()) -> PartVerdict:
    """The verdict on a typed answer, with both wordings letter by letter.

    Raises:
        UnreadableAnswer: nothing was typed, too much, or the keys of another layout.
    """
    typed, right = _one_line(normal(text)), _one_line(part.printed)
    if not typed:
        raise UnreadableAnswer(_("The answer is empty. Write a word or a few."))
    outcome, message = _compared(typed, right)
    if outcome is Outcome.WRONG and _folded(typed.casefold().translate(_OTHER_LAYOUT)) == _folded(
        right
    ):
        message = _("The keyboard was set to another language. Type it once more.")
        raise UnreadableAnswer(message, text)
    return PartVerdict(
        part.name,
        outcome,
        message,
        entries=(outcome,),
        read=shown(typed),
        value=typed,
        letters=letters_between(typed, right) if outcome is not Outcome.RIGHT else (),
    )


def _compared(typed: str, right: str) -> tuple[Outcome, str]:
    ours, theirs = _folded(typed), _folded(right)
    if ours == theirs:
        return Outcome.RIGHT, _("Your answer matches.")
    if ours.translate(_AS_LATIN) == theirs.translate(_AS_LATIN):
        return Outcome.CLOSE, _of_another_alphabet(typed, right)
    allowed = len(theirs) // LETTERS_A_SLIP
    if _bare(ours) == _bare(theirs) or slips(ours, theirs, allowed) <= allowed:
        return Outcome.CLOSE, _("Nearly: it is written “{right}”.").format(right=shown(right))
    return Outcome.WRONG, _("It is “{right}”.").format(right=shown(right))


def _of_another_alphabet(typed: str, right: str) -> str:
    """Which letters look right and are not."""
    strange = [piece.typed for piece in letters_between(typed, right) if not piece.right]
    named = dict.fromkeys("".join(strange).strip(_STOPS))
    cyrillic = any(letter in _CYRILLIC for letter in named)
    message = (
        _("Cyrillic letters stand for Latin ones that look alike: {letters}.")
        if cyrillic
        else _("Latin letters stand for Cyrillic ones that look alike: {letters}.")
    )
    return message.format(letters=", ".join(named))


def _one_line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _folded(text: str) -> str:
    plain = "".join(map(folded_letter, plain_form(text)))
    return plain.rstrip(_STOPS) or plain


def _bare(text: str) -> str:
    """A text without accents; й is a letter of its own."""
    kept: list[str] = []
    for letter in text:
        base = unicodedata.normalize("NFD", letter)[0]
        kept.append(letter if "\u0400" <= base <= "\u04ff" else base)
    return "".join(kept)
