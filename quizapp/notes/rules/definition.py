"""«X — это Y», «**X** — Y», «Это называется **X**», "An X is a Y", "This is called **X**"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from quizapp.notes.labels import about, asks, silent, titled
from quizapp.notes.outline import Outline, Place, Point
from quizapp.notes.proposal import Proposal, Taken, free, from_point
from quizapp.notes.prose import MASK, markdown, unstyled
from quizapp.notes.rules.context import advises, hinted, is_personal, narrates, points_back
from quizapp.notes.rules.doubts import is_doubtful
from quizapp.notes.rules.names import within_sentence
from quizapp.notes.rules.phrases import phrase
from quizapp.notes.sentences import cyrillic, length, lowered, whole, words

_HINTS = (
    *("это ", " -", " –", "—", "называ", "название"),
    *("is ", "are ", "mean", "denotes", "refers", "called", "known"),
)
_DASH = r"(?:\s+(?:--?|–|—)\s+|\s*—\s*)"
_TERM = r"(?P<term>[^\s,;:.!?—–][^,;:.!?—–]{0,80}?)"

_RU = re.compile(rf"{_TERM}{_DASH}это\s+(?P<body>.+)", re.DOTALL)
_RU_DASH = re.compile(rf"{_TERM}{_DASH}(?P<body>.+)", re.DOTALL)
_EN = re.compile(
    rf"(?:(?P<article>An?|The)\s+)?{_TERM}\s+"
    r"(?P<verb>is|are|means|denotes|refers to|is defined as)\s+"
    r"(?P<body>.+)",
    re.DOTALL,
)
_CALLED = re.compile(
    r"(?:\bназыва(?:ется|ются|ют)|\bносит название|\b(?:is|are) (?:called|known as))\s+"
)
_POINTS_BACK = re.compile(
    r"(?:Это|Этот|Эта|Эти|Так(?:ой|ая|ое|ие)|Данн\w+|This|These|That|It|Such)\b"
)

_NO_TERM_WORDS = (
    "это он она оно они мы вы я всё все то такой такая такое такие так этот эта эти что кто "
    "где как когда если там здесь тут тогда главное суть идея смысл цель задача проблема "
    "результат итог вывод важно первый первая первое второй вторая второе третий последний "
    "другой другая один одна одно их его её ее наш наша но и а или же поэтому затем потом "
    "пример например it he she they we you i this that these those there here what which who "
    "when where why how if and but or so then another one first second third last other its "
    "their our your my his her both each all some any many most such as in on at for with by "
    "from to however also example note answer question goal idea problem result point reason "
    "кроме таким однако иногда часто обычно самый самая самое самые чаще теперь зато поскольку "
    "при для описание often в на из с у к по от до о об под над между через без со во ко либо "
    "каждый каждая каждое возвращаемое следующий usually sometimes after before during while "
    "although because since let now"
)
_NO_TERM = frozenset(_NO_TERM_WORDS.split())
_LONGEST_TERM = 7
_LONGEST_PLAIN_TERM = 5
_LIKELY_HINTS = ("—", "–", "-", ": ", " is ", " are ", " means ", " denotes ", " refers to ")
_LIKELY_START = re.compile(
    r"(?:(?:An?|The) )?[^\W\d_][\w-]*(?: [\w-]+){0,2} (?:is|are|means|denotes|refers to) "
    r"(?:an?|the|any|one of|when|how) |[^\n—–]{1,60}?(?:—|\s[-–]\s)"
)
_COLON = re.compile(r"(?P<term>[^\W\d_][^:.!?\n—–]{1,50}): (?P<body>\w.+)", re.DOTALL)
_COLON_START = re.compile(r"[^\W\d_][^:.!?\n—–*`]{1,50}: \w")
_LONGEST_LIKELY_TERM = 3
_SHORTEST_LIKELY_BODY = 5
_LONGEST_BODY = 60
_SHORTEST_BODY = 3
_NO_BODY = re.compile(
    r"(?:то есть|например\b|т\. ?е\.|не\b|not\b|\d|и есть|то же самое|называ|https?:|the same\b|"
    r"чтобы\b|больше\b|меньше\b|лучше\b|хуже\b|\w+[ыи]ми\b|"
    r"почему\b|причина\b|значит\b|(?:doesn|don|isn|can)['’]t\b|(?:then|likewise|said|instead|thus|usually|often|done|made|also|always|only|just|"
    r"very|because|why|in|at|on|of|for|to|from|by|with|able|possible|important|necessary|equal|similar|"
    r"different|good|bad|better|faster|larger|smaller|\w+ly|[a-z]{2,}ed)\b)",
    re.IGNORECASE,
)
_NO_TERM_INSIDE = re.compile(
    r"\b(?:is|are|was|were|not|does|do|has|have|when|which|that|who|where|because|if|happens|не|котор\w+|если|когда|чтобы|что|где)\b",
    re.IGNORECASE,
)
_EN_BODY = re.compile(r"(?:an?|the|any|one of|when|how)\s", re.IGNORECASE)


def definition(outline: Outline, taken: Taken) -> Iterator[Proposal]:
    """Ask for the meaning of a term, or for the name of what was just described."""
    for point in outline.points:
        if point.place is Place.STEP or not hinted(point.text, _HINTS):
            continue
        for number in range(len(point.sentences)):
            if free(point, number, taken):
                yield from _from_sentence(outline, point, number)
    yield from _entries(outline, taken)


def likely_definition(outline: Outline, taken: Taken) -> Iterator[Proposal]:
    """Offer what looks like a definition of a term its heading does not name.

    So a definition that moves under another heading, or gets a sentence put before it, stays the
    card it is. A heading that is a question asks for itself.
    """
    if outline.section.heading.endswith("?"):
        return
    for point in outline.points:
        if point.place is Place.STEP or point.label or not hinted(point.text, _LIKELY_HINTS):
            continue
        paragraph = point.place is Place.PARAGRAPH
        for number, (start, end) in enumerate(point.sentences[: 2 if paragraph else 1]):
            found = _likely(point, start, end) if free(point, number, taken) else None
            proposal = _card(outline, point, number, found) if found is not None else None
            if proposal is not None:
                yield replace(proposal, sure=False)


def _likely(point: Point, start: int, end: int) -> re.Match[str] | None:
    """“A keel is the lowest beam …”, «Киль — нижняя балка …», «Киль: балка …» in a list."""
    item = point.place is Place.ITEM and start == point.sentences[0][0]
    begun = (_COLON_START if item else _LIKELY_START).match(point.prose.text, start, end)
    sentence = point.prose.text[start:end]
    if begun is None or not whole(sentence):
        return None
    found = _RU_DASH.fullmatch(sentence) or _EN.fullmatch(sentence) or _COLON.fullmatch(sentence)
    if found is None or not _is_term(found["term"]) or _NO_BODY.match(found["body"]):
        return None
    if (
        silent(found["term"])
        or MASK in found["term"]
        or len(words(found["term"])) > _LONGEST_LIKELY_TERM
    ):
        return None
    if narrates(sentence) or len(words(found["body"])) < _SHORTEST_LIKELY_BODY:
        return None
    if found.re is _EN:
        return found if _EN_BODY.match(found["body"]) else None
    small = found["body"][0].islower() or found.re is _COLON
    return found if found["term"][0].isupper() and small else None


def _entries(outline: Outline, taken: Taken) -> Iterator[Proposal]:
    """The terms of definition lists."""
    for entry in outline.entries:
        point = entry.point
        back = markdown(point.prose)
        if not free(point, 0, taken) or length(back) < 2 or not whole(back) or not entry.term:
            continue
        if cyrillic(entry.term + back):
            front = phrase("ru", "definition", term=entry.term)
        else:
            term = within_sentence(entry.term, outline.body)
            front = phrase("en", "definition", term=term, verb="is")
        short = length(back) <= _LONGEST_BODY and len(words(entry.term)) <= _LONGEST_TERM
        numbers = range(len(point.sentences))
        yield from_point("definition", point, front, back, *numbers, sure=short)


def _from_sentence(outline: Outline, point: Point, number: int) -> Iterator[Proposal]:
    start, end = point.sentences[number]
    sentence = point.prose.text[start:end]
    if not whole(sentence):
        return
    proposal = _called(outline, point, number) or _defined(outline, point, number)
    if proposal is not None:
        yield proposal


def _defined(outline: Outline, point: Point, number: int) -> Proposal | None:
    start, end = point.sentences[number]
    sentence = point.prose.text[start:end]
    dashed = number == 0 or _is_bold(point, start)
    russian = _RU.fullmatch(sentence) or (_RU_DASH.fullmatch(sentence) if dashed else None)
    found = russian or _EN.fullmatch(sentence)
    if found is None or not _is_term(found["term"]) or _NO_BODY.match(found["body"]):
        return None
    if not _certain(outline, point, number, found):
        return None
    return _card(outline, point, number, found)


def _card(outline: Outline, point: Point, number: int, found: re.Match[str]) -> Proposal | None:
    """The card of a sentence that matched one of the patterns."""
    start, end = point.sentences[number]
    sentence = point.prose.text[start:end]
    russian = found.re is not _EN
    term = unstyled(point.prose, start + found.start("term"), start + found.end("term"))
    back = markdown(point.prose, start + found.start("body"), end)
    if length(back) < (2 if found.re is _RU else _SHORTEST_BODY):
        return None
    if russian and cyrillic(sentence):
        front = phrase("ru", "definition", term=term)
    else:
        front = phrase(
            "en", "definition", term=_with_article(found, term, outline.body), verb=_verb(found)
        )
    if found["term"] == MASK:
        front = titled(outline.topic, lowered(front))
    doubtful = found.re is _RU_DASH and is_doubtful(found["term"], found["body"], point.text)
    sure = length(back) <= _LONGEST_BODY and not (is_personal(back) or doubtful)
    return from_point("definition", point, front, back, number, sure=sure, rest=True)


def _certain(outline: Outline, point: Point, number: int, found: re.Match[str]) -> bool:
    """Whether the pattern defines a term here: a dash or "is" alone does not make a definition."""
    start = point.sentences[number][0] + found.start("term")
    bold = _is_bold(point, start)
    if found.re is _RU:
        return bold or len(words(found["term"])) <= _LONGEST_PLAIN_TERM
    if found["body"].startswith(MASK):
        return False
    if bold:
        return _same_stretch(point, start, found)
    if found.re is _RU_DASH:
        return found["term"].casefold() == outline.topic.casefold()
    subject = number == 0 and len(words(found["term"])) <= 4 and about(outline.topic, found["term"])
    return subject and _EN_BODY.match(found["body"]) is not None


def _is_bold(point: Point, start: int) -> bool:
    return any(style.bold and style.start == start for style in point.prose.styles)


def _same_stretch(point: Point, start: int, found: re.Match[str]) -> bool:
    """Whether the bold text ends where the term does, give or take the dash."""
    ends = (style.end for style in point.prose.styles if style.bold and style.start == start)
    term_end = start + len(found["term"])
    return any(term_end <= end <= term_end + 3 for end in ends)


def _is_term(text: str) -> bool:
    if text == MASK:
        return True
    found = words(text)
    named = 0 < len(found) <= _LONGEST_TERM and found[0].casefold() not in _NO_TERM
    named = named and not (advises(text) or asks(text, "ru"))
    return named and not _NO_TERM_INSIDE.search(text)


def _with_article(found: re.Match[str], term: str, body: str) -> str:
    article = found.groupdict().get("article")
    if not article:
        term = within_sentence(term, body)
    return f"{article.lower()} {term}" if article else term


def _verb(found: re.Match[str]) -> str:
    return "are" if found.groupdict().get("verb") == "are" else "is"


def _called(outline: Outline, point: Point, number: int) -> Proposal | None:
    """«… . Это называется **X**.»: describe it and ask for the name."""
    prose = point.prose
    start, end = point.sentences[number]
    found = _CALLED.search(prose.text, start, end) if prose.styles else None
    if found is None or not any(s.bold and s.start == found.end() for s in prose.styles):
        return None
    lang = "en" if "называ" not in found[0] and "назван" not in found[0] else "ru"
    if not _POINTS_BACK.match(prose.text, start, end):
        described = unstyled(prose, start, found.start())
        if length(described) < 4 or is_personal(described) or not whole(described.rstrip(" ,")):
            return None
        front = phrase(lang, "called", text=described.rstrip(" ,") + ".")
        return from_point("definition", point, front, markdown(prose, found.end(), end), number)
    if number == 0:
        return None
    before = point.sentences[number - 1]
    described = markdown(prose, *before)
    if length(described) < 4 or _POINTS_BACK.match(described):
        return None
    sure = not (is_personal(described) or points_back(described))
    front = phrase(lang, "called", text=described)
    back = markdown(prose, start, end)
    return from_point("definition", point, front, back, number - 1, number, sure=sure)
