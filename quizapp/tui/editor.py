"""Open the notes in ``$EDITOR`` at the line a card is written on."""

import os
import shlex
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from quizapp.language import _
from quizapp.model.cards import Card, Standing
from quizapp.model.errors import InputError

if TYPE_CHECKING:
    from quizapp.actions.collection import Collection
    from quizapp.tui.app import QuizApp


async def edit(app: "QuizApp", card: Card) -> str:
    """Let the learner edit a card where it is written, and take in what was changed.

    Answers with what to say then.

    A card that comes with the program is put in the learner's own words instead.
    """
    from quizapp.actions.cards.editing import is_shipped

    if is_shipped(card):
        return await _edit_words(app, card)
    file = await app.behind(lambda collection: _written_in(collection, card))
    if file is None:
        return _("{file} is not on this machine.").format(file=card.passage.path)
    before = _read(file)
    failed = open_at(app, file, card.passage.first_line)
    if failed or _read(file) == before:
        return failed or _("Nothing was changed.")
    try:
        return await app.behind(lambda collection: _taken_in(collection, file, card))
    except InputError as error:
        return str(error)


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None


def _taken_in(collection: "Collection", file: Path, card: Card) -> str:
    from quizapp.actions.cards.browsing import cards_in_sight
    from quizapp.actions.importing.notes import import_notes

    import_notes(collection, [str(file)] if file.exists() else [])
    now = cards_in_sight(collection, [card.uid]).get(card.uid)
    if now is None or now.standing is not Standing.ACTIVE:
        return _("The notes have this card no more: it is retired with its history.")
    return _("The notes are taken in as they are now.")


async def _edit_words(app: "QuizApp", card: Card) -> str:
    """Let the learner edit a copy of both sides, and keep what was changed."""
    from quizapp.actions.cards.editing import as_text, edit_card, from_text

    before = as_text(card)
    with TemporaryDirectory(prefix="quizapp-") as folder:
        file = Path(folder, "card.md")
        file.write_text(before, encoding="utf-8")
        failed = open_at(app, file, 2)
        after = file.read_text(encoding="utf-8", errors="replace")
    if failed or after == before:
        return failed or _("Nothing was changed.")
    try:
        sides = from_text(after)
        await app.behind(lambda opened: edit_card(opened, card.uid, sides.front, sides.back))
    except InputError as error:
        return str(error)
    return _("The card is in your words now; `quizapp import --undo` takes that back.")


def open_at(app: "QuizApp", file: Path, line: int) -> str:
    """Open a file in the editor at a line; answers with why that failed, or nothing."""
    windows = sys.platform == "win32"
    usual = "notepad" if windows else "vi"
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or usual
    try:
        with app.suspend():
            subprocess.run(editor_command(editor, file, line, windows=windows), check=False)
    except (OSError, SuspendNotSupported) as error:
        return _("Cannot open {editor}: {reason}").format(editor=editor, reason=error)
    return ""


def editor_command(editor: str, file: Path, line: int, *, windows: bool) -> list[str]:
    """The words that open ``file`` at ``line`` in an editor as ``$EDITOR`` names it.

    A backslash parts folders on Windows and quotes a character elsewhere.
    """
    words = [word.strip('"') for word in shlex.split(editor, posix=not windows)]
    program = words[0].replace("\\", "/").rpartition("/")[2] if words else ""
    name = program.lower().removesuffix(".exe").removesuffix(".cmd")
    return [*words, *_PLACES.get(name, _vi)(str(file), line)]


def _vi(file: str, line: int) -> list[str]:
    return [f"+{line}", file]


def _goto(file: str, line: int) -> list[str]:
    return ["--goto", f"{file}:{line}"]


def _colon(file: str, line: int) -> list[str]:
    return [f"{file}:{line}"]


def _alone(file: str, _line: int) -> list[str]:
    return [file]


_PLACES = {
    **dict.fromkeys(("code", "codium", "code-insiders", "cursor"), _goto),
    **dict.fromkeys(("hx", "helix", "subl", "zed"), _colon),
    "notepad": _alone,
}
"""How an editor is told a line; ``+LINE FILE`` is what all others understand."""


def _written_in(collection: "Collection", card: Card) -> Path | None:
    from quizapp.actions.sources.places import written_in

    return written_in(collection, card)
