"""The app in a browser: a card studied in Chromium is in the log; nothing is asked elsewhere."""

import shutil
import signal
import socket
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pyte
import pytest

from quizapp.cli.main import main

from .conftest import PATIENCE, PROGRAM

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NOTES = """\
---
deck: Sums
lang: en
---
# Carrying

Q: What is a carry?
A: A ten that moves one place to the left.
"""
TOKEN = "correct-horse"


class Served:
    """The program with a port of its own."""

    def __init__(self, home: Path, *words: str) -> None:
        self._command = [PROGRAM, "--home", home, "--lang", "en", "serve", *words, "--port"]
        while not self._started():
            assert self.program.wait(timeout=PATIENCE) == 2, "it failed of itself"

    def _started(self) -> bool:
        """Whether it has a port; another program may take the free one in between."""
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            port = str(free.getsockname()[1])
        self.address = f"http://127.0.0.1:{port}/"
        self.program = subprocess.Popen([*self._command, port], stdout=subprocess.PIPE, text=True)
        assert self.program.stdout is not None
        self.said = self.program.stdout.readline()
        return bool(self.said)

    def status(self, path: str = "", **headers: str) -> int:
        """The status of a page asked for with these headers."""
        asked = Request(self.address + path, headers=headers)
        try:
            with urlopen(asked, timeout=PATIENCE) as answer:
                return int(answer.status)
        except HTTPError as refusal:
            with refusal:
                return refusal.code

    def end(self) -> int:
        """Press ctrl+c; the status the program ends with."""
        self.program.send_signal(signal.SIGINT)
        return self.program.wait(timeout=PATIENCE)


@pytest.fixture
def serve(home: Path, tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Serve a collection with one card."""
    notes = tmp_path / "sums.md"
    notes.write_text(NOTES, encoding="utf-8")
    assert main(["--home", str(home), "--lang", "en", "--empty", "import", str(notes)]) == 0
    started: list[Served] = []

    def serve(*words: str) -> Served:
        started.append(Served(home, *words))
        return started[-1]

    yield serve
    for served in started:
        served.program.kill()
        served.program.communicate()


class Tab:
    """A browser tab: what the app sends it, on a screen that can be read."""

    def __init__(self, page) -> None:
        self.page = page
        self.hosts: set[str | None] = set()
        self._screen = pyte.Screen(250, 80)
        self._stream = pyte.ByteStream(self._screen)
        page.on("request", lambda asked: self.hosts.add(urlsplit(asked.url).hostname))
        page.on("websocket", self._listen)

    def _listen(self, socket) -> None:
        self.hosts.add(urlsplit(socket.url).hostname)
        socket.on("framereceived", self._take)

    def _take(self, frame: str | bytes) -> None:
        if isinstance(frame, bytes):
            self._stream.feed(frame)

    @property
    def text(self) -> str:
        """What the app shows, on a screen that is larger than the tab's."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def wait_for(self, words: str) -> None:
        """Wait until the app shows these words."""
        end = time.monotonic() + PATIENCE
        while words not in self.text:
            assert time.monotonic() < end, f"no {words!r} on the screen:\n{self.text}"
            self.page.wait_for_timeout(50)


@pytest.fixture
def tab() -> Iterator[Tab]:
    """A tab of a headless Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=CHROMIUM, args=ARGUMENTS, timeout=PATIENCE * 1000
        )
        page = browser.new_page(viewport={"width": 1100, "height": 700})
        page.set_default_timeout(PATIENCE * 1000)
        yield Tab(page)
        browser.close()


def ratings(home: Path) -> list[int]:
    """The ratings in the log."""
    with closing(sqlite3.connect(home / "collection.db")) as connection:
        return [row[0] for row in connection.execute("SELECT rating FROM reviews ORDER BY at")]


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_a_card_studied_in_a_browser_is_in_the_log(serve, tab: Tab, home: Path) -> None:
    served = serve("--token", TOKEN)

    tab.page.goto(f"{served.address}?token={TOKEN}")
    tab.wait_for("The first session: 1 card")
    tab.page.keyboard.press("Enter")
    tab.wait_for("What is a carry?")
    tab.page.keyboard.press("Space")
    tab.wait_for("A ten that moves")
    tab.page.keyboard.press("4")
    tab.wait_for("Session over")

    assert ratings(home) == [4]
    assert tab.hosts == {"127.0.0.1"}
    assert TOKEN not in tab.page.url
    assert served.end() == 0
    tab.page.wait_for_selector("#ended", state="visible")


@pytest.mark.slow
def test_only_who_has_the_token_comes_in_and_no_foreign_page_steers_the_app(serve) -> None:
    here, closed = serve(), serve("--token", TOKEN)

    assert here.said == f"Open {here.address} in a browser; ctrl+c ends it.\n"
    assert here.status() == 200
    assert here.status(Host="rebound.example") == 403
    assert here.status("ws", Origin="https://other.example") == 403
    assert [closed.status(path) for path in ("", "ws", "static/js/textual.js")] == [403] * 3
    assert closed.status("?token=wrong-horse") == 403
    assert closed.status("?token=" + TOKEN) == 403  # a client that keeps no cookie
    assert [here.end(), closed.end()] == [0, 0]
