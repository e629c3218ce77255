"""What is built: opened, installed far from the checkout, and run there."""

import email
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

import quizapp

CHECKOUT = Path(quizapp.__file__).parents[1]
INSTALLED = Path(sysconfig.get_path("purelib"))


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command without any setting of this checkout; it must succeed."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "QUIZAPP", "LANG", "LC_", "PIP_"))
    }
    done = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env={**environment, "LANG": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source distribution of this checkout, and the wheel made of that."""
    folder = tmp_path_factory.mktemp("dist")
    build = ("-m", "build", "--no-isolation", "--outdir", folder, CHECKOUT)
    run(sys.executable, *build, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (found,) = built.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment of its own with the wheel in it.

    The libraries it needs are those of this environment: its folder is on the path, but not the
    ``.pth`` file in it that leads to the checkout (only ``site`` follows those).
    """
    folder = tmp_path_factory.mktemp("far-away")
    venv.create(folder / "venv", symlinks=True, with_pip=True)
    python = folder / "venv" / "bin" / "python"
    install = ("-m", "pip", "install", "--no-deps", "--no-index", "--quiet", wheel)
    run(python, *install, cwd=folder)
    purelib = run(
        python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder
    ).stdout.strip()
    Path(purelib, "libraries.pth").write_text(f"{INSTALLED}\n", encoding="utf-8")
    return python.parent


def test_the_wheel_holds_the_program_and_all_its_data(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())

    expected = {
        file.relative_to(CHECKOUT).as_posix()
        for folder in ("quizapp", "reference_impl", "decks")
        for file in (CHECKOUT / folder).rglob("*")
        if file.is_file() and file.suffix not in {".pyc", ".po", ".pot"}
    }
    assert expected <= names
    needed = (
        ("quizapp/tui/styles/", ".tcss"),
        ("quizapp/storage/migrations/versions/", ".py"),
        ("quizapp/locale/ru/LC_MESSAGES/", ".mo"),
        ("quizapp/py.typed", ""),
        ("decks/en/", ".md"),
        ("decks/ru/", ".md"),
        ("reference_impl/__init__", ".py"),
    )
    for start, end in needed:
        assert any(name.startswith(start) and name.endswith(end) for name in names), start


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {
        "quizapp",
        "reference_impl",
        "decks",
    }
    assert not [name for name in names if name.endswith((".pyc", ".db", ".log"))]
    assert not [name for name in names if "test" in name.split("/")]


def test_the_source_distribution_can_be_tested_and_documented(built: Path) -> None:
    (file,) = built.glob("*.tar.gz")
    with tarfile.open(file) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    assert {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md"} <= names
    assert {"tests/conftest.py", "docs/conf.py", ".ci/constraints.txt"} <= names


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
    metadata = email.message_from_bytes(archive.read(name))

    assert metadata["Name"] == "quizapp"
    assert metadata["Version"] == quizapp.__version__
    assert metadata["License-Expression"] == "MIT"
    assert "dev" in metadata.get_all("Provides-Extra")
    required = {line.split(";")[0] for line in metadata.get_all("Requires-Dist") if ";" not in line}
    assert not any(name.startswith(("anki", "pytest", "pyte")) for name in required)


def test_the_program_runs_far_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    where = run(
        installed / "python", "-c", "import quizapp; print(quizapp.__file__)", cwd=tmp_path
    ).stdout
    version = run(installed / "quizapp", "--version", cwd=tmp_path).stdout
    listed = run(installed / "quizapp", "--home", tmp_path / "h", "question", cwd=tmp_path).stdout
    today = run(installed / "python", "-m", "quizapp", "--home", tmp_path / "h", cwd=tmp_path)
    russian = run(
        installed / "quizapp", "--home", tmp_path / "r", "--lang", "ru", "cards", cwd=tmp_path
    )

    assert Path(where.strip()).is_relative_to(installed.parent)
    assert version == f"quizapp {quizapp.__version__}\n"
    assert "softmax-output" in listed
    assert "singleton-init-twice" in listed
    assert today.stdout.startswith("20 cards, about ")
    assert "Карточка" in russian.stdout or "карточ" in russian.stdout


def test_a_program_installed_so_exports_and_checks_itself(installed: Path, tmp_path: Path) -> None:
    quizapp_there = (installed / "quizapp", "--home", tmp_path / "h")
    run(*quizapp_there, "export", tmp_path / "out.apkg", "--variants", "3", cwd=tmp_path)

    assert zipfile.is_zipfile(tmp_path / "out.apkg")
    assert run(*quizapp_there, "check", cwd=tmp_path).stdout == "The collection is whole.\n"
