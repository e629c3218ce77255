"""Machines that sync through a folder agree in the end, however its files travelled.

Each machine has its own copy of the folder, as a file synchroniser gives it one: files arrive one
by one, late, in any order, and some are lost. Between that all machines edit, import, study and
sync; their clocks differ by weeks.
"""

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizapp.actions.machines import syncing
from quizapp.actions.safety.integrity import check_collection
from quizapp.model.cards import Standing
from quizapp.model.reviews import Rating

from .test_merge_laws import editions, text
from .two_machines import Machine, state

MACHINES = 3
who = st.integers(0, MACHINES - 1)
steps = st.one_of(
    st.tuples(st.just("edit"), who, editions),
    st.tuples(
        st.just("answer"),
        who,
        st.tuples(st.integers(0, 4), st.sampled_from(Rating), st.integers(1, 200)),
    ),
    st.tuples(st.just("suspend"), who, st.integers(0, 4)),
    st.tuples(st.just("sync"), who, st.none()),
    st.tuples(st.just("carry"), who, st.tuples(who, st.integers(0, 3))),
    st.tuples(st.just("lose"), who, st.integers(0, 3)),
)


def folder_of(machine: Machine) -> Path:
    path = machine.folder / "shared"
    path.mkdir(exist_ok=True)
    return path


def carry(source: Path, target: Path, which: int | None = None) -> None:
    """Copy a file that the target does not have, or all of them."""
    there = {p.relative_to(source) for p in source.rglob("*.zst")}
    lacking = sorted(there - {p.relative_to(target) for p in target.rglob("*.zst")})
    for name in lacking if which is None else lacking[which : which + 1]:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source / name, target / name)


def lose(machines: list[Machine], number: int, which: int) -> None:
    """A segment of a machine is gone from every copy of the folder."""
    own = machines[number].collection.device
    copies = [list((folder_of(one) / "quizapp-sync" / own).glob("*.zst")) for one in machines]
    for name in sorted({file.name for files in copies for file in files})[which : which + 1]:
        for file in (file for files in copies for file in files if file.name == name):
            file.unlink()


def do(machines: list[Machine], deed: str, number: int, what: Any) -> None:
    machine = machines[number]
    active = [c for c in machine.cards().values() if c.standing is Standing.ACTIVE]
    if deed == "edit":
        machine.take_in(text(what, 0))
    elif deed == "sync":
        syncing.sync(machine.collection, folder_of(machine))
    elif deed == "carry":
        carry(folder_of(machines[what[0]]), folder_of(machine), what[1])
    elif deed == "lose":
        lose(machines, number, what)
    elif active and deed == "answer":
        card, rating, hours = what
        machine.answer(active[card % len(active)].uid, rating, after=timedelta(hours=hours))
    elif active:
        machine.suspend(active[what % len(active)].uid)


def settle(machines: list[Machine]) -> None:
    """Everything arrives, and everybody syncs; twice, because a sync has news of its own."""
    for _ in range(2):
        for machine in machines:
            syncing.sync(machine.collection, folder_of(machine))
        for machine in machines:
            for other in machines:
                carry(folder_of(other), folder_of(machine))
    for machine in machines:
        syncing.sync(machine.collection, folder_of(machine))


@pytest.fixture(autouse=True)
def no_backups(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are tested elsewhere, and cost more than the sync."""
    monkeypatch.setattr(syncing, "backup_before", lambda *_: None)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.tuples(*[editions] * MACHINES), st.lists(steps, max_size=14))
def test_all_machines_agree_in_the_end(first: Any, deeds: Any) -> None:
    with tempfile.TemporaryDirectory() as name:
        machines = [Machine(Path(name) / f"m{n}", n) for n in range(MACHINES)]
        try:
            for machine, edition in zip(machines, first, strict=True):
                machine.moment -= timedelta(days=20 * machine.number)
                machine.take_in(text(edition, 0))
            for deed in deeds:
                do(machines, *deed)
            settle(machines)
            found = [state(machine.collection) for machine in machines]
            assert found[0] == found[1] == found[2]
            for machine in machines:
                rules = {problem.rule for problem in check_collection(machine.collection)}
                assert rules <= {"card-without-source"}
        finally:
            for machine in machines:
                machine.close()
