"""A notes file → its cards, gaps and findings. This is the door of the room."""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from quizapp.model.cards import Candidate
from quizapp.model.passages import Finding, Gap, Passage
from quizapp.notes.blocks import OPAQUE, Block, blocks, walk
from quizapp.notes.front_matter import CardsMode, FrontMatter, split_front_matter
from quizapp.notes.gaps import gaps
from quizapp.notes.lint import lint
from quizapp.notes.marked.cloze import clozes
from quizapp.notes.marked.question_answer import question_answers
from quizapp.notes.marked.quiz import Quiz, quizzes
from quizapp.notes.outline import outline
from quizapp.notes.proposal import Proposal
from quizapp.notes.rules.table import proposals
from quizapp.notes.sections import Section, file_title, split_sections
from quizapp.notes.source import plain


@dataclass(frozen=True, slots=True)
class Notes:
    """What one file of notes gives.

    ``candidates`` stand in the order of their lines; those that are not ``sure`` are drafts.
    """

    candidates: tuple[Candidate, ...] = ()
    gaps: tuple[Gap, ...] = ()
    findings: tuple[Finding, ...] = ()
    title: str = ""
    deck: str = ""
    lang: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _File:
    """A file while it is read."""

    source: str
    path: str
    front: FrontMatter
    deck: str
    lang: str
    sections: tuple[Section, ...]


def read_notes(text: str, *, source: str, path: str) -> Notes:
    """Read the notes of one file; ``path`` is relative to the folder ``source`` is counted from.

    The passage of a question block is its fence: line n of ``Candidate.source`` is line
    ``passage.first_line + n`` of the file.

    Raises:
        InputError: this is no text.
    """
    front, body, found = split_front_matter(plain(text, path), path)
    deck = front.deck or _deck_of(path)
    lang = front.lang[:2] or _language_of(body)
    if front.cards is CardsMode.NONE:
        return Notes(findings=found, deck=deck, lang=lang, tags=front.tags)
    forest = blocks(body)
    title = file_title(front.title, forest, path)
    file = _File(source, path, front, deck, lang, split_sections(forest, title))
    questions, problems = quizzes(forest, path)
    proposed, marked = _proposed(file, forest, body)
    candidates = _candidates(file, proposed, questions)
    return Notes(
        candidates=candidates,
        gaps=gaps(file.sections, path, marked),
        findings=(*found, *problems, *lint(candidates, forest, path)),
        title=title,
        deck=deck,
        lang=lang,
        tags=front.tags,
    )


def _proposed(
    file: _File, forest: tuple[Block, ...], body: str
) -> tuple[list[Proposal], frozenset[int]]:
    """The cards of all rules but the questions, and the lines of the marked-up ones."""
    asked = question_answers(body.split("\n"), _opaque(forest)) if "Q:" in body else ()
    hidden = clozes(forest, _lines(asked)) if "{{c" in body else ()
    marked = _lines((*asked, *hidden))
    prose: list[Proposal] = []
    if file.front.cards is not CardsMode.EXPLICIT:
        for section in file.sections:
            prose += proposals(outline(section, file.lang, marked))
    return [*asked, *hidden, *_distinct(file, prose)], marked


def _opaque(forest: tuple[Block, ...]) -> frozenset[int]:
    found = (block for block in walk(forest) if block.kind in OPAQUE)
    return frozenset(line for b in found for line in range(b.first_line, b.last_line + 1))


def _lines(proposed: tuple[Proposal, ...]) -> frozenset[int]:
    return frozenset(line for p in proposed for line in range(p.first_line, p.last_line + 1))


def _distinct(file: _File, prose: list[Proposal]) -> list[Proposal]:
    """Prose cards that ask the same: a parent heading tells them apart, else they are drafts."""
    count = Counter(proposal.front for proposal in prose)
    mended = [p if count[p.front] == 1 else _under_parent(file, p) for p in prose]
    answers: dict[str, str] = {}
    for proposal in mended:
        answers.setdefault(proposal.front, proposal.back)
    return [p if answers[p.front] == p.back else replace(p, sure=False) for p in mended]


def _under_parent(file: _File, proposal: Proposal) -> Proposal:
    above = _section_of(file, proposal.first_line).headings[-2:-1]
    if not above or above[0] in proposal.front:
        return proposal
    return replace(proposal, front=f"{above[0]}. {proposal.front}")


def _section_of(file: _File, line: int) -> Section:
    place = bisect_right(file.sections, line, key=lambda section: section.first_line)
    # The part above a heading on line 1 starts there too.
    return file.sections[max(place - 1, 0)]


def _candidates(
    file: _File, proposed: list[Proposal], questions: tuple[Quiz, ...]
) -> tuple[Candidate, ...]:
    proposed = sorted(proposed, key=lambda proposal: proposal.first_line)
    ids = _explicit_ids(proposed)
    cards = [
        _candidate(file, proposal, explicit_id)
        for proposal, explicit_id in zip(proposed, ids, strict=True)
    ]
    cards += [_question(file, quiz) for quiz in questions]
    return tuple(sorted(cards, key=lambda card: card.passage.first_line))


def _explicit_ids(proposed: list[Proposal]) -> list[str | None]:
    """``block-id``; ``block-id/rule``, ``block-id/rule/2`` … where a block gives several cards."""
    in_block = Counter(proposal.block_id for proposal in proposed)
    of_rule: Counter[tuple[str, str]] = Counter()
    ids: list[str | None] = []
    for proposal in proposed:
        key = proposal.block_id, proposal.rule
        of_rule[key] += 1
        if not proposal.block_id:
            ids.append(None)
        elif in_block[proposal.block_id] == 1:
            ids.append(proposal.block_id)
        else:
            number = f"/{of_rule[key]}" if of_rule[key] > 1 else ""
            ids.append(f"{proposal.block_id}/{proposal.rule}{number}")
    return ids


def _candidate(file: _File, proposal: Proposal, explicit_id: str | None) -> Candidate:
    section = _section_of(file, proposal.first_line)
    return Candidate(
        kind=proposal.kind,
        rule=proposal.rule,
        front=proposal.front,
        back=proposal.back,
        passage=_passage(file, section, proposal.first_line, proposal.last_line),
        deck=file.deck,
        extra=proposal.extra,
        tags=_tags(file, section),
        lang=file.lang,
        explicit_id=explicit_id,
        sure=proposal.sure,
    )


def _question(file: _File, quiz: Quiz) -> Candidate:
    section = _section_of(file, quiz.first_line)
    return Candidate(
        kind=quiz.kind,
        rule="quiz",
        front=quiz.prompt,
        back="",
        passage=_passage(file, section, quiz.first_line, quiz.last_line),
        deck=file.deck,
        tags=_tags(file, section),
        lang=file.lang,
        explicit_id=quiz.id,
        info=quiz.info,
        source=quiz.source,
    )


def _passage(file: _File, section: Section, first: int, last: int) -> Passage:
    return Passage(file.source, file.path, section.headings, first, last)


def _tags(file: _File, section: Section) -> tuple[str, ...]:
    """The file's tags, and one that names the way down the headings."""
    levels = ("-".join(re.findall(r"[\w-]+", heading)) for heading in section.headings)
    path = "::".join(level for level in levels if level)
    return tuple(dict.fromkeys((*file.front.tags, path) if path else file.front.tags))


def _deck_of(path: str) -> str:
    """Folder and file: ``ml/attention.md`` is ``ml::attention``."""
    parts = PurePosixPath(path)
    return "::".join((*(part for part in parts.parent.parts if part not in (".", "/")), parts.stem))


def _language_of(text: str) -> str:
    """``ru`` where a good part of the letters is Cyrillic, else ``en``."""
    sample = text[:20_000]
    cyrillic = len(re.findall("[а-яё]", sample, re.IGNORECASE))
    latin = len(re.findall("[a-z]", sample, re.IGNORECASE))
    return "ru" if cyrillic > 0.4 * latin else "en"
