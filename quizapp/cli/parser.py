"""An argument parser that speaks the language in use and complains in one sentence."""

import argparse
from typing import Never

from quizapp.language import _, marked
from quizapp.model.errors import InputError

SENTENCES = (
    marked("usage: "),
    marked("positional arguments"),
    marked("options"),
    marked("show this help message and exit"),
    marked("show program's version number and exit"),
    marked("argument %(argument_name)s: %(message)s"),
    marked("the following arguments are required: %s"),
    marked("unrecognized arguments: %s"),
    marked("expected one argument"),
    marked("expected at least one argument"),
    marked("expected %s arguments"),
    marked("invalid choice: %(value)r (choose from %(choices)s)"),
    marked("not allowed with argument %s"),
    marked("ambiguous option: %(option)s could match %(matches)s"),
    marked("ignored explicit argument %r"),
)
"""What argparse says of itself, in its own words."""


def speak() -> None:
    """Let argparse look its sentences up in our catalogue; it has no public way to be told so.

    What it counts are the arguments of an option, never one.
    """
    vars(argparse).update(_=_, ngettext=lambda _one, many, _count: _(many))


class Parser(argparse.ArgumentParser):
    """An argument parser that complains in one sentence."""

    def error(self, message: str) -> Never:
        """Refuse the arguments."""
        hint = _("see `{command} --help`").format(command=self.prog)
        raise InputError(f"{message}; {hint}.")
