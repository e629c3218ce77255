"""What went wrong: one sentence on standard error and an exit status."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.render.cells import harmless

BAD_INPUT = 2
CRASH = 70
INTERRUPTED = 130


def refuse(error: InputError) -> int:
    """Say what was wrong with the input."""
    complain(str(error))
    return BAD_INPUT


def stopped(*, told: bool) -> int:
    """The status after ctrl+c; said in words where something was under way."""
    if told:
        complain(_("Stopped: nothing is left half done."))
    return INTERRUPTED


def crash(error: BaseException, home: Path | None) -> int:
    """Keep the details of a failure of ours in a log file, and say where it is."""
    import tempfile
    import traceback

    home = home or Path(tempfile.gettempdir())
    log = home / "crash.log"
    details = "".join(traceback.format_exception(error))
    try:
        home.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            file.write(f"--- {datetime.now(UTC).isoformat()}\n{details}\n")
        where = str(log)
    except OSError:
        complain(details)
        where = _("printed above, because no log file could be written")
    complain(
        _("quizapp failed: {error}. Nothing you answered is lost. Details: {where}").format(
            error=f"{type(error).__name__}: {error}".rstrip(": ."), where=where
        )
    )
    return CRASH


def complain(sentence: str) -> None:
    """Print a sentence on standard error; what a terminal could obey is made visible."""
    encoding = sys.stderr.encoding or "utf-8"
    print(
        f"quizapp: {harmless(sentence)}".encode(encoding, "replace").decode(encoding),
        file=sys.stderr,
    )
