"""``quizapp drafts [--accept ID…] [--never ID…] [--wait ID…] [--front TEXT] [--back TEXT]``."""

import argparse
from collections.abc import Iterator
from contextlib import closing

from quizapp.actions.collection import Collection
from quizapp.actions.importing.drafts import Choice, Decision, Draft, decide, draft_named, drafts
from quizapp.cli.context import Context
from quizapp.cli.output import print_json, print_table, print_text
from quizapp.language import _, ngettext
from quizapp.model.errors import InputError

_ID = 8
_LONGEST_FILE = 40


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb takes."""
    for name, told in (
        ("--accept", _("make cards of these drafts (their id, or the start of it)")),
        ("--never", _("never ask these, whatever later imports find")),
        ("--wait", _("let these wait again")),
    ):
        parser.add_argument(name, nargs="+", metavar="ID", default=[], help=told)
    parser.add_argument("--front", metavar="TEXT", help=_("accept one with this question"))
    parser.add_argument("--back", metavar="TEXT", help=_("accept one with this answer"))


def run(context: Context, options: argparse.Namespace) -> int:
    """Decide on the drafts that are named, and list those that wait."""
    if (options.front or options.back) and len(options.accept) != 1:
        raise InputError(_("--front and --back change one card: accept exactly one with them."))
    with closing(context.open()) as collection:
        decisions = list(_decisions(collection, options))
        if decisions:
            decide(collection, decisions)
        waiting = drafts(collection)
    if options.json:
        print_json([_document(draft) for draft in waiting])
        return 0
    if waiting:
        heads = [_("Card"), _("Rule"), _("Place"), _("Front")]
        print_table(heads, [_row(draft) for draft in waiting])
    print_text(ngettext("{n} draft waiting", "{n} drafts waiting", len(waiting)))
    return 0


def _decisions(collection: Collection, options: argparse.Namespace) -> Iterator[Decision]:
    """What the options decide; the words of the learner go with the one that is accepted."""
    for choice in (Choice.ACCEPT, Choice.NEVER, Choice.WAIT):
        words = (options.front, options.back) if choice is Choice.ACCEPT else (None, None)
        for given in getattr(options, choice.value):
            yield Decision(draft_named(collection, given, choice), choice, *words)


def _row(draft: Draft) -> list[str]:
    card, file = draft.card, draft.file
    shown = file if len(file) <= _LONGEST_FILE else f"…{file[1 - _LONGEST_FILE :]}"
    return [card.uid[:_ID], card.rule, f"{shown}:{draft.line}", card.front]


def _document(draft: Draft) -> dict[str, object]:
    card = draft.card
    return {
        "id": card.uid,
        "kind": card.kind.value,
        "deck": card.deck,
        "front": card.front,
        "back": card.back,
        "rule": card.rule,
        "file": draft.file,
        "line": draft.line,
    }
