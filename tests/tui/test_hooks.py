"""What Textual's metaclass cannot hold: a subclass says what its base leaves open."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pytest

import quizapp.tui
from quizapp.tui.screens.overlay import Sheet
from quizapp.tui.screens.working import Working
from quizapp.tui.widgets.drawn import Drawn
from quizapp.tui.widgets.scrolled import Scrolled


def last_of(base: type) -> Iterator[type]:
    """The classes below one that nothing is below."""
    for found in base.__subclasses__():
        yield from last_of(found) if found.__subclasses__() else (found,)


@pytest.mark.parametrize(
    ("base", "hook"), [(Drawn, "draw"), (Scrolled, "content"), (Sheet, "body"), (Working, "work")]
)
def test_every_subclass_says_what_its_base_leaves_open(base: type, hook: str) -> None:
    for module in pkgutil.walk_packages(quizapp.tui.__path__, "quizapp.tui."):
        import_module(module.name)

    open_still = [c.__name__ for c in last_of(base) if getattr(c, hook) is getattr(base, hook)]

    assert list(last_of(base))
    assert not open_still
