"""Formulas with a name: ask to write them down."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizapp.notes.formulas import known_name
from quizapp.notes.labels import about, general, silent
from quizapp.notes.outline import Outline, Point
from quizapp.notes.proposal import Claim, Proposal, Taken
from quizapp.notes.prose import MASK, one_line, read_prose, unstyled
from quizapp.notes.rules.phrases import phrase
from quizapp.notes.sentences import capitalised, lowered, words
from quizapp.notes.tex import relation

_RELATION = re.compile(r"(?<![<>!])=|\\(?:approx|propto|equiv|coloneqq|triangleq|sim|le|ge)\b")
SAMPLE = re.compile(
    r"\b(?:(?:пример\w*|образ(?:ец|цы))\s+(?:\w+\s+){0,2}формул|(?:встроенн|блочн|строчн)\w+\s+"
    r"(?:\w+\s+)?(?:формул|уравнени)|синтаксис\w*|(?:inline|block|display(?:ed)?)\s+(?:\w+\s+)?"
    r"(?:math|formula|equation)|(?:samples?|examples?)\s+(?:of\s+)?(?:an?\s+)?(?:\w+\s+){0,2}"
    r"(?:formula|equation|math)|syntax|latex|markdown)",
    re.IGNORECASE,
)
"""A line that shows how a formula is typed, not what it says."""

_ALONE = re.compile(rf"(?P<intro>[^{MASK}]*?)\s*(?:[:—–-]\s*)?{MASK}[.,;]?\s*")
_BARE = re.compile(r"(?:(?:а|и|ну|вот|эта|это|the|this|here is)\s+)*(?:формул\w+|formula|equation)")
_NO_NAME = re.compile(
    r"\d|(?:\w{3,}(?:[еёи]м)\b(?=\s|$)|тогда|итого|отсюда|следовательно|значит|где|пусть|если|то|или|"
    r"так|далее|затем|при|then|so|hence|thus|therefore|where|let|if|given|now|finally|we|i|or|and|"
    r"for|with|which|this|it|because|since|also|such|get|recall|note|assume|consider|"
    r"sia|siano|definiamo|abbiamo|otteniamo|altrimenti|quindi|allora|dove|soit|posons|donc|alors|"
    r"sinon|sei|dann|sonst|wobei|sea|sean|entonces|donde)\b"
    r"|.*\s(?:is|are|if|when|by|as|that|если|когда|как|что|это|è|se|est|ist|wenn)$",
    re.IGNORECASE | re.DOTALL,
)
"""A line that leads to a formula without naming it: «Получим», "so that", "the law is"."""
_LETTER = re.compile(
    r"(?<![\\A-Za-z])[A-Za-z]|\\(?:[a-z]*(?:alpha|beta|gamma|delta|epsilon|theta|"
    r"lambda|mu|nu|pi|rho|sigma|tau|phi|varphi|chi|psi|omega|eta|xi|zeta|kappa)|mathbb|mathbf|hat)"
)
_CALLED_FORMULA = re.compile(r"(?:the\s+)?(?:формул|уравнени|formula|equation)", re.IGNORECASE)
_ARROW = re.compile(r"[←→≈∝≡≤≥∼<>]|\\(?:left|right)arrow|\\(?:gets|to|mapsto)\b")
_UNIT = re.compile(r"\\(?:text|mathrm|textrm|operatorname)\{[^{}]*\}")
_NUMBERS = re.compile(r"\d+(?:[.,]\d+)?")
_LONGEST_TEX = 200
_LONGEST_NAME = 6


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that stands alone; ``before`` is the line that announces it."""

    tex: str
    before: str
    first_line: int
    last_line: int
    block_id: str
    claims: frozenset[Claim]


def formula(outline: Outline, taken: Taken) -> Iterator[Proposal]:
    """Ask for every formula that the notes, or common knowledge, have a name for."""
    for item, name in named_formulas(outline):
        if name and not item.claims & taken:
            yield _proposal(outline, item, name)


def named_formulas(outline: Outline) -> Iterator[tuple[Formula, str]]:
    """The formulas of a section that say something; a name is given once, else it is empty."""
    found = [f for f in _formulas(outline) if not SAMPLE.search(f.before)]
    asked: set[str] = set()
    for item in found:
        name = _name(outline, item, alone=len(found) == 1)
        yield item, "" if name in asked else name
        asked.add(name)


def _proposal(outline: Outline, item: Formula, name: str) -> Proposal:
    named = _CALLED_FORMULA.match(name)
    return Proposal(
        "formula",
        phrase(outline.lang, "formula named" if named else "formula", name=name),
        f"${item.tex}$",
        item.first_line,
        item.last_line,
        block_id=item.block_id,
        sure=len(item.tex) <= _LONGEST_TEX and r"\\" not in item.tex and not _is_sum(item.tex),
        claims=item.claims,
    )


def _name(outline: Outline, item: Formula, alone: bool) -> str:
    """The name written before a formula, the common one, or that of its section."""
    written = item.before.strip(" :.—–-*=")
    bare = (
        _BARE.fullmatch(written.casefold())
        or _NO_NAME.match(written)
        or general(written, outline.lang)
        or silent(written)
    )
    if 0 < len(words(written)) <= _LONGEST_NAME and not bare:
        return _told_apart(outline, capitalised(written))
    known = known_name(item.tex, outline.lang)
    if known:
        return known
    headed = alone and bool(outline.section.headings) and not item.before
    return capitalised(outline.topic) if headed else ""


def _told_apart(outline: Outline, name: str) -> str:
    """A name of one word, «Дисперсия», with the topic it belongs to."""
    topic = outline.topic
    if len(words(name)) > 1 or about(topic, name) or _CALLED_FORMULA.match(topic):
        return name
    return phrase(outline.lang, "within", topic=topic, term=lowered(name))


def _formulas(outline: Outline) -> Iterator[Formula]:
    """Display formulas, and formulas that are all a paragraph or item says, in line order."""
    found = [
        Formula(d.tex, _plain(d.before), d.first_line, d.last_line, d.block_id, frozenset())
        for d in outline.formulas
    ]
    found += [
        item for point in outline.points if "$" in point.text for item in _in_line(outline, point)
    ]
    kept = (item for item in found if _states(item.tex))
    return iter(sorted(kept, key=lambda item: item.first_line))


def _states(tex: str) -> bool:
    """Whether a formula relates something, with a letter on its left: no mere calculation."""
    sign = _RELATION.search(tex)
    arrow = relation(tex) if sign is None and _ARROW.search(tex) else None
    left = sign.start() if sign else arrow.start if arrow else 0
    return _LETTER.search(tex, 0, left) is not None


def _is_sum(tex: str) -> bool:
    """Whether numbers are put in: $R = \\frac{5 - 0.7}{0.02} = 215$ is a calculation, no law."""
    signs = [sign.end() for sign in _RELATION.finditer(tex)]
    if not signs:
        return False
    said = _UNIT.sub(" ", tex[signs[0] :])
    last = _UNIT.sub(" ", tex[signs[-1] :])
    several = len(_NUMBERS.findall(said)) > 1
    return several and _LETTER.search(last) is None and (len(signs) > 1 or not _LETTER.search(said))


def _in_line(outline: Outline, point: Point) -> Iterator[Formula]:
    if not point.text.rstrip(" .,;*_").endswith("$"):
        return
    prose = point.prose
    if len(prose.pieces) != 1 or not prose.pieces[0].startswith("$"):
        return
    alone = _ALONE.fullmatch(prose.text)
    if alone is None:
        return
    claims = frozenset((point.first_line, number) for number in range(len(point.sentences)))
    tex = one_line(prose.pieces[0].strip("$"))
    narrower = point.topic if point.topic != outline.topic else ""
    intro = alone["intro"].strip() or narrower
    yield Formula(tex, intro, point.first_line, point.last_line, point.block_id, claims)


def _plain(text: str) -> str:
    """The line before a formula, if it announces something."""
    if not text.rstrip(" *").endswith(":"):
        return ""
    return unstyled(read_prose(text)) if len(text) < 200 else "…"
