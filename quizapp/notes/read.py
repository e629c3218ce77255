"""A notes file → its cards, gaps and findings. This is the door of the room."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from quizapp.model.cards import Candidate
from quizapp.model.passages import Finding, Gap
from quizapp.notes.blocks import Block, blocks
from quizapp.notes.candidates import NotesFile, candidates, said_in, tags_in
from quizapp.notes.front_matter import CardsMode, split_front_matter
from quizapp.notes.gaps import gaps
from quizapp.notes.inline_fields import without_fields
from quizapp.notes.inline_tags import inline_tags
from quizapp.notes.lint import lint
from quizapp.notes.lint.markup import missing_files
from quizapp.notes.lint.sides import askable
from quizapp.notes.lint.table import LIMITS, LINT_RULES, Limits
from quizapp.notes.macros import with_macros_written_out
from quizapp.notes.marked.quiz import quizzes
from quizapp.notes.propose import propose
from quizapp.notes.rules.table import CARD_RULES
from quizapp.notes.sections import file_title, split_sections
from quizapp.notes.source import Comment, split_comments, unix, with_dollars
from quizapp.notes.switches import Switch, Switches, read_switches, unknown_names


@dataclass(frozen=True, slots=True)
class Notes:
    """What one file of notes gives.

    ``candidates`` stand in the order of their lines; those that are not ``sure`` are drafts.
    ``switches`` say what the notes and the settings switch off, of findings between files too.
    """

    candidates: tuple[Candidate, ...] = ()
    gaps: tuple[Gap, ...] = ()
    findings: tuple[Finding, ...] = ()
    title: str = ""
    deck: str = ""
    lang: str = ""
    tags: tuple[str, ...] = ()
    switches: Switches = field(default_factory=Switches)


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """What a learner sets for all notes: rules that make no cards, lint rules, lint limits."""

    no_cards: frozenset[str] = frozenset()
    no_findings: frozenset[str] = frozenset()
    limits: Limits = LIMITS


RULES_READ_BY = "531b891e"
"""What this way of reading makes of all examples, as 8 hex digits: files are read again with new
ones. `tests/notes/test_read_by.py` says which they are."""

_DEFAULTS = ReadingSettings()
_NOT_CYRILLIC = re.compile("[^а-яёА-ЯЁ]+")
_NOT_LATIN = re.compile("[^a-zA-Z]+")


IsThere = Callable[[str], bool]
"""Whether a picture that notes name is there."""


def read_notes(
    text: str,
    *,
    source: str,
    path: str,
    settings: ReadingSettings = _DEFAULTS,
    is_there: IsThere | None = None,
) -> Notes:
    """Read the notes of one file; ``path`` is relative to the folder ``source`` is counted from.

    Pictures are not looked for without ``is_there``. The passage of a question block is its
    fence: line n of ``Candidate.source`` is line ``passage.first_line + n`` of the file.

    Raises:
        InputError: this is no text.
    """
    written, comments = split_comments(unix(text, path))
    front, body, found = split_front_matter(written, path)
    separators = front.marked or "#flashcards" in body
    body = without_fields(with_macros_written_out(with_dollars(body)), separators=separators)
    body, tags = inline_tags(body)
    deck = front.deck or _deck_of(path)
    lang = front.lang[:2] or _language_of(body)
    if front.cards is CardsMode.NONE or front.foreign:
        return Notes(findings=found, deck=deck, lang=lang, tags=front.tags)
    forest = blocks(body)
    title = file_title(front.title, forest, path)
    sections = split_sections(forest, title)
    said = said_in(comments)
    file = NotesFile(
        source, path, front, deck, lang, sections, body, _together(tags_in(comments), tags), said
    )
    switches = _switches(file, comments, settings)
    cards, open_places, findings = _read(file, forest, switches, settings, is_there)
    findings = (*found, *findings)
    return Notes(cards, open_places, findings, title, deck, lang, front.tags, switches)


def _read(
    file: NotesFile,
    forest: tuple[Block, ...],
    switches: Switches,
    settings: ReadingSettings,
    is_there: IsThere | None,
) -> tuple[tuple[Candidate, ...], tuple[Gap, ...], tuple[Finding, ...]]:
    questions, problems = quizzes(forest, file.path) if "quiz" in file.body else ((), ())
    proposed, claimed = propose(file, forest, switches)
    wanted = [q for q in questions if not switches.no_card("quiz", q.first_line, q.first_line)]
    cards = candidates(file, proposed, wanted)
    closed = switches.closed_lines()
    open_places = (gap for gap in gaps(file, forest, claimed) if gap.line not in closed)
    findings = [
        *problems,
        *(lint(cards, forest, file.path, settings.limits) if file.front.lint else ()),
        *(found for card in cards if is_there for found in missing_files(card, is_there)),
        *unknown_names(switches, CARD_RULES, LINT_RULES, file.path),
    ]
    spoken = (f for f in findings if not switches.silenced(f.rule, f.line))
    ordered = tuple(sorted(spoken, key=lambda finding: (finding.line, finding.rule)))
    cards = tuple(card for card in cards if askable(card))
    return cards, tuple(open_places), ordered


def _switches(
    file: NotesFile, comments: tuple[Comment, ...], settings: ReadingSettings
) -> Switches:
    """What the notes and the settings switch off."""
    lines = file.body.split("\n")
    written = read_switches(comments, file.sections, lines)
    everywhere = (1, len(lines))
    no_cards = Switch(settings.no_cards, *everywhere, 0)
    quiet = settings.no_findings if file.front.lint else frozenset()
    no_findings = Switch(quiet, *everywhere, 0)
    silent = bool(quiet) or not file.front.lint
    return Switches(
        (*written.cards, no_cards) if settings.no_cards else written.cards,
        (*written.findings, no_findings) if silent else written.findings,
    )


def _deck_of(path: str) -> str:
    """Folder and file: ``ml/attention.md`` is ``ml::attention``."""
    parts = PurePosixPath(path)
    return "::".join((*(part for part in parts.parent.parts if part not in (".", "/")), parts.stem))


def _together(
    one: Mapping[int, tuple[str, ...]], other: Mapping[int, tuple[str, ...]]
) -> dict[int, tuple[str, ...]]:
    """The tags of each line, of comments and of the text."""
    return {line: (*one.get(line, ()), *other.get(line, ())) for line in {**one, **other}}


def _language_of(text: str) -> str:
    """``ru`` where a good part of the letters is Cyrillic, else ``en``."""
    sample = text[:20_000]
    cyrillic, latin = (len(others.sub("", sample)) for others in (_NOT_CYRILLIC, _NOT_LATIN))
    return "ru" if cyrillic > 0.4 * latin else "en"
