"""What a question may cost, and how a try ends early."""

from quizapp.language import _
from quizapp.model.errors import InputError

SOURCE_BYTES = 8192
STATEMENTS = 60
NODES = 400
DEPTH = 20
ENTRIES = 10_000
EXPONENT = 64
WHOLE = 2**53
MEETINGS = 10_000_000
REPEATS = 100
NESTING = 2
LEVELS = 100
OPTIONS = (3, 6)
TRIES = 200
STEPS_OF_A_TRY = 100_000
STEPS_OF_A_VARIANT = 1_000_000


class Redraw(Exception):
    """This try cannot become a variant: draw again.

    ``reason`` is shown when no try succeeds. ``clashes`` names the mistakes that cannot be told
    from the answer or from each other, ``active`` all mistakes that were compared.
    """

    def __init__(
        self, reason: str, clashes: tuple[str, ...] = (), active: tuple[str, ...] = ()
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.clashes = clashes
        self.active = active


class BrokenVariant(InputError):
    """No fair variant came out of 200 tries: it is skipped with this message, without a review."""


def check_entries(count: int) -> None:
    """Refuse an array of more than 10 000 entries before it is made."""
    if count > ENTRIES:
        message = _("An array of {count} entries is too large; the limit is {limit}.")
        raise InputError(message.format(count=count, limit=ENTRIES))


def whole(value: int) -> int:
    """The whole number itself, unless it is too large to be exact as a float."""
    if -WHOLE < value < WHOLE:
        return value
    raise InputError(_("A whole number of 2**53 or more is too large; make it smaller."))
