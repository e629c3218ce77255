"""``check PATH``: for authors. Lint the cards, draw many variants of every question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from quizapp.actions.cards import listing
from quizapp.actions.collection import Collection
from quizapp.actions.importing.reading_settings import reading_settings
from quizapp.actions.questions.fairness import CheckedQuestion, check_questions
from quizapp.actions.questions.pointing import leading_nowhere
from quizapp.actions.questions.problems import NoteProblem, as_problem, unreadable
from quizapp.actions.sources.pictures import Pictures
from quizapp.files import typed_path
from quizapp.model.cards import QUESTIONS, Candidate
from quizapp.model.errors import InputError
from quizapp.notes.lint.leech import leech_findings
from quizapp.notes.lint.pairs import findings_between_files
from quizapp.notes.lint.table import Limits
from quizapp.notes.read import ReadingSettings, read_notes
from quizapp.notes.source import decode
from quizapp.notes.switches import Switches
from quizapp.notes.walk import SUFFIXES, note_files
from quizapp.storage.queries import identity, sources

SEEDS = 200


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings in the order of files and lines."""

    problems: tuple[NoteProblem, ...]
    questions: tuple[CheckedQuestion, ...]


def check_notes(
    paths: Sequence[str],
    *,
    run: bool = False,
    seeds: int = SEEDS,
    settings: ReadingSettings = ReadingSettings(),  # noqa: B008 (frozen)
) -> Checked:
    """Check files and folders of notes; ``run`` also runs the code of code questions.

    Raises:
        InputError: there is no such file or folder.
    """
    problems: list[NoteProblem] = []
    candidates: list[Candidate] = []
    switches: dict[str, Switches] = {}
    for file, pictures in _files(paths):
        try:
            notes = read_notes(
                decode(file.read_bytes(), str(file)),
                source="",
                path=str(file),
                settings=settings,
                is_there=pictures.beside(file),
            )
        except (InputError, OSError) as error:
            problems.append(unreadable(file, error))
            continue
        problems += map(as_problem, notes.findings)
        candidates += notes.candidates
        switches[str(file)] = notes.switches
    problems += _between_files(candidates, switches, settings.limits)
    checked, found = check_questions(candidates, run=run, seeds=seeds)
    problems += leading_nowhere(candidates, lambda: _beside(paths, settings))
    problems = sorted(problems + found, key=lambda p: (p.file, p.line, p.rule))
    return Checked(tuple(problems), tuple(checked))


def _beside(paths: Sequence[str], settings: ReadingSettings) -> list[Candidate]:
    """What stands in the folders of files that were named alone."""
    folders = {path.parent for path in map(typed_path, paths) if path.is_file()}
    found: list[Candidate] = []
    for file in (file for folder in folders for file in folder.iterdir()):
        if file.suffix in SUFFIXES and file.is_file():
            with suppress(InputError, OSError):
                text = decode(file.read_bytes(), str(file))
                found += read_notes(text, source="", path=str(file), settings=settings).candidates
    return found


def leeches(collection: Collection, paths: Sequence[str]) -> list[NoteProblem]:
    """The cards of these notes that are forgotten again and again, as far as they are taken in."""
    limits = reading_settings(collection.settings).limits
    wanted = {file.resolve() for file, _pictures in _files(paths)}
    with collection.database.reading() as connection:
        known = {s.uid: s for s in sources.all_sources(connection, collection.learner)}
        forgotten = identity.forgotten(connection, collection.learner, limits.early_leech_lapses)
    found = []
    for card, lapses, reviews in forgotten:
        file = listing.place(known, card)
        if Path(file) in wanted:
            told = leech_findings(card, lapses=lapses, reviews=reviews, limits=limits)
            found += [as_problem(replace(finding, file=file)) for finding in told]
    return found


def _files(paths: Sequence[str]) -> Iterator[tuple[Path, Pictures]]:
    """Each file once, with the pictures of the folder it was named by."""
    seen: set[Path] = set()
    for path in paths:
        top = typed_path(path)
        pictures = Pictures(top if top.is_dir() else top.parent, whole=top.is_dir())
        for file in note_files(top):
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file, pictures


def _between_files(
    candidates: Sequence[Candidate], switches: Mapping[str, Switches], limits: Limits
) -> Iterator[NoteProblem]:
    """What cards of one deck that stand in several files do to each other."""
    cards = [
        card
        for card in candidates
        if card.kind not in QUESTIONS
        and card.sure
        and not switches[card.passage.path].quiet(card.passage.first_line)
    ]
    for finding in findings_between_files(cards, limits):
        if not switches[finding.file].silenced(finding.rule, finding.line):
            yield as_problem(finding)
