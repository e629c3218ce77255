"""``quizapp import [PATH…] [--dry-run] [--deck NAME] [--drafts accept|never] [--shipped ru|en]``.

``--moved-from OLDPATH`` says where the folder was before; ``--undo`` takes the last import back.
"""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from quizapp.actions.importing.changes import Change
from quizapp.actions.importing.deciding import Choice
from quizapp.actions.importing.imported import FoundGap
from quizapp.actions.importing.notes import Imported, import_notes
from quizapp.actions.sources.shipped import choose_shipped
from quizapp.cli.context import Context
from quizapp.cli.diff import counts, diff, lint, not_read, recognised
from quizapp.cli.output import cut, print_json, print_text
from quizapp.language import LANGUAGES, _, current, ngettext
from quizapp.model.errors import InputError
from quizapp.model.time import iso

if TYPE_CHECKING:
    from quizapp.actions.collection import Collection

_SHOWN = 3
_FRONT = 44


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb takes."""
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help=_("files and folders; all known sources without")
    )
    parser.add_argument("--dry-run", action="store_true", help=_("show the plan, write nothing"))
    parser.add_argument("--deck", metavar="NAME", help=_("put the cards into this deck"))
    parser.add_argument(
        "--drafts",
        choices=[Choice.ACCEPT.value, Choice.NEVER.value],
        help=_("decide on all drafts of these notes"),
    )
    parser.add_argument("--shipped", choices=LANGUAGES, help=_("the decks of the program"))
    parser.add_argument(
        "--moved-from", metavar="OLDPATH", help=_("PATH is this folder of notes, which was moved")
    )
    parser.add_argument(
        "--presets", action="store_true", help=_("with a file of Anki: its deck presets too")
    )
    parser.add_argument("--undo", action="store_true", help=_("take the last import back"))


def run(context: Context, options: argparse.Namespace) -> int:
    """Take the notes in and say what became of them."""
    if options.shipped and (options.paths or options.deck):
        raise InputError(_("--shipped takes no PATH and no --deck: import your notes apart."))
    if options.undo:
        return _undo(context, options)
    if options.paths and options.paths[0].lower().endswith(".anki2"):
        from quizapp.cli.import_package import take_in_presets

        return take_in_presets(context, options)
    with closing(context.open()) as collection:
        done = _take_in(context, collection, options)
    if options.json:
        print_json(_document(done))
    else:
        _print(done, dry_run=options.dry_run)
    return 0


def _take_in(context: Context, collection: "Collection", options: argparse.Namespace) -> Imported:
    if options.shipped:
        return choose_shipped(collection, options.shipped, dry_run=options.dry_run)
    if any(path.lower().endswith((".apkg", ".colpkg")) for path in options.paths):
        from quizapp.cli.import_package import take_in_package

        return take_in_package(context, collection, options)
    if options.presets:
        raise InputError(_("--presets goes with a file of Anki: .apkg, .colpkg or .anki2."))
    return import_notes(
        collection,
        options.paths,
        deck=options.deck,
        dry_run=options.dry_run,
        decisions=Choice(options.drafts) if options.drafts else (),
        moved_from=options.moved_from,
    )


def _undo(context: Context, options: argparse.Namespace) -> int:
    """Take the last import, or decision on drafts, back."""
    given = (options.paths, options.dry_run, options.deck, options.drafts, options.shipped)
    if any(given) or options.moved_from or options.presets:
        raise InputError(_("--undo takes nothing else: it takes the last import back."))
    from quizapp.actions.importing.drafts import take_back

    with closing(context.open()) as collection:
        done = take_back(collection)
    if options.json:
        print_json({**asdict(done), "at": iso(done.at)})
        return 0
    count = ngettext("{n} card is as it was before", "{n} cards are as before", done.cards)
    print_text(f"{count}: {done.what}" if done.what else count)
    if done.kept:
        print_text(
            ngettext(
                "{n} of them was studied since and is retired, with its history.",
                "{n} of them were studied since and are retired, with their history.",
                done.kept,
            )
        )
    return 0


def _document(done: Imported) -> dict[str, Any]:
    """The counts and lists of an import; ``plan`` has what it does, card by card."""
    document = asdict(replace(done, changes=()))
    del document["changes"]
    return {**document, "plan": _plan(done.changes)}


def _plan(changes: Sequence[Change]) -> list[dict[str, Any]]:
    return [
        {
            "change": change.kind.value,
            "card": change.card,
            "kind": change.card_kind.value,
            "rule": change.rule,
            "front": change.front,
            "back": change.back,
            "file": change.file,
            "line": change.line,
            "was": change.was,
            "from": change.origin,
            "step": change.step,
            "similarity": round(change.similarity, 4),
        }
        for change in changes
    ]


def _print(done: Imported, *, dry_run: bool) -> None:
    if dry_run:
        print_text(_("Nothing was written (--dry-run)."))
    print_text(counts(done))
    if dry_run:
        for line in diff(done.changes):
            print_text(line)
    else:
        _section(_("Recognised although edited:"), recognised(done.changes))
    _section(_("Not read:"), not_read(done))
    _section(_("Lint:"), lint(done.lint))
    _section(
        _("Headings and bullets that say nothing yet:"),
        [line for gap in done.gaps for line in _gap(gap)],
    )


def _gap(gap: FoundGap) -> Iterator[str]:
    """The gap, and below it what the shipped decks know of it."""
    yield f"{gap.file}:{gap.line}: {gap.heading}"
    if gap.covered:
        count = len(gap.covered)
        told = ngettext("{n} shipped card covers it:", "{n} shipped cards cover it:", count)
        fronts = "; ".join(cut(offer.front, _FRONT) for offer in gap.covered[:_SHOWN])
        yield f"    {told} {fronts}{'; …' if count > _SHOWN else ''}"
        if not gap.covered[0].here:
            yield "    " + _("Take them in: quizapp import --shipped {lang}").format(lang=current())


def _section(title: str, lines: Sequence[str]) -> None:
    if lines:
        print_text()
        print_text(title)
    for line in lines:
        print_text(f"  {line}")
