"""Words that only say that something is still to be written."""

import re

_MARKER = re.compile(
    r"[\W_]*(?:todo|tbd|fixme|wip|to be (?:done|written|continued)|дописать|доделать|"
    r"заполнить|написать|позже|потом|продолжение следует)?[\W_]*",
    re.IGNORECASE,
)


def only_marker(text: str) -> bool:
    """Whether a text only says that it is still to be written."""
    return "$" not in text and "`" not in text and _MARKER.fullmatch(text) is not None
