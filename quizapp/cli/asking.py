"""A question before what cannot be taken back."""

import sys

from quizapp.language import _


def somebody_is_there() -> bool:
    """Whether a question would be seen and answered."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def agreed(question: str) -> bool:
    """Ask on standard error; anything but a yes is a no."""
    print(question, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in {"y", "yes", _("y"), _("yes")}
