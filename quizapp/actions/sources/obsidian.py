"""Notes in a vault of Obsidian: where they lie in one, and the address that opens them."""

from pathlib import Path
from urllib.parse import quote

_VAULT = ".obsidian"


def vault_file(file: Path) -> Path | None:
    """A notes file as Obsidian finds it, None where it is gone or lies in no vault."""
    file = file.resolve()
    in_vault = file.is_file() and any((above / _VAULT).is_dir() for above in file.parents)
    return file if in_vault else None


def obsidian_url(file: Path) -> str:
    """The address that opens a file of a vault in Obsidian."""
    return "obsidian://open?path=" + quote(str(file), safe="")
