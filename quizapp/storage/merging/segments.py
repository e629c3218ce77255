"""Segments: files in which one device tells the others what it knows.

``FOLDER/quizapp-sync/DEVICE/NNNN-CHECKSUM.jsonl.zst`` is JSON, one row a line after a line about
the segment itself, compressed with zstd. A segment is written once, by the device it is named
for, and never changed: whatever carries the folder, no two devices write one file. The checksum
is of the file's bytes, so that one that is still on its way is known from one that is whole.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.storage.explained import written
from quizapp.storage.merging.cards import Row
from quizapp.storage.merging.facts import Piece
from quizapp.storage.merging.sound_rows import sound
from quizapp.storage.safety.backup import put_in_place, workplace

FORMAT = 1
"""The newest format that this program reads."""

_FOLDER = "quizapp-sync"
_NAME = re.compile(r"(?P<number>\d{4,})-(?P<sum>[0-9a-f]{16})\.jsonl\.zst")
_DEVICE = re.compile(r"[0-9a-f]{1,64}")
_IDENTITY = ".folder"
_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Segment:
    """A file that may be a segment; ``name`` is its device and its own name."""

    file: Path
    name: str

    @property
    def size(self) -> int:
        """In bytes; 0 for one that vanished meanwhile."""
        try:
            return self.file.stat().st_size
        except OSError:
            return 0


@dataclass(frozen=True, slots=True)
class Ignored:
    """A file that was not read, and why."""

    file: str
    reason: str


def folder_name(folder: Path, device: str, fresh: str) -> str:
    """A name for the folder that it keeps wherever it is mounted, and loses when it is emptied.

    ``fresh`` is the name that it gets when it has none.

    Raises:
        InputError: the folder cannot be written.
    """
    own = folder / _FOLDER / device
    file = own / _IDENTITY
    with written(str(own)):
        if not file.exists():
            own.mkdir(parents=True, exist_ok=True)
            with workplace(own) as making:
                made = making / "name.tmp"
                made.write_text(fresh, encoding="ascii")
                put_in_place(made, file)
        return file.read_text(encoding="ascii", errors="replace").strip()


def segments_in(folder: Path) -> tuple[list[Segment], list[Ignored]]:
    """The segments of all devices, in the order they were written, and what looks like one."""
    found: list[Segment] = []
    ignored: list[Ignored] = []
    for file in sorted((folder / _FOLDER).glob("*/*")):
        if not file.is_file() or file.name.startswith(".") or file.suffix == ".tmp":
            continue
        if _NAME.fullmatch(file.name) and _DEVICE.fullmatch(file.parent.name):
            found.append(Segment(file, f"{file.parent.name}/{file.name}"))
        else:
            ignored.append(
                Ignored(_shown(file), _("not a segment, perhaps a copy after a conflict"))
            )
    return found, ignored


def is_for(segment: Segment, learner: str) -> bool | Ignored:
    """Whether a segment tells of a learner, as far as its first line says.

    Raises:
        InputError: it was written by a newer program.
    """
    lines = _lines(segment)
    if isinstance(lines, Ignored):
        return lines
    try:
        head = json.loads(lines[0])
        newer = head["format"] > FORMAT
        told_of = head["learner"]
    except (ValueError, KeyError, TypeError, IndexError):
        return _ignored(segment, _("damaged"))
    if newer:
        raise _newer(segment.file)
    return bool(told_of == learner)


def read_segment(segment: Segment) -> list[Piece] | Ignored:
    """What a segment tells."""
    lines = _lines(segment)
    if isinstance(lines, Ignored):
        return lines
    try:
        return list(_pieces(map(json.loads, lines[1:])))
    except (ValueError, KeyError, TypeError, AttributeError):
        return _ignored(segment, _("damaged"))


def _lines(segment: Segment) -> list[str] | Ignored:
    from zstandard import ZstdDecompressor, ZstdError

    try:
        data = segment.file.read_bytes()
    except OSError as error:
        return _ignored(segment, str(error.strerror))
    if _checksum(data) not in segment.file.name:
        return _ignored(segment, _("not complete yet"))
    try:
        return ZstdDecompressor().decompressobj().decompress(data).decode().splitlines()
    except (ZstdError, ValueError):
        return _ignored(segment, _("damaged"))


def write_segments(
    folder: Path, device: str, learner: str, pieces: Iterable[Piece]
) -> list[Segment]:
    """Tell the others these pieces, in as many new segments as they need.

    Raises:
        InputError: the folder cannot be written.
    """
    own = folder / _FOLDER / device
    made: list[Segment] = []
    with written(str(own)):
        own.mkdir(parents=True, exist_ok=True)
        for rows in _some(pieces):
            file = _write(own, _next_number(own), _packed(device, learner, rows))
            made.append(Segment(file, f"{device}/{file.name}"))
    return made


def _write(own: Path, number: int, data: bytes) -> Path:
    target = own / f"{number:04}-{_checksum(data)}.jsonl.zst"
    with workplace(own) as folder:
        file = folder / "segment.tmp"
        file.write_bytes(data)
        put_in_place(file, target)
    return target


def _packed(device: str, learner: str, rows: Sequence[tuple[str, Row]]) -> bytes:
    from zstandard import ZstdCompressor

    head = {"quizapp": "segment", "format": FORMAT, "device": device, "learner": learner}
    lines: list[object] = [head, *([name, _set(row)] for name, row in rows)]
    text = "\n".join(json.dumps(line, ensure_ascii=True, separators=(",", ":")) for line in lines)
    return ZstdCompressor(level=6, write_checksum=True).compress(text.encode())


def _set(row: Row) -> Row:
    return {name: value for name, value in row.items() if value is not None}


def _some(pieces: Iterable[Piece]) -> Iterator[list[tuple[str, Row]]]:
    rows: list[tuple[str, Row]] = []
    for name, more in pieces:
        rows += ((name, row) for row in more)
        while len(rows) >= _ROWS:
            yield rows[:_ROWS]
            rows = rows[_ROWS:]
    if rows:
        yield rows


def _pieces(lines: Iterable[tuple[str, Row]]) -> Iterator[Piece]:
    """The rows by runs of one table, each with every column."""
    name, rows = "", list[Row]()
    for table, row in lines:
        if table != name and rows:
            yield name, rows
            rows = []
        name = table
        rows.append(sound(table, row))
    if rows:
        yield name, rows


def _next_number(own: Path) -> int:
    names = (_NAME.fullmatch(file.name) for file in own.iterdir())
    return 1 + max((int(name["number"]) for name in names if name), default=0)


def _checksum(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=8).hexdigest()


def _newer(file: Path) -> InputError:
    return InputError(
        _("A newer quizapp wrote this: upgrade the program on this machine to sync."),
        file=str(file),
    )


def _ignored(segment: Segment, reason: str) -> Ignored:
    return Ignored(_shown(segment.file), reason)


def _shown(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"
