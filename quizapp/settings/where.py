"""The line of the settings file on which a key stands; only looked for when something is wrong."""

import tomllib

Path = tuple[str, ...]


def line_of(text: str, path: Path) -> int | None:
    """The line (from 1) of a key, else of the nearest table around it; None when neither is."""
    found: dict[Path, int] = {}
    table: Path = ()
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.strip()
        if stripped.startswith("["):
            table = _names(stripped) or table
            found.setdefault(table, number)
        elif "=" in stripped and not stripped.startswith("#"):
            found.setdefault(table + _names(_key(stripped) + " = 0"), number)
    while path and path not in found:
        path = path[:-1]
    return found.get(path)


def _key(line: str) -> str:
    """What stands before the first equals sign that no quotes enclose."""
    quote = ""
    for place, letter in enumerate(line):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter == "=":
            return line[:place]
    return line


def _names(line: str) -> Path:
    """The names of a table's head, or of a key; () for a line within a longer value."""
    try:
        inner = tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return ()
    names: list[str] = []
    while isinstance(inner, dict) and inner:
        name, inner = next(iter(inner.items()))
        names.append(name)
    return tuple(names)
