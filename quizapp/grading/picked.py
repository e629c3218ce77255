"""Options picked from a choice card: all right ones and no other make a right answer."""

import re
from collections.abc import Sequence
from string import ascii_lowercase

from quizapp.grading.unreadable import UnreadableAnswer, shown
from quizapp.language import _, ngettext
from quizapp.model.cards import Option
from quizapp.model.verdicts import Outcome, PartVerdict, Verdict

LETTERS = ascii_lowercase
"""What the options are called, from the first one as it is shown."""

_PART = "answer"


def judge_options(options: Sequence[Option], text: str) -> Verdict:
    """The verdict on the letters in ``text``: ``b``, ``ac`` or ``a, c``, in any order.

    Entries are those of the options picked, in the order shown; ``value`` has their texts.
    """
    right = [place for place, option in enumerate(options) if option.right]
    expected = "; ".join(f"{LETTERS[place]}) {options[place].text}" for place in right)
    try:
        picked = _places(text, len(options))
    except UnreadableAnswer as unreadable:
        part = PartVerdict(_PART, Outcome.UNREADABLE, unreadable.message, read=unreadable.text)
    else:
        part = _found(options, right, picked)
    return Verdict(part.outcome, part.message, expected, (part,))


def _found(options: Sequence[Option], right: list[int], picked: list[int]) -> PartVerdict:
    texts = tuple(options[place].text for place in picked)
    outcome = Outcome.RIGHT if picked == right else Outcome.WRONG
    message = _("Your answer matches.")
    if outcome is Outcome.WRONG and len(right) == len(picked) == 1:
        message = _("You chose “{text}”.").format(text=texts[0])
    elif outcome is Outcome.WRONG:
        off = len(set(picked) ^ set(right))
        message = ngettext(
            "{n} option is wrong or missing.", "{n} options are wrong or missing.", off
        )
    return PartVerdict(
        _PART,
        outcome,
        message,
        entries=tuple(Outcome.RIGHT if options[p].right else Outcome.WRONG for p in picked),
        read="; ".join(texts),
        value=texts,
    )


def _places(text: str, count: int) -> list[int]:
    """The places of the letters that were typed, each once, in the order shown."""
    letters = re.sub(r"[\s,;).]+", "", text.lower())
    known = LETTERS[:count]
    if not letters or not set(letters) <= set(known):
        message = _("“{text}” is no option. Type a letter from a to {last}.")
        raise UnreadableAnswer(message.format(text=shown(text), last=known[-1]), text)
    return sorted({known.index(letter) for letter in letters})
