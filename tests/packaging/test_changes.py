"""Fragments of the changelog are of a known kind, and towncrier makes a section of them."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
FRAGMENTS = ROOT / "docs" / "changes"
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["towncrier"]


def test_every_fragment_is_of_a_known_kind_and_one_paragraph() -> None:
    kinds = "|".join(kind["directory"] for kind in SETTINGS["type"])
    for fragment in FRAGMENTS.iterdir():
        if fragment.name in SETTINGS["ignore"]:
            continue
        assert re.fullmatch(rf"(\+[\w-]+|\d+)\.({kinds})\.md", fragment.name)
        assert "\n\n" not in fragment.read_text(encoding="utf-8").strip()


def test_fragments_become_a_section_above_the_ones_before(tmp_path: Path) -> None:
    for name in ("pyproject.toml", "CHANGELOG.md"):
        shutil.copy(ROOT / name, tmp_path)
    folder = tmp_path / SETTINGS["directory"]
    folder.mkdir(parents=True)
    (folder / "+tide.fixed.md").write_text("The tide turns in time.\n", encoding="utf-8")
    before = (tmp_path / "CHANGELOG.md").read_text(encoding="utf-8")

    options = ["--yes", "--version", "9.9", "--date", "2030-01-02", "--dir", tmp_path]
    command = [sys.executable, "-m", "towncrier", "build", *options]
    subprocess.run(command, check=True, capture_output=True, cwd=tmp_path)

    after = (tmp_path / "CHANGELOG.md").read_text(encoding="utf-8")
    section = "## 9.9 (2030-01-02)\n\n### Fixed\n\n- The tide turns in time.\n"
    assert section in after
    assert after.index(section) < after.index("## Unreleased")
    assert after.replace(section, "").split() == before.split()
    assert list(folder.iterdir()) == []
