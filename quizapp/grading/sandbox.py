"""A program run apart from this one: another interpreter, an empty folder, limits, no rights.

Layers, each useful alone: (1) a fresh process group in an empty folder that is removed, with an
empty environment, killed as a whole at the end of its time; (2) resource limits and an audit hook
set from inside (:mod:`quizapp.grading.runner`); (3) where ``bwrap`` or ``unshare`` works,
namespaces without network in which no process outlives the program. :func:`limits` says which
hold here. Python code can get around an audit hook, so programs of strangers run only after the
learner trusts them.

Nothing here uses signals or code between fork and exec, so it may be called from any thread.
"""

import contextlib
import marshal
import math
import os
import secrets
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import cache
from importlib.abc import InspectLoader
from importlib.util import find_spec
from pathlib import Path
from types import CodeType

from quizapp.grading.runs import Run

SECONDS = 2.0
OUTPUT = 64 * 1024
MEMORY = 512 * 1024 * 1024
FILE_SIZE = 16 * 1024 * 1024
OPEN_FILES = 64
PROCESSES = 64

_BEGIN = "import marshal, sys; exec(marshal.load(sys.stdin.buffer))"
_CHUNK = 64 * 1024
_PROBE_SECONDS = 5.0
_FOLDER = "<folder>"
_TEST = "test:\n"


def run(program: str, *, tests: str = "", seconds: float | None = None) -> Run:
    """Run ``program`` for at most ``seconds`` (2) of wall-clock time; say what it did.

    It sees an empty standard input and the standard library alone. Strings hash alike in every
    run, so that the order of a set is the same too. With ``tests``, it is run afresh for each of
    their functions ``test_…``, and how each ended is told instead.
    """
    nonce, seconds = secrets.token_hex(16), SECONDS if seconds is None else seconds
    with (
        tempfile.TemporaryDirectory(prefix="quizapp-", ignore_cleanup_errors=True) as folder,
        tempfile.TemporaryFile() as written,
    ):
        written.write(_order(nonce, _limits_inside(seconds), program, tests))
        written.seek(0)
        with subprocess.Popen(
            [*_confinement().command(folder), *_interpreter()],
            stdin=written,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=_environment(),
            start_new_session=True,
        ) as process:
            output, report, stopped = _collect(process, seconds)
    return _told(output, report, stopped, nonce)


def limits() -> list[tuple[str, bool]]:
    """What a program is kept from, and whether this machine keeps it.

    ``time`` is kept everywhere. ``files`` is false where only the audit hook guards what lies
    outside the program's own folder.
    """
    posix = os.name == "posix"
    apart = bool(_confinement().words)
    return [
        ("time", True),
        ("output", posix),
        ("memory", sys.platform.startswith("linux")),
        ("file size", posix),
        ("open files", posix),
        ("processes", apart),
        ("network", apart),
        ("files", _confinement().files),
    ]


def _interpreter() -> list[str]:
    """As apart as ``-I``, which would not let us fix the seed of hashes by the environment."""
    return [sys.executable, "-s", "-P", "-S", "-B", "-X", "utf8", "-c", _BEGIN]


def _order(nonce: str, limits: str, program: str, tests: str) -> bytes:
    """What the interpreter reads: the compiled runner, then what that is to do.

    Compiled once here, not there each time: that would take a third of the start again.
    """
    texts = [text.encode("utf-8", "replace").decode() for text in (program, tests)]
    told = (nonce, limits, *texts, _compiled("asserting") if tests else None)
    return marshal.dumps(_compiled("runner")) + marshal.dumps(told)


@cache
def _compiled(module: str) -> CodeType:
    """The code of a module beside this one, as Python keeps it."""
    name = f"{__package__}.{module}"
    spec = find_spec(name)
    assert spec is not None
    assert isinstance(spec.loader, InspectLoader)
    code = spec.loader.get_code(name)
    assert code is not None
    return code


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    return {"PYTHONHASHSEED": "0", **kept}


def _limits_inside(seconds: float) -> str:
    kept = {
        "RLIMIT_CPU": math.ceil(seconds * (os.cpu_count() or 1)) + 1,  # should we die before it
        "RLIMIT_AS": MEMORY,
        "RLIMIT_FSIZE": FILE_SIZE,
        "RLIMIT_NOFILE": OPEN_FILES,
        "RLIMIT_CORE": 0,
    }
    if _confinement().words:  # else it would count all processes of the learner, and threads fail
        kept["RLIMIT_NPROC"] = PROCESSES
    return " ".join(f"{name}={number}" for name, number in kept.items())


@dataclass(frozen=True, slots=True)
class Confinement:
    """A command that gives a program namespaces of its own; no words where none works.

    ``files`` says that it hides the learner's home and lets nothing be written but the folder.
    """

    words: tuple[str, ...] = ()
    files: bool = False

    def command(self, folder: str) -> list[str]:
        """The words before the interpreter's, for a program that runs in ``folder``."""
        return [folder if word == _FOLDER else word for word in self.words]


@cache
def _confinement() -> Confinement:
    """The best confinement that works on this machine; tried once."""
    if not sys.platform.startswith("linux"):
        return Confinement()
    tools = ((_bubblewrap, shutil.which("bwrap")), (_unshare, shutil.which("unshare")))
    ways = (way(tool) for way, tool in tools if tool is not None)
    return next(filter(_works, ways), Confinement())


def _bubblewrap(tool: str) -> Confinement:
    home = os.path.realpath(os.environ.get("HOME", "/nowhere"))
    needed = {os.path.realpath(path) for path in (sys.base_prefix, sys.prefix)}
    shown = [word for path in sorted(needed) for word in ("--ro-bind", path, path)]
    return Confinement(
        (
            *(tool, "--unshare-all", "--die-with-parent", "--ro-bind", "/", "/"),
            *("--dev", "/dev", "--proc", "/proc", "--tmpfs", home, *shown),
            *("--bind", _FOLDER, _FOLDER, "--chdir", _FOLDER, "--"),
        ),
        files=True,
    )


def _unshare(tool: str) -> Confinement:
    user = ("--user", "--map-root-user")
    return Confinement((tool, *user, "--net", "--pid", "--fork", "--kill-child"))


def _works(way: Confinement) -> bool:
    """Whether the runner itself gets through a program that writes into its folder."""
    with tempfile.TemporaryDirectory(prefix="quizapp-") as folder:
        try:
            subprocess.run(
                [*way.command(folder), *_interpreter()],
                input=_order("nonce", "", "open('tried', 'w').close()", ""),
                capture_output=True,
                cwd=folder,
                env=_environment(),
                timeout=_PROBE_SECONDS,
                check=True,
            )
        except (OSError, subprocess.SubprocessError):
            return False
        return Path(folder, "tried").exists()


def _collect(process: subprocess.Popen[bytes], seconds: float) -> tuple[bytes, bytes, str | None]:
    """Output, report, and the limit that ended the run; afterwards nothing of it is alive."""
    if sys.platform == "win32":
        return _collect_at_end(process, seconds)
    try:
        return _collect_while_running(process, time.monotonic() + seconds)
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)


def _collect_while_running(
    process: subprocess.Popen[bytes], deadline: float
) -> tuple[bytes, bytes, str | None]:
    output, report = bytearray(), bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ, output)  # type: ignore[arg-type]
        selector.register(process.stderr, selectors.EVENT_READ, report)  # type: ignore[arg-type]
        while selector.get_map():
            left = deadline - time.monotonic()
            if left <= 0:
                return bytes(output), bytes(report), "time"
            for key, _events in selector.select(left):
                chunk = os.read(key.fd, _CHUNK)
                key.data.extend(chunk)
                if not chunk:
                    selector.unregister(key.fileobj)
            if max(len(output), len(report)) > OUTPUT:
                return bytes(output[:OUTPUT]), bytes(report), "output"
    return bytes(output), bytes(report), None


def _collect_at_end(
    process: subprocess.Popen[bytes], seconds: float
) -> tuple[bytes, bytes, str | None]:
    """Where pipes cannot be waited for together: the clock alone limits."""
    try:
        output, report = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        output, report = process.communicate()
        return output[:OUTPUT], report, "time"
    return output[:OUTPUT], report, "output" if len(output) > OUTPUT else None


def _told(output: bytes, report: bytes, stopped: str | None, nonce: str) -> Run:
    printed = output.decode("utf-8", "replace").replace("\r\n", "\n")
    reports = report.decode("utf-8", "replace").split(nonce + "\n")[1:]
    ended = [ending for ending in reports if not ending.startswith(_TEST)]
    tests = tuple(told.removeprefix(_TEST) for told in reports if told.startswith(_TEST))
    if not ended or stopped:
        return Run(printed, stopped=stopped, tests=tests)
    error, _newline, detail = ended[0].partition("\n")
    if error == "MemoryError":
        stopped = "memory"
    return Run(printed, error or None, detail, stopped, finished=not error, tests=tests)
