"""How a program's run ended."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a program in the sandbox.

    ``stdout`` is what it printed, up to the limit. ``error`` is the type name of the exception
    that ended it and ``detail`` that exception's text. ``stopped`` names the limit that ended it:
    ``"time"``, ``"memory"`` or ``"output"``. ``finished`` is true only when the last line was
    reached: not after an exception, ``sys.exit``, ``os._exit`` or a crash of the interpreter.
    ``tests`` has what was reported of each test, in their order, up to the one that ended the run.
    """

    stdout: str
    error: str | None = None
    detail: str = ""
    stopped: str | None = None
    finished: bool = False
    tests: tuple[str, ...] = ()
