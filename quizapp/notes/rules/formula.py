"""Formulas with a name: ask to write them down."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizapp.notes.formulas import known_name
from quizapp.notes.labels import general
from quizapp.notes.outline import Outline, Point
from quizapp.notes.proposal import Claim, Proposal, Taken
from quizapp.notes.prose import MASK, one_line, read_prose, unstyled
from quizapp.notes.rules.phrases import phrase
from quizapp.notes.sentences import capitalised, words

_RELATION = re.compile(r"(?<![<>!])=|\\(?:approx|propto|equiv|coloneqq|triangleq|sim|le|ge)\b")
_SAMPLE = re.compile(
    r"\b(?:пример\w*|образ(?:ец|цы)|встроенн\w+|блочн\w+|строчн\w+|синтаксис\w*|"
    r"inline|block|display|samples?|examples?|syntax|latex|markdown)\b",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"(?P<intro>[^{MASK}]*?)\s*(?:[:—–-]\s*)?{MASK}[.,;]?\s*")
_BARE = re.compile(r"(?:(?:а|и|ну|вот|эта|это|the|this|here is)\s+)*(?:формул\w+|formula|equation)")
_LONGEST_NAME = 6


@dataclass(frozen=True, slots=True)
class _Formula:
    tex: str
    before: str
    first_line: int
    last_line: int
    block_id: str
    claims: frozenset[Claim]


def formula(outline: Outline, taken: Taken) -> Iterator[Proposal]:
    """Ask for every formula that the notes, or common knowledge, have a name for."""
    found = [f for f in _formulas(outline) if not _SAMPLE.search(f.before)]
    asked: set[str] = set()
    for item in found:
        name = _name(outline, item, alone=len(found) == 1)
        if name and name not in asked and not item.claims & taken:
            asked.add(name)
            yield _proposal(outline, item, name)


def _proposal(outline: Outline, item: _Formula, name: str) -> Proposal:
    named = re.match(r"(?:формул|уравнени|formula|equation)", name, re.IGNORECASE)
    return Proposal(
        "formula",
        phrase(outline.lang, "formula named" if named else "formula", name=name),
        f"${item.tex}$",
        item.first_line,
        item.last_line,
        block_id=item.block_id,
        claims=item.claims,
    )


def _name(outline: Outline, item: _Formula, alone: bool) -> str:
    """The name written before a formula, the common one, or that of its section."""
    written = item.before.strip(" :.—–-*")
    bare = _BARE.fullmatch(written.casefold()) or general(written, outline.lang)
    if 0 < len(words(written)) <= _LONGEST_NAME and not bare:
        return capitalised(written)
    known = known_name(item.tex, outline.lang)
    if known:
        return known
    headed = alone and bool(outline.section.headings) and not item.before
    return capitalised(outline.topic) if headed else ""


def _formulas(outline: Outline) -> Iterator[_Formula]:
    """Display formulas, and formulas that are all a paragraph or item says, in line order."""
    found = [
        _Formula(d.tex, _plain(d.before), d.first_line, d.last_line, d.block_id, frozenset())
        for d in outline.formulas
    ]
    found += [item for point in outline.points if "$" in point.text for item in _in_line(point)]
    kept = (item for item in found if _RELATION.search(item.tex))
    return iter(sorted(kept, key=lambda item: item.first_line))


def _in_line(point: Point) -> Iterator[_Formula]:
    prose = point.prose
    alone = _ALONE.fullmatch(prose.text)
    if alone is None or len(prose.pieces) != 1 or not prose.pieces[0].startswith("$"):
        return
    claims = frozenset((point.first_line, number) for number in range(len(point.sentences)))
    tex = one_line(prose.pieces[0].strip("$"))
    intro = alone["intro"].strip()
    yield _Formula(tex, intro, point.first_line, point.last_line, point.block_id, claims)


def _plain(text: str) -> str:
    """The line before a formula, if it announces something."""
    if not text.rstrip(" *").endswith(":"):
        return ""
    return unstyled(read_prose(text)) if len(text) < 200 else "…"
