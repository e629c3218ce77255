"""A terminal as a learner has one: bytes in, bytes out, and a screen to read."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import sysconfig
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pyte
import pytest

PROGRAM = Path(sysconfig.get_path("scripts")) / "quizapp"
PATIENCE = 90.0
"""Seconds; a machine that runs other tests too is slow, and waiting costs nothing else."""
_OWN_TERMINAL = (
    "import os, sys; os.setsid(); os.open(os.ttyname(0), os.O_RDWR);"
    " os.execv(sys.argv[1], sys.argv[1:])"
)
_UNKNOWN_TO_PYTE = re.compile(
    rb"\x1b\[[<=>][0-9;]*[A-Za-z]|\x1b\[\?[0-9;]*\$p|\x1b\[16t|\x1b[P_][^\x1b]*\x1b\\"
)
_UNFINISHED = re.compile(rb"\x1b(?:[P_][^\x1b]*\x1b?)?\Z")
KEYS = {
    "enter": b"\r",
    "space": b" ",
    "tab": b"\t",
    "esc": b"\x1b[27u",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "f1": b"\x1bOP",
    "f2": b"\x1bOQ",
    "f3": b"\x1bOR",
    "f4": b"\x1bOS",
    "ctrl+z": b"\x1a",
    "ctrl+r": b"\x12",
    "ctrl+q": b"\x11",
}
"""Esc as the Kitty protocol sends it: alone it could be one key with the next."""


class Terminal:
    """A pseudo-terminal with the program in it."""

    def __init__(
        self, command: list[str], environment: dict[str, str], columns: int, rows: int
    ) -> None:
        self.written = b""
        self.replies: dict[bytes, bytes] = {}
        """What this terminal answers to what is written, each once."""
        self._rest = b""
        self._open = True
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._master, self._slave = pty.openpty()
        self.resize(columns, rows)
        self.settings = termios.tcgetattr(self._slave)
        self.program = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _OWN_TERMINAL, *command],
            stdin=self._slave,
            stdout=self._slave,
            stderr=self._slave,
            env=environment,
        )

    @property
    def text(self) -> str:
        """What the screen shows."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size; the program is told."""
        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, size)
        self._screen.resize(rows, columns)

    def press(self, *keys: str) -> None:
        """Press keys by name; anything without a name is typed."""
        for key in keys:
            os.write(self._master, KEYS.get(key, key.encode()))

    def wait_for(self, *words: str, without: str | None = None) -> str:
        """Wait until the screen shows all of these words, and no longer ``without``."""
        return self.wait_until(
            lambda text: (
                all(word in text for word in words) and (without is None or without not in text)
            ),
            f"{words} without {without!r}",
        )

    def wait_until(self, true: Callable[[str], bool], what: str) -> str:
        """Wait until something is true of the screen's text."""
        end = time.monotonic() + PATIENCE
        while not true(self.text):
            assert time.monotonic() < end, f"no {what} on the screen:\n{self.text}"
            assert self._read() or self.program.poll() is None, f"ended: {self.text}"
        return self.text

    def settle(self, seconds: float = 0.4) -> str:
        """Let the program do what it will, where nothing on the screen would tell."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._read()
        return self.text

    def ended(self) -> int:
        """Wait until the program has ended; its status."""
        end = time.monotonic() + PATIENCE
        while self.program.poll() is None:
            assert time.monotonic() < end, f"still runs:\n{self.text}"
            self._read()
        while self._read():
            pass
        return self.program.returncode

    def kill(self) -> None:
        """End the program as a power cut would."""
        self.program.send_signal(signal.SIGKILL)
        self.ended()

    @property
    def is_sane(self) -> bool:
        """Main screen and cursor are back, no mouse is reported, line settings are as before."""
        return (
            self._last("?1049") == "l"
            and self._last("?25") == "h"
            and self._last("?1000") in {"l", None}
            and termios.tcgetattr(self._slave) == self.settings
        )

    def _last(self, mode: str) -> str | None:
        """How a mode was switched last: ``h`` on, ``l`` off."""
        found = re.findall(rb"\x1b\[" + re.escape(mode.encode()) + rb"([hl])", self.written)
        return found[-1].decode() if found else None

    def _read(self) -> bool:
        """Take in what was written within a moment; whether there was anything."""
        ready, _, _ = select.select([self._master], [], [], 0.02)
        if not ready:
            return False
        data = os.read(self._master, 65536)
        self.written += data
        for question in [one for one in self.replies if one in self.written]:
            os.write(self._master, self.replies.pop(question))
        shown = _UNKNOWN_TO_PYTE.sub(b"", self._rest + data)
        unfinished = _UNFINISHED.search(shown)
        end = unfinished.start() if unfinished else len(shown)
        self._rest = shown[end:]
        self._stream.feed(shown[:end])
        return bool(data)

    def vanish(self) -> int:
        """Close the window while the program runs; the status it ends with."""
        os.close(self._slave)
        os.close(self._master)
        self._open = False
        return self.program.wait(PATIENCE)

    def close(self) -> None:
        """Pull the plug."""
        if self.program.poll() is None:
            self.program.kill()
        self.program.wait()
        if self._open:
            os.close(self._master)
            os.close(self._slave)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where the collection of this test lives."""
    return tmp_path / "home"


@pytest.fixture
def terminal(home: Path) -> Iterator[Callable[..., Terminal]]:
    """Start the installed program in a terminal of its own."""
    with ExitStack() as stack:

        def start(
            *words: str | Path, columns: int = 100, rows: int = 36, **variables: str
        ) -> Terminal:
            environment = {
                "PATH": os.defpath,
                "HOME": str(home.parent),
                "TERM": "xterm-256color",
                "COLORTERM": "truecolor",
                "LANG": "C.UTF-8",
                "TZ": os.environ.get("TZ", ""),
                **variables,
            }
            command = [str(PROGRAM), "--home", str(home), *map(str, words)]
            opened = Terminal(command, environment, columns, rows)
            stack.callback(opened.close)
            return opened

        yield start
