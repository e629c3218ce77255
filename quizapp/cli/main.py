"""The console script: global options, then a verb, whose module is loaded only now."""

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from itertools import zip_longest
from pathlib import Path
from typing import Never

from quizapp import __version__, language
from quizapp.cli.context import Context, context_of
from quizapp.cli.failures import crash, refuse, stopped
from quizapp.cli.output import writing
from quizapp.cli.parser import Parser, speak
from quizapp.cli.streams import speak_utf8
from quizapp.language import _, marked
from quizapp.model.errors import InputError


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb: the module with its ``arguments`` and ``run``, and what it does."""

    module: str
    help: str


VERBS = {
    "import": Verb("import_notes", marked("take in notes: files, folders, the shipped decks")),
    "add": Verb("add", marked("a card into the inbox: question :: answer")),
    "remove": Verb("remove", marked("forget a deck or notes: cards retire, or are erased")),
    "watch": Verb("watch", marked("take notes in again whenever they are saved")),
    "drafts": Verb("drafts", marked("list cards a rule is not sure of; accept or refuse them")),
    "cards": Verb("cards", marked("list and search cards")),
    "question": Verb("question", marked("list questions, or draw fresh numbers for one")),
    "grade": Verb("grade", marked("judge an answer to a question")),
    "study": Verb("study", marked("study what is due, here or line by line (--plain)")),
    "exam": Verb("exam", marked("a timed test outside the schedule")),
    "serve": Verb("serve", marked("the app in a browser, on this machine")),
    "review": Verb("review", marked("log one review of a card")),
    "export": Verb("export", marked("write an Anki package, a table or notes; unite with Anki")),
    "backlog": Verb("backlog", marked("after days away: spread what is due over days")),
    "due": Verb("due", marked("how much is due, in a line and an exit status")),
    "stats": Verb("stats", marked("cards, reviews, retention, forecast")),
    "fit": Verb("fit", marked("fit the memory model to your own reviews")),
    "simulate": Verb("simulate", marked("work and knowledge ahead, for several retentions")),
    "trust": Verb("trust", marked("let the code of imported notes run, as it is now")),
    "config": Verb("config", marked("list, show or change settings")),
    "completion": Verb("completion", marked("complete this command in bash, zsh or fish")),
    "paths": Verb("paths", marked("where collection, settings and backups are")),
    "backup": Verb("backup", marked("copy the collection, compressed and verified")),
    "restore": Verb("restore", marked("put a backup in the place of the collection")),
    "merge": Verb("merge", marked("take in another collection, or a backup of one")),
    "sync": Verb("sync", marked("share reviews with other machines through a folder")),
    "check": Verb("check", marked("check notes and questions, or the collection itself")),
}

_SITTINGS = (None, "study", "exam", "watch")
"""Verbs that a learner ends by ctrl+c as a matter of course."""
_WITH_VALUE = ("--home", "--db", "--lang", "--learner")


def run() -> Never:
    """The entry point of the console script."""
    speak_utf8(sys.platform, os.environ, (sys.stdin, sys.stdout, sys.stderr))
    sys.exit(main(sys.argv[1:]))


def main(argv: Sequence[str]) -> int:
    """Run one command and answer with its exit status."""
    before, verb, after = _split(argv)
    language.use(_language_of(before))
    speak()
    home: Path | None = None
    try:
        options = global_parser().parse_args(before)
        context = context_of(options.home, options.db, options.learner, options.lang, options.empty)
        home = context.home
        status = _dispatch(context, verb, after, as_json=options.json)
        with writing():
            sys.stdout.flush()
        return status
    except InputError as error:
        return refuse(error)
    except KeyboardInterrupt:
        return stopped(told=verb not in _SITTINGS)
    except BrokenPipeError:
        return 0
    except Exception as error:
        return crash(error, home)


def _split(argv: Sequence[str]) -> tuple[list[str], str | None, list[str]]:
    """Global options, verb, the verb's own arguments."""
    place = 0
    while place < len(argv) and argv[place].startswith("-"):
        place += 2 if argv[place] in _WITH_VALUE else 1
    rest = list(argv[place:])
    return list(argv[:place]), (rest[0] if rest else None), rest[1:]


def _language_of(options: Sequence[str]) -> str:
    """The language of this call, known before anything is told or complained about."""
    asked = _given(options, "--lang")
    if asked in language.LANGUAGES:
        return asked
    with suppress(InputError):
        home = _given(options, "--home") or None
        asked = context_of(home, None, None, None, empty=False).settings.language
    return asked if asked in language.LANGUAGES else language.from_environment()


def _given(options: Sequence[str], name: str) -> str:
    """The value of a global option, empty without it."""
    for word, value in zip_longest(options, options[1:], fillvalue=""):
        if word == name or word.startswith(f"{name}="):
            return value if word == name else word.removeprefix(f"{name}=")
    return ""


def _dispatch(context: Context, verb: str | None, arguments: list[str], *, as_json: bool) -> int:
    if verb is None:
        from quizapp.cli import home

        return home.run(context, as_json=as_json)
    if verb not in VERBS:
        known = ", ".join(VERBS)
        raise InputError(
            _("Unknown verb “{verb}”: use one of {known}.").format(verb=verb, known=known)
        )
    module = import_module(f"quizapp.cli.{VERBS[verb].module}")
    parser = Parser(prog=f"quizapp {verb}", description=_(VERBS[verb].help))
    parser.add_argument(
        "--json",
        action="store_true",
        default=as_json,
        help=_("one JSON document on standard output"),
    )
    module.arguments(parser)
    split = getattr(module, "split", None)
    parsed = split(parser, arguments) if split else parser.parse_args(arguments)
    return int(module.run(context, parsed))


def global_parser() -> Parser:
    """What may stand before the verb."""
    verbs = "\n".join(f"  {name:<10} {_(verb.help)}" for name, verb in VERBS.items())
    parser = Parser(
        prog="quizapp",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description=_("Write notes. Run one command. Never forget them."),
        usage=_("quizapp [options] [verb …]"),
        epilog=_("Without a verb the app opens.") + "\n\n" + _("verbs:") + f"\n{verbs}\n",
    )
    parser.add_argument("--home", metavar="DIR", help=_("folder of collection and settings"))
    parser.add_argument("--db", metavar="PATH", help=_("collection file or database URL"))
    parser.add_argument(
        "--empty",
        action="store_true",
        help=_("a collection created now starts without the shipped decks"),
    )
    parser.add_argument("--lang", choices=language.LANGUAGES, help=_("language of the interface"))
    parser.add_argument(
        "--learner", metavar="NAME", help=_("whose cards (several in one database)")
    )
    parser.add_argument("--json", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument(
        "--version",
        action="version",
        version=f"quizapp {__version__}",
        help=_("show program's version number and exit"),
    )
    return parser
