"""A terminal that is gone: the app leaves, also where no signal tells it so.

Without this a closed window under ``nohup``, or a dropped line, leaves Textual's input thread
reading nothing again and again, and its output waiting for a reader for ever.
"""

import os
import select
import sys
import time
from collections.abc import Callable
from threading import Thread

GRACE = 1.5
"""Seconds in which the app may end by itself; whatever was answered is in the log already."""

HUNG_UP = 129
"""The exit status of a program that ends by SIGHUP, as a shell tells it."""


def leave_with_terminal(leave: Callable[[], object]) -> None:
    """Call ``leave`` from a thread once standard input hangs up, and end the process soon after."""
    if hasattr(select, "poll"):
        Thread(target=_watch, args=(leave,), name="hangup", daemon=True).start()


def _watch(leave: Callable[[], object]) -> None:
    line = select.poll()
    line.register(sys.__stdin__.fileno(), 0)  # type: ignore[union-attr]
    line.poll()  # asked for nothing, it tells of a hang-up alone
    _write_to_nobody()
    leave()
    time.sleep(GRACE)
    os._exit(HUNG_UP)


def _write_to_nobody() -> None:
    """Let what the app still writes go nowhere instead of failing."""
    nobody = os.open(os.devnull, os.O_RDWR)
    for stream in (sys.__stdin__, sys.__stdout__, sys.__stderr__):
        if stream is not None:
            os.dup2(nobody, stream.fileno())
