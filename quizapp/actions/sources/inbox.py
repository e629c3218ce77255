"""Quick add: one card more at the end of ``inbox.md``, the one file of notes that is ours."""

import errno
import os
import re
from dataclasses import dataclass
from pathlib import Path

from quizapp.actions.collection import Collection
from quizapp.actions.importing.notes import import_notes
from quizapp.language import _
from quizapp.model.cards import Candidate
from quizapp.model.errors import InputError
from quizapp.notes.fingerprint import fingerprint, normalised
from quizapp.notes.read import read_notes
from quizapp.storage.queries import identity

NAME = "inbox.md"
_QUESTION = re.compile(r"\s*Q:\s*")
# the second letter is Cyrillic
_ANSWER = re.compile(r"(?:^|\s)[AА]:(?:(?P<typed>=)(?!=)|\s+|$)")
_BETWEEN = (
    re.compile(r"\s+::(?P<typed>=)?\s+"),
    re.compile(r"(?:(?<![:\w])::|::(?![:\w]))(?P<typed>=(?!=))?"),
    re.compile("::(?P<typed>=(?!=))?"),
)


@dataclass(frozen=True, slots=True)
class Added:
    """The id of the card; ``here`` if the same card was there already, so that none was added."""

    card: str
    here: bool = False


def add(collection: Collection, inbox: Path, text: str) -> Added:
    """Append a card to the inbox, and take the inbox in.

    ``text`` is ``Q: … A: …`` or ``question :: answer``; ``A:=`` and ``::=`` ask to type it.

    Raises:
        InputError: it is neither, or could not be read back as that card; or the inbox or the
            collection cannot be written. The inbox has no card more then. Or the notes around it
            make something else of it: then it is said that it stands there.
    """
    front, mark, back = _sides(text)
    block = f"Q: {front}\n{mark} {back}\n"
    card = _read_back(block, front, back)
    known = _known(collection, card)
    if known is not None:
        return Added(known, here=True)
    _append(inbox, block)
    try:
        import_notes(collection, [str(inbox)])
    except InputError:
        _take_back(inbox, block.encode())
        raise
    uid = _known(collection, card)
    if uid is None:
        message = _("The card is written, but the notes around it make something else of it.")
        raise InputError(message, file=str(inbox))
    return Added(uid)


def _sides(text: str) -> tuple[str, str, str]:
    """Question, the label of the answer, answer."""
    text = text.strip()
    start = _QUESTION.match(text)
    if start is not None:
        text = text[start.end() :]
        found = _ANSWER.search(text)
    else:
        found = next((at for mark in _BETWEEN if (at := mark.search(text))), None)
    if found is None or not text[: found.start()].strip() or not text[found.end() :].strip():
        raise InputError(_("Write “question :: answer” or “Q: question A: answer”."))
    label = "A:=" if found["typed"] else "A:"
    return text[: found.start()].strip(), label, text[found.end() :].strip()


def _read_back(block: str, front: str, back: str) -> Candidate:
    """The card that the notes will make of it: exactly this one."""
    found = read_notes(block, source="", path=NAME).candidates
    if len(found) == 1 and found[0].sure:
        (card,) = found
        if (normalised(card.front), normalised(card.back)) == (normalised(front), normalised(back)):
            return card
    message = _("This does not stay one card in notes: an answer ends at a blank line or heading.")
    raise InputError(message)


def _known(collection: Collection, card: Candidate) -> str | None:
    with collection.database.reading() as connection:
        found = identity.kept_cards(connection, collection.learner, {fingerprint(card)})
    return found[0].uid if found else None


def _append(inbox: Path, block: str) -> None:
    """Append in one write, so that two that add at once do not tear each other's cards apart."""
    try:
        inbox.parent.mkdir(parents=True, exist_ok=True)
        with inbox.open("ab+", buffering=0) as file:
            size = file.seek(0, os.SEEK_END)
            deck = _("Inbox")
            head = f"---\ndeck: {deck}\n---\n\n" if not size else "\n"
            if size:
                file.seek(-1, os.SEEK_END)
                head = head if file.read(1) == b"\n" else "\n\n"
            text = (head + block).encode()
            if file.write(text) < len(text):
                file.truncate(size)
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(file.fileno())
    except OSError as error:
        message = _("Cannot write the inbox: {reason}.")
        raise InputError(message.format(reason=error.strerror), file=str(inbox)) from None


def _take_back(inbox: Path, block: bytes) -> None:
    """Cut a card off that was appended, unless another program has appended more since."""
    with inbox.open("rb+") as file:
        text = file.read()
        if text.endswith(block):
            file.truncate(len(text) - len(block))
