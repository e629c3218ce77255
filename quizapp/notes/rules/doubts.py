"""What makes a definition by a bare dash doubtful: a dash also leads to advice, doses, lists."""

import re

from quizapp.notes.rules.context import advises, is_personal, narrates
from quizapp.notes.sentences import words

_LONGEST_TERM = 5
_FEWEST_NAMES = 3
_LONGEST_NAME = 3
_SHORT_LINE = 45
_OWN_SENTENCE = re.compile("[А-ЯЁ][а-яё]+\\s")
_NO_GENUS = re.compile(
    r"(?:во?|на|со?|из|ко?|по|при|для|после|до|от|у|об?|про|без|через|под|над|между|ради|кроме|"
    r"помимо|утром|дн[её]м|вечером|ночью|вчера|сегодня|завтра|сейчас|пока|уже|ещё)\s",
    re.IGNORECASE,
)
_OPEN_LINE = re.compile(r"[^\s.!?:,;—–-]\s*$")
_NEW_LINE = re.compile(r"\s*(?:[-+*>]\s)?[*_\[(«“\"]*[^\W_a-zа-яё]")
_DASH = re.compile(r"(?:^|\s)[-–]{1,2}(?:\s|$)|—")


def is_doubtful(term: str, body: str, written: str) -> bool:
    """Whether «term — body» says what to do, when, or which ones rather than what a term is.

    «Отдых — не читать почту», «Магний — вечером», «Системы — Linux, Windows, macOS». ``written``
    are the lines of notes it stands in: several short ones are a list without its marks.
    """
    claim = len(words(term)) > _LONGEST_TERM or is_personal(term)
    told = advises(body) or _OWN_SENTENCE.match(body) or _NO_GENUS.match(body)
    return claim or told is not None or lists_names(body) or _is_stack(written)


def lists_names(text: str) -> bool:
    """Whether a text is nothing but names: “Linux, Windows, macOS”."""
    if narrates(text):
        return False
    names = re.split(r",\s", text.rstrip("."))
    return len(names) >= _FEWEST_NAMES and all(0 < len(words(n)) <= _LONGEST_NAME for n in names)


def _is_stack(written: str) -> bool:
    """Whether a short line that nothing closes stands above one that begins anew."""
    lines = written.split("\n")
    dashed = next((n for n, line in enumerate(lines) if _DASH.search(line)), 0)
    first = dashed + 1 if lines[dashed].rstrip().endswith(("—", "–", "-")) else dashed
    return any(
        len(line) < _SHORT_LINE and _OPEN_LINE.search(line) and _NEW_LINE.match(below)
        for line, below in zip(lines[first:], lines[first + 1 :], strict=False)
    )
