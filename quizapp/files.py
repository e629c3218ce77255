"""Paths as people type them, and files that take the place of others."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def replacing(file: Path) -> Iterator[Path]:
    """Where to write what takes the place of ``file`` at the end, or leaves it untouched.

    A pipe or a device cannot be replaced: it is written itself.

    Raises:
        OSError: a file cannot be written there.
    """
    import tempfile

    if file.exists() and not file.is_file():
        yield file
        return
    file = file.resolve()
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".quizapp-") as folder:
        made = Path(folder) / "made"
        yield made
        os.replace(made, file)  # noqa: PTH105  atomic on every platform
