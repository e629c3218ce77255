"""Open the notes in ``$EDITOR`` at the line a card is written on."""

import os
import shlex
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from quizapp.language import _
from quizapp.model.cards import Card

if TYPE_CHECKING:
    from quizapp.actions.collection import Collection
    from quizapp.tui.app import QuizApp


async def edit(app: "QuizApp", card: Card) -> str:
    """Let the learner edit a card where it is written; answers with what to say then."""
    file = await app.behind(lambda collection: _written_in(collection, card))
    if file is None:
        return _("{file} is not on this machine.").format(file=card.passage.path)
    return open_at(app, file, card.passage.first_line) or _(
        "Take a change over with: quizapp import"
    )


def open_at(app: "QuizApp", file: Path, line: int) -> str:
    """Open a file in the editor at a line; answers with why that failed, or nothing."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    place = [f"+{line}", str(file)]
    try:
        with app.suspend():
            subprocess.run([*shlex.split(editor), *place], check=False)
    except (OSError, SuspendNotSupported) as error:
        return _("Cannot open {editor}: {reason}").format(editor=editor, reason=error)
    return ""


def _written_in(collection: "Collection", card: Card) -> Path | None:
    from quizapp.actions.places import written_in

    return written_in(collection, card)
