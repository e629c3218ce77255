"""Learners in one database remember each in their own way: a fit and a simulation are of one."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fsrs.scheduler import DEFAULT_PARAMETERS

from quizapp.actions.collection import Collection
from quizapp.actions.importing.notes import import_notes
from quizapp.actions.planning.fitting import fit_deck
from quizapp.actions.planning.simulating import Simulation, What
from quizapp.actions.safety.integrity import check_collection
from quizapp.cli.main import main

from ..actions.test_fitting import NOTES, WEAK, study
from .days import Clock, opened, rows_of

MEMORIES = {"anna": WEAK, "boris": DEFAULT_PARAMETERS}


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """The same notes for all, so that their cards have the same ids."""
    path = tmp_path / "notes.md"
    path.write_text(f"---\ndeck: Alpha\n---\n{NOTES}", encoding="utf-8")
    return path


def studied(place: str, notes: Path, learner: str) -> Collection:
    """A learner's collection after months of study with their own memory."""
    collection = opened(place, Clock(), learner)
    import_notes(collection, [str(notes)])
    study(collection, "Alpha", MEMORIES[learner])
    return collection


@pytest.fixture
def together(place: str, notes: Path) -> Iterator[dict[str, Collection]]:
    """Both in one database."""
    found = {learner: studied(place, notes, learner) for learner in MEMORIES}
    yield found
    for collection in found.values():
        collection.close()


def test_a_fit_of_one_learner_is_as_if_they_were_alone_and_leaves_the_other(
    together, notes, tmp_path
) -> None:
    found = {}
    for learner, other in (("anna", "boris"), ("boris", "anna")):
        alone = studied(str(tmp_path / f"{learner}.db"), notes, learner)
        before = rows_of(together[other], other)

        found[learner] = fit_deck(together[learner])

        expected = fit_deck(alone)
        assert found[learner].parameters == expected.parameters
        assert (found[learner].reviews, found[learner].tested) == (
            expected.reviews,
            expected.tested,
        )
        assert rows_of(together[other], other) == before
        assert check_collection(together[learner]) == []
        alone.close()
    assert found["anna"].adopted
    assert found["anna"].parameters != found["boris"].parameters


def test_a_simulation_of_one_learner_is_as_if_they_were_alone(together, notes, tmp_path) -> None:
    what = What(days=60)
    outlooks = []
    for learner in MEMORIES:
        alone = studied(str(tmp_path / f"{learner}.db"), notes, learner)
        outlooks.append(Simulation(together[learner]).outlook(what))
        assert outlooks[-1] == Simulation(alone).outlook(what)
        alone.close()
    assert outlooks[0] != outlooks[1]


def test_the_command_line_fits_and_simulates_the_learner_it_is_told(
    together, place, tmp_path, capsys
) -> None:
    def run(learner: str, *words: str) -> Any:
        options = ("--home", str(tmp_path / "home"), "--db", place, "--empty", "--learner", learner)
        status = main([*options, *words, "--json"])
        return status, json.loads(capsys.readouterr().out or "null")

    fits = {learner: run(learner, "fit") for learner in (*MEMORIES, "carol")}
    outlooks = {learner: run(learner, "simulate", "--days", "20") for learner in MEMORIES}

    assert [status for status, _ in fits.values()] == [0, 0, 1]
    assert fits["anna"][1]["reviews"] == fits["boris"][1]["reviews"] == 560
    assert fits["anna"][1]["parameters"] != fits["boris"][1]["parameters"]
    assert [status for status, _ in outlooks.values()] == [0, 0]
    assert outlooks["anna"] != outlooks["boris"]
