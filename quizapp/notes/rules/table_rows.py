"""Tables: one card a cell, asked by the head of its row and the name of its column."""

import re
from collections.abc import Iterator

from quizapp.notes.labels import about
from quizapp.notes.outline import Outline, Row, Table
from quizapp.notes.proposal import Proposal, Taken
from quizapp.notes.prose import MASK, markdown, read_prose, unstyled
from quizapp.notes.rules.phrases import phrase
from quizapp.notes.sentences import length, lowered, stems, words

_MOST_SURE_ROWS = 6
_MOST_ROWS = 12
_MOST_SURE_COLUMNS = 3
_MOST_COLUMNS = 4
_LONGEST_HEAD = 8
_LONGEST_CELL = 25
_ASPECT = re.compile(
    r"\W*|features?|aspects?|criteri(?:on|a)|propert(?:y|ies)|характеристик[аи]|параметры?|"
    r"критери[йи]|признаки?|аспекты?|свойств[оа]",
    re.IGNORECASE,
)
"""The first column of a table whose columns are the things compared, its rows their aspects."""

_VAGUE = re.compile(
    r"comments?|notes?|remarks?|status|values?|choice|result|issue|example|комментари[йи]|"
    r"примечани[ея]|заметки|статус|оценка|результат|дата|date|пример|activity|actions?|evidence|"
    r"priority|deadline|owner|активност[ьи]|действи[ея]|что делать|приоритет|срок[и]?|"
    r"ответственный|рекомендаци[яи]",
    re.IGNORECASE,
)
"""Columns that say something of a plan or a day as often as of a subject."""

_SAYS_NOTHING = re.compile(
    r"[\W_]*|(?:да|нет|yes|no)(?:\W+\w+){1,2}|(?:да|нет|есть|yes|no|true|false|none|n/?a|tbd|todo|x|✓|✔|✗|✘|\?+)",
    re.IGNORECASE,
)
_LINK = re.compile(r"\[[^\]]*\]\([^)]*\)|\[\[[^\]]*\]\]|<?https?://\S+>?|!\[.*")
_NUMBER = re.compile(r"[\s\d.,%±+–-]*")


def table_rows(outline: Outline, taken: Taken) -> Iterator[Proposal]:
    """Ask for the cells of small tables whose rows and columns have names."""
    for table in outline.tables:
        if _is_asked(table):
            for row in table.rows:
                yield from _of_row(outline, table, row)


def _is_asked(table: Table) -> bool:
    heads = [_shown(row.cells[0]) for row in table.rows]
    named = [_shown(column) for column in table.columns[1:]]
    return (
        2 <= len(table.columns) <= _MOST_COLUMNS
        and 0 < len(heads) <= _MOST_ROWS
        and len(set(heads)) == len(heads)
        and all(heads)
        and not all(_NUMBER.fullmatch(head) for head in heads)
        and all(named)
        and not any(_NUMBER.fullmatch(name) for name in named)
        and all(length(head) <= _LONGEST_HEAD for head in heads)
    )


def _of_row(outline: Outline, table: Table, row: Row) -> Iterator[Proposal]:
    small = len(table.rows) <= _MOST_SURE_ROWS and len(table.columns) <= _MOST_SURE_COLUMNS
    headed = not _compares(table)
    head = _shown(row.cells[0])
    for place, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
        if place == 0 or not _is_answer(cell):
            continue
        thing, aspect = head, _shown(column)
        if _ASPECT.fullmatch(_shown(table.columns[0])):
            thing, aspect = aspect, thing
        front = phrase(outline.lang, "cell", row=thing, column=_within(aspect))
        if not about(table.topic, front):
            front = f"{table.topic}. {front}"
        yield Proposal(
            "table",
            front,
            markdown(read_prose(cell)),
            row.line,
            row.line,
            block_id=table.block_id,
            sure=small and headed and not _VAGUE.fullmatch(_shown(column)),
            claims=frozenset({(row.line, place)}),
        )


def _compares(table: Table) -> bool:
    """Whether the topic names all columns: then the rows of «Kafka vs RabbitMQ» have no heads."""
    named = stems(table.topic)
    return all(stems(_shown(column)) and stems(_shown(column)) <= named for column in table.columns)


def _within(column: str) -> str:
    """A column's name after a colon: without its capital, unless it has further ones."""
    return lowered(column) if column[1:] == column[1:].lower() else column


def _is_answer(cell: str) -> bool:
    """Whether a cell says something that can be asked for."""
    text = _shown(cell).strip(" .!()")
    if _LINK.fullmatch(cell.strip()) or _SAYS_NOTHING.fullmatch(text):
        return False
    says = words(text) or MASK in read_prose(cell).text
    return bool(says) and length(text) <= _LONGEST_CELL


def _shown(cell: str) -> str:
    return unstyled(read_prose(cell)).replace("\\\n", " ").strip(" :")
