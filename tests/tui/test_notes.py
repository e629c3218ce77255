"""Notes: what the notes would become, decided, written, taken back."""

import asyncio
import subprocess
import sys
import threading
from collections.abc import Awaitable, Callable
from itertools import count
from pathlib import Path
from random import Random

import pytest
import staged
from conftest import play, press, seen, settled
from textual.pilot import Pilot

from quizapp import language
from quizapp.actions.cards.listing import list_cards
from quizapp.actions.collection import open_collection
from quizapp.actions.importing import preview as preview_actions
from quizapp.actions.importing.drafts import drafts
from quizapp.actions.importing.notes import import_notes
from quizapp.actions.studying.reviewing import review
from quizapp.model.reviews import Rating
from quizapp.tui import editor
from quizapp.tui.app import QuizApp
from quizapp.tui.pieces import Piece
from quizapp.tui.sorts import Sort
from quizapp.tui.widgets.noteshead import NotesHead
from quizapp.tui.widgets.worddiff import underlined

Walk = Callable[[Pilot[None]], Awaitable[None]]

BEFORE = """\
---
deck: ML
lang: en
---
# Optimizers

**Adam** is a method that gives every weight a step of its own.

# GloVe

GloVe is better than Word2Vec because it uses global counts.
"""
AFTER = """\
---
deck: ML
lang: en
---
# Optimizers

**Adam** is a method that gives every weight a step size of its own.

# Dropout

**Dropout** is a technique that switches off random neurons while training.

**Weight decay** is a penalty on large weights. It keeps a model simple, because large weights fit \
noise.

# Multi-Head Attention
"""


class Desk:
    """A folder of notes, its collection, and the screen over both."""

    def __init__(self, folder: Path) -> None:
        self.notes = folder / "notes"
        self.notes.mkdir()
        self.base = folder / "collection.db"
        self._seeds = count(3)

    def open(self):
        return open_collection(self.base, lambda: staged.AT, Random(next(self._seeds)))

    def write(self, text: str, name: str = "ml.md") -> None:
        (self.notes / name).write_text(text, encoding="utf-8")

    def taken_in(self) -> None:
        """Take the notes in."""
        self.ask(lambda collection: import_notes(collection, [str(self.notes)]))

    def studied(self) -> None:
        """Take the notes in and answer every card once."""
        self.taken_in()
        collection = self.open()
        for card in list_cards(collection):
            if card.state == "new":
                review(collection, card.id, Rating.GOOD)
        collection.close()

    def ask(self, question):
        """What the collection says now."""
        collection = self.open()
        try:
            return question(collection)
        finally:
            collection.close()

    def states(self) -> dict[str, str]:
        """The state of every card by what it asks."""
        return self.ask(lambda c: {card.front: card.state for card in list_cards(c)})

    def run(self, walk: Walk, size: tuple[int, int] = (100, 30), place: str = "n") -> None:
        async def go(pilot: Pilot[None]) -> None:
            await press(pilot, place)
            await settled(pilot)
            await walk(pilot)

        asyncio.run(play(QuizApp(self.open), go, size))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    return Desk(tmp_path)


@pytest.fixture
def edited(desk: Desk) -> Desk:
    """Notes that were studied, then edited: one card of each kind of change."""
    desk.write(BEFORE)
    desk.studied()
    desk.write(AFTER)
    return desk


def line_with(pilot: Pilot[None], text: str) -> str:
    return next(line for line in seen(pilot).splitlines() if text in line)


def place_of(pilot: Pilot[None], text: str) -> tuple[int, int]:
    lines = seen(pilot).splitlines()
    y = next(y for y, line in enumerate(lines) if text in line)
    return lines[y].index(text), y


def test_the_place_shows_what_an_import_would_do_and_writes_nothing(edited: Desk) -> None:
    before = edited.states()

    async def walk(pilot: Pilot[None]) -> None:
        assert "ml.md" in seen(pilot)
        assert "Nothing written yet" in seen(pilot)
        head = line_with(pilot, "retired")
        for number in ("+2 new", "~1 changed", "−1 retired", "?1 draft", "1 gap"):
            assert number in head
        assert "+ What is Dropout?" in seen(pilot)
        assert "− GloVe is better" in seen(pilot)
        assert "Write 5 changes" in seen(pilot)

    edited.run(walk)
    assert edited.states() == before


def test_rows_stand_below_their_headings_with_rule_and_line(edited: Desk) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        lines = seen(pilot).splitlines()
        at = next(y for y, line in enumerate(lines) if "Dropout" in line and "?" not in line)
        assert "What is Dropout?" in lines[at + 1]
        assert lines[at + 1][:51].rstrip().endswith("11")
        assert "definition" in lines[at + 1]

    edited.run(walk)


def test_a_changed_card_shows_both_texts_and_what_becomes_of_its_history(edited: Desk) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        assert "answer, before" in seen(pilot)
        assert "answer, after" in seen(pilot)
        assert "✓ Its history stays" in seen(pilot)
        assert "1 review" in seen(pilot)
        assert "its place" in seen(pilot)

    edited.run(walk)


def test_enter_writes_and_u_takes_it_back(edited: Desk) -> None:
    before = edited.states()

    async def walk(pilot: Pilot[None]) -> None:
        await press(pilot, "enter")
        await settled(pilot)
        assert "Wrote 5 changes. u undoes it." in seen(pilot)
        assert "Nothing to write" in seen(pilot)

        await press(pilot, "u")
        await settled(pilot)
        assert "Taken back: notes. 5 cards are as before." in seen(pilot)
        assert "Write 5 changes" in seen(pilot)

    edited.run(walk)
    assert edited.states() == before


def test_a_draft_that_is_accepted_becomes_a_card_with_the_writing(edited: Desk) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        await press(pilot, "4", "a")
        assert "Accepted. Not written yet, u undoes it." in seen(pilot)
        assert "accepted" in line_with(pilot, "Weight decay")
        await press(pilot, "enter")
        await settled(pilot)

    edited.run(walk)
    assert "draft" not in edited.states().values()
    assert sum(state == "new" for state in edited.states().values()) == 3


def test_a_draft_that_is_never_wanted_does_not_come_back(edited: Desk) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        await press(pilot, "4", "S", "enter")
        await settled(pilot)
        assert "Weight decay" not in seen(pilot)

    edited.run(walk)
    assert edited.ask(drafts) == []


def test_a_draft_is_accepted_in_other_words(edited: Desk) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        await press(pilot, "4", "e")
        assert "In your words" in seen(pilot)
        await press(pilot, "f7", "delete", "ctrl+r")
        assert "Both sides of a card must say something" in seen(pilot)
        await press(pilot, *"Why is decay good?", "ctrl+r")
        assert "Accepted in your words." in seen(pilot)
        await press(pilot, "enter")
        await settled(pilot)

    edited.run(walk)
    (own,) = (front for front in edited.states() if front.startswith("Why is decay good?"))
    assert edited.states()[own] == "new"


def test_closing_the_editors_decides_nothing(edited: Desk) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        await press(pilot, "4", "e", "tab", *"more", "escape")
        assert "In your words" not in seen(pilot)
        assert "accepted" not in seen(pilot)
        assert pilot.app.screen.decisions == {}

    edited.run(walk)


def test_decisions_are_taken_back_one_by_one(edited: Desk) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        await press(pilot, "4", "a", "S", "s")
        assert pilot.app.screen.decisions == {}
        await press(pilot, "u")
        assert "never" in line_with(pilot, "Weight decay")
        await press(pilot, "u")
        assert "accepted" in line_with(pilot, "Weight decay")
        await press(pilot, "u")
        assert "accepted" not in line_with(pilot, "Weight decay")

    edited.run(walk)


def test_all_drafts_are_accepted_at_once(edited: Desk) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        await press(pilot, "A")
        assert "Accepted 1 draft." in seen(pilot)

    edited.run(walk)


def test_drafts_that_wait_are_listed_when_nothing_changed(edited: Desk) -> None:
    edited.taken_in()

    async def walk(pilot: Pilot[None]) -> None:
        assert "Weight decay" in seen(pilot)
        assert "Nothing to write" in seen(pilot)
        assert "Multi-Head Attention" in seen(pilot)
        await press(pilot, "4", "a")
        assert "Write 1 change" in seen(pilot)
        await press(pilot, "enter")
        await settled(pilot)
        assert "Wrote 1 change." in seen(pilot)

    edited.run(walk)
    assert "draft" not in edited.states().values()


def test_a_number_shows_one_sort_alone_and_again_everything(edited: Desk) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        await press(pilot, "3")
        assert {entry.sort for entry in pilot.app.screen.rows.entries} == {Sort.RETIRED}
        assert "It asks nothing from now on." in seen(pilot)
        await press(pilot, "6")
        assert "None of these." in seen(pilot)
        await press(pilot, "6")
        assert "What is Dropout?" in seen(pilot)

    edited.run(walk)


def test_a_gap_says_how_many_shipped_cards_know_it(edited: Desk) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        await press(pilot, "5")
        found = pilot.app.screen.rows.current.subject
        assert len(found.covered) > 1
        assert f"{len(found.covered)} shipped cards" in seen(pilot)
        assert "This heading says nothing yet." in seen(pilot)
        assert "{{" not in seen(pilot)

    edited.run(walk)


def test_a_broken_file_is_one_row_and_its_cards_stay(edited: Desk) -> None:
    (edited.notes / "bad.md").write_bytes(b"\x00\xff")

    async def walk(pilot: Pilot[None]) -> None:
        assert "Not read  bad.md" in seen(pilot)
        assert "Its cards stay as they are." in seen(pilot)
        assert "What is Dropout?" in seen(pilot)

    edited.run(walk)


def test_cards_that_cannot_be_told_apart_come_first(desk: Desk) -> None:
    asks = "Q: What does the state of a network{} hold?\nA: What it has read so far.\n\n"
    desk.write(f"# One\n{asks.format('')}")
    desk.studied()
    desk.write(f"# Two\n{asks.format(' A')}{asks.format(' B')}\n# Three\n")

    async def walk(pilot: Pilot[None]) -> None:
        first = pilot.app.screen.rows.entries[0]
        assert "Which is which?" in seen(pilot)
        assert first.subject.rule == "identity-ambiguous"

    desk.run(walk)


def test_the_first_visit_teaches_and_a_typed_path_is_looked_at(desk: Desk) -> None:
    desk.write(AFTER)

    async def walk(pilot: Pilot[None]) -> None:
        assert "No notes yet" in seen(pilot)
        assert "quizapp import PATH" in seen(pilot)
        assert {"notes.only1", "notes.undo", "notes.again"}.isdisjoint(pilot.app.screen.offers())
        assert not pilot.app.screen.query_one(NotesHead).display
        await press(pilot, "p", *"notes", "enter")
        await settled(pilot)
        assert "What is Dropout?" in seen(pilot)
        assert "Write 4 changes" in seen(pilot)
        assert pilot.app.screen.query_one(NotesHead).display
        assert pilot.app.focused is None
        await press(pilot, "enter")
        await settled(pilot)
        assert "Wrote 4 changes." in seen(pilot)

    desk.run(walk)
    assert desk.states()["What is Dropout?"] == "new"


def test_a_path_that_is_not_there_is_told_and_the_list_stays(edited: Desk) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        await press(pilot, "p", *"nowhere.md", "enter")
        await settled(pilot)
        assert "There is no such file or folder." in seen(pilot)
        assert "What is Dropout?" in seen(pilot)

    edited.run(walk)


def test_esc_stops_a_reading_without_a_trace(edited: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = edited.states()
    reading, go_on = threading.Event(), threading.Event()

    def slow(_collection, paths=(), *, deck=None, tell):
        tell(312, 1000)
        reading.set()
        go_on.wait(10)
        tell(313, 1000)
        raise AssertionError("it was not stopped")

    monkeypatch.setattr(preview_actions, "preview", slow)

    async def walk(pilot: Pilot[None]) -> None:
        await press_without_waiting(pilot, "n")
        await asyncio.to_thread(reading.wait, 10)
        pilot.app.screen._tell_progress()
        await pilot.pause()
        assert "reading 312 of 1 000 files" in seen(pilot)
        await press_without_waiting(pilot, "escape")
        go_on.set()
        await settled(pilot)
        assert "Stopped: nothing was written." in seen(pilot)

    edited.run(walk, place="d")
    assert edited.states() == before


def test_a_writing_goes_on_while_another_place_is_looked_at(edited: Desk) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        pilot.app.screen.action_write()
        await pilot.app.go("today")
        await settled(pilot)

    edited.run(walk)
    assert edited.states()["What is Dropout?"] == "new"


async def press_without_waiting(pilot: Pilot[None], key: str) -> None:
    await pilot.app.action_simulate_key(key)
    await pilot.pause(0.05)


def test_o_opens_the_editor_at_the_line_and_reads_again(
    edited: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []

    def open_at(_app, file: Path, line: int) -> str:
        opened.append((file.name, line))
        edited.write(AFTER.replace("random neurons", "some neurons"))
        return ""

    monkeypatch.setattr("quizapp.tui.screens.notes.acts.open_at", open_at)

    async def walk(pilot: Pilot[None]) -> None:
        await press(pilot, "1", "o")
        await settled(pilot)
        assert "some neurons" in " ".join(seen(pilot).split())

    edited.run(walk)
    assert opened == [("ml.md", 11)]
    assert editor.open_at is not open_at


def test_a_click_chooses_a_row_and_a_count_filters(edited: Desk) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        await pilot.click(offset=place_of(pilot, "What is Dropout?"))
        assert pilot.app.screen.rows.current.title == "What is Dropout?"
        await pilot.click(offset=place_of(pilot, "−1 retired"))
        assert {entry.sort for entry in pilot.app.screen.rows.entries} == {Sort.RETIRED}

    edited.run(walk)


def test_where_there_is_no_side_enter_shows_the_entry_and_ctrl_r_writes(edited: Desk) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        assert "answer, before" not in seen(pilot)
        await press(pilot, "enter")
        assert "answer, before" in seen(pilot)
        await press(pilot, "escape", "4", "enter", "a")
        assert "Accepted." in seen(pilot)
        await press(pilot, "ctrl+r")
        await settled(pilot)

    edited.run(walk, (80, 24))
    assert "draft" not in edited.states().values()


def test_decisions_outlast_a_look_at_another_place(edited: Desk) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        await press(pilot, "4", "a", "d")
        await settled(pilot)
        await press(pilot, "n")
        await settled(pilot)
        assert "accepted" in seen(pilot)

    edited.run(walk)


def test_many_rows_scroll_and_the_last_one_is_reached(desk: Desk) -> None:
    terms = "\n\n".join(
        f"# Part {n}\n\n**Term {n}** is a word that means the number {n}." for n in range(60)
    )
    desk.write(f"---\nlang: en\n---\n{terms}")

    async def walk(pilot: Pilot[None]) -> None:
        await press(pilot, "p", *"notes", "enter")
        await settled(pilot)
        await press(pilot, "end")
        assert "Term 59" in seen(pilot)
        await press(pilot, *["up"] * 40)
        assert pilot.app.screen.rows.current.title == "What is Term 19?"
        assert "What is Term 19?" in seen(pilot)

    desk.run(walk)


def test_only_the_words_that_differ_are_underlined() -> None:
    before = [(Piece("mean zero, deviation one"),)]
    after = [(Piece("mean over the batch zero,"),), (Piece("deviation "), Piece("unit"))]

    old, new = underlined(before, after, ("retired", "added"))

    assert [piece.text for row in old for piece in row if piece.underline] == ["one"]
    marked = [piece.text for row in new for piece in row if piece.underline]
    assert marked == ["over", "the", "batch", "unit"]
    assert "".join(piece.text for piece in new[0]) == "mean over the batch zero,"


@pytest.mark.parametrize("size", [(60, 20), (100, 30), (140, 45)])
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_notes_look_as_they_did(
    edited: Desk, snap_compare: Callable[..., bool], size: tuple[int, int], lang: str
) -> None:
    language.use(lang)

    async def before(pilot: Pilot[None]) -> None:
        await pilot.app.screen_stack[0].arrived.wait()  # type: ignore[attr-defined]
        await settled(pilot)
        await press(pilot, "n")
        await settled(pilot)

    assert snap_compare(QuizApp(edited.open), run_before=before, terminal_size=size)


def test_it_fits_every_size(edited: Desk) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        for size in ((60, 20), (79, 23), (96, 24), (250, 80)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
            assert "Write 5 changes" in seen(pilot)
            assert "What is Adam?" in seen(pilot)
            assert all(len(line) <= size[0] for line in seen(pilot).splitlines())

    edited.run(walk)


def test_the_keys_of_notes_load_nothing_that_reads_notes() -> None:
    code = "import sys, quizapp.tui.keys.tables; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not [name for name in done.stdout.split() if name.startswith("quizapp.actions")]
