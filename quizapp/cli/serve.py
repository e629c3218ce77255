"""``quizapp serve [--host H] [--port P] [--token T]``: the app in a browser."""

import argparse
import os
import shlex
import subprocess
import sys

from quizapp.cli.context import Context
from quizapp.cli.numbers import from_one
from quizapp.cli.output import print_text
from quizapp.language import _, current
from quizapp.model.errors import InputError

_HIGHEST_PORT = 65535
_SHORTEST_TOKEN = 8
_BROWSER = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
"""What the app in a tab draws on, whatever terminal it is served from."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb takes."""
    parser.add_argument(
        "--host", default="127.0.0.1", metavar="H", help=_("the address to listen at")
    )
    parser.add_argument("--port", type=from_one, default=8000, metavar="P", help=_("its port"))
    parser.add_argument("--token", metavar="T", help=_("what a browser must show to come in"))


def run(context: Context, options: argparse.Namespace) -> int:
    """Serve until ctrl+c; every browser tab has the app to itself, on one collection."""
    try:
        from quizapp.web.guard import is_loopback
        from quizapp.web.server import serve
    except ModuleNotFoundError as error:
        message = _("The browser needs an extra package: pip install 'quizapp[web]'")
        raise InputError(message) from error
    _check(options, local=is_loopback(options.host))
    context.open_to_study().close()
    os.environ |= {"QUIZAPP_HOME": str(context.home), "QUIZAPP_DB": context.place, **_BROWSER}

    def started() -> None:
        print_text(_("Open {address} in a browser; ctrl+c ends it.").format(address=url(options)))
        sys.stdout.flush()

    try:
        serve(app_command(context), options.host, options.port, options.token, started)
    except OSError as error:
        message = _("Cannot listen at {host}:{port}: {reason}. Try another --port.")
        raise InputError(
            message.format(host=options.host, port=options.port, reason=error.strerror or error)
        ) from error
    return 0


def _check(options: argparse.Namespace, *, local: bool) -> None:
    if options.port > _HIGHEST_PORT:
        raise InputError(_("A port is a number up to 65535, not {port}.").format(port=options.port))
    if options.token is None and not local:
        message = _("At {host} others could study as you: give a secret with --token too.")
        raise InputError(message.format(host=options.host))
    if options.token is not None and len(options.token) < _SHORTEST_TOKEN:
        message = _("A token has {n} characters or more.")
        raise InputError(message.format(n=_SHORTEST_TOKEN))


def app_command(context: Context) -> str:
    """The shell command of the app with the same learner and language.

    Home and collection go through the environment: a database's address may hold a password.
    """
    words = [sys.executable, "-P", "-m", "quizapp", "--learner", context.learner]
    words += ["--lang", current()]
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)


def url(options: argparse.Namespace) -> str:
    """The address to open, with the token where one is needed."""
    from urllib.parse import quote

    host = f"[{options.host}]" if ":" in options.host else options.host
    token = f"?token={quote(options.token, safe='')}" if options.token else ""
    return f"http://{host}:{options.port}/{token}"
