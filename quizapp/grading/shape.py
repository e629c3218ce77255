"""A typed shape: ``2x3`` ``(2, 3)`` ``2 3``; the axes count, in their order."""

import re
from dataclasses import replace

from quizapp.grading.findings import Steps, equal_or_not, marks
from quizapp.grading.read_answer import normal
from quizapp.grading.unreadable import UnreadableAnswer, shown
from quizapp.language import _
from quizapp.model.questions import Part, Value
from quizapp.model.verdicts import Outcome, PartVerdict

_SEPARATORS = "[xX×хХ*,; \t]+"  # the Latin letter and the Cyrillic one
_LONGEST = 20


def judge_shape(part: Part, text: str, steps: Steps = ()) -> PartVerdict:
    """The verdict on a shape; another number of axes is readable and wrong.

    Raises:
        UnreadableAnswer: ``text`` writes no shape.
    """
    typed = _read_shape(text)
    right = part.answer if isinstance(part.answer, tuple) else (part.answer,)
    found = equal_or_not(part, lambda value: value == typed, steps)
    if found.outcome is Outcome.WRONG and typed == right[::-1]:
        message = _("The axes are in the opposite order.")
        found = PartVerdict(part.name, Outcome.MISTAKE, message, mistake="transposed")
    same = [mine == theirs for mine, theirs in zip(typed, right, strict=False)]
    missing = [False] * abs(len(typed) - len(right))
    read = "x".join(map(str, typed)) or "()"
    return replace(found, entries=marks([*same, *missing]), read=read, value=typed)


def _read_shape(text: str) -> tuple[Value, ...]:
    """The lengths of the axes; ``()`` has none."""
    typed = normal(text)
    inner = re.sub(r"^[(\[](.*)[)\]]$", r"\1", typed, flags=re.DOTALL).strip()
    lengths = [length for length in re.split(_SEPARATORS, inner) if length]
    legal = all(
        length.isascii() and length.isdigit() and len(length) < _LONGEST for length in lengths
    )
    only_signs = bool(inner) and not lengths
    if not typed or not legal or only_signs or len(lengths) > _LONGEST:
        message = _("“{text}” is not a shape. Write it like 2x3.").format(text=shown(text))
        raise UnreadableAnswer(message, text)
    return tuple(map(int, lengths))
