"""Labels: «**Word2Vec**: …», «**Как это работает:**», «**Problem of RNNs:** …».

Some labels name a term. Others are general words that say what kind of statement follows; they
never are a question by themselves: the term they belong to joins in. The words stand here as
data, by language.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from quizapp.notes.prose import Prose, unstyled
from quizapp.notes.sentences import capitalised, lowered, stems, words


@dataclass(frozen=True, slots=True)
class Label:
    """The label at the start of a paragraph or item; its body starts at ``end``."""

    text: str
    end: int


_LONGEST = 9
_LONGEST_GENERAL = 80
_AFTER_BOLD = re.compile(r"\s*:\s*")
_LINE = re.compile(r"(?P<label>[^:?!.]{2,80}):")


def read_label(prose: Prose) -> Label | None:
    """The label of a paragraph: bold text with a colon (or full stop), or a line ending in one."""
    bold = prose.styles[0] if prose.styles else None
    if bold is not None and bold.bold and bold.start == 0:
        return _bold_label(prose, bold.end)
    line = _LINE.fullmatch(prose.text.rstrip())
    return Label(unstyled(prose, 0, line.end("label")), len(prose.text)) if line else None


def _bold_label(prose: Prose, end: int) -> Label | None:
    text, label = prose.text, unstyled(prose, 0, end)
    colon = _AFTER_BOLD.match(text, end)
    if colon:
        end = colon.end()
    elif not label.endswith(":") and not (
        label.endswith((".", "?")) and text[end : end + 1].isspace()
    ):
        return None
    term = label.rstrip(" :.-–—")
    if not 0 < len(words(term)) <= _LONGEST or ": " in term:
        return None
    return Label(term, end + len(text[end:]) - len(text[end:].lstrip()))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The general words of one language.

    ``nouns`` maps each to the question it stands for; the others are regular expressions:
    adjectives before a noun, empty words after it, the beginnings of questions, labels that
    announce no statement, and possessives that point back to the topic.
    """

    nouns: dict[str, str]
    adjectives: str
    fillers: str
    question: str
    silent: str
    possessive: str


_RU_SINGULAR = (
    "идея суть смысл принцип проблема недостаток преимущество решение особенность отличие"
)
_RU_FEMININE = "цель задача причина сложность формула роль"
_RU_MASCULINE = "вывод результат механизм алгоритм"
_RU_NEUTER = "определение применение назначение следствие"
_RU_PLURAL = (
    "проблемы недостатки минусы преимущества плюсы достоинства причины свойства особенности цели "
    "задачи отличия применения виды типы следствия"
)

_RUSSIAN = Vocabulary(
    nouns={
        **{noun: f"в чём {noun}" for noun in _RU_SINGULAR.split()},
        **{noun: f"какова {noun}" for noun in _RU_FEMININE.split()},
        **{noun: f"каков {noun}" for noun in _RU_MASCULINE.split()},
        **{noun: f"каково {noun}" for noun in _RU_NEUTER.split()},
        **{noun: f"каковы {noun}" for noun in _RU_PLURAL.split()},
    },
    adjectives=r"(?:(?:основн|главн|ключев|центральн|общ)\w+)",
    fillers=r"\s+(?:проста|прост|просто|простая|простой|такова|таков|таковы|следующ\w+|"
    r"в следующем|заключа\w+ в следующем|состоит в следующем)$",
    question=r"(?:как(?:ой|ая|ое|ие|ова?)?|почему|зачем|что|когда|где|чем|в ч[её]м|кто|сколько)",
    silent=r"(?:пример\w*|например|заметк\w+|примечани\w+|замечани\w+|важно|внимание|итог\w*|"
    r"источник\w*|ссылк\w+|литература|введение|заключение|содержание|см\. ?также|теги|дата|"
    r"автор\w*|задани\w+|упражнени\w+|вопрос\w*|ответ\w*|замечу|обратите внимание|"
    r"совет\w*|ресурс\w*|материал\w*|обзор|часть|глава|лекция|раздел|оглавление|дальше|далее|"
    r"(?:\w+ )?пример\w*|резюме|кратко|мысли|что дальше)",
    possessive=r"(?:Е[её]|Его|Их)\s+",
)

_EN_SINGULAR = (
    "idea problem goal purpose solution definition intuition complexity drawback disadvantage "
    "advantage reason principle result conclusion motivation objective role difference "
    "algorithm mechanism intent formula equation"
)
_EN_PLURAL = (
    "ideas problems goals solutions drawbacks disadvantages advantages reasons principles results "
    "properties applications differences benefits pros cons limitations types"
)

_ENGLISH = Vocabulary(
    nouns={
        **{noun: f"what is the {noun}" for noun in _EN_SINGULAR.split()},
        **{noun: f"what are the {noun}" for noun in _EN_PLURAL.split()},
    },
    adjectives=r"(?:main|key|core|basic|central|general|primary|the|our|its)",
    fillers=r"\s+(?:is simple|is as follows|is the following|is this)$",
    question=r"(?:how|why|what|when|where|which|who)",
    silent=r"(?:examples?|e\.g\.|for example|notes?|remarks?|important|warning|caution|tips?|"
    r"summary|overview|introduction|references?|sources?|see also|links?|table of contents|"
    r"contents|toc|todo|tags?|dates?|authors?|exercises?|questions?|answers?|usage|chapter|"
    r"install(?:ation)?|license|changelog|contributing|resources?|further reading|part|"
    r"section|lecture|related|status|created|updated|credits?|conclusions?|misc|other|recap|"
    r"next steps?|(?:key )?takeaways?|tl;?dr|(?:[\w-]+ ){1,2}(?:examples?|cases?)|"
    r"what'?s next)",
    possessive=r"(?:Its|Their)\s+",
)

_LANGUAGES = {"ru": _RUSSIAN, "en": _ENGLISH}


def vocabulary(lang: str) -> Vocabulary:
    """The general words of a language; English for those we have no words of."""
    return _LANGUAGES.get(lang, _ENGLISH)


_NUMBERED = re.compile(
    r"(?:step|part|case|chapter|lecture|section|week|day|lab|module|unit|phase|stage|option|figure|"
    r"table|exercise|task|problem|issue|method|question|level|example|шаг|часть|случай|глава|лекция|раздел|тема|занятие|неделя|день|модуль|урок|"
    r"этап|фаза|вариант|рисунок|таблица|задача|задание|упражнение|билет|вопрос|проблема|метод|"
    r"уровень|пример)\s*№?\s*"
    r"(?:\d[\d.]*|[ivx]+)|\W*\d{4}-\d\d(?:-\d\d)?\W*|\d+",
    re.IGNORECASE,
)
"""A place in an order or a day: «Шаг 3», “Part II”, 2024-05-01."""


def numbered(text: str) -> bool:
    """Whether a text only says which one of many this is."""
    return _NUMBERED.fullmatch(text.strip(" .:")) is not None


_ABOUT_NOTES = re.compile(
    r"(?:overview|introduction|about (?:this|these|the (?:course|notes|author))|tips?|notes?|"
    r"acknowledg\w+|resources?|workload|reflections?|feedback|logistics|prerequisites|assignments?|"
    r"course (?:book|info\w*|structure|outline|materials?)|textbooks?|weekly|homework|to-?do|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|roadmap|backlog|implementation plan|"
    r"обзор|введение|план|задачи|домашн\w+|расписание|впечатления|дневник|отзыв\w*|советы|"
    r"о курсе|организаци\w+ курса)\b",
    re.IGNORECASE,
)


def about_notes(heading: str) -> bool:
    """Whether a heading begins a part about the notes, a course or a plan, not its subject."""
    return _ABOUT_NOTES.match(heading) is not None


@lru_cache(maxsize=4096)
def silent(label: str) -> bool:
    """Whether a label or heading announces no statement: example, note, references, chapter 3."""
    text = label.strip(" .:")
    return len(text) <= _LONGEST_GENERAL and _silent_words().fullmatch(text) is not None


@lru_cache(maxsize=1)
def _silent_words() -> re.Pattern[str]:
    """Silent labels of all languages, numbered or not, and mere numbers and days."""
    words = "|".join(language.silent for language in _LANGUAGES.values())
    return re.compile(rf"(?:{words})(?:\s*№?\s*[\d.]+)?|{_NUMBERED.pattern}", re.IGNORECASE)


@lru_cache(maxsize=4096)
def general(label: str, lang: str) -> bool:
    """Whether a label has no term of its own: «Идея», «Main problem», «Как это работает»."""
    if len(label) > _LONGEST_GENERAL:
        return False
    if silent(label) or asks(label, lang):
        return True
    found = _noun(_without_filler(label, lang), lang)
    return found is not None and not found[2]


@lru_cache(maxsize=4096)
def asks(label: str, lang: str) -> bool:
    """Whether a label is a question itself: «Как это работает», «Why it matters»."""
    return re.match(rf"{vocabulary(lang).question}\b", label, re.IGNORECASE) is not None


def noun_of(label: str, lang: str) -> str:
    """The general noun a label starts with, «проблема» of «Проблема RNN», or an empty string."""
    found = _noun(_without_filler(label, lang), lang)
    return found[1].casefold() if found else ""


@lru_cache(maxsize=4096)
def question(label: str, topic: str, lang: str) -> str:
    """The question a general label asks about ``topic``; an empty string for a specific label."""
    if silent(label):
        return ""
    if label.endswith("?") or asks(label, lang):
        return _as_question(label, topic, lang)
    text = _without_filler(label, lang)
    found = _noun(text, lang)
    if found is None:
        return ""
    adjectives, noun, of = found
    asked = vocabulary(lang).nouns[noun.casefold()]
    head, _, tail = asked.rpartition(noun.casefold())
    asked = f"{head}{adjectives.casefold()}{noun.casefold()}{tail}"
    if of:
        return "" if _PREDICATE.search(of) else f"{capitalised(asked)} {of}?"
    return titled(topic, asked + "?")


_PREDICATE = re.compile(
    r"\w{2,}(?:ется|ются|ится|ятся|ает|яет|ует|ают|яют|уют)\b|\b(?:is|are|was|were|has|have)\b|"
    r"\s(?:к|в|на|с|из|to|of|for|in|with)$",
    re.IGNORECASE,
)
"""What follows a general noun is a sentence about it, not the term it belongs to."""


def titled(topic: str, question: str) -> str:
    """«topic: question», so that the question stands alone."""
    return f"{topic}: {question}" if topic else capitalised(question)


def about(topic: str, text: str) -> bool:
    """Whether ``text`` itself names the topic, so that it need not be added."""
    return not topic or bool(stems(topic) & stems(text))


def _as_question(label: str, topic: str, lang: str) -> str:
    """A label that is a question, with the topic where it does not name it itself."""
    asked = label.rstrip("?") if lang == "ru" else _inverted(label.rstrip("?"))
    return capitalised(asked) + "?" if about(topic, asked) else titled(topic, lowered(asked) + "?")


_STATED = re.compile(
    r"(?P<word>how|why|what|when|where) (?P<subject>it|this|that|they|these|we) (?P<verb>[a-z]+)"
    r"(?P<rest>.*)",
    re.IGNORECASE,
)
_BE = frozenset({"is", "are", "was", "were", "can", "could", "should", "must", "will", "may"})


def _inverted(label: str) -> str:
    """«How it goes» as a question: "how does it go"; labels of other forms stay."""
    found = _STATED.fullmatch(label)
    if found is None:
        return label
    word, subject, verb = (found[part].casefold() for part in ("word", "subject", "verb"))
    if verb in _BE:
        return f"{word} {verb} {subject}{found['rest']}"
    if subject in ("they", "these", "we"):
        return f"{word} do {subject} {verb}{found['rest']}"
    if verb.endswith("ed"):
        return label
    return f"{word} does {subject} {_infinitive(verb)}{found['rest']}"


def _infinitive(verb: str) -> str:
    """The infinitive of a third person: goes → go, tries → try, has → have, works → work."""
    if verb == "has":
        return "have"
    if verb.endswith("ies") and len(verb) > 4:
        return verb[:-3] + "y"
    if verb.endswith(("oes", "sses", "shes", "ches", "xes", "zzes")):
        return verb[:-2]
    return verb.removesuffix("s")


@lru_cache(maxsize=4096)
def _without_filler(label: str, lang: str) -> str:
    return re.sub(vocabulary(lang).fillers, "", label.strip(" .:"), flags=re.IGNORECASE)


@lru_cache(maxsize=4096)
def _noun(text: str, lang: str) -> tuple[str, str, str] | None:
    """(adjectives, noun, rest) where ``text`` starts with a general noun."""
    language = vocabulary(lang)
    found = re.match(
        rf"(?P<adjectives>(?:{language.adjectives}\s+)*)(?P<noun>[^\W\d_]+)(?:\s+(?P<of>.+))?$",
        text,
        re.IGNORECASE,
    )
    if found is None or found["noun"].casefold() not in language.nouns:
        return None
    return found["adjectives"], found["noun"], found["of"] or ""
