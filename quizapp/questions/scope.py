"""The values of one try, the work done in it, and what may go wrong in an expression."""

import numpy as np

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.questions.arithmetic import Datum
from quizapp.questions.limits import STEPS_OF_A_TRY

CONSTANTS = {"pi": np.pi, "e": np.e, "inf": np.inf}

FAILURES = (ArithmeticError, LookupError, TypeError, ValueError, MemoryError)
"""What an expression may raise when its values do not fit it."""


def explained(error: Exception) -> str:
    """A failure of an expression as a sentence for its author."""
    return _("This cannot be computed: {reason}.").format(reason=str(error).rstrip(".")[:200])


class Scope(dict[str, Datum]):
    """The values of the names in one try, and the work done so far."""

    __slots__ = ("work",)

    def __init__(self, values: dict[str, Datum]) -> None:
        super().__init__(values)
        self.work = 0

    def charge(self, steps: int) -> None:
        """Count work; a try that needs too much is refused."""
        self.work += steps
        if self.work > STEPS_OF_A_TRY:
            message = _("The question works too hard: a try takes at most {limit} steps.")
            raise InputError(message.format(limit=STEPS_OF_A_TRY))
