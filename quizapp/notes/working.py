"""Files of a day, a plan, a project or a life rather than of a subject: they give drafts only.

Names say so, and tasks, dates, paces («30 мин в день», “twice a week”) or people who speak of
themselves and to you. What is counted is counted per length: a long text on a subject may say
“I” once or name three dates.
"""

import re
from itertools import islice
from pathlib import PurePosixPath

from quizapp.notes.candidates import NotesFile

_DAY = re.compile(
    r"^\W*(?:\d{4}[-_.](?:\d\d|W\d\d)(?:[-_.]\d\d)?|\d\d[-_.]\d\d[-_.]\d{4})\b", re.IGNORECASE
)
_PLAN = re.compile(r"(?:plan|todo|tasks?|roadmap|changelog|план|дневник|журнал)(?![^\W_])", re.I)
_PROJECT = re.compile(
    r"(?<![^\W_])(?:adr|prd|tz|backlog|schedule|to-?do|audit|timesheet|prompts?|промп?ты?|тз|расписание|аудит|"
    r"чек-?лист|отч[её]т|созвон)(?![^\W_])|[-_ ]spec$",
    re.IGNORECASE,
)
_MODELS = {"template", "templates", "_templates", "шаблоны"}
_EXERCISES = {"homework", "homeworks", "assignments", "дз"}
_NO_SUBJECT = frozenset(_MODELS | _EXERCISES)
_DASHBOARD = "```dataviewjs"
_TASK_ITEM = re.compile(r"^[ \t>]*[-*+] \[[ xX/-]\] ", re.MULTILINE)
_DATE = re.compile(r"\b20\d\d-\d\d-\d\d\b|\b\d\d\.\d\d\.20\d\d\b")
_LIKE_DATE = re.compile(r"20\d\d-\d\d-\d\d|\.20\d\d")
_PACE = re.compile(
    r"(?:/|\b(?:в|за|per|a|every|each|каждый|каждую)\s)(?:день|неделю|сутки|day|week)\b"
    r"|\b(?:ежедневно|еженедельно|daily|weekly)\b"
    r"|\b\d+\s*(?:[-–]\s*\d+\s*)?(?:мин|минут[ыу]?|час|часа|часов|недел[ьюи]|месяц(?:а|ев)|"
    r"дн(?:я|ей)|min|minutes|hours?|weeks|months)\b",
    re.IGNORECASE,
)
_TIMES = {
    "ru": (" мин", " час", "недел", " месяц", " дня", " дней", "день", "ежедн"),
    "en": (" min", " hour", "week", " month", "day", "daily"),
}
"""Every pace has one of these; counting them is cheap."""
_RU_PERSONS = "я мне меня мой ты тебя вы вам вас"
_PERSONS = {
    "ru": (*(f" {word} " for word in _RU_PERSONS.split()), " ваш", "йте "),
    "en": (" my ", "My ", " I ", " I'm ", " I've ", "I'll"),
}
_NO_ORDERS = ("сайте ", "байте ")
_FEWEST_TASKS = 3
_MOST_TASKS = 100
_FEWEST_DATES = 3
_FEWEST_PACES, _PACES = 4, 3.0
_FEWEST_PERSONS = 4
_PERSONS_SAID = {"ru": 3.5, "en": 8.0}
_PAGE = 7_000
"""About a thousand words."""


def of_work(file: NotesFile, claimed: frozenset[int]) -> bool:
    """Whether a file is of work or of a life; ``claimed`` lines belong to marked-up cards."""
    path = PurePosixPath(file.path)
    named = _DAY.search(path.stem) or _PLAN.match(path.stem) or _PROJECT.search(path.stem)
    if named or not _NO_SUBJECT.isdisjoint(part.casefold() for part in path.parts[:-1]):
        return True
    return _DASHBOARD in file.body or _plans(file, claimed) or _speaks_of_people(file)


def _plans(file: NotesFile, claimed: frozenset[int]) -> bool:
    """Whether tasks, dates or times of a day or week say that this is a plan or a log."""
    body = file.body
    if _LIKE_DATE.search(body) and len(set(_DATE.findall(body))) >= _FEWEST_DATES:
        return True
    fewest = max(_FEWEST_PACES, _PACES * len(body) / _PAGE)
    times = sum(map(body.count, _TIMES.get(file.lang, _TIMES["en"])))
    if times >= fewest and len(_PACE.findall(body)) >= fewest:
        return True
    tasks = _TASK_ITEM.finditer(body) if "- [" in body else ()
    lines = (body.count("\n", 0, task.start()) + 1 for task in tasks)
    # The options of a choice look like tasks.
    return sum(line not in claimed for line in islice(lines, _MOST_TASKS)) >= _FEWEST_TASKS


def _speaks_of_people(file: NotesFile) -> bool:
    """Whether a text speaks of “me” and “you” in many of its sentences."""
    body = file.body
    persons = _PERSONS.get(file.lang, _PERSONS["en"])
    said = sum(map(body.count, persons))
    if file.lang == "ru":
        said -= sum(map(body.count, _NO_ORDERS))
    often = _PERSONS_SAID.get(file.lang, _PERSONS_SAID["en"])
    return said >= max(_FEWEST_PERSONS, often * len(body) / _PAGE)
