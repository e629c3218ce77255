"""A short year in every run of the suite; ``python tests/soak/year.py`` plays a whole one."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.file


@pytest.mark.slow
def test_a_year_of_edits_two_machines_upgrades_and_a_backup_put_back_loses_nothing() -> None:
    script = Path(__file__).with_name("year.py")
    size = ["--days", "24", "--reviews", "180", "--edits", "32", "--facts", "45"]

    done = subprocess.run(
        [sys.executable, script, *size], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("24 days, ")
    assert "backups put back: 1" in done.stdout
