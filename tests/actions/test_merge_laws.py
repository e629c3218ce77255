"""Merging is a union: idempotent, commutative and associative, whatever three machines did.

The machines have copies of the same notes. Each edited its copy before it was taken in, and after,
studied, took reviews back and suspended cards, all without the others.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizapp.actions.machines import merging
from quizapp.actions.machines.same_cards import grouped
from quizapp.actions.safety.integrity import check_collection
from quizapp.model.cards import Standing
from quizapp.model.reviews import Rating
from quizapp.notes.twins import Twins
from quizapp.storage.merging.cards import HELD, SAID, joined

from .two_machines import Machine, copy_of, file_of, state

FACTS: Sequence[Sequence[str]] = (
    (
        "Q: What is the powerhouse of the cell?\nA: The mitochondrion makes most of the ATP.",
        "Q: What is the powerhouse of the cell?\nA: The mitochondria make most of the ATP.",
        "Q: What is the power house of a cell?\nA: The mitochondrion makes most of all the ATP.",
    ),
    (
        "Q: Where do the longer rivers of the plain end?\nA: In the shallow inland sea.",
        "Q: Where do the longest rivers of the plain end?\nA: In the shallow inland sea.",
        "Q: Where do the long rivers of the plain end?\nA: In the shallow inland sea.",
    ),
    (
        "Q: Where do the short rivers of the plain end?\nA: In the shallow inland sea.",
        "Q: Where do the shortest rivers of the plain end?\nA: In the shallow inland sea.",
    ),
    ("A tree is called ==balanced== when its branches are of nearly equal depth.",),
    ("Q: How much is a gross?\nA: 144 pieces.", "Q: How much is a gross?\nA: 12 dozen pieces."),
)
HEADINGS = ("# One", "# Two")

Edition = tuple[int | None, ...]
"""Which wording of each fact a copy of the notes has; None where it is missing."""


@dataclass(frozen=True)
class Life:
    """What one machine does: an edition to begin with, then editions, reviews and suspensions."""

    first: Edition
    heading: int
    deeds: tuple[tuple[str, Any], ...]


editions = st.tuples(*(st.none() | st.integers(0, len(wordings) - 1) for wordings in FACTS))
deeds = st.one_of(
    st.tuples(st.just("edit"), editions),
    st.tuples(
        st.just("answer"),
        st.tuples(st.integers(0, 4), st.sampled_from(Rating), st.integers(1, 200)),
    ),
    st.tuples(st.just("suspend"), st.integers(0, 4)),
)
lives = st.builds(Life, editions, st.integers(0, 1), st.lists(deeds, max_size=5).map(tuple))


def text(edition: Edition, heading: int) -> str:
    chosen = [FACTS[n][wording] for n, wording in enumerate(edition) if wording is not None]
    return "---\ncards: marked\n---\n" + "\n\n".join((HEADINGS[heading], *chosen)) + "\n"


def lived(folder: Path, number: int, life: Life) -> Path:
    """The file of a machine after its life."""
    machine = Machine(folder, number)
    machine.moment += timedelta(milliseconds=7 * number)
    machine.take_in(text(life.first, life.heading))
    for deed, what in life.deeds:
        active = [c for c in machine.cards().values() if c.standing is Standing.ACTIVE]
        if deed == "edit":
            machine.take_in(text(what, life.heading))
        elif active and deed == "answer":
            card, rating, hours = what
            machine.answer(active[card % len(active)].uid, rating, after=timedelta(hours=hours))
        elif active:
            machine.suspend(active[what % len(active)].uid)
    file = machine.file()
    machine.close()
    return file


def united(folder: Path, *files: Path) -> Path:
    """The first collection after it took in the others, one after the other."""
    target = folder / f"{len(list(folder.iterdir()))}" / "collection.db"
    collection = copy_of(files[0], target)
    for file in files[1:]:
        merging.merge(collection, file)
    assert check_collection(collection) == []
    file = file_of(collection, target.with_name("backup.db"))
    collection.close()
    return file


def known(file: Path) -> dict[str, Any]:
    """What a collection says."""
    with tempfile.TemporaryDirectory() as folder:
        collection = copy_of(file, Path(folder) / "collection.db")
        found = state(collection)
        collection.close()
    return found


@pytest.fixture(autouse=True)
def no_backups(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are tested elsewhere, and cost more than the merge."""
    monkeypatch.setattr(merging, "backup_before", lambda *_: None)


@pytest.mark.slow
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.tuples(lives, lives, lives))
def test_the_order_of_merging_does_not_matter(three: tuple[Life, Life, Life]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        a, b, c = (lived(folder / f"m{n}", n, life) for n, life in enumerate(three))
        ab, ba = united(folder, a, b), united(folder, b, a)
        assert known(ab) == known(ba)
        assert known(united(folder, a, a)) == known(a)
        assert known(united(folder, ab, b)) == known(united(folder, ab, ba)) == known(ab)
        everything = known(united(folder, ab, c))
        assert known(united(folder, a, united(folder, b, c))) == everything
        assert known(united(folder, c, b, a)) == everything
        assert len(everything["log"]) == sum(len(known(file)["log"]) for file in (a, b, c))


def test_three_machines_with_three_wordings_have_one_card(tmp_path: Path) -> None:
    """The longer way round too: two of them meet without the third."""
    life = [
        Life((n, None, None, None, None), 0, (("answer", (0, Rating.GOOD, 1 + n)),))
        for n in range(3)
    ]
    a, b, c = (lived(tmp_path / f"m{n}", n, one) for n, one in enumerate(life))

    found = known(united(tmp_path, a, united(tmp_path, b, c)))

    assert len(found["cards"]) == 1
    assert [schedule.reps for schedule in found["schedules"].values()] == [3]
    assert known(united(tmp_path, united(tmp_path, c, a), b)) == found


@pytest.mark.parametrize("suspending", [0, 1])
def test_what_a_third_machine_parts_is_as_if_it_had_never_been_one(
    tmp_path: Path, suspending: int
) -> None:
    """Texts, holds and histories of both go back to the one they belong to."""
    one = "Q: When was the battle of Hastings fought?\nA: On a Saturday in autumn, near the coast."
    other = one.replace("near the coast", "near the sea coast")
    files = []
    for number, notes in enumerate((one, other, f"{one}\n\n{other}")):
        machine = Machine(tmp_path / f"m{number}", number)
        machine.take_in(notes)
        uid = min(machine.cards())
        machine.answer(uid, Rating.GOOD, after=timedelta(days=1 + number))
        if number == suspending:
            machine.suspend(uid)
        files.append(machine.file())
        machine.close()
    a, b, c = files
    ab = united(tmp_path, a, b)
    assert len(known(ab)["cards"]) == 1

    parted = known(united(tmp_path, ab, c))

    assert len(parted["cards"]) == 2
    assert parted == known(united(tmp_path, a, united(tmp_path, b, c)))
    assert parted == known(united(tmp_path, c, b, a))


def test_a_chain_of_likeness_never_joins_what_one_machine_has_side_by_side() -> None:
    seen = {"a1": frozenset("A"), "a2": frozenset("A"), "b": frozenset("B"), "c": frozenset("C")}
    pairs = [
        Twins("b", "c", "file", 0.8),
        Twins("a1", "b", "file", 0.9),
        Twins("a2", "c", "file", 0.85),
    ]

    groups, refused = grouped(pairs, seen)

    assert groups == (frozenset({"a1", "b"}), frozenset({"a2", "c"}))
    assert refused == {("b", "c")}


words = st.sampled_from(("", "a", "b"))
rows = st.fixed_dictionaries(
    {
        "uid": st.just("u"),
        **dict.fromkeys(SAID, words),
        **dict.fromkeys(HELD, words),
        "first_line": st.just(1),
        "last_line": st.just(1),
        "changed_at": st.integers(0, 2),
        "holds": st.integers(0, 2),
        "added_at": st.integers(0, 2),
        "ordinal": st.integers(0, 2),
        "seen_by": st.sampled_from(("a", "b", "a b", "c")),
    }
)


@given(rows, rows, rows)
def test_two_states_of_a_card_join_in_any_order(a: Any, b: Any, c: Any) -> None:
    assert joined(a, a) == a
    assert joined(a, b) == joined(b, a)
    assert joined(joined(a, b), c) == joined(a, joined(b, c))


@given(rows, rows)
def test_what_a_joined_card_says_was_said(a: Any, b: Any) -> None:
    both = joined(a, b)

    for names in (SAID, HELD):
        assert [both[n] for n in names] in ([a[n] for n in names], [b[n] for n in names])
    assert both["changed_at"] == max(a["changed_at"], b["changed_at"])
