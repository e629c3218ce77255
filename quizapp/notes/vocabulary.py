"""The general words of notes, by language, as data: what labels and headings are made of."""

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The general words of one language.

    ``nouns`` maps each to the question it stands for; the others are regular expressions:
    adjectives before a noun, empty words after it, the beginnings of questions, labels that
    announce no statement, and possessives that point back to the topic.
    """

    nouns: dict[str, str]
    adjectives: str
    fillers: re.Pattern[str]
    question: re.Pattern[str]
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
    "задачи отличия применения виды типы следствия последствия"
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
    fillers=re.compile(
        r"\s+(?:проста|прост|просто|простая|простой|такова|таков|таковы|следующ\w+|"
        r"в следующем|заключа\w+ в следующем|состоит в следующем)$",
        re.IGNORECASE,
    ),
    question=re.compile(
        r"(?:как(?:ой|ая|ое|ие|ова?|им|ими|их|ого|ому)?|почему|зачем|что|когда|где|чем|в ч[её]м|"
        r"кто|сколько)\b",
        re.IGNORECASE,
    ),
    silent=r"(?:пример\w*|например|заметк\w+|примечани\w+|замечани\w+|важно|внимание|итог\w*|"
    r"источник\w*|ссылк\w+|литература|введение|заключение|содержание|см\. ?также|теги|дата|"
    r"автор\w*|связи|тезис|наблюдени[ея]|гипотеза|теория|практика|конспект|установка|"
    r"вердикт|текущ\w+ \w+|задани\w+|упражнени\w+|вопрос\w*|"
    r"ответ\w*|замечу|обратите внимание|"
    r"совет\w*|ресурс\w*|материал\w*|обзор|часть|глава|лекция|раздел|оглавление|дальше|далее|"
    r"(?:\w+ )?пример\w*|резюме|кратко|доказательство|док-во|лемма|мысли|что дальше)",
    possessive=r"(?:Е[её]|Его|Их)\s+",
)

_EN_SINGULAR = (
    "idea problem goal purpose solution definition intuition complexity drawback disadvantage "
    "advantage reason principle result conclusion motivation objective role difference "
    "algorithm mechanism intent formula equation consequence cause"
)
_EN_PLURAL = (
    "ideas problems goals solutions drawbacks disadvantages advantages reasons principles results "
    "properties applications differences benefits pros cons limitations types "
    "consequences causes effects"
)

_ENGLISH = Vocabulary(
    nouns={
        **{noun: f"what is the {noun}" for noun in _EN_SINGULAR.split()},
        **{noun: f"what are the {noun}" for noun in _EN_PLURAL.split()},
    },
    adjectives=r"(?:main|key|core|basic|central|general|primary|the|our|its)",
    fillers=re.compile(r"\s+(?:is simple|is as follows|is the following|is this)$", re.IGNORECASE),
    question=re.compile(r"(?:how|why|what|when|where|which|who)\b", re.IGNORECASE),
    silent=r"(?:examples?|e\.g\.|for example|notes?|remarks?|important|warning|caution|tips?|"
    r"summary|overview|introduction|references?|sources?|see also|links?|table of contents|"
    r"contents|toc|todo|tags?|dates?|authors?|exercises?|questions?|answers?|usage|chapter|"
    r"install(?:ation)?|license|changelog|contributing|resources?|further reading|part|"
    r"section|lecture|related|status|created|updated|credits?|conclusions?|misc|other|recap|"
    r"next steps?|(?:key )?takeaways?|tl;?dr|(?:[\w-]+ ){1,2}(?:examples?|cases?)|"
    r"what'?s next|rationale|proof|lemma|claim|observations?|hypothesis|theory|practice|"
    r"current [\w-]+)",
    possessive=r"(?:Its|Their)\s+",
)

_LANGUAGES = {"ru": _RUSSIAN, "en": _ENGLISH}


def vocabulary(lang: str) -> Vocabulary:
    """The general words of a language; English for those we have no words of."""
    return _LANGUAGES.get(lang, _ENGLISH)


@lru_cache(maxsize=len(_LANGUAGES))
def led_by_a_noun(lang: str) -> re.Pattern[str]:
    """A text that starts with a noun: ``adjectives``, ``noun`` and what follows, ``of``."""
    adjectives = vocabulary(lang).adjectives
    return re.compile(
        rf"(?P<adjectives>(?:{adjectives}\s+)*)(?P<noun>[^\W\d_]+)(?:\s+(?P<of>.+))?$",
        re.IGNORECASE,
    )


NUMBERED = re.compile(
    r"(?:step|part|case|sub-?problem|подзадача|type|тип|chapter|lecture|section|week|day|lab|module|unit|phase|stage|option|figure|"
    r"table|exercise|task|problem|issue|method|question|level|example|"
    r"шаг|часть|случай|глава|лекция|раздел|тема|занятие|неделя|день|модуль|урок|"
    r"этап|фаза|вариант|рисунок|таблица|задача|задание|упражнение|билет|вопрос|проблема|метод|"
    r"уровень|пример)\s*№?\s*"
    r"(?:\d[\d.]*|[ivx]+|[a-zа-я])|\W*\d{4}-\d\d(?:-\d\d)?\W*|\d+",
    re.IGNORECASE,
)
"""A place in an order or a day: «Шаг 3», “Part II”, 2024-05-01."""


ABOUT_NOTES = re.compile(
    r"(?:overview|introduction|about (?:this|these|the (?:course|notes|author))|tips?|notes?|"
    r"acknowledg\w+|resources?|workload|reflections?|feedback|logistics|prerequisites|assignments?|"
    r"course (?:book|info\w*|structure|outline|materials?)|textbooks?|weekly|homework|to-?do|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|roadmap|backlog|implementation plan|"
    r"обзор|введение|план|задачи|домашн\w+|расписание|впечатления|дневник|отзыв\w*|советы|"
    r"о курсе|организаци\w+ курса)\b",
    re.IGNORECASE,
)
"""Headings of parts about the notes, a course or a plan."""


VAGUE_THINGS = re.compile(
    r"(?:(?:этого|этой|данного|данной|такого|such|this|the|an?|of)\s+)*(?:подхода|метода|способа|"
    r"решения|алгоритма|модели|системы|механизма|паттерна|технологии|approach|method|solution|"
    r"algorithm|model|system|technique|pattern|technology)",
    re.IGNORECASE,
)
"""Things that only the text around them names: «Недостатки подхода», “Problem of this method”."""


_ELSEWHERE = (
    "esemp(?:io|i)|dimostrazione|osservazion[ei]|oss|def|definizione|note?|caso|prop|beispiele?|"
    "beweis|bemerkung|exemples?|preuve|remarque|ejemplos?|demostración|observación"
)
"""Silent labels of languages whose notes we read without words of their own."""


@lru_cache(maxsize=1)
def silent_words() -> re.Pattern[str]:
    """Silent labels of all languages, numbered or not, and mere numbers and days."""
    words = "|".join((*(language.silent for language in _LANGUAGES.values()), _ELSEWHERE))
    return re.compile(rf"(?:{words})(?:\s*№?\s*[\d.]+)?|{NUMBERED.pattern}", re.IGNORECASE)
