"""Numbers among the arguments: refused in a sentence of ours."""

import argparse

from quizapp.language import _


def whole(text: str) -> int:
    """Any whole number.

    Raises:
        argparse.ArgumentTypeError: the text is none.
    """
    try:
        return int(text)
    except ValueError:
        message = _("“{text}” is not a whole number").format(text=text)
        raise argparse.ArgumentTypeError(message) from None


def from_zero(text: str) -> int:
    """A whole number from 0 on; raises as :func:`whole` does."""
    return _from(0, text)


def from_one(text: str) -> int:
    """A whole number from 1 on; raises as :func:`whole` does."""
    return _from(1, text)


def _from(least: int, text: str) -> int:
    if not text.isdecimal() or int(text) < least:
        message = _("“{text}” is not a number from {least} on").format(text=text, least=least)
        raise argparse.ArgumentTypeError(message)
    return int(text)
