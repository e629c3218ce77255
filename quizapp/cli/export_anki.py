"""``quizapp export --anki [DECK] [--dry-run] [--yes]``: into the Anki that is open."""

import argparse
from contextlib import closing
from typing import TYPE_CHECKING

from quizapp.cli.asking import agreed, somebody_is_there
from quizapp.cli.context import Context
from quizapp.cli.failures import complain
from quizapp.cli.output import print_json, print_text
from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.wording.anki import lines_of

if TYPE_CHECKING:
    from quizapp.actions.anki.preview import Preview
    from quizapp.actions.exporting.choices import Choices

_REFUSED = 1


def sending_arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb takes for an Anki that is open."""
    parser.add_argument(
        "--anki",
        action="store_true",
        help=_("send to the running Anki, which needs the add-on AnkiConnect"),
    )
    parser.add_argument(
        "--dry-run", action="store_true", help=_("with --anki: only show what would change")
    )
    parser.add_argument(
        "--yes", action="store_true", help=_("with --anki: send without a question")
    )


def send_to_anki(context: Context, options: argparse.Namespace, choices: "Choices") -> int:
    """Show what would change, ask where somebody is there to answer, and send."""
    from quizapp.actions.anki.preview import difference_to
    from quizapp.actions.anki.sending import send
    from quizapp.anki.connect import Connect

    if options.into is not None or options.deck is not None:
        raise InputError(_("--anki takes a deck at most: no file, and no --into."))
    connect = Connect(context.settings.anki_address, context.settings.anki_key or "")
    with closing(context.open()) as collection:
        difference = difference_to(collection, connect, options.file, choices)
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
    if options.json:
        print_json(counts)
    elif not (options.dry_run or preview.is_nothing):
        print_text(_("Sent."))
    return 0


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
    return not somebody_is_there() or agreed(_("Send this to Anki? y/N "))
