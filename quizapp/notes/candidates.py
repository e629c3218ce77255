"""Proposals and question blocks → candidates: ids, passages, decks and tags."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from quizapp.model.cards import Candidate, CardKind
from quizapp.model.passages import Passage
from quizapp.notes.front_matter import FrontMatter, tag_names
from quizapp.notes.marked.quiz import Quiz
from quizapp.notes.proposal import Proposal
from quizapp.notes.sections import Section
from quizapp.notes.source import Comment

_TAG_PARTS = re.compile(r"[\w-]+")
_ANSWER_IN_STEPS = re.compile(r"1\. .+(?:\n\d{1,9}\. .+)+")
_FROM_HERE = re.compile(r"(?P<key>deck|lang)\s*:\s*(?P<value>.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """What comments say of the cards in their reach.

    ``%% deck: A::B %%`` and ``%% lang: ru %%`` hold from their line on, ``%% steps %%`` for the
    card it stands in: its numbered answer is asked step by step.
    """

    decks: tuple[tuple[int, str], ...] = ()
    langs: tuple[tuple[int, str], ...] = ()
    steps: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class NotesFile:
    """A file while it is read.

    ``line_tags`` are those that a comment gives to one card, ``said`` what other comments say.
    """

    source: str
    path: str
    front: FrontMatter
    deck: str
    lang: str
    sections: tuple[Section, ...]
    body: str
    line_tags: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    said: Said = Said()

    def section_of(self, line: int) -> Section:
        """The section that a line stands in."""
        place = bisect_right(self.sections, line, key=lambda section: section.first_line)
        # The part above a heading on line 1 starts there too.
        return self.sections[max(place - 1, 0)]


def candidates(
    file: NotesFile, proposed: list[Proposal], questions: list[Quiz]
) -> tuple[Candidate, ...]:
    """The candidates of a file in the order of its lines."""
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


def _candidate(file: NotesFile, proposal: Proposal, explicit_id: str | None) -> Candidate:
    section = file.section_of(proposal.first_line)
    lines = range(proposal.first_line, proposal.last_line + 1)
    stepwise = proposal.kind is CardKind.BASIC and not file.said.steps.isdisjoint(lines)
    in_steps = stepwise and _ANSWER_IN_STEPS.fullmatch(proposal.back)
    return Candidate(
        kind=CardKind.STEPS if in_steps else proposal.kind,
        rule=proposal.rule,
        front=proposal.front,
        back=proposal.back,
        passage=_passage(file, section, proposal.first_line, proposal.last_line),
        deck=_last_said(file.said.decks, proposal.first_line) or file.deck,
        extra=proposal.extra,
        tags=_tags(file, section, proposal.first_line, proposal.last_line),
        lang=_last_said(file.said.langs, proposal.first_line) or file.lang,
        explicit_id=explicit_id,
        sure=proposal.sure,
    )


def _question(file: NotesFile, quiz: Quiz) -> Candidate:
    section = file.section_of(quiz.first_line)
    return Candidate(
        kind=quiz.kind,
        rule="quiz",
        front=quiz.prompt,
        back="",
        passage=_passage(file, section, quiz.first_line, quiz.last_line),
        deck=_last_said(file.said.decks, quiz.first_line) or file.deck,
        tags=_tags(file, section, quiz.first_line - 1, quiz.last_line),  # or just above
        lang=_last_said(file.said.langs, quiz.first_line) or file.lang,
        explicit_id=quiz.id,
        info=quiz.info,
        source=quiz.source,
    )


def said_in(comments: Sequence[Comment]) -> Said:
    """What the comments of a file say of its cards."""
    told: dict[str, list[tuple[int, str]]] = {"deck": [], "lang": []}
    for comment in comments:
        found = _FROM_HERE.fullmatch(comment.text) if comment.alone else None
        if found:
            told[found["key"].lower()].append((comment.line, found["value"].strip()))
    steps = frozenset(comment.line for comment in comments if comment.text.lower() == "steps")
    return Said(tuple(told["deck"]), tuple(told["lang"]), steps)


def _last_said(told: tuple[tuple[int, str], ...], line: int) -> str:
    """What was said last above a line; empty for nothing."""
    return next((value for where, value in reversed(told) if where < line), "")


def _passage(file: NotesFile, section: Section, first: int, last: int) -> Passage:
    return Passage(file.source, file.path, section.headings, first, last)


def _tags(file: NotesFile, section: Section, first: int, last: int) -> tuple[str, ...]:
    """The file's tags, the card's own, and one that names the way down the headings."""
    levels = ("-".join(_TAG_PARTS.findall(heading)) for heading in section.headings)
    path = "::".join(level for level in levels if level)
    own = [tag for n in range(first, last + 1) for tag in file.line_tags.get(n, ())]
    return tuple(dict.fromkeys((*file.front.tags, *own, *([path] if path else []))))


_TAGS = re.compile(r"tags\s*:\s*(?P<names>.+)", re.IGNORECASE)


def tags_in(comments: Iterable[Comment]) -> dict[int, tuple[str, ...]]:
    """The tags that comments ``%% tags: one two::three %%`` give to the cards of their lines."""
    found = ((comment.line, _TAGS.fullmatch(comment.text)) for comment in comments)
    return {line: tag_names(tags["names"].split()) for line, tags in found if tags}
