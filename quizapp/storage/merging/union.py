"""Take in pieces of what another collection knows: what is missing is added, nothing is lost."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, Table, bindparam, func, select, update

from quizapp.storage.merging.cards import SAID, Row, joined, said_rank, version_key, version_of
from quizapp.storage.merging.facts import TABLES, Piece
from quizapp.storage.queries import card_versions
from quizapp.storage.schema import cards, sources

_CHUNK = 500
_NAME = {"reviews": "uid", "exams": "uid", "question_versions": "version"}
"""The tables whose rows never change, with what tells the rows apart."""


@dataclass(slots=True)
class Union:
    """A union under way: what it found so far. ``here`` are the devices that had the collection.

    ``added`` rows of the log are new here, ``duplicate`` ones were here. ``unscheduled``
    are the cards whose schedule may be another one now, ``changed`` those that say or are
    something else than before. ``contested`` are pairs of
    states of a card that say other things, neither of which came from the other: ours and theirs.
    """

    connection: Connection
    learner: str
    here: str
    added: int = 0
    duplicate: int = 0
    unscheduled: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    contested: list[tuple[Row, Row]] = field(default_factory=list)
    _said_here: dict[str, set[str]] = field(default_factory=dict)
    _said_there: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _sources: dict[str, Row] | None = None

    def take(self, pieces: Iterable[Piece]) -> None:
        """Take in pieces, in the order in which they come."""
        for name, rows in pieces:
            for start in range(0, len(rows), _CHUNK):
                self._take(name, rows[start : start + _CHUNK])

    def _take(self, name: str, rows: list[Row]) -> None:
        if name == "cards":
            self._take_cards(rows)
        elif name == "card_versions":
            self._take_versions(rows)
        else:
            new = self._add_missing(TABLES[name], _NAME[name], rows)
            if name == "reviews":
                self.added += len(new)
                self.duplicate += len(rows) - len(new)
                self.unscheduled.update(row["card"] for row in new)

    def _add_missing(self, table: Table, key: str, rows: Sequence[Row]) -> list[Row]:
        by_key = {row[key]: row for row in rows}
        column = table.c[key]
        known = select(column).where(table.c.learner == self.learner, column.in_(list(by_key)))
        for there in self.connection.scalars(known).all():
            del by_key[there]
        new = [{**row, "learner": self.learner} for row in by_key.values()]
        if new:
            self.connection.execute(table.insert(), new)
        return new

    def _take_versions(self, rows: Sequence[Row]) -> None:
        self._remember_said(row["card"] for row in rows)
        for row in rows:
            self._said_there[row["card"]].add(row["said"]["fingerprint"])
        names = ("card", "version", "changed_at", "said")
        found = [{name: row[name] for name in names} for row in rows]
        card_versions.keep(self.connection, self.learner, found)

    def _remember_said(self, uids: Iterable[str]) -> None:
        """Note what cards said here before anything of theirs is kept."""
        unknown = {uid for uid in uids if uid not in self._said_here}
        self._said_here.update((uid, set()) for uid in unknown)
        found = card_versions.versions_of(self.connection, self.learner, unknown)
        for (uid, _), row in found.items():
            self._said_here[uid].add(row["said"]["fingerprint"])

    def _take_cards(self, rows: Sequence[Row]) -> None:
        places = self._places()
        here = self._cards_here([row["uid"] for row in rows])
        known = set(here)
        other: set[str] = set()
        differing: list[tuple[Row, Row]] = []
        for row in rows:
            uid, theirs = row["uid"], _at_home(row, places)
            ours = here.setdefault(uid, theirs)
            here[uid], theirs = _united(ours, theirs, places)
            if uid not in known or here[uid] != ours:
                other.add(uid)
            if uid not in known or here[uid]["deck"] != ours["deck"]:
                self.unscheduled.add(uid)
            if version_key(ours) != version_key(theirs):
                differing.append((ours, theirs))
        self._contest(differing)
        behind = (version_of(row) for pair in differing for row in pair)
        card_versions.keep(self.connection, self.learner, _past(behind, here))
        self._insert([here[uid] for uid in here if uid in other - known])
        self._update([here[uid] for uid in here if uid in other & known])
        self.changed |= other

    def _contest(self, differing: Sequence[tuple[Row, Row]]) -> None:
        self._remember_said(ours["uid"] for ours, _ in differing)
        self.contested += [
            (ours, theirs)
            for ours, theirs in differing
            if ours["fingerprint"] != theirs["fingerprint"]
            and ours["fingerprint"] not in self._said_there[ours["uid"]]
            and theirs["fingerprint"] not in self._said_here[ours["uid"]]
        ]

    def _cards_here(self, uids: Sequence[str]) -> dict[str, Row]:
        query = select(cards).where(cards.c.learner == self.learner, cards.c.uid.in_(uids))
        found = {row.uid: dict(row._mapping) for row in self.connection.execute(query)}
        for row in found.values():
            del row["learner"]
            row["seen_by"] = row["seen_by"] or self.here
        return found

    def _places(self) -> dict[str, Row]:
        if self._sources is None:
            query = select(sources).where(sources.c.learner == self.learner)
            self._sources = {row.uid: dict(row._mapping) for row in self.connection.execute(query)}
        return self._sources

    def _insert(self, rows: Sequence[Row]) -> None:
        if rows:
            query = select(func.max(cards.c.position)).where(cards.c.learner == self.learner)
            last = self.connection.scalar(query)
            first = 0 if last is None else last + 1
            new = [{**row, "position": first + n} for n, row in enumerate(rows)]
            self.connection.execute(
                cards.insert(), [{**row, "learner": self.learner} for row in new]
            )

    def _update(self, rows: Sequence[Row]) -> None:
        if rows:
            values: Row = {name: bindparam(name) for name in rows[0] if name != "uid"}
            same = (cards.c.learner == self.learner) & (cards.c.uid == bindparam("of"))
            changed = [{**row, "of": row["uid"]} for row in rows]
            for row in changed:
                del row["uid"]
            self.connection.execute(update(cards).where(same).values(values), changed)


def _at_home(row: Row, places: Mapping[str, Row]) -> Row:
    """A card of theirs with the source that its notes have here, as far as one can tell."""
    row = dict(row)
    origin = row.pop("origin", None)
    if row["source"] not in places and origin is not None:
        same = [uid for uid, place in places.items() if place["label"] == origin["label"]]
        row["source"] = same[0] if len(same) == 1 else row["source"]
    return row


def _united(ours: Row, theirs: Row, places: Mapping[str, Row]) -> tuple[Row, Row]:
    """One card from two states, and theirs as it would be here.

    A card of a shipped deck speaks the language of the edition that is here, but for sides that
    the learner has worded on either machine.
    """
    place = places.get(ours["source"])
    if place is None or not place["shipped"]:
        return joined(ours, theirs), theirs
    local = {**theirs, **{name: ours[name] for name in SAID if name != "standing"}}
    card = joined(ours, local)
    for row in sorted((ours, theirs), key=said_rank):
        card = _worded(card, row) if row["written"] is not None else card
    return card, local


def _worded(card: Row, own: Row) -> Row:
    """A card with the sides that the learner has put in other words than the notes had."""
    present = [card["front"], card["back"]]
    notes = card["written"] or present
    sides = zip((own["front"], own["back"]), own["written"], present, strict=True)
    front, back = (said if said != was else now for said, was, now in sides)
    return {**card, "front": front, "back": back, "written": list(notes)}


def _past(versions: Iterable[Row], now: Mapping[str, Row]) -> list[Row]:
    """The versions that their cards do not say any more."""
    return [row for row in versions if row["version"] != version_key(now[row["card"]])]
