"""``quizapp check [PATH…]``: notes and questions; without a path the collection itself."""

import argparse
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.cli.context import Context
from quizapp.cli.output import print_json, print_table, print_text
from quizapp.language import _, ngettext
from quizapp.model.errors import Damaged, InputError
from quizapp.wording import severity_name
from quizapp.wording.dates import percent

if TYPE_CHECKING:
    from quizapp.actions.questions.checking import Checked
    from quizapp.actions.questions.problems import NoteProblem
    from quizapp.actions.safety.integrity import Problem

_WIDEST = 200


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb takes."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help=_("files and folders of notes"))
    parser.add_argument("--run", action="store_true", help=_("also run the code of questions"))
    parser.add_argument("--strict", action="store_true", help=_("warnings count as errors"))
    parser.add_argument(
        "--table", action="store_true", help=_("what is found as a table, not as lines for editors")
    )
    parser.add_argument(
        "--rebuild", action="store_true", help=_("rewrite every schedule from the log")
    )


def run(context: Context, options: argparse.Namespace) -> int:
    """Check and say what was found; 1 when something is wrong."""
    if options.paths and options.rebuild:
        raise InputError(_("--rebuild is for the collection: give no PATH with it."))
    if options.paths:
        return _check_notes(context, options)
    return _check_collection(context, options)


def _check_notes(context: Context, options: argparse.Namespace) -> int:
    from quizapp.actions.importing.reading_settings import reading_settings
    from quizapp.actions.questions.checking import check_notes
    from quizapp.actions.questions.problems import failed

    settings = reading_settings(context.settings)
    checked = check_notes(options.paths, run=options.run, settings=settings)
    checked = _with_leeches(context, options, checked)
    bad = failed(checked.problems, strict=options.strict)
    if options.run:
        print(_sandbox_limits(), file=sys.stderr)
    if options.json:
        print_json({"ok": not bad, **asdict(checked)})
        return int(bad)
    _print_problems(checked.problems, table=options.table)
    if checked.questions:
        print_table(
            [_("Variants"), _("Different"), _("Acceptance"), _("ms"), _("Question")],
            [
                [str(q.variants), str(q.different), percent(q.acceptance), f"{q.ms:.2f}", q.id]
                for q in checked.questions
            ],
        )
    print_text(ngettext("{n} problem", "{n} problems", len(checked.problems)))
    return int(bad)


def _with_leeches(context: Context, options: argparse.Namespace, checked: "Checked") -> "Checked":
    """What the log says of these notes too, where there is a collection already."""
    if "://" not in context.place and not Path(context.place).exists():
        return checked
    from quizapp.actions.questions.checking import leeches

    with closing(context.open()) as collection:
        found = leeches(collection, options.paths)
    problems = sorted((*checked.problems, *found), key=lambda p: (p.file, p.line, p.rule))
    return replace(checked, problems=tuple(problems))


def _print_problems(problems: "Sequence[NoteProblem]", *, table: bool) -> None:
    """As lines that editors jump by, or as a table for people."""
    if table and problems:
        print_table(
            [_("Severity"), _("Rule"), _("Place"), _("Message")],
            [
                [severity_name(p.severity), p.rule, f"{p.file}:{p.line}", p.message]
                for p in problems
            ],
            last_width=_WIDEST,
        )
        return
    for p in problems:
        print_text(f"{p.file}:{p.line}: {severity_name(p.severity)}: {p.message} [{p.rule}]")


def _sandbox_limits() -> str:
    """Which limits of the sandbox hold on this machine."""
    from quizapp.actions.questions.proving import sandbox_limits

    limits = sandbox_limits()
    held = [name for name, holds in limits if holds]
    missing = [name for name, holds in limits if not holds]
    text = _("The sandbox on this machine limits: {held}.").format(held=", ".join(held))
    if missing:
        text += " " + _("It does not limit: {missing}.").format(missing=", ".join(missing))
    return text


def _check_collection(context: Context, options: argparse.Namespace) -> int:
    problems, rebuilt = _problems(context, rebuilding=options.rebuild)
    bad = any(
        problem.severity == "error" or (options.strict and problem.severity == "warning")
        for problem in problems
    )
    if options.json:
        print_json({"ok": not bad, "problems": [asdict(problem) for problem in problems]})
        return int(bad)
    if rebuilt is not None:
        print_text(ngettext("{n} schedule rebuilt", "{n} schedules rebuilt", rebuilt))
    for problem in problems:
        print_text(f"{severity_name(problem.severity)}: {problem.message}")
    if not problems:
        print_text(_("The collection is whole."))
    return int(bad)


def _problems(context: Context, *, rebuilding: bool) -> "tuple[list[Problem], int | None]":
    """What is wrong with the collection, and how many schedules were rebuilt before."""
    from quizapp.actions.safety.integrity import beyond_opening, check_collection, rebuild

    try:
        with closing(context.open()) as collection:
            rebuilt = rebuild(collection) if rebuilding else None
            return check_collection(collection), rebuilt
    except Damaged:
        return beyond_opening(context.place), None
