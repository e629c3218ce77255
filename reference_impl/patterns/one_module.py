"""A module as a singleton: its names are the state, ``import`` returns it every time."""

calls = 0
"""How often :func:`remember` ran: the state all importers share."""


def remember() -> int:
    """Count a call in the module's own state and return the count.

    calls ← calls + 1

    Never raises. Source: Python language reference, *The import system*, §5.3.1 (the cache).

    >>> remember() + 1 == remember()
    True
    """
    global calls  # noqa: PLW0603 - the module is the object
    calls += 1
    return calls
