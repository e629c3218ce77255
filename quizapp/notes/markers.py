"""Words that only say that something is still to be written."""

import re

_MARKER = re.compile(
    r"[\W_]*(?:(?:todo|tbd|fixme|wip|to be (?:done|written|continued)|coming soon|fill in|"
    r"дописать|допишу|доделать|дополнить|заполнить|написать|уточнить|позже|потом|"
    r"продолжение следует)\b[\W_]*)*|[\W_]*lorem ipsum\b.*",
    re.IGNORECASE | re.DOTALL,
)
_TASK = re.compile(r"[\W_]*(?:(?:TODO|TBD)\s*[:(—-]|FIXME\s)[^\n]*")
"""A line that says what is still to be written."""


def only_marker(text: str) -> bool:
    """Whether a text only says that it is still to be written."""
    if "$" in text or "`" in text:
        return False
    return _MARKER.fullmatch(text) is not None or _TASK.fullmatch(text.strip()) is not None
