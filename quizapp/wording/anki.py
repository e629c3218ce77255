"""What sending to the running Anki would change, in words."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.language import _, ngettext

if TYPE_CHECKING:
    from quizapp.actions.anki.preview import Preview


def lines_of(preview: "Preview") -> Iterator[str]:
    """What would change, a line each; what is nothing is not said."""
    counted = [*_notes(preview), *_reviews(preview)]
    yield from [line for count, line in counted if count] or [_("There is nothing to send.")]


def _notes(preview: "Preview") -> Iterator[tuple[int, str]]:
    n = preview.added
    yield n, ngettext("{n} note is new in Anki", "{n} notes are new in Anki", n)
    n = preview.changed
    yield n, ngettext("{n} note changes there", "{n} notes change there", n)
    n = preview.moved
    yield n, ngettext("{n} moves to another deck", "{n} move to another deck", n)
    n = preview.gone
    yield (
        n,
        ngettext(
            "{n} is gone here: it stays, tagged and suspended",
            "{n} are gone here: they stay, tagged and suspended",
            n,
        ),
    )
    n = preview.kept
    yield (
        n,
        ngettext(
            "{n} was edited in Anki later and stays as it is",
            "{n} were edited in Anki later and stay as they are",
            n,
        ),
    )
    n = preview.unchanged
    yield n, ngettext("{n} is the same", "{n} are the same", n)


def _reviews(preview: "Preview") -> Iterator[tuple[int, str]]:
    n = preview.reviews_sent
    yield n, ngettext("{n} review goes there", "{n} reviews go there", n)
    n = preview.reviews_received
    yield n, ngettext("{n} review comes here", "{n} reviews come here", n)
