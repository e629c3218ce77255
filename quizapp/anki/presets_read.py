"""The deck presets of a collection of Anki, in both schemas, as presets of ours.

What a preset says that has no place here (SM-2's factors, timers, sounds) is passed over; numbers
out of our bounds are brought within them. Parameters of FSRS are those that Anki would use, 17,
19 or 21 of them.
"""

import json
import sqlite3
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from math import isfinite
from typing import Any

from quizapp.anki.deck_options import options_name
from quizapp.anki.kinds_read import json_object
from quizapp.anki.protobuf import BrokenMessage, Fields, number_of, read_message
from quizapp.model.schedules import NewMix, NewOrder, Preset, ReviewOrder

_SEPARATOR = "\x1f"
_OURS = options_name(Preset(name=""))
_MIX = {0: NewMix.MIXED, 1: NewMix.AFTER, 2: NewMix.BEFORE}
_ORDER = {
    7: ReviewOrder.OVERDUE,
    8: ReviewOrder.RANDOM,
    11: ReviewOrder.RETRIEVABILITY,
    12: ReviewOrder.OVERDUE,
}
_RANDOM_GATHERED = frozenset({3, 4, 5})
_RANDOM_SORTED = frozenset({3, 4})
_TAG_ONLY = 1
_LONGEST_STEP = 60 * 24 * 365


@dataclass(frozen=True, slots=True)
class AnkiOptions:
    """The presets by their id in Anki, the preset of each deck, and the hour a day begins.

    ``rollover`` is None where the collection does not say it. Presets of ours that come home
    are not among them.
    """

    presets: Mapping[int, Preset] = field(default_factory=dict)
    decks: Mapping[str, int] = field(default_factory=dict)
    rollover: int | None = None


def read_options(connection: sqlite3.Connection, latest: bool) -> AnkiOptions:
    """The options of a collection; none where they cannot be read: the cards come all the same."""
    try:
        found = _latest(connection) if latest else _old(connection)
    except (sqlite3.Error, ValueError, TypeError, KeyError, AttributeError, OverflowError):
        return AnkiOptions()
    ours = {number for number, preset in found.presets.items() if preset.name.startswith(_OURS)}
    return replace(
        found,
        presets={number: p for number, p in found.presets.items() if number not in ours},
        decks={deck: n for deck, n in found.decks.items() if n in found.presets and n not in ours},
    )


def _old(connection: sqlite3.Connection) -> AnkiOptions:
    conf, decks, presets = connection.execute("SELECT conf, decks, dconf FROM col").fetchone()
    return AnkiOptions(
        {int(number): _of_json(says) for number, says in json_object(presets).items()},
        {
            str(deck["name"]): int(deck["conf"])
            for deck in json_object(decks).values()
            if not deck.get("dyn") and "conf" in deck
        },
        _hour(json_object(conf).get("rollover")),
    )


def _latest(connection: sqlite3.Connection) -> AnkiOptions:
    rows = connection.execute("SELECT id, name, config FROM deck_config").fetchall()
    presets = {int(number): _of_message(str(name), config) for number, name, config in rows}
    decks = {}
    for name, kind in connection.execute("SELECT name, kind FROM decks"):
        normal = read_message(kind).get(1, [])
        if normal and isinstance(normal[-1], bytes):
            deck = str(name).replace(_SEPARATOR, "::")
            decks[deck] = number_of(read_message(normal[-1]), 1)
    row = connection.execute("SELECT val FROM config WHERE key = 'rollover'").fetchone()
    return AnkiOptions(presets, decks, _hour(json.loads(row[0]) if row else None))


def _of_json(says: Mapping[str, Any]) -> Preset:
    new, reviews, lapse = says["new"], says["rev"], says["lapse"]
    sorted_, gathered = says.get("newSortOrder", 0), says.get("newGatherPriority", 0)
    return _preset(
        name=str(says["name"]),
        new_per_day=new["perDay"],
        reviews_per_day=reviews["perDay"],
        retention=says.get("desiredRetention", 0.9),
        learning=new["delays"],
        relearning=lapse["delays"],
        maximum=reviews["maxIvl"],
        leech=(lapse["leechFails"], lapse["leechAction"]),
        bury=(bool(new.get("bury")), bool(reviews.get("bury"))),
        random=new.get("order", 1) == 0 or _shuffles(gathered, sorted_),
        mix=says.get("newMix", 0),
        order=says.get("reviewOrder", 0),
        easy_days=says.get("easyDaysPercentages") or (),
        parameters=[says.get(key) or () for key in ("fsrsParams6", "fsrsParams5", "fsrsWeights")],
    )


def _of_message(name: str, config: bytes) -> Preset:
    """The numbers of the fields are those of Anki's ``DeckConfig.Config``."""
    says = read_message(config)
    return _preset(
        name=name,
        new_per_day=number_of(says, 9),
        reviews_per_day=number_of(says, 10),
        retention=next(iter(_floats(says, 37)), 0.9),
        learning=_floats(says, 1),
        relearning=_floats(says, 2),
        maximum=number_of(says, 16),
        leech=(number_of(says, 22), number_of(says, 21)),
        bury=(bool(number_of(says, 27)), bool(number_of(says, 28))),
        random=number_of(says, 20) == 1 or _shuffles(number_of(says, 34), number_of(says, 32)),
        mix=number_of(says, 30),
        order=number_of(says, 33),
        easy_days=_floats(says, 4),
        parameters=[_floats(says, number) for number in (6, 5, 3)],
    )


def _preset(
    *,
    name: str,
    new_per_day: int,
    reviews_per_day: int,
    retention: float,
    learning: Iterable[float],
    relearning: Iterable[float],
    maximum: int,
    leech: tuple[int, int],
    bury: tuple[bool, bool],
    random: bool,
    mix: int,
    order: int,
    easy_days: Sequence[float],
    parameters: Sequence[Sequence[float]],
) -> Preset:
    used = next((tuple(map(float, some)) for some in parameters if some), ())
    return Preset(
        name=" ".join(name.split())[:100] or "Anki",
        new_per_day=_within(new_per_day, 0, 9999),
        reviews_per_day=_within(reviews_per_day, 0, 99_999),
        retention=_share(retention),
        learning_steps=_steps(learning),
        relearning_steps=_steps(relearning),
        maximum_interval=_within(maximum, 1, 36_500),
        leech_lapses=_within(leech[0] or 99, 1, 99),
        leech_suspend=leech[1] != _TAG_ONLY,
        bury_siblings=tuple(
            name for name, buried in zip(("new", "review"), bury, strict=True) if buried
        ),
        new_order=NewOrder.RANDOM if random else NewOrder.NOTES,
        new_mix=_MIX.get(int(mix), NewMix.MIXED),
        order=_ORDER.get(int(order), ReviewOrder.DUE),
        easy_days=_week(easy_days),
        parameters=used if all(map(isfinite, used)) else (),
    )


def _shuffles(gathered: int, sorted_: int) -> bool:
    return gathered in _RANDOM_GATHERED or sorted_ in _RANDOM_SORTED


def _floats(fields: Fields, number: int) -> tuple[float, ...]:
    """A float, or a packed list of them, rounded to what 32 bits hold."""
    packed = b"".join(part for part in fields.get(number, []) if isinstance(part, bytes))
    if len(packed) % 4:
        raise BrokenMessage
    return tuple(float(f"{value:.7g}") for (value,) in struct.iter_unpack("<f", packed))


def _within(number: float, low: int, high: int) -> int:
    return min(max(int(number), low), high)


def _share(retention: float) -> float:
    value = float(retention)
    return round(min(max(value, 0.7), 0.99), 4) if isfinite(value) and value else 0.9


def _steps(minutes: Iterable[float]) -> tuple[timedelta, ...]:
    delays = (min(float(delay), _LONGEST_STEP) for delay in minutes)
    return tuple(timedelta(seconds=max(1, round(60 * d))) for d in delays if isfinite(d) and d > 0)


def _week(shares: Sequence[float]) -> tuple[float, ...]:
    """Seven shares from 0 to 1, Monday first; Anki leaves them out where all are 1."""
    if len(shares) != 7:
        return (1.0,) * 7
    return tuple(min(max(float(s), 0.0), 1.0) if isfinite(s) else 1.0 for s in shares)


def _hour(value: object) -> int | None:
    return value if isinstance(value, int) and 0 <= value <= 23 else None
