"""``quizapp drafts [--accept ID…] [--never ID…] [--wait ID…] [--front TEXT] [--back TEXT]``."""

import argparse

from quizapp.actions.drafts import Choice, Decision, Draft, decide, drafts
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
    collection = context.open()
    try:
        decisions = list(_decisions(options, drafts(collection)))
        if decisions:
            decide(collection, decisions)
        waiting = drafts(collection)
    finally:
        collection.close()
    if options.json:
        print_json([_document(draft) for draft in waiting])
        return 0
    if waiting:
        heads = [_("Card"), _("Rule"), _("Place"), _("Front")]
        print_table(heads, [_row(draft) for draft in waiting])
    print_text(ngettext("{n} draft waiting", "{n} drafts waiting", len(waiting)))
    return 0


def _decisions(options: argparse.Namespace, waiting: list[Draft]) -> list[Decision]:
    uids = [draft.card.uid for draft in waiting]
    found = [
        Decision(_named(given, uids), Choice.ACCEPT, options.front, options.back)
        for given in options.accept
    ]
    found += [Decision(_named(given, uids), Choice.NEVER) for given in options.never]
    return found + [Decision(given, Choice.WAIT) for given in options.wait]


def _named(given: str, uids: list[str]) -> str:
    """The draft whose id begins so."""
    found = [uid for uid in uids if uid.startswith(given)]
    if len(found) != 1:
        message = _("“{id}” names {n} drafts that wait: give the id of one.")
        raise InputError(message.format(id=given, n=len(found)))
    return found[0]


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
