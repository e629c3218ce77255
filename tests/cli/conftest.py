"""The command line in this process: what it prints, and with which status it ends."""

import json
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from quizapp import language
from quizapp.cli.main import main

NOTES = """\
---
deck: Sums
tags: [arithmetic]
lang: en
---
# Carrying

Q: What is a carry?
A: A ten that moves one place to the left.

# Exercises

```python quiz sum-of-two
\"\"\"What is {{a}} + {{b}}?\"\"\"
a = integers(2, 90)
b = integers(2, 90)
s = a + b   # Add: $a + b$
answer(s)
mistake(s + 10, "One carry too many", id="carry")
hint("Take the tens first")
```

# Long division
"""


@dataclass(frozen=True, slots=True)
class Result:
    """How one command ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output, which holds exactly one document."""
        return json.loads(self.out)


Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every test begins in English, and what it leaves in the environment goes with it."""
    for name in ("QUIZAPP_HOME", "QUIZAPP_DB", "LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    yield
    language.use("en")


@pytest.fixture
def utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """UTC as the zone of the machine, for tests whose moments are written down."""
    if not hasattr(time, "tzset"):
        pytest.skip("Windows has the zone from its settings alone")
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where the collection of this test lives."""
    return tmp_path / "home"


@pytest.fixture
def bare(capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run exactly the arguments given."""

    def run(*argv: str | Path) -> Result:
        capsysbinary.readouterr()
        status = main([str(word) for word in argv])
        captured = capsysbinary.readouterr()
        return Result(status, captured.out.decode("utf-8"), captured.err.decode("utf-8"))

    return run


@pytest.fixture
def run(bare: Run, home: Path) -> Run:
    """Run a verb on this test's collection, which begins without the shipped decks."""

    def run(*argv: str | Path) -> Result:
        return bare("--home", home, "--empty", *argv)

    return run


@pytest.fixture
def notes(run: Run, tmp_path: Path) -> Path:
    """A file of notes that the collection has taken in: one basic card, one question, one gap."""
    path = tmp_path / "sums.md"
    path.write_text(NOTES, encoding="utf-8")
    done = run("import", path)
    assert done.status == 0, done.err
    return path


@pytest.fixture(scope="session")
def shipped_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with the English shipped decks, made once."""
    folder = tmp_path_factory.mktemp("shipped")
    language.use("en")
    assert main(["--home", str(folder), "--lang", "en", "stats"]) == 0
    return folder


@pytest.fixture
def shipped(shipped_template: Path, home: Path) -> Path:
    """This test's own copy of the shipped collection."""
    shutil.copytree(shipped_template, home)
    return home
