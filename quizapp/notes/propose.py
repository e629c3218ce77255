"""Which cards a file gives: marked-up ones first, prose rules for what they leave."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from quizapp.model.cards import CardKind
from quizapp.notes.blocks import OPAQUE, Block, walk
from quizapp.notes.candidates import NotesFile
from quizapp.notes.dissect import outline
from quizapp.notes.front_matter import CardsMode
from quizapp.notes.labels import about_notes
from quizapp.notes.marked.callout import callouts, may_ask
from quizapp.notes.marked.cloze import clozes
from quizapp.notes.marked.question_answer import question_answers
from quizapp.notes.marked.separators import block_cards, inline_cards
from quizapp.notes.markup import without_opaque
from quizapp.notes.proposal import Proposal
from quizapp.notes.rules.context import is_personal
from quizapp.notes.rules.table import proposals
from quizapp.notes.switches import Switches
from quizapp.notes.working import of_work

_TAG = "#flashcards"
_TASK = re.compile(r"(?:task|задача|задание|issue|milestone|sprint|спринт)\s*\d", re.IGNORECASE)


def propose(
    file: NotesFile, forest: tuple[Block, ...], switches: Switches
) -> tuple[list[Proposal], frozenset[int]]:
    """The cards of all rules but the questions, and the lines that marked-up ones have taken."""
    asked, claimed = _marked(file, forest)
    kept = [p for p in asked if not switches.no_card(p.rule, p.first_line, p.last_line)]
    prose: list[Proposal] = []
    if file.front.cards is not CardsMode.EXPLICIT:
        closed = claimed | switches.closed_lines()
        for section in file.sections:
            taken_apart = outline(section, file.lang, closed, file.body)
            prose += proposals(taken_apart, switches.no_card)
    working = bool(prose) and of_work(file, claimed)
    prose = [replace(p, sure=False) if _is_aside(file, p, working=working) else p for p in prose]
    return [*kept, *_distinct(file, prose)], claimed


def _is_aside(file: NotesFile, proposal: Proposal, *, working: bool) -> bool:
    """Whether a card stands in a part about the notes, a course or a task, not about a subject.

    A block with an id is what its author made it.
    """
    if working or proposal.block_id:
        return working and not proposal.block_id
    told = proposal.kind is not CardKind.STEPS and without_opaque(proposal.back)
    if told and is_personal(told):
        return True
    headings = file.section_of(proposal.first_line).headings
    return any(about_notes(heading) or _TASK.match(heading) for heading in headings)


def _marked(file: NotesFile, forest: tuple[Block, ...]) -> tuple[list[Proposal], frozenset[int]]:
    """The marked-up cards; no line belongs to cards of two syntaxes."""
    body = file.body
    lines = body.split("\n")
    found: list[Proposal] = []
    if "Q:" in body:
        found += question_answers(lines, opaque_lines(forest))
    if may_ask(body):
        found += callouts(forest, lines, _lines(found), file.lang)
    everything = file.front.marked or _is_tagged(lines, forest)
    if everything:
        found += block_cards(lines, opaque_lines(forest), _lines(found))
        found += inline_cards(forest, _lines(found))
    if everything or "{{c" in body:
        found += clozes(forest, _lines(found), everything=everything)
    return found, _lines(found)


def _is_tagged(lines: list[str], forest: tuple[Block, ...]) -> bool:
    """Whether the tag #flashcards stands somewhere in the text, outside code."""
    tagged = [number for number, line in enumerate(lines, 1) if _TAG in line and _has_tag(line)]
    return bool(tagged) and not opaque_lines(forest).issuperset(tagged)


def _has_tag(line: str) -> bool:
    return any(word == _TAG or word.startswith(_TAG + "/") for word in line.split())


def opaque_lines(forest: tuple[Block, ...]) -> frozenset[int]:
    """The numbers of the lines that are code, formulas or HTML."""
    found = (block for block in walk(forest) if block.kind in OPAQUE)
    return frozenset(line for b in found for line in range(b.first_line, b.last_line + 1))


def _lines(proposed: Iterable[Proposal]) -> frozenset[int]:
    return frozenset(line for p in proposed for line in range(p.first_line, p.last_line + 1))


def _distinct(file: NotesFile, prose: list[Proposal]) -> list[Proposal]:
    """Prose cards that ask the same: a parent heading tells them apart, else they are drafts."""
    count = Counter(proposal.front for proposal in prose)
    mended = [p if count[p.front] == 1 else _under_parent(file, p) for p in prose]
    answers: dict[str, str] = {}
    for proposal in mended:
        answers.setdefault(proposal.front, proposal.back)
    return [p if answers[p.front] == p.back else replace(p, sure=False) for p in mended]


def _under_parent(file: NotesFile, proposal: Proposal) -> Proposal:
    above = file.section_of(proposal.first_line).headings[-2:-1]
    if not above or above[0] in proposal.front:
        return proposal
    return replace(proposal, front=f"{above[0]}. {proposal.front}")
