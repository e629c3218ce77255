"""What ``import`` shows people of an edit: the plan as a diff, and what was recognised."""

from pathlib import Path

import pytest

BEFORE = """\
# Wires

Q: What is a relay?
A: A switch that a current throws.

Q: What is a coil?
A: A wire wound up.

Q: How many volts are there at home?
A: As a rule 220 volts.
"""
AFTER = """\
# Wires

Q: What is a relay?
A: A switch that a small current throws.

Q: How many volts are there at home?
A: As a rule 230 volts.
"""
OTHER = """\
Q: What is a coil?
A: A wire wound up.
"""


@pytest.fixture
def folder(run, tmp_path: Path) -> Path:
    folder = tmp_path / "n"
    folder.mkdir()
    (folder / "a.md").write_text(BEFORE, encoding="utf-8")
    run("import", folder)
    (folder / "a.md").write_text(AFTER, encoding="utf-8")
    (folder / "b.md").write_text(OTHER, encoding="utf-8")
    return folder


def test_a_dry_run_shows_the_plan_file_by_file(run, folder: Path) -> None:
    done = run("import", folder, "--dry-run")

    assert (
        done.out
        == f"""\
Nothing was written (--dry-run).
1 card added, 1 changed, 0 unchanged, 1 moved, 1 retired, 0 brought back, 0 drafts waiting

{folder}/a.md
  3: ~ What is a relay? ⟶ A switch that a small current throws.  (91 %)
      was: A switch that a current throws.
  6: + How many volts are there at home? ⟶ As a rule 230 volts.
  9: − How many volts are there at home? ⟶ As a rule 220 volts.

{folder}/b.md
  1: → What is a coil? ⟶ A wire wound up.  (from {folder}/a.md:6)
"""
    )


def test_an_import_lists_what_it_recognised_by_likeness(run, folder: Path) -> None:
    done = run("import", folder)

    assert done.out.endswith(
        f"Recognised although edited:\n  {folder}/a.md:3: 91 % What is a relay?\n"
    )


def test_json_has_no_diff(run, folder: Path) -> None:
    done = run("import", folder, "--dry-run", "--json")

    assert "changes" not in done.json
    assert (done.json["changed"], done.json["moved"]) == (1, 1)


def test_drafts_and_doubts_are_shown(run, tmp_path: Path) -> None:
    path = tmp_path / "n.md"
    path.write_text("# One\n\nQ: What does a net hold?\nA: All it has read.\n", encoding="utf-8")
    run("import", path)
    both = "".join(f"Q: What does a net {n} hold?\nA: All it has read.\n\n" for n in "AB")
    path.write_text(f"# Two\n\n{both}# Release\nIt comes once in summer.\n", encoding="utf-8")

    done = run("import", path, "--dry-run")

    assert "  3: − What does a net hold? ⟶ All it has read.\n" in done.out
    assert "  10: ? Release: what is it, in short? ⟶ It comes once in summer.\n" in done.out
    assert f"{path}:3: warning: This card is retired: it may have become any of" in done.out
    assert f"{path}:6: warning: This card begins anew: it may be one that stood at" in done.out
