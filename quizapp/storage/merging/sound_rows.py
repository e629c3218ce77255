"""Rows that come from a file are what the tables can hold, or they are not taken in."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Column, Float, Integer

from quizapp.model.cards import CardKind, Standing
from quizapp.model.reviews import Rating, ReviewKind
from quizapp.storage.merging.cards import AT_HOME, WORDS, Row
from quizapp.storage.merging.facts import TABLES

_KINDS, _STANDINGS, _ROWS = set(CardKind), set(Standing), set(ReviewKind)
_RATINGS = {None, *(rating.value for rating in Rating)}


def sound(table: str, row: Mapping[str, Any]) -> Row:
    """The row with every column of its table.

    Raises:
        ValueError: something is missing, or is not what its column holds.
    """
    if table not in TABLES or not isinstance(row, dict):
        raise ValueError(table)
    whole = {name: row.get(name) for name in _TYPES[table]}
    for name, types in _TYPES[table].items():
        if type(whole[name]) not in types:
            raise ValueError(f"{table}.{name}")
    for name, most in _MOST[table].items():
        number = whole[name]
        if number is not None and not -most <= number < most:
            raise ValueError(f"{table}.{name}")
    if table in _SOUND and not _SOUND[table](whole):
        raise ValueError(table)
    if table == "cards":
        whole["origin"] = _origin(row.get("origin"))
    return whole


def _types(column: Column[Any]) -> frozenset[type]:
    """What JSON may hold for a column; exactly these types, so that True is no number."""
    none = [type(None)] if column.nullable and column.name != "seen_by" else []
    kind = column.type
    if isinstance(kind, JSON):
        return frozenset([list, dict, *none])
    if isinstance(kind, Boolean):
        return frozenset([bool, *none])
    if isinstance(kind, Float):
        return frozenset([float, int, *none])
    return frozenset([int if isinstance(kind, Integer) else str, *none])


_COLUMNS = {
    name: [column for column in table.c if column.name not in AT_HOME]
    for name, table in TABLES.items()
}
_TYPES = {
    name: {column.name: _types(column) for column in columns} for name, columns in _COLUMNS.items()
}
_MOST = {
    name: {
        column.name: 2**63 if isinstance(column.type, BigInteger) else 2**31
        for column in columns
        if isinstance(column.type, Integer)
    }
    for name, columns in _COLUMNS.items()
}


def _is_review(row: Row) -> bool:
    return row["kind"] in _ROWS and row["rating"] in _RATINGS


def _is_card(row: Row) -> bool:
    lists = (row["headings"], row["tags"], row["written"] or [])
    return row["kind"] in _KINDS and row["standing"] in _STANDINGS and all(map(_are_texts, lists))


def _is_version(row: Row) -> bool:
    said = row["said"]
    if not isinstance(said, dict) or set(said) != set(WORDS):
        return False
    texts = [said[name] for name in WORDS if name not in {"headings", "explicit_id"}]
    texts += [] if said["explicit_id"] is None else [said["explicit_id"]]
    return _are_texts(texts) and said["kind"] in _KINDS and _are_texts(said["headings"])


_SOUND: dict[str, Callable[[Row], bool]] = {
    "reviews": _is_review,
    "cards": _is_card,
    "card_versions": _is_version,
}


def _are_texts(values: Any) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)


def _origin(value: Any) -> Row | None:
    if value is None:
        return None
    if not isinstance(value, dict) or not isinstance(value.get("label"), str):
        raise ValueError("origin")
    return {"label": value["label"], "shipped": bool(value.get("shipped"))}
