"""A short soak in every run of the suite; ``QUIZAPP_KILLS=1000`` makes it a long one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="lives are forked")
def test_no_kill_loses_what_was_finished() -> None:
    kills = os.environ.get("QUIZAPP_KILLS", "25")
    script = Path(__file__).with_name("kills.py")

    done = subprocess.run(
        [sys.executable, script, kills], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{kills} kills in ")
