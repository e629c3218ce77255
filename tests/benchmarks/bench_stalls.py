"""How long the terminal program leaves its user without an answer, screen by screen.

Run: python bench_stalls.py [CARDS [FILES]]. The app runs in a real pty with very many cards and a
folder of notes; keys are played as a learner plays them, and every turn of its event loop is timed
within (:mod:`stall_meter`). What counts is the computing of the loop's own thread, since a busy
machine takes its core away; the time by the clock, without the waits for a core, stands beside it:
it holds the waits for the interpreter that the threads behind share. Linux only.
"""

import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import big_collection
from bench_import import write_vault
from bench_timing import report
from terminal import Terminal, p95

from quizapp.actions.importing.notes import import_notes
from quizapp.actions.sources.shipped import import_shipped

CARDS, FILES = 100_000, 1_000
STALL_MS = 50.0
ENTER, ESC, TAB, UP, DOWN = b"\r", b"\x1b", b"\t", b"\x1b[A", b"\x1b[B"
PAGE_UP, PAGE_DOWN, HOME, END = b"\x1b[5~", b"\x1b[6~", b"\x1b[H", b"\x1b[F"
COMMANDS, HELP, SETTINGS, UNDO = b"\x10", b"?", b"\x1b[20~", b"u"
HERE = Path(__file__).parent


class Turn(NamedTuple):
    """One turn of the loop: when, and its milliseconds."""

    at: float
    wall: float
    computing: float
    waiting: float


class Played(NamedTuple):
    """One key or more, from the moment it was pressed until the screen was quiet."""

    name: str
    begin: float
    end: float


class Player:
    """Plays keys and remembers when."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.played: list[Played] = []

    @contextmanager
    def play(self, name: str) -> Iterator[None]:
        """Name what is played inside."""
        begin = time.perf_counter()
        yield
        self.played.append(Played(name, begin, time.perf_counter()))

    def keys(self, name: str, *keys: bytes) -> None:
        """Play keys one after the other, each one once all is done that the last one began."""
        for key in keys:
            with self.play(name):
                os.write(self.terminal.master, key)
                self.terminal.rest()

    def midway(self, name: str, key: bytes) -> None:
        """Play a key and go on in the middle of what it began."""
        with self.play(name):
            os.write(self.terminal.master, key)
            self.terminal.settle(1.0)


def main(cards: int, files: int) -> int:
    """Measure; 1 where something is left without an answer for too long."""
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder), cards, files)
        notes = Path(folder) / "turns"
        meter = [sys.executable, str(HERE / "stall_meter.py"), str(notes)]
        begin = time.perf_counter()
        terminal = Terminal([*meter, "--home", folder, "--lang", "en"])
        player = Player(terminal)
        try:
            terminal.until(re.compile(rb"\d\S* cards"))
            terminal.rest()
            player.played.append(Played("start", begin, time.perf_counter()))
            for act in (
                today,
                study,
                browse,
                live,
                statistics,
                notes_place,
                exam,
                overlays,
                resized,
            ):
                act(player)
        finally:
            terminal.close()
        return tell(player.played, read_turns(notes))


def prepare(folder: Path, cards: int, files: int) -> None:
    """Make the collection and the notes, some of which changed since they were taken in."""
    collection = big_collection.build(folder / "collection.db", cards, reviews_a_card=10)
    vault = folder / "vault"
    vault.mkdir()
    write_vault(vault, files)
    import_notes(collection, [str(vault)])
    import_shipped(collection, "en")
    collection.close()
    for number in range(0, files, 50):
        path = vault / f"part {number // 100}" / f"{number}.md"
        path.write_text(path.read_text("utf-8").replace("Узел", "Крюк"), "utf-8")


def today(player: Player) -> None:
    """Walk the decks."""
    player.keys("Today: down the decks", DOWN, DOWN, DOWN, UP)
    player.keys("Today: open and close a deck", b"\x1b[C", b"\x1b[D")


def study(player: Player) -> None:
    """Study twenty cards, with looks aside."""
    player.keys("study: begin", ENTER)
    for card in range(20):
        player.keys("study: show", b" ")
        player.keys("study: rate", b"1" if card % 4 == 3 else b"3")
        if card % 5 == 1:
            player.keys("study: undo", UNDO)
        if card % 5 == 2:
            player.keys("study: why now", b"i", b"i")
    player.keys("study: ten keys in a burst", b" 3" * 5)
    player.keys("study: end", b"q")
    player.keys("study: summary closed", ENTER)


def browse(player: Player) -> None:
    """Search, sort, turn pages."""
    player.keys("Browse: open", b"b")
    player.keys("Browse: down", *[DOWN] * 10)
    player.keys("Browse: page", *[PAGE_DOWN] * 6, *[PAGE_UP] * 2)
    player.keys("Browse: end and home", END, HOME, END, HOME)
    player.keys("Browse: sort", *[b"o"] * 7)
    player.keys("Browse: turn the order", b"O", b"O")
    player.keys("Browse: select all", b"a", b"a")
    player.keys("Browse: select", b" ", DOWN, b" ", b" ")
    player.keys("Browse: search", b"/", b"is:due number 7")
    player.keys("Browse: to the cards", ENTER)
    player.keys("Browse: suspend and undo", b"s", UNDO)
    player.keys("Browse: card", b"p", ESC)


def live(player: Player) -> None:
    """Study questions with fresh numbers."""
    player.keys("live: find", b"/", b"\x7f" * 16 + b'deck:"Neural networks" is:new', ENTER)
    player.keys("live: begin", ENTER)
    for _card in range(6):
        player.keys("live: type", b"1", b".", b"5")
        player.keys("live: check", b"\x12")
        player.keys("live: reveal", b"\x1b[13~")
        player.keys("live: rate", b" ", b"3")
    player.keys("live: end", ESC, b"q")
    player.keys("live: summary closed", ENTER)


def statistics(player: Player) -> None:
    """Walk the plots, look at numbers, look a year ahead."""
    player.keys("Statistics: open", b"t")
    player.keys("Statistics: plots", *[TAB] * 9)
    player.keys("Statistics: numbers", ENTER, DOWN, DOWN, ENTER)
    player.keys("Statistics: period", b"[", b"]")
    player.midway("Statistics: simulate", b"s")
    player.keys("Statistics: simulate stopped", ESC)
    player.midway("Statistics: fit", b"f")
    player.keys("Statistics: fit stopped", ESC)


def notes_place(player: Player) -> None:
    """Read all notes, walk what changed."""
    player.keys("Notes: open", b"n")
    player.keys("Notes: walk", *[DOWN] * 5, PAGE_DOWN, END, HOME)
    player.keys("Notes: one sort alone", b"1", b"1", b"2", b"2")


def exam(player: Player) -> None:
    """Begin an exam and leave it."""
    player.keys("exam: open", b"x")
    player.keys("exam: begin", ENTER)
    player.keys("exam: type", *[b"1", b"2", ENTER] * 4)
    player.keys("exam: other questions", PAGE_DOWN, PAGE_DOWN, PAGE_UP)
    player.keys("exam: end", ESC, b"q", UP, ENTER)


def overlays(player: Player) -> None:
    """What lies over a screen."""
    player.keys("Today: open again", b"d")
    player.keys("help", HELP, ESC)
    player.keys("palette: open", COMMANDS)
    player.keys("palette: type", b"s", b"i", b"m")
    player.keys("palette: close", ESC)
    player.keys("settings", SETTINGS, DOWN, DOWN, ESC)


def resized(player: Player) -> None:
    """Drag the window, on Today and on Browse."""
    for name, key in (("Today", b"d"), ("Browse", b"b")):
        player.keys(f"{name}: come back", key)
        for columns, rows in ((80, 24), (120, 36), (60, 20), (140, 45)):
            with player.play(f"{name}: resize"):
                player.terminal.resize(columns, rows)
                player.terminal.rest()


ACTS = (today, study, browse, live, statistics, notes_place, exam, overlays, resized)


def read_turns(notes: Path) -> list[Turn]:
    """What the meter wrote down; a line that was being written when it ended is left out."""
    lines = notes.read_text("ascii").split("\n")[:-1]
    return [Turn(*map(float, line.split())) for line in lines]


def tell(played: list[Played], turns: list[Turn]) -> int:
    """The longest turns of each action, then the verdict."""
    print(f"{'':38}{'computing':>20}{'by the clock':>15}")
    print(f"{'action':38}{'max':>10}{'p95':>10}{'max':>15}   ms")
    worst: dict[str, float] = {}
    for name in dict.fromkeys(each.name for each in played):
        longest = [_longest(each, turns) for each in played if each.name == name]
        computing = [turn.computing for turn in longest]
        clock = max(turn.wall - turn.waiting for turn in longest)
        worst[name] = max(computing)
        print(f"{name:38}{max(computing):10.1f}{p95(computing):10.1f}{clock:15.1f}")
    name = max(worst, key=worst.__getitem__)
    return int(not report(f"the longest turn, {name}", worst[name], STALL_MS, "ms"))


def _longest(each: Played, turns: list[Turn]) -> Turn:
    mine = (turn for turn in turns if each.begin <= turn.at <= each.end)
    return max(mine, key=lambda turn: turn.computing, default=Turn(each.begin, 0.0, 0.0, 0.0))


if __name__ == "__main__":
    sizes = [int(size) for size in sys.argv[1:]]
    sys.exit(main(*(sizes + [CARDS, FILES][len(sizes) :])))
