"""A few power cuts in every run of the suite; ``QUIZAPP_CUTS=1000`` makes it a long soak."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def _can_trace() -> bool:
    strace = shutil.which("strace")
    return (
        strace is not None
        and not subprocess.run(
            [strace, "-o", os.devnull, sys.executable, "-c", ""], capture_output=True, check=False
        ).returncode
    )


def test_no_power_cut_loses_what_was_finished() -> None:
    if not _can_trace():
        pytest.skip("needs strace, to see what was synced when")
    cuts = os.environ.get("QUIZAPP_CUTS", "25")
    script = Path(__file__).with_name("power.py")

    done = subprocess.run(
        [sys.executable, script, cuts], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{cuts} cuts in ")
