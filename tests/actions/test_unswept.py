"""Work without Python's search for cycles."""

import gc

import pytest

from quizapp.actions.importing.unswept import unswept


def test_the_search_for_cycles_rests_meanwhile_and_goes_on_afterwards():
    with unswept():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_search_goes_on_after_an_error():
    with pytest.raises(ValueError, match="broken"), unswept():
        raise ValueError("broken")
    assert gc.isenabled()


def test_who_switched_the_search_off_finds_it_off():
    gc.disable()
    try:
        with unswept():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
