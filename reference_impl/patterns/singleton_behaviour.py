"""What pickling, copying and subclassing do to a singleton: tried, not claimed."""

import copy
import pickle
from collections.abc import Callable
from typing import Any, NamedTuple


class Behaviour(NamedTuple):
    """The outcome of each attempt: "same", "another", or the name of the exception.

    subclass: "same" = the subclass shares the base's object, "another" = it has its own.
    init_again: whether a second call runs ``__init__`` a second time.
    """

    second_call: str
    copied: str
    deep_copied: str
    pickled: str
    subclass: str
    init_again: bool


def behaviour(make: Callable[[], Any]) -> Behaviour:
    """Try to get a second object in five ways and report what happens.

    outcome = "same" if attempt() is the object else "another"

    make: a class or a function that returns the one object; ``calls`` on its class counts
    ``__init__``. Raises nothing: exceptions are outcomes.
    Source: Python library reference, *copy* and *pickle* (``__reduce_ex__`` → ``cls.__new__``).

    >>> from reference_impl.patterns.singleton import ByMetaclass
    >>> behaviour(ByMetaclass)
    second_call = 'same'
    copied = 'another'
    deep_copied = 'another'
    pickled = 'another'
    subclass = 'another'
    init_again = False
    """
    one = make()
    calls = _calls(one)
    second = _outcome(make, one)
    init_again = _calls(one) > calls
    return Behaviour(
        second,
        _outcome(lambda: copy.copy(one), one),
        _outcome(lambda: copy.deepcopy(one), one),
        _outcome(lambda: pickle.loads(pickle.dumps(one)), one),
        _outcome(lambda: _object_of_subclass(make), one),
        init_again,
    )


def _outcome(attempt: Callable[[], Any], one: Any) -> str:
    try:
        return "same" if attempt() is one else "another"
    except (TypeError, pickle.PicklingError) as refused:
        return type(refused).__name__


def _object_of_subclass(base: Any) -> Any:
    return type(base)("Subclass", (base,), {})()


def _calls(one: Any) -> int:
    return int(getattr(type(one), "calls", 0))
