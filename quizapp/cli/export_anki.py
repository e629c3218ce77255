"""``quizapp export --anki [DECK] [--dry-run] [--yes]``: into the Anki that is open."""

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.cli.context import Context
from quizapp.cli.failures import complain
from quizapp.cli.output import print_json, print_text
from quizapp.language import _, ngettext
from quizapp.model.errors import InputError

if TYPE_CHECKING:
    from quizapp.actions.anki_preview import Preview
    from quizapp.actions.export_choices import Choices

_REFUSED = 1


def send_to_anki(context: Context, options: argparse.Namespace, choices: "Choices") -> int:
    """Show what would change, ask where somebody is there to answer, and send."""
    from quizapp.actions.anki_preview import difference_to
    from quizapp.actions.send_to_anki import send
    from quizapp.anki.connect import Connect

    if options.into is not None or options.deck is not None:
        raise InputError(_("--anki takes a deck at most: no file, and no --into."))
    deck = str(options.file) if options.file is not None else None
    connect = Connect(context.settings.anki_address, context.settings.anki_key or "")
    collection = context.open()
    try:
        difference = difference_to(collection, connect, deck, choices)
        preview = difference.preview
        for reason in preview.skipped:
            complain(_("left out: {reason}").format(reason=reason))
        if not options.json:
            print_text("\n".join(lines_of(preview)))
        counts = _counts(preview, preview.changed)
        if not options.dry_run:
            if not (options.yes or preview.is_nothing or _agreed()):
                return _REFUSED
            done = send(difference)
            counts |= {"added": done.added, "updated": done.updated}
            for remark in done.remarks:
                complain(remark)
    finally:
        collection.close()
    if options.json:
        print_json(counts)
    elif not (options.dry_run or preview.is_nothing):
        print_text(_("Sent."))
    return 0


def lines_of(preview: "Preview") -> Iterator[str]:
    """What would change, a line each; what is nothing is not said."""
    told = (
        (
            preview.added,
            ngettext("{n} note is new in Anki", "{n} notes are new in Anki", preview.added),
        ),
        (
            preview.changed,
            ngettext("{n} note changes there", "{n} notes change there", preview.changed),
        ),
        (
            preview.moved,
            ngettext("{n} moves to another deck", "{n} move to another deck", preview.moved),
        ),
        (
            preview.gone,
            ngettext(
                "{n} is gone here: it stays, tagged and suspended",
                "{n} are gone here: they stay, tagged and suspended",
                preview.gone,
            ),
        ),
        (
            preview.kept,
            ngettext(
                "{n} was edited in Anki later and stays as it is",
                "{n} were edited in Anki later and stay as they are",
                preview.kept,
            ),
        ),
        (preview.unchanged, ngettext("{n} is the same", "{n} are the same", preview.unchanged)),
        (
            preview.reviews_sent,
            ngettext("{n} review goes there", "{n} reviews go there", preview.reviews_sent),
        ),
        (
            preview.reviews_received,
            ngettext("{n} review comes here", "{n} reviews come here", preview.reviews_received),
        ),
    )
    said = [line for count, line in told if count]
    yield from said or [_("There is nothing to send.")]


def _counts(preview: "Preview", updated: int) -> dict[str, int]:
    names = (
        "added",
        "updated",
        "reviews_sent",
        "reviews_received",
        "unchanged",
        "moved",
        "gone",
        "kept",
    )
    return {name: updated if name == "updated" else getattr(preview, name) for name in names}


def _agreed() -> bool:
    """Ask on the terminal; where there is none, the command itself was the answer."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return True
    print(_("Send this to Anki? y/N "), end="", file=sys.stderr)
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes", _("y"), _("yes")}
