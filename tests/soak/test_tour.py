"""Every screen in a tmux window, in both languages, narrow and wide; see ``touring.py``."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOUR = Path(__file__).with_name("touring.py")
PLACES = [("en", "140x45"), ("ru", "80x24")]
"""The other two take their half minute by hand: ``python tests/soak/touring.py en 80x24``."""


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
@pytest.mark.parametrize(("lang", "size"), PLACES)
def test_every_screen_comes_without_fault(lang: str, size: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    done = subprocess.run(
        [sys.executable, TOUR, lang, size],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{lang} {size}: ")
    assert done.stdout.endswith(", taken back\n")
