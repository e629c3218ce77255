"""Which ids are one card: a function of what all machines know together, and of nothing else.

Because it is worked out anew after every union, from what cards said when they were first seen,
the order in which machines meet does not matter.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from quizapp.model.cards import Candidate, Card, CardKind
from quizapp.model.passages import Passage
from quizapp.notes.fingerprint import candidate_uid
from quizapp.notes.twins import Twins, twins
from quizapp.storage.merging.cards import Row, devices_of, version_rank

_ORDER = ("equal", "file", "locator")
"""The ways to recognise a twin, the surest first."""


@dataclass(frozen=True, slots=True)
class SameCards:
    """Groups of ids that are one card each, and ids of which nobody can say."""

    groups: tuple[frozenset[str], ...]
    doubts: tuple[tuple[str, ...], ...]


def same_cards(files: Iterable[Sequence[Row]]) -> SameCards:
    """The cards that two machines found in other words, file by file.

    Two cards that one machine saw side by side are never one; an id that resembles several others
    alike stays as it is.
    """
    found: set[Twins] = set()
    doubts: set[tuple[str, ...]] = set()
    seen: dict[str, frozenset[str]] = {}
    for rows in files:
        seen.update((row["uid"], devices_of(row["seen_by"])) for row in rows)
        some, unsure = _in_file(rows, seen)
        found |= some
        doubts |= unsure
    doubted = {uid for doubt in doubts for uid in doubt}
    sure = [pair for pair in found if pair.one not in doubted and pair.other not in doubted]
    groups, refused = grouped(sure, seen)
    return SameCards(groups, tuple(sorted(doubts | refused)))


def _in_file(
    rows: Sequence[Row], seen: Mapping[str, frozenset[str]]
) -> tuple[set[Twins], set[tuple[str, ...]]]:
    found = {
        Twins(one["uid"], other["uid"], "equal")
        for one, other in combinations(sorted(rows, key=lambda row: row["uid"]), 2)
        if not seen[one["uid"]] & seen[other["uid"]] and _texts(one) & _texts(other)
    }
    equal = {uid for pair in found for uid in (pair.one, pair.other)}
    doubts: set[tuple[str, ...]] = set()
    cards = {row["uid"]: _first_seen(row) for row in rows if row["uid"] not in equal}
    devices = sorted({device for uid in cards for device in seen[uid]})
    for one, other in combinations(devices, 2):
        here = [c for uid, c in cards.items() if one in seen[uid] and other not in seen[uid]]
        there = [c for uid, c in cards.items() if other in seen[uid] and one not in seen[uid]]
        likeness = twins(here, there, apart=lambda a, b: bool(seen[a.uid] & seen[b.uid]))
        found.update(likeness.twins)
        doubts.update(likeness.doubts)
    return found, doubts


def _texts(row: Row) -> set[tuple[str, str]]:
    """Everything a card ever said, and in which file."""
    return {(v["said"]["fingerprint"], v["said"]["path"]) for v in row["versions"]}


def grouped(
    pairs: Iterable[Twins], seen: Mapping[str, frozenset[str]]
) -> tuple[tuple[frozenset[str], ...], set[tuple[str, ...]]]:
    """Join pairs into groups, the surest first; no group has two cards that one device saw."""
    group_of: dict[str, frozenset[str]] = {}
    refused: set[tuple[str, ...]] = set()
    for pair in sorted(pairs, key=_surest_first):
        one = group_of.get(pair.one, frozenset({pair.one}))
        other = group_of.get(pair.other, frozenset({pair.other}))
        if one == other:
            continue
        if _devices(one, seen) & _devices(other, seen):
            refused.add((pair.one, pair.other))
            continue
        for uid in one | other:
            group_of[uid] = one | other
    return tuple(sorted(set(group_of.values()), key=min)), refused


def _surest_first(pair: Twins) -> tuple[int, float, str, str]:
    return _ORDER.index(pair.step), -pair.similarity, pair.one, pair.other


def _devices(group: Iterable[str], seen: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*(seen[uid] for uid in group))


def _first_seen(row: Row) -> Card:
    """The card as it was when it got its id, which is derived from that text and place."""
    earliest_first = sorted(row["versions"], key=version_rank)
    cards = [_card(row, version["said"]) for version in earliest_first]
    return next((card for card in cards if _gives_id(card, row)), cards[0])


def _gives_id(card: Card, row: Row) -> bool:
    candidate = Candidate(
        *(card.kind, card.rule, card.front, card.back, card.passage, card.deck),
        explicit_id=card.explicit_id,
    )
    uid: str = row["uid"]
    return candidate_uid(candidate, card.fingerprint, row["ordinal"]) == uid


def _card(row: Row, said: Row) -> Card:
    """A version as a card of no source: copies of one file are the same file here."""
    return Card(
        uid=row["uid"],
        kind=CardKind(said["kind"]),
        rule=row["rule"],
        front=said["front"],
        back=said["back"],
        extra=said["extra"],
        passage=Passage("", said["path"], tuple(said["headings"]), 1, 1),
        deck=row["deck"],
        tags=(),
        lang=row["lang"],
        fingerprint=said["fingerprint"],
        ordinal=row["ordinal"],
        explicit_id=said["explicit_id"],
    )
