"""Work that is done again where another program has changed first what was to be changed."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from quizapp.model.errors import Overtaken

_TRIES = 10

P = ParamSpec("P")
R = TypeVar("R")


def again_if_overtaken(work: Callable[P, R]) -> Callable[P, R]:
    """Work that reads all it needs by itself and writes all or nothing, tried a few times."""

    @wraps(work)
    def tried(*args: P.args, **kwargs: P.kwargs) -> R:
        for _try in range(_TRIES - 1):
            try:
                return work(*args, **kwargs)
            except Overtaken:
                continue
        return work(*args, **kwargs)

    return tried
