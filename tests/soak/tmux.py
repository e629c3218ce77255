"""The program in a tmux window of its own: keys go in, the screen comes out as text."""

import os
import subprocess
import sysconfig
import time
from collections.abc import Callable, Mapping
from pathlib import Path

PROGRAM = Path(sysconfig.get_path("scripts")) / "quizapp"
PATIENCE = 90.0
_LOOKS_EVERY = 0.03
_ESCAPE = ("-H", "1b", "5b", "32", "37", "75")
"""As terminals with the Kitty protocol send it: esc alone could be one key with the next."""


class Window:
    """One tmux server with one window, gone when closed."""

    def __init__(self, folder: Path, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self._socket = str(folder / "tmux")
        self._environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "TZ": os.environ.get("TZ", ""),
            "TERM": "xterm-256color",
        }

    def start(self, *words: str, **variables: str) -> None:
        """Run the program with these words."""
        settings = [f"{name}={value}" for name, value in variables.items()]
        size = ["-x", str(self.columns), "-y", str(self.rows)]
        command = ["env", *settings, str(PROGRAM), *words]
        quiet = ["set", "-g", "status", "off", ";", "set", "-sg", "escape-time", "0", ";"]
        self._tmux("-f", os.devnull, *quiet, "new-session", "-d", *size, *command)

    def press(self, *keys: str) -> None:
        """Press keys by tmux's names (``Enter``, ``C-p``); anything else is typed."""
        for key in keys:
            self._tmux("send-keys", *(_ESCAPE if key == "Escape" else (key,)))

    def type(self, text: str) -> None:
        """Type text as it is."""
        self._tmux("send-keys", "-l", text)

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size."""
        self.columns, self.rows = columns, rows
        self._tmux("resize-window", "-x", str(columns), "-y", str(rows))

    @property
    def text(self) -> str:
        """What the screen shows; wrapped lines as the one they are."""
        shown = self._tmux("capture-pane", "-p", "-J").split("\n")
        return "\n".join(line.rstrip() for line in shown[: self.rows])

    def wait_for(self, true: Callable[[str], bool], what: str) -> str:
        """Wait until something is true of a screen that stands still."""
        end, before = time.monotonic() + PATIENCE, ""
        while True:
            now = self.text
            if now == before and true(now):
                return now
            if time.monotonic() > end:
                raise AssertionError(f"no {what} on the screen:\n{now}")
            before = now
            time.sleep(_LOOKS_EVERY)

    def close(self) -> None:
        """End the program and its server."""
        subprocess.run(self._command("kill-server"), capture_output=True, check=False)

    def _command(self, *words: str) -> list[str]:
        return ["tmux", "-S", self._socket, *words]

    def _tmux(self, *words: str, environment: Mapping[str, str] | None = None) -> str:
        done = subprocess.run(
            self._command(*words),
            env=environment or self._environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout
