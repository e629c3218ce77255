"""Rows that come from a file are what the tables can hold, or they are not taken in."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Column, Float, Integer

from quizapp.model.cards import CardKind, Standing
from quizapp.model.reviews import Rating, ReviewKind
from quizapp.storage.merge_cards import WORDS, Row
from quizapp.storage.merge_facts import TABLES

_NAMES: dict[tuple[str, str], type[StrEnum]] = {
    ("cards", "kind"): CardKind,
    ("cards", "standing"): Standing,
    ("reviews", "kind"): ReviewKind,
}
_LISTS = {("cards", "headings"), ("cards", "tags"), ("cards", "written")}
_SMALL, _LARGE = 2**31, 2**63


def sound(table: str, row: Mapping[str, Any]) -> Row:
    """The row with every column of its table.

    Raises:
        ValueError: something is missing, or is not what its column holds.
    """
    if table not in TABLES or not isinstance(row, dict):
        raise ValueError(table)
    columns = [column for column in TABLES[table].c if column.name != "learner"]
    whole = {column.name: row.get(column.name) for column in columns}
    for column in columns:
        if not _fits(table, column, whole[column.name]):
            raise ValueError(f"{table}.{column.name}")
    if table == "cards":
        whole["origin"] = _origin(row.get("origin"))
    rating = whole.get("rating")
    if rating is not None:
        Rating(rating)
    return whole


def _fits(table: str, column: Column[Any], value: Any) -> bool:
    place = table, column.name
    if value is None:
        return bool(column.nullable) and place != ("cards", "seen_by")
    if place in _NAMES:
        return value in set(_NAMES[place])
    if place in _LISTS:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if place == ("card_versions", "said"):
        return _is_version(value)
    return _is_of_type(column, value)


def _is_of_type(column: Column[Any], value: Any) -> bool:
    kind = column.type
    if isinstance(kind, JSON):
        return isinstance(value, list | dict)
    if isinstance(kind, Boolean):
        return isinstance(value, bool)
    if isinstance(kind, Float):
        return isinstance(value, float | int) and not isinstance(value, bool)
    if isinstance(kind, Integer):
        most = _LARGE if isinstance(kind, BigInteger) else _SMALL
        return isinstance(value, int) and not isinstance(value, bool) and -most <= value < most
    return isinstance(value, str)


def _is_version(said: Any) -> bool:
    if not isinstance(said, dict) or set(said) != set(WORDS) or said["kind"] not in set(CardKind):
        return False
    texts = (said[name] for name in WORDS if name not in {"headings", "explicit_id"})
    headings = said["headings"]
    return (
        all(isinstance(text, str) for text in texts)
        and isinstance(headings, list)
        and all(isinstance(heading, str) for heading in headings)
        and isinstance(said["explicit_id"], str | None)
    )


def _origin(value: Any) -> Row | None:
    if value is None:
        return None
    if not isinstance(value.get("label"), str):
        raise ValueError("origin")
    return {"label": value["label"], "shipped": bool(value.get("shipped"))}
