"""Runs one program in this fresh interpreter and reports how it ended: the inside of the sandbox.

:mod:`quizapp.grading.sandbox` starts an interpreter in an empty folder and hands it this module,
compiled, through standard input. Behind it stands the order: a nonce, the limits, the program, its
tests and what runs these. The report goes to what was standard error when the interpreter started,
behind the nonce, so that nothing the program prints can pass for it. The guard is an audit hook: it
stops accidents and casual mischief on every platform; the limits of the system around it, where
there are any, stop the rest.

Every import here costs each run: ``typing`` alone doubles the start of the interpreter.
"""

from __future__ import annotations

import builtins
import marshal
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType
    from typing import Any

_REFUSED = (
    *("ctypes.", "gc.get_objects", "gc.get_referrers", "os.exec", "os.fork", "os.kill"),
    *("os.posix_spawn", "os.spawn", "os.startfile", "os.system", "pty.", "signal.pthread_kill"),
    *("socket.", "subprocess.", "syslog.", "winreg."),
    *("sys.monitoring.", "sys.setprofile", "sys.settrace"),
)
_INSIDE = frozenset(
    (
        *("os.chdir", "os.chmod", "os.chown", "os.getxattr", "os.link", "os.listxattr"),
        *("os.mkdir", "os.remove", "os.removexattr", "os.rename", "os.rmdir", "os.setxattr"),
        *("os.symlink", "os.truncate", "os.utime", "sqlite3.connect"),
    )
)
_LOOKED_AT = frozenset(("os.listdir", "os.scandir"))
_DEVICES = (os.devnull, "/dev/urandom", "/usr/share/zoneinfo")
_BALLAST = 1 << 20


def main() -> None:
    """Read the order, set the limits, run the program, report."""
    nonce, limits, program, tests, asserting = marshal.load(sys.stdin.buffer)
    report = _own_streams(nonce)
    run_tests = _test_runner(asserting) if asserting else None
    _limit(limits)
    sys.addaudithook(_guard(os.path.realpath(".")))
    ballast = bytearray(_BALLAST)
    if run_tests is not None:
        run_tests(program, tests, lambda told: report("test:", told))
        ending = _finished
    else:
        ending = _ending(program)
    del ballast
    report(*ending())


def _test_runner(asserting: CodeType) -> Callable[[str, str, Callable[[str], None]], None]:
    """What runs tests; only then is it worth its imports."""
    names: dict[str, Any] = {"__name__": "asserting"}
    exec(asserting, names)  # noqa: S102
    return names["run_tests"]  # type: ignore[no-any-return]


def _finished() -> tuple[str, str]:
    return "", ""


def _own_streams(nonce: str) -> Callable[[str, str], None]:
    """Take standard input and error away from the program; the latter carries the report."""
    channel = os.dup(2)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 2)
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]

    def report(name: str, detail: str) -> None:
        line = " ".join(name.split())
        os.write(channel, f"{nonce}\n{line}\n{detail}".encode("utf-8", "replace"))

    return report


def _limit(limits: str) -> None:
    """Set resource limits, written ``RLIMIT_CPU=2 RLIMIT_AS=1000``, that this platform knows."""
    try:
        import resource
    except ImportError:
        return
    for limit in limits.split():
        name, number = limit.split("=")
        kind = getattr(resource, name, None)
        if kind is not None:
            try:
                resource.setrlimit(kind, (int(number), int(number)))
            except (OSError, ValueError):
                continue  # a lower one is already in force, or the kernel does not keep it


def _guard(folder: str) -> Callable[[str, tuple[Any, ...]], None]:
    """The audit hook: writes stay in ``folder``, reads there and in the standard library."""
    readable = (folder, *map(os.path.realpath, filter(None, sys.path)), *_DEVICES)

    def under(path: Any, roots: tuple[str, ...]) -> bool:
        if isinstance(path, int) or path is None:
            return True
        real = os.path.realpath(os.fsdecode(path))
        return any(real == root or real.startswith(root + os.sep) for root in roots)

    def check(event: str, details: tuple[Any, ...]) -> None:
        if event == "open":
            path, _mode, flags = details
            changes = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC)
            roots = (folder, os.devnull) if changes else readable
            if not under(path, roots):
                raise PermissionError(f"files outside the sandbox are closed: {path!r}")
        elif event in _LOOKED_AT and not under(details[0], readable):
            raise PermissionError(f"folders outside the sandbox are closed: {details[0]!r}")
        elif event in _INSIDE:
            if not all(under(path, (folder,)) for path in details if isinstance(path, str | bytes)):
                raise PermissionError(f"{event} reaches outside the sandbox")
        elif event.startswith(_REFUSED) and not _local_socket(event, details):
            raise PermissionError(f"{event} is closed in the sandbox")

    return check


def _local_socket(event: str, details: tuple[Any, ...]) -> bool:
    """A socket within the machine, as every asyncio loop opens one to itself."""
    return event == "socket.__new__" and details[1] == 1


def _ending(program: str) -> Callable[[], tuple[str, str]]:
    """Run ``program`` as a main module of its own; how it ended, told when asked."""
    module = type(sys)("__main__")
    module.__dict__["__builtins__"] = builtins
    sys.modules["__main__"] = module
    try:
        exec(compile(program, "<program>", "exec", dont_inherit=True), module.__dict__)  # noqa: S102
    except BaseException as error:
        ended = error.with_traceback(None)
        return lambda: (type(ended).__name__, _text(ended))
    return _finished


def _text(error: BaseException) -> str:
    try:
        return str(error)[:1000]
    except BaseException as broken:
        return type(broken).__name__


if __name__ == "__main__":
    main()
