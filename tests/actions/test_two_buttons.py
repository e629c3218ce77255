"""Two buttons: Again and Good are offered, and every other pass counts as Good."""

import io
from dataclasses import replace

import pytest

from quizapp.actions.studying.sitting import TWO
from quizapp.actions.studying.study import start
from quizapp.model.reviews import Rating
from quizapp.plain.study import study
from quizapp.settings.values import Settings

NOTES = "Q: What is the capital of Chile?\nA:= Santiago de Chile\n"


@pytest.fixture
def plain_pair(collection, notes):
    notes(NOTES)
    return replace(collection, settings=Settings(two_buttons=True))


@pytest.mark.parametrize(
    ("given", "logged"),
    [(Rating.AGAIN, 1), (Rating.HARD, 3), (Rating.GOOD, 3), (Rating.EASY, 3)],
)
def test_a_pass_is_good_and_a_failure_again(plain_pair, log, given: Rating, logged: int) -> None:
    session = start(plain_pair)
    assert session.ratings == TWO

    session.reveal()
    session.rate(given)

    assert [row["rating"] for row in log()] == [logged]


def test_what_is_proposed_is_one_of_the_two(plain_pair) -> None:
    session = start(plain_pair)
    session.answer(["Santiago da Chile"])  # close, which proposes Hard of four
    assert session.proposed is Rating.GOOD


def test_four_are_offered_to_everybody_else(collection, notes, log) -> None:
    notes(NOTES)
    session = start(collection)
    assert session.ratings == tuple(Rating)
    session.reveal()
    session.rate(Rating.HARD)
    assert [row["rating"] for row in log()] == [2]


def test_line_mode_names_the_two(plain_pair, log) -> None:
    said: list[str] = []
    study(start(plain_pair), io.StringIO("Santiago da Chile\n2\n:q\n"), said.append)
    (line,) = [line for line in said if line.startswith("1 Again")]
    assert ("3 Good" in line, "Hard" in line, "Easy" in line) == (True, False, False)
    assert any(line.startswith("Good: ") for line in said)
    assert [row["rating"] for row in log()] == [3]
