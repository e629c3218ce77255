"""Open a file or an address with the program the system has for it, beside the app."""

import os
import shutil
import subprocess
import sys
from asyncio import to_thread
from threading import Thread

from quizapp.language import _

_PATIENCE = 1.0
"""Seconds in which an opener may say that it failed; one that stays longer shows something."""


async def open_outside(target: str, name: str) -> str:
    """Open it without waiting for the program; answers with what to say: ``name`` is what it is."""
    failed = await to_thread(_started, target)
    if failed:
        return _("Cannot open {name}: {reason}").format(name=name, reason=failed)
    return _("{name} opens in another program.").format(name=name)


def _started(target: str) -> str:
    """Start the opener; answers with why that failed, or nothing."""
    if sys.platform == "win32":
        try:
            os.startfile(target)
        except OSError as error:
            return str(error)
        return ""
    command = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if command is None:
        return _("there is no xdg-open")
    return _run([command, target])


def _run(command: list[str]) -> str:
    silent = subprocess.DEVNULL
    try:
        program = subprocess.Popen(
            command, stdin=silent, stdout=silent, stderr=silent, start_new_session=True
        )
    except OSError as error:
        return str(error)
    # Waited for to its end, also when that is long after: else it would stay as a zombie.
    waiting = Thread(target=program.wait, daemon=True, name="opener")
    waiting.start()
    waiting.join(_PATIENCE)
    status = program.returncode
    return (
        _("{program} ended with status {n}").format(program=command[0], n=status) if status else ""
    )
