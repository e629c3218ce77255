"""What is built: the wheel has all that the program reads, and nothing only developers need."""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parents[2]
READ_AT_RUN_TIME = {
    "quizapp/anki/fresh.js",
    "quizapp/anki/style.css",
    "quizapp/locale/ru/LC_MESSAGES/quizapp.mo",
    "quizapp/py.typed",
    "quizapp/web/page.html",
    "reference_impl/py.typed",
}
"""Files beside the code that the program would miss; every other kind is looked up in the tree."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source distribution of this tree."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> set[str]:
    """The names of the files in the wheel."""
    (file,) = built.glob("*.whl")
    with zipfile.ZipFile(file) as archive:
        return set(archive.namelist())


def tracked(package: str, *suffixes: str) -> set[str]:
    """The files of a package in the tree with one of these endings."""
    return {
        file.relative_to(ROOT).as_posix()
        for suffix in suffixes
        for file in (ROOT / package).rglob(f"*{suffix}")
        if "__pycache__" not in file.parts
    }


@pytest.mark.slow
def test_the_wheel_has_the_code_the_decks_and_what_the_program_reads(wheel: set[str]) -> None:
    code = tracked("quizapp", ".py", ".tcss") | tracked("reference_impl", ".py")

    assert code - wheel == set()
    assert tracked("decks", ".md") - wheel == set()
    assert READ_AT_RUN_TIME - wheel == set()


@pytest.mark.slow
def test_the_wheel_has_nothing_but_the_three_packages(wheel: set[str]) -> None:
    tops = {PurePosixPath(name).parts[0] for name in wheel}

    assert {top for top in tops if not top.endswith(".dist-info")} == {
        "quizapp",
        "reference_impl",
        "decks",
    }
    assert not [name for name in wheel if "__pycache__" in name or "test" in name.split("/")]


@pytest.mark.slow
def test_the_source_distribution_can_be_tested_and_documented(built: Path) -> None:
    (file,) = built.glob("*.tar.gz")
    with tarfile.open(file) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    assert {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md"} <= names
    assert {"tests/conftest.py", "docs/conf.py", ".ci/constraints.txt"} <= names
