"""Edit scripts on real notes, through the real import, with reviews: who keeps the history?

A case of ``fixtures/identity.txt`` writes files (``@@ name``, ``@@ name crlf``, ``@@ rm name``),
imports the folder (``@@ import``, or one file of it) and reviews every card after the first
time; ``@@ import draft`` accepts the drafts before. ⍽ is a space that does not break. What is
expected after the last import names cards by a piece of their text:

``= piece`` kept its history · ``~ old => new`` kept, says this now · ``- piece`` retired ·
``+ piece`` new, without a history · ``one piece`` of the cards with it one has the history ·
``two a b`` these swapped places, neither took the history of the other · ``kept n`` n cards have
one · ``doubt file:line …`` lint asks to look there.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from quizapp.actions.cards.listing import ListedCard, list_cards
from quizapp.actions.collection import Collection
from quizapp.actions.importing.drafts import Choice, Decision, decide, drafts
from quizapp.actions.importing.notes import Imported, import_notes
from quizapp.actions.studying.reviewing import review
from quizapp.model.reviews import Rating

CASES = Path(__file__).parent / "fixtures" / "identity.txt"


def cases() -> Iterator[object]:
    text = CASES.read_text(encoding="utf-8")
    for case in ("\n" + text).split("\n%%% ")[1:]:
        name, _, script = case.partition("\n")
        yield pytest.param(script, id=name)


@dataclass
class Run:
    """A folder of notes, its collection, and the cards as they were when they were reviewed."""

    collection: Collection
    folder: Path
    clock: Callable[[], object]
    before: list[ListedCard] = field(default_factory=list)
    done: Imported | None = None

    def command(self, words: list[str], body: str) -> None:
        match words:
            case ["import", "draft"]:
                self.take_in(self.folder)
                accept_drafts(self.collection)
                self.study()
            case ["import", *one]:
                self.take_in(self.folder, *one)
                if not self.before:
                    self.study()
            case ["rm", name]:
                (self.folder / name).unlink()
            case [name, *how]:
                path = self.folder / name
                path.parent.mkdir(exist_ok=True)
                text = body.replace("⍽", "\u00a0")
                path.write_bytes(text.replace("\n", "\r\n" if how else "\n").encode())

    def take_in(self, *parts: object) -> None:
        self.done = import_notes(self.collection, [str(Path(*map(str, parts)))])
        self.clock.wait(minutes=5)

    def study(self) -> None:
        for card in list_cards(self.collection, "-is:draft"):
            review(self.collection, card.id, Rating.GOOD)
        self.before = list_cards(self.collection, "-is:draft")
        self.clock.wait(minutes=5)

    def now(self) -> list[ListedCard]:
        return [c for c in list_cards(self.collection) if c.state not in {"retired", "draft"}]


def accept_drafts(collection: Collection) -> None:
    decide(collection, [Decision(draft.card.uid, Choice.ACCEPT) for draft in drafts(collection)])


def ids(cards: list[ListedCard], piece: str) -> set[str]:
    found = {card.id for card in cards if piece in f"{card.front}\n{card.back}"}
    assert found, f"no card says {piece!r}: {[(c.front, c.back) for c in cards]}"
    return found


def hold(run: Run, line: str) -> None:
    """Check one line of what is expected."""
    sign, _, rest = line.partition(" ")
    now = run.now()
    history = {card.id for card in now if card.reps}
    if sign == "=":
        assert ids(now, rest) == ids(run.before, rest) <= history, line
    elif sign == "~":
        old, new = rest.split(" => ")
        assert ids(now, new) == ids(run.before, old) <= history, line
    elif sign == "-":
        assert not ids(run.before, rest) & {card.id for card in now}, line
    elif sign == "+":
        assert not ids(now, rest) & (history | {card.id for card in run.before}), line
    elif sign == "one":
        assert ids(now, rest) & history == ids(run.before, rest), line
    elif sign == "two":
        one, other = rest.split()
        assert not ids(now, one) & ids(run.before, other), line
        assert not ids(now, other) & ids(run.before, one), line
    elif sign == "kept":
        assert len(history) == int(rest), line
    elif sign == "doubt":
        found = {f"{Path(f.file).name}:{f.line}" for f in run.done.lint if "ambiguous" in f.rule}
        assert found == set(rest.split()), line
    else:
        raise AssertionError(line)


@pytest.mark.parametrize("script", cases())
def test_an_edit_leaves_each_history_with_its_fact(collection, clock, tmp_path, script) -> None:
    run = Run(collection, tmp_path / "vault", clock)
    run.folder.mkdir()
    parts = re.split(r"^@@ (.*)\n?", script, flags=re.MULTILINE)[1:]
    for head, body in zip(parts[:-2:2], parts[1:-2:2], strict=True):
        run.command(head.split(), body)
    run.take_in(run.folder)

    assert parts[-2] == "expect"
    for line in filter(None, parts[-1].splitlines()):
        hold(run, line)
    again = import_notes(collection, [str(run.folder)])
    assert (again.added, again.changed, again.moved, again.retired, again.restored) == (0,) * 5
