"""Parameters of older versions of FSRS as those of FSRS-6.

Source: ``fsrs-rs``, the crate that Anki uses, which fills 17 (FSRS-4.5) and 19 (FSRS-5) parameters
up to 21. FSRS-5 made the initial difficulty exponential and damped its changes, so three
parameters of FSRS-4.5 are worked over; the decay of both was fixed at 0.5.
"""

from collections.abc import Sequence
from math import log

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.scheduling.memory import model

_OLD_DECAY = 0.5


def default_parameters() -> tuple[float, ...]:
    """Those that hold where nothing was fitted, written out."""
    return tuple(model().scheduler.parameters)


def as_fsrs_6(parameters: Sequence[float]) -> tuple[float, ...]:
    """The 21 parameters that stand for 17, 19 or 21; () for none.

    Raises:
        InputError: their number is another one, or one is out of its bounds.
    """
    w = list(parameters)
    if len(w) == 17:
        w[4] += 2 * w[5]
        w[5] = log(3 * w[5] + 1) / 3 if w[5] > -1 / 3 else w[5]
        w[6] += 0.5
        w += [0.0, 0.0, 0.0, _OLD_DECAY]
    elif len(w) == 19:
        w += [0.0, _OLD_DECAY]
    if len(w) not in {0, 21}:
        raise InputError(_("FSRS has 17, 19 or 21 parameters, not {n}.").format(n=len(w)))
    found = tuple(w)
    model(found)
    return found
