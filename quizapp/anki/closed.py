"""A closed collection of Anki, worked on through Anki's own backend.

The only module that imports ``anki``, a program under the AGPL-3.0 that the person studying has
installed themselves (the extra ``[anki]``); everything else of quizapp does without it.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from quizapp.anki.deck_options import options_json, options_name
from quizapp.anki.note_types import NoteType, field_names, model_id
from quizapp.anki.notes import guid, uid_of
from quizapp.anki.reviews import AnkiReview
from quizapp.anki.states import CardState
from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.model.schedules import Preset

if TYPE_CHECKING:
    from anki.cards import Card
    from anki.collection import Collection

_BURIED = (-2, -3)
_CLOSE = 1e-3
_REVERSE = field_names(NoteType.BOTH_WAYS).index("Reverse")
_CARDS = """
SELECT c.id, c.ord, n.guid, n.mid, n.flds, c.type, c.queue,
  CASE c.odid WHEN 0 THEN c.due ELSE c.odue END,
  c.ivl, c.factor, c.reps, c.lapses, c.left, c.flags, c.data
FROM cards c JOIN notes n ON n.id = c.nid WHERE n.guid LIKE ?"""
_LOG = """
SELECT r.cid, r.id, r.ease, r.ivl, r.lastIvl, r.factor, r.time, r.type
FROM revlog r JOIN cards c ON c.id = r.cid JOIN notes n ON n.id = c.nid
WHERE n.guid LIKE ? ORDER BY r.id"""


class There(NamedTuple):
    """A card of ours as it stands in Anki."""

    id: int
    state: CardState

    @property
    def suspended(self) -> bool:
        """Whether it is suspended there."""
        return self.state.queue == -1

    @property
    def flag(self) -> int:
        """Its flag, 0 for none."""
        return self.state.flags & 7


@dataclass(frozen=True, slots=True)
class Taken:
    """How many notes an import added and how many it updated."""

    added: int
    updated: int


class Anki:
    """An open collection of Anki's."""

    def __init__(self, collection: "Collection", path: Path) -> None:
        self._collection = collection
        self._db = collection.db
        self._path = path

    @property
    def first_day(self) -> int:
        """The ordinal of the day that Anki counts its days from."""
        west = self._collection.get_config("creationOffset", None)
        created = datetime.fromtimestamp(self._collection.crt, UTC)
        if west is None:
            return created.astimezone().date().toordinal()
        return (created - timedelta(minutes=west)).date().toordinal()

    @property
    def knows_fsrs(self) -> bool:
        """Whether FSRS is switched on in this collection."""
        return bool(self._collection.get_config("fsrs", False))

    def back_up(self) -> Path:
        """Let Anki back the collection up, where it finds its backups itself.

        Raises:
            InputError: there is no backup.
        """
        folder = self._path.parent / "backups"
        folder.mkdir(exist_ok=True)
        self._collection.create_backup(
            backup_folder=str(folder), force=True, wait_for_completion=True
        )
        # Anki makes none where nothing has changed since the last one.
        newest = max(folder.glob("*.colpkg"), default=None, key=lambda file: file.stat().st_mtime)
        if newest is None:
            raise InputError(_("Anki made no backup, so nothing was changed."), file=str(folder))
        return newest

    def all_or_nothing(self, work: Callable[[], None]) -> None:
        """Do some work; if it raises, the collection is as it was."""
        assert self._db is not None
        self._db.transact(work)

    def take(self, package: Path) -> Taken:
        """Import a package: new notes, and the changed ones that were not changed here later."""
        from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest

        options = ImportAnkiPackageOptions(merge_notetypes=True)
        request = ImportAnkiPackageRequest(package_path=str(package), options=options)
        log = self._collection.import_anki_package(request).log
        self._collection.models._clear_cache()
        return Taken(len(log.new), len(log.updated))

    def decks(self) -> frozenset[str]:
        """The names of all decks."""
        return frozenset(deck.name for deck in self._collection.decks.all_names_and_ids())

    def choose_options(self, deck: str, preset: Preset) -> None:
        """Let a deck be asked with a preset of ours, which is added if it is not there."""
        decks = self._collection.decks
        name = options_name(preset)
        known = next((c for c in decks.all_config() if c["name"] == name), None)
        config = known or decks.add_config(name)
        ours = options_json(preset)
        for part in ("new", "rev", "lapse"):
            config[part].update(ours[part])
        config.update({key: ours[key] for key in ("desiredRetention", "fsrsParams6")})
        decks.update_config(config)
        chosen = decks.by_name(deck)
        assert chosen is not None, "the import made the deck"
        chosen["conf"] = config["id"]
        decks.save(chosen)

    def cards(self) -> dict[str, There]:
        """Our cards in this collection, by their uid."""
        assert self._db is not None
        found: dict[str, There] = {}
        for number, ordinal, note, note_type, fields, *state in self._db.all(_CARDS, guid("%")):
            uid = uid_of(note)
            if ordinal:  # any other is one that was made in Anki, of an edited cloze
                both = note_type == model_id(NoteType.BOTH_WAYS)
                uid = (fields.split("\x1f")[_REVERSE] or None) if both else None
            if uid is not None:
                found[uid] = There(number, CardState(*state))
        return found

    def logs(self) -> dict[int, list[AnkiReview]]:
        """The logs of our cards by the id of the card there, oldest first."""
        assert self._db is not None
        found: dict[int, list[AnkiReview]] = {}
        for card, *row in self._db.all(_LOG, guid("%")):
            found.setdefault(card, []).append(AnkiReview(*row))
        return found

    def add_reviews(self, rows: Sequence[tuple[int, AnkiReview]]) -> None:
        """Add rows to the log; a millisecond that is taken moves on to the next free one."""
        assert self._db is not None
        first = min((row.id for _card, row in rows), default=0)
        taken = set(self._db.list("SELECT id FROM revlog WHERE id >= ?", first))
        values = []
        for card, row in sorted(rows, key=lambda pair: pair[1]):
            number = row.id
            while number in taken:
                number += 1
            taken.add(number)
            values.append((number, card, -1, *row[1:]))
        self._db.executemany("INSERT INTO revlog VALUES (?,?,?,?,?,?,?,?,?)", values)

    def remove_reviews(self, ids: Sequence[int]) -> None:
        """Remove rows that were taken back."""
        assert self._db is not None
        self._db.executemany("DELETE FROM revlog WHERE id = ?", [(number,) for number in ids])

    def put(self, states: Mapping[int, CardState]) -> None:
        """Give cards the state they should have."""
        cards = [self._with_state(number, state) for number, state in states.items()]
        if cards:
            self._collection.update_cards(cards)

    def _with_state(self, number: int, state: CardState) -> "Card":
        from anki.cards import CardId, FSRSMemoryState

        card = self._collection.get_card(CardId(number))
        card.type, card.ivl, card.factor = state.type, state.interval, state.ease  # type: ignore[assignment]
        card.reps, card.lapses, card.left = state.reps, state.lapses, state.left
        card.flags = card.flags & ~7 | state.flags
        if card.odid:
            card.odue = state.due
        else:
            card.due = state.due
        if not (card.queue in _BURIED and state.queue >= 0):
            card.queue = state.queue  # type: ignore[assignment]
        data = json.loads(state.data or "{}")
        memory = "s" in data
        card.memory_state = (
            FSRSMemoryState(stability=data["s"], difficulty=data["d"]) if memory else None
        )
        card.desired_retention = data.get("dr")
        card.decay = data.get("decay")
        card.last_review_time = data.get("lrt")
        return card


def agree(ours: CardState, theirs: CardState) -> bool:
    """Whether a card needs no new state: equal, memory to 1e-3, and buried there if it is."""
    buried = theirs.queue in _BURIED and ours.queue >= 0
    same = (
        (buried or ours.queue == theirs.queue)
        and ours.type == theirs.type
        and (ours.type == 0 or ours.due == theirs.due)
        and ours.interval == theirs.interval
        and (ours.reps, ours.lapses) == (theirs.reps, theirs.lapses)
        and ours.flags == theirs.flags & 7
    )
    return same and _memories_agree(json.loads(ours.data or "{}"), json.loads(theirs.data or "{}"))


def _memories_agree(ours: dict[str, float], theirs: dict[str, float]) -> bool:
    return (
        ours.get("lrt") == theirs.get("lrt")
        and ("s" in ours) == ("s" in theirs)
        and all(
            abs(ours.get(name, 0) - theirs.get(name, 0)) <= _CLOSE * max(1, ours.get(name, 0))
            for name in ("s", "d")
        )
    )


@contextmanager
def opened(path: Path) -> Iterator[Anki]:
    """Open a collection of Anki's that no running Anki holds.

    Raises:
        InputError: there is no ``anki`` package, no such collection, or Anki has it open.
    """
    _require_collection(path)
    try:
        import anki.lang
        from anki.collection import Collection
        from anki.errors import DBError
    except ImportError:
        raise InputError(
            _("To unite with Anki, install its own package: pip install 'quizapp[anki]'.")
        ) from None
    anki.lang.set_lang("en")
    try:
        collection = Collection(str(path))
    except DBError as error:
        raise InputError(_refusal(str(error)), file=str(path)) from None
    try:
        yield Anki(collection, path)
    finally:
        collection.close()


def _require_collection(path: Path) -> None:
    """Anki's backend makes files beside whatever it is told to open, so it is asked last."""
    if not path.is_file():
        raise InputError(_("There is no collection of Anki here."), file=str(path))
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        connection.execute("SELECT crt FROM col JOIN notes JOIN cards JOIN revlog LIMIT 0")
    except sqlite3.DatabaseError as error:
        raise InputError(_refusal(str(error)), file=str(path)) from None
    finally:
        connection.close()


def _refusal(reason: str) -> str:
    if "already open" in reason or "locked" in reason:
        return _("Anki has this collection open: close Anki, then try again.")
    return _("This is not a collection of Anki.")
