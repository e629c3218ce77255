"""The pages, and the program as they use it: a home of its own, English."""

import io
import shlex
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from quizapp import language
from quizapp.cli.main import main

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


@dataclass(frozen=True, slots=True)
class Result:
    """How one command ended."""

    status: int
    out: str
    err: str


Shell = Callable[..., Result]


@pytest.fixture
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Our variables and the folder of the test; every test begins in English."""
    for name in ("QUIZAPP_DB", "LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("QUIZAPP_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    yield
    language.use("en")


@pytest.fixture
def shell(
    surroundings: None, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    """Run a line that begins with ``quizapp``, with lines typed into it."""

    def run(line: str, *typed: str) -> Result:
        program, *words = shlex.split(line, comments=True)
        assert program == "quizapp", line
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{text}\n" for text in typed)))
        capsysbinary.readouterr()
        status = main(words)
        captured = capsysbinary.readouterr()
        return Result(status, captured.out.decode("utf-8"), captured.err.decode("utf-8"))

    return run
