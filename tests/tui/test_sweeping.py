"""The oldest generation of garbage is swept while the keys rest, and only then."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from quizapp.tui.sweeping import RESTS, YOUNG, Sweeper


class Knot:
    """An object that only a sweep frees."""

    def __init__(self) -> None:
        self.itself = self


class Hands:
    """A learner's, and a clock."""

    now, computes = 0.0, False


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def sweeper(hands: Hands) -> Iterator[Sweeper]:
    made = Sweeper(lambda: hands.computes, lambda: hands.now)
    gc.collect()
    made.begin()
    yield made
    made.end()


def grown_old() -> "weakref.ref[Knot]":
    """Garbage that has outlived as many looks at the young as make a sweep worth it."""
    knot = Knot()
    gone = weakref.ref(knot)
    for _look in range(YOUNG):
        gc.collect(1)
    return gone


def test_garbage_stays_while_keys_are_pressed_and_goes_once_they_rest(
    sweeper: Sweeper, hands: Hands
) -> None:
    gone = grown_old()
    sweeper.touched()
    assert not sweeper.sweep() and gone() is not None
    hands.now += RESTS
    assert sweeper.sweep() and gone() is None


def test_nothing_is_swept_while_something_is_computed_behind_the_screens(
    sweeper: Sweeper, hands: Hands
) -> None:
    grown_old()
    hands.now, hands.computes = RESTS, True
    assert not sweeper.sweep()
    hands.computes = False
    assert sweeper.sweep()


def test_nothing_is_swept_where_next_to_nothing_was_made(sweeper: Sweeper, hands: Hands) -> None:
    hands.now = RESTS
    gc.collect()
    assert not sweeper.sweep()


def test_python_itself_leaves_the_oldest_generation_alone_until_the_end(sweeper: Sweeper) -> None:
    meanwhile = gc.get_threshold()
    sweeper.end()
    assert meanwhile[2] > 100 * gc.get_threshold()[2]
    assert meanwhile[:2] == gc.get_threshold()[:2]
