"""What sending to the running Anki would change, in words."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.language import _, ngettext

if TYPE_CHECKING:
    from quizapp.actions.anki_preview import Preview


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
