"""Read the notes of a target: only files that changed; bad ones are set aside, not retired."""

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from quizapp.actions.importing.reading_settings import mark
from quizapp.actions.questions.variants import read_block
from quizapp.actions.sources.known import Target
from quizapp.actions.sources.pictures import Pictures
from quizapp.language import _
from quizapp.model.cards import QUESTIONS, Candidate
from quizapp.model.errors import InputError
from quizapp.model.passages import Finding, Severity
from quizapp.notes.read import RULES_READ_BY, Notes, ReadingSettings, read_notes
from quizapp.notes.source import decode
from quizapp.notes.walk import note_files
from quizapp.storage.queries.sources import FileRead

DUPLICATE_ID = "duplicate-id"
"""The lint rule of a question whose id another one has."""

Tell = Callable[[int, int], None]
"""Hears how many files were read, of how many; what it raises ends the reading."""


def untold(_done: int, _total: int) -> None:
    """Nobody listens."""


@dataclass(slots=True)
class Reading:
    """What was read of one target, while and after it is read.

    ``before`` are the files as they were read last. ``files`` were read now, ``asleep`` had not
    changed (``restamped`` are those of them whose time has), ``gone`` are no longer there,
    ``absent`` neither but nobody asked for them, ``skipped`` could not be read. ``broken`` are the
    ids of questions with an error in them: their stored cards stay as they are. ``versions`` has
    the version of each sound question by its info string and source.
    """

    target: Target
    settings: ReadingSettings
    pictures: Pictures
    before: Mapping[str, FileRead] = field(default_factory=dict)
    files: list[FileRead] = field(default_factory=list)
    asleep: list[FileRead] = field(default_factory=list)
    restamped: list[FileRead] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    skipped: list[tuple[str, InputError]] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    versions: dict[tuple[str, str], str] = field(default_factory=dict)

    def touched(self) -> set[tuple[str, str]]:
        """Source and path of every file whose cards take part in the matching."""
        paths = [file.path for file in self.files] + self.gone
        return {(self.target.source.uid, path) for path in paths}


def read_target(
    target: Target,
    before: Mapping[str, FileRead],
    settings: ReadingSettings = ReadingSettings(),  # noqa: B008 (frozen)
    tell: Tell = untold,
) -> Reading:
    """Read a target; ``before`` are the files of its source as they were read last.

    Files that were read with other settings, or by other rules, are read again. ``tell`` hears of
    every file.

    Raises:
        InputError: a file that was named cannot be read.
    """
    pictures = Pictures(Path(target.source.root), whole=target.source.whole)
    reading = Reading(target, settings, pictures, before)
    paths = _paths(target)
    tell(0, len(paths))
    for done, (path, file) in enumerate(paths.items(), start=1):
        try:
            _read_file(reading, path, file, before.get(path))
        except InputError as error:
            shown = InputError(error.message, file=target.shown(path), line=error.line)
            if target.named:
                raise shown from None
            reading.skipped.append((path, shown))
        tell(done, len(paths))
    if target.paths is None:
        reading.gone = sorted(set(before) - set(paths))
    else:
        root = target.source.root
        missing = (path for path in before if not os.path.lexists(f"{root}/{path}"))
        reading.absent = sorted(set(missing) - set(paths))
    return reading


def _paths(target: Target) -> dict[str, Path]:
    """The files to read by their path relative to the root."""
    root = Path(target.source.root)
    uid, without = target.source.uid, target.without
    if target.paths is not None:
        wanted = (path for path in target.paths if not without.has_path(uid, path))
        return {path: root / path for path in wanted}
    if not root.is_dir():
        raise InputError(_("The folder is gone: import it from its new place."), file=str(root))
    # Slicing takes a tenth of the time of relative_to, which is most of an idle import.
    start = len((root / "x").as_posix()) - 1
    found = {file.as_posix()[start:]: file for file in note_files(root)}
    if not without.paths:
        return found
    return {path: file for path, file in found.items() if not without.has_path(uid, path)}


def _read_file(reading: Reading, path: str, file: Path, before: FileRead | None) -> None:
    target = reading.target
    deck = target.deck or (before.deck if before else None)
    marked = mark(reading.settings, RULES_READ_BY)
    same = before if before and _may_sleep(before, deck, marked) else None
    try:
        state = file.stat()
        if same and (same.mtime_ns, same.size) == (state.st_mtime_ns, state.st_size):
            reading.asleep.append(same)
            return
        data = file.read_bytes()
    except OSError as error:
        raise InputError(
            _("Cannot read the file: {reason}.").format(reason=error.strerror)
        ) from None
    digest = hashlib.blake2b(data, digest_size=12).hexdigest() + marked
    read = FileRead(target.source.uid, path, state.st_mtime_ns, state.st_size, digest, deck)
    if same and same.hash == digest and not target.source.shipped:
        reading.restamped.append(replace(same, mtime_ns=read.mtime_ns, size=read.size))
        reading.asleep.append(reading.restamped[-1])
        return
    notes = read_notes(
        decode(data, path),
        source=target.source.uid,
        path=path,
        settings=reading.settings,
        is_there=reading.pictures.beside(file),
    )
    _take(reading, read, notes, deck)


def _may_sleep(file: FileRead, deck: str | None, marked: str) -> bool:
    """Whether an unchanged file would give what it gave: deck and settings are the same."""
    return file.deck == deck and file.hash.endswith(marked) and not _has_duplicate(file)


def _has_duplicate(file: FileRead) -> bool:
    """Whether a question of the file was left out: its id may be free by now."""
    return any(finding[1] == DUPLICATE_ID for finding in file.findings)


def _take(reading: Reading, read: FileRead, notes: Notes, deck: str | None) -> None:
    findings = list(notes.findings)
    for candidate in notes.candidates:
        try:
            _check_question(reading, candidate, read.path)
        except InputError as error:
            findings.append(_broken(candidate, error))
            reading.broken.add(candidate.explicit_id or "")
        else:
            if not reading.target.without.has_deck(deck or candidate.deck):
                reading.candidates.append(replace(candidate, deck=deck) if deck else candidate)
    reading.files.append(
        replace(
            read,
            gaps=tuple((gap.heading, gap.kind.value, gap.line) for gap in notes.gaps),
            findings=tuple((f.card, f.rule, f.severity.value, f.message, f.line) for f in findings),
        )
    )


def _check_question(reading: Reading, candidate: Candidate, path: str) -> None:
    """Read a question block; other cards have nothing to read.

    Raises:
        InputError: what is wrong with the question, and where.
    """
    if candidate.kind in QUESTIONS:
        question = read_block(
            candidate.source,
            candidate.info,
            reading.target.shown(path),
            candidate.passage.first_line,
            candidate.lang,
        )
        reading.versions[candidate.info, candidate.source] = question.version


def _broken(candidate: Candidate, error: InputError) -> Finding:
    return Finding(
        rule="broken-question",
        severity=Severity.ERROR,
        message=error.message,
        file=candidate.passage.path,
        line=error.line or candidate.passage.first_line,
        card=candidate.explicit_id or "",
    )


def editions(candidates: Iterable[Candidate], language: str) -> list[Candidate]:
    """The candidates with one edition of each question: the one in ``language`` where there is.

    The same question id in another ``lang:`` is the same card.
    """
    candidates = list(candidates)
    best: dict[str, Candidate] = {}
    for candidate in candidates:
        if candidate.kind in QUESTIONS and candidate.explicit_id:
            known = best.setdefault(candidate.explicit_id, candidate)
            if candidate.lang == language != known.lang:
                best[candidate.explicit_id] = candidate
    return [
        candidate
        for candidate in candidates
        if candidate.explicit_id not in best
        or candidate.kind not in QUESTIONS
        or candidate.lang == best[candidate.explicit_id].lang
    ]
