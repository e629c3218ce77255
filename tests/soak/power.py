"""Cut the power while somebody studies, again and again, and look at what is on the disk then.

Run: python power.py [CUTS] [SEED]; needs strace. A kill leaves what the program wrote with the
operating system; a power cut takes all of it that was not yet synced. So one life is traced: each
write, each sync, and each review the program said was finished, in their order. A cut is a place
in that order: of what was written to a file since its last sync any part may be lost, also half of
a write. What is left is opened, and held against what was said before the cut.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

from sqlalchemy import select

from quizapp.actions.collection import open_collection
from quizapp.actions.importing.notes import import_notes
from quizapp.actions.safety.integrity import check_collection
from quizapp.actions.studying.study import start
from quizapp.model.reviews import Rating
from quizapp.storage.schema import reviews

ANSWERS = 160
"""Enough for SQLite to carry its log over into the file once, and to begin it anew."""
BEGIN = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
SECTOR = 512
FOLDER = "."
"""What a sync of the folder brings to the platter: which files there are."""
TRACED = "write,pwrite64,fsync,fdatasync,ftruncate,unlink"
_CALL = re.compile(r'\d+ +(\w+)\((?:(\d+)<([^>]*)>|"([^"]*)")(?:, "([^"]*)")?([^)]*)\) += (-?\d+)')


class Deed(NamedTuple):
    """What the program asked of a file; ``said`` to whoever listens has no name."""

    call: str
    name: str
    data: bytes = b""
    place: int = 0


def live(folder: Path) -> None:
    """Take notes in, study them, and say each review once it is finished."""
    notes = folder / "notes.md"
    notes.write_text("".join(f"Q: Which is card {n}?\nA: It is {n}.\n\n" for n in range(40)))
    now = [BEGIN]
    collection = open_collection(folder / "c.db", lambda: now[0], Random(1), zone=UTC)
    import_notes(collection, [str(notes)])
    done = 0
    while done < ANSWERS:
        now[0] += timedelta(days=1)
        session = start(collection)
        while session.asked is not None and done < ANSWERS:
            now[0] += timedelta(seconds=30)
            session.reveal()
            session.rate(Rating.GOOD if done % 7 else Rating.AGAIN)
            done += 1
            os.write(1, f"{done}\n".encode())
    os._exit(0)


def traced(folder: Path) -> list[Deed]:
    """One life, as the operating system saw it."""
    trace = folder.with_suffix(".trace")
    command = ["strace", "-f", "-qq", "-y", "-xx", "-s", "100000", "-e", f"trace={TRACED}"]
    life = [sys.executable, __file__, "live", str(folder)]
    done = subprocess.run([*command, "-o", trace, *life], capture_output=True, check=True)
    deeds = list(_deeds(trace.read_text().splitlines(), folder))
    said = [deed for deed in deeds if deed.call == "said"]
    assert b"".join(deed.data for deed in said) == done.stdout, "a word is missing in the trace"
    return deeds


def _deeds(lines: Iterable[str], folder: Path) -> Iterator[Deed]:
    for line in lines:
        found = _CALL.match(line)
        if found is None or found[7].startswith("-"):
            continue
        call, descriptor, path, other, data, rest, _result = found.groups()
        file = Path(_bytes(path or other).decode())
        if call == "write" and descriptor == "1":
            yield Deed("said", "", _bytes(data))
        elif file == folder:
            yield Deed(call, FOLDER)
        elif folder in file.parents and file.suffix != ".md":
            place = int(rest.rpartition(",")[2]) if call in {"pwrite64", "ftruncate"} else 0
            yield Deed(call, file.name, _bytes(data or ""), place)


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


class Disk:
    """Files as they are on the platter, and what is still on its way there."""

    def __init__(self) -> None:
        self.synced: dict[str, bytearray] = {}
        self.pending: defaultdict[str, list[Deed]] = defaultdict(list)

    def do(self, deed: Deed) -> None:
        """Keep a write in mind, or bring a file to the platter."""
        if deed.call in {"fsync", "fdatasync"}:
            for each in self.pending.pop(deed.name, []):
                self._reach(each)
        else:
            where = FOLDER if deed.call == "unlink" else deed.name
            self.pending[where].append(deed)

    def cut(self, chance: Random) -> None:
        """Let chance decide how much of what is on its way arrives: all, some, halves."""
        for _where, deeds in sorted(self.pending.items()):
            for deed in deeds[: chance.randint(0, len(deeds))]:
                if chance.random() < 0.8:
                    sectors = range(0, len(deed.data) + SECTOR, SECTOR)
                    torn = chance.choice(sectors) if chance.random() < 0.2 else None
                    self._reach(deed._replace(data=deed.data[:torn]))

    def _reach(self, deed: Deed) -> None:
        if deed.call == "unlink":
            self.synced.pop(deed.name, None)
            return
        content = self.synced.setdefault(deed.name, bytearray())
        if deed.call == "ftruncate":
            del content[deed.place :]
        content.extend(bytes(max(0, deed.place - len(content))))
        content[deed.place : deed.place + len(deed.data)] = deed.data


def examine(disk: Disk, folder: Path, said: int) -> Counter[str]:
    """Open what is left: every review that was finished is there, and all agrees."""
    for name, content in disk.synced.items():
        if not name.endswith("-shm"):
            (folder / name).write_bytes(content)
    if said == 0 and not (folder / "c.db").exists():
        return Counter({"cut before the collection was there": 1})
    collection = open_collection(folder / "c.db", lambda: BEGIN, Random(2), zone=UTC)
    with collection.database.reading() as connection:
        rows = len(connection.scalars(select(reviews.c.uid)).all())
    problems = [p for p in check_collection(collection) if p.rule != "source-gone"]
    collection.close()
    assert problems == []
    assert said <= rows <= said + 1, f"{said} reviews were finished, {rows} are there"
    return Counter({"reviews finished and there": said, "one more on its way": rows - said})


def main(cuts: int, seed: int) -> None:
    """Cut so often; print what was found."""
    chance, began, figures = Random(seed), time.monotonic(), Counter[str]()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name).resolve() / "life"
        home.mkdir()
        deeds = traced(home)
        for number in range(cuts):
            disk, said, place = Disk(), 0, chance.randrange(len(deeds))
            for deed in deeds[:place]:
                if deed.call == "said":
                    said += deed.data.count(b"\n")
                else:
                    disk.do(deed)
            disk.cut(chance)
            left = home.with_name("left")
            left.mkdir()
            try:
                figures += examine(disk, left, said)
            except BaseException:
                print(f"cut {number} of seed {seed}, before deed {place}", file=sys.stderr)
                raise
            shutil.rmtree(left)
    syncs = sum(deed.call in {"fsync", "fdatasync"} for deed in deeds)
    print(f"{cuts} cuts in {time.monotonic() - began:.0f} s, nothing lost")
    figures += Counter({"deeds traced": len(deeds), "syncs among them": syncs})
    for figure, count in sorted(figures.items()):
        print(f"  {figure}: {count}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["live"]:
        live(Path(sys.argv[2]))
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    main(wanted, int(sys.argv[2]) if len(sys.argv) > 2 else int(time.time()))
