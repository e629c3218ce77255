"""``.ci/constraints.txt`` pins every dependency, by name and version alone, as pyproject allows."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LINES = (ROOT / ".ci" / "constraints.txt").read_text(encoding="utf-8").splitlines()
PINNED = {
    canonicalize_name(name): version
    for name, _is, version in (line.partition("==") for line in LINES if line[:1] != "#")
}


def requirements() -> list[Requirement]:
    """What the program, its extras and its development need on this machine."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    wanted = [Requirement(text) for group in (project["dependencies"], *extras) for text in group]
    return [each for each in wanted if each.marker is None or each.marker.evaluate()]


def test_a_line_is_a_name_and_a_version_and_nothing_else() -> None:
    assert [line for line in LINES[1:] if not re.fullmatch(r"[\w.-]+==[\w.+!]+", line)] == []
    assert LINES[0].startswith("# ")


@pytest.mark.parametrize("wanted", requirements(), ids=lambda wanted: wanted.name)
def test_a_dependency_is_pinned_to_a_version_that_is_allowed(wanted: Requirement) -> None:
    assert wanted.specifier.contains(PINNED[canonicalize_name(wanted.name)])
