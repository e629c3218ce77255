"""Paths as people type them."""

from pathlib import Path

from quizapp.language import _
from quizapp.model.errors import InputError


def typed_path(text: str) -> Path:
    """The path that was typed; ``~`` is a home folder also where no shell has said so.

    Raises:
        InputError: there is nobody whose home folder that could be.
    """
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise InputError(_("There is no such home folder."), file=text) from None
