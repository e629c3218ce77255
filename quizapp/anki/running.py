"""The collection that a running Anki has open: what of ours is there, and how it is changed.

Everything goes through documented actions of AnkiConnect. None of them names a note by its GUID,
so our notes are found by their field ``Uid``; new and changed ones arrive as a package, whole or
not at all, under the GUIDs that every other package of ours gives them.
"""

import tempfile
import unicodedata
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from quizapp.anki.connect import Action, Connect, Failed
from quizapp.anki.connect_actions import insertion, review_told, states, was_set
from quizapp.anki.note_types import field_names
from quizapp.anki.notes import AnkiNote, Package, anki_tag
from quizapp.anki.our_notes import OUR_TAGS
from quizapp.anki.reviews import SAME_WITHIN_MS, AnkiReview
from quizapp.anki.states import CardState
from quizapp.anki.write import write_package

_OURS = "Uid:_*"
_AT_ONCE = 50
_PACKAGE = "_quizapp.apkg"
_OLDEST_COLLECTION_DAYS = 100 * 100
_REVIEW = {"type": 2, "queue": 2, "due": 0}


class There(NamedTuple):
    """A card of ours in the open collection."""

    id: int
    suspended: bool
    buried: bool
    filtered: bool
    flag: int
    deck: str


@dataclass(frozen=True, slots=True)
class NoteThere:
    """A note of ours there; ``changed`` is the UTC second of its last edit, where it is told.

    ``cards`` are the ids of its cards in the order of their templates.
    """

    id: int
    fields: Mapping[str, str]
    tags: frozenset[str]
    cards: tuple[int, ...]
    changed: int | None

    def says(self, note: AnkiNote) -> bool:
        """Whether its fields are those of a note of ours."""
        ours = {"Uid": note.uid, **note.fields}
        return all(
            _same(self.fields.get(name, ""), ours.get(name, ""))
            for name in field_names(note.note_type)
        )

    @property
    def digest(self) -> str:
        """Of what its fields say."""
        told = "\x1f".join(f"{name}\x1e{text}" for name, text in self.fields.items())
        return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()

    def tags_for(self, note: AnkiNote) -> frozenset[str]:
        """The tags it should have: those of ours, and what its owner gave it in Anki."""
        ours = frozenset(map(anki_tag, note.tags))
        lower = {tag.casefold() for tag in ours}
        theirs = (tag for tag in self.tags if not tag.startswith(OUR_TAGS))
        return ours | {tag for tag in theirs if tag.casefold() not in lower}


def lacking(one: Iterable[str], other: Iterable[str]) -> list[str]:
    """The tags of one that the other lacks; Anki writes a tag as it was first written."""
    there = {tag.casefold() for tag in other}
    return sorted(tag for tag in one if tag.casefold() not in there)


class Running:
    """The open collection."""

    def __init__(self, connect: Connect) -> None:
        self._connect = connect

    def notes(self) -> dict[str, NoteThere]:
        """Our notes by the uid in their field; of copies that were made there, the oldest."""
        found: dict[str, NoteThere] = {}
        with self._connect.understood():
            ids = sorted(self._connect.ask("findNotes", query=_OURS))
            for told in self._told("notesInfo", "notes", ids):
                note = _note(told)
                if note is not None:
                    found.setdefault(note.fields["Uid"], note)
        return found

    def cards(self, notes: Mapping[str, NoteThere]) -> dict[str, There]:
        """The cards of these notes by the uid of ours."""
        with self._connect.understood():
            return self._cards(notes)

    def _cards(self, notes: Mapping[str, NoteThere]) -> dict[str, There]:
        ids = {number for note in notes.values() for number in note.cards}
        words = ("is:suspended", "is:buried", "deck:filtered", *(f"flag:{n}" for n in range(1, 8)))
        queries = [Action("findCards", {"query": f"{_OURS} {word}"}) for word in words]
        suspended, buried, filtered, *flagged = (
            frozenset(self._done("findCards", answer)) for answer in self._connect.all(queries)
        )
        flags = {number: flag for flag, some in enumerate(flagged, 1) for number in some}
        decks = self._decks_of(sorted(ids))
        return {
            uid: There(
                number,
                number in suspended,
                number in buried,
                number in filtered,
                flags.get(number, 0),
                decks.get(number, ""),
            )
            for note_uid, note in notes.items()
            for uid, number in zip((note_uid, note.fields.get("Reverse")), note.cards, strict=False)
            if uid
        }

    def decks(self) -> frozenset[str]:
        """The names of all decks."""
        with self._connect.understood():
            return frozenset(map(str, self._connect.ask("deckNames")))

    def logs(self, cards: Iterable[int]) -> dict[int, list[AnkiReview]]:
        """The logs of cards, oldest first."""
        found: dict[int, list[AnkiReview]] = {}
        with self._connect.understood():
            for told in self._told("getReviewsOfCards", "cards", sorted(cards), whole=True):
                for card, rows in told.items():
                    found[int(card)] = sorted(map(review_told, rows))
        return found

    def take(self, package: Package) -> None:
        """Import a package: new notes, and those that changed after Anki's own last edit.

        An Anki that cannot read our files, because it lives in a container, is sent it as a medium.
        """
        with tempfile.TemporaryDirectory(prefix="quizapp-") as folder:
            file = Path(folder) / "texts.apkg"
            write_package(file, package)
            if self._connect.is_here and self._imported(str(file)):
                return
            self._import_uploaded(file.read_bytes())

    def apply(self, actions: Sequence[Action]) -> None:
        """Do small changes one after the other.

        Raises:
            InputError: one of them was not done.
        """
        for action, answer in zip(actions, self._connect.all(actions), strict=True):
            self._done(action.name, answer)

    def put(self, cards: Sequence[tuple[There, CardState, Sequence[AnkiReview]]]) -> None:
        """Give cards their state and the reviews it follows from.

        The state comes first: broken off between the two, the rows are still missing next time.
        """
        actions = [
            action
            for there, state, rows in cards
            for action in (
                *states(there.id, state, filtered=there.filtered, buried=there.buried),
                insertion(there.id, rows),
            )
        ]
        answers = self._connect.all(actions)
        for there, _state, rows in cards:
            columns, _memory, inserted = next(answers), next(answers), next(answers)
            if not was_set(columns):
                raise self._connect.refusal("setSpecificValueOfCard", Failed(str(columns)))
            if isinstance(inserted, Failed):
                self._insert_apart(there.id, rows)

    def today(self, card: int) -> int:
        """The number of the present day, as Anki counts days.

        No action tells it. So a card whose state is about to be set is made due on day 0, and
        asked for by how long ago that was.
        """
        keys, values = [*_REVIEW], [*_REVIEW.values()]
        self._connect.ask(
            "setSpecificValueOfCard", card=card, keys=keys, newValues=values, warning_check=True
        )
        low, width = 0, _OLDEST_COLLECTION_DAYS
        while width > 1:
            width //= 100
            starts = [low + n * width for n in range(100)]
            later = [f"cid:{card} prop:due<=-{n} prop:due>-{n + width}" for n in starts]
            found = self._connect.all([Action("findCards", {"query": query}) for query in later])
            hits = [n for n, answer in zip(starts, found, strict=True) if answer == [card]]
            if not hits:
                raise self._connect.refusal("findCards", Failed("prop:due"))
            low = hits[0]
        return low

    def _imported(self, path: str) -> bool:
        (answer,) = self._connect.all([Action("importPackage", {"path": path})])
        return answer is True

    def _import_uploaded(self, package: bytes) -> None:
        data = b64encode(package).decode("ascii")
        name = self._connect.ask("storeMediaFile", filename=_PACKAGE, data=data)
        try:
            folder = self._connect.ask("getMediaDirPath")
            if self._connect.ask("importPackage", path=f"{folder}/{name}") is not True:
                raise self._connect.refusal("importPackage", Failed("false"))
        finally:
            self._connect.ask("deleteMediaFile", filename=name)

    def _insert_apart(self, card: int, rows: Sequence[AnkiReview]) -> None:
        """Rows one by one: each moves on to the next free millisecond, as Anki has one key."""
        for row in rows:
            for later in range(SAME_WITHIN_MS):
                moved = row._replace(id=row.id + later)
                (answer,) = self._connect.all([insertion(card, [moved])])
                if not isinstance(answer, Failed):
                    break
                if "UNIQUE" not in answer.reason:
                    raise self._connect.refusal("insertReviews", answer)

    def _decks_of(self, ids: Sequence[int]) -> dict[int, str]:
        found: dict[int, str] = {}
        for told in self._told("getDecks", "cards", ids, whole=True):
            found |= {card: str(deck) for deck, cards in told.items() for card in cards}
        return found

    def _told(
        self, name: str, of: str, ids: Sequence[int], *, whole: bool = False
    ) -> Iterator[dict[str, Any]]:
        """What an action tells of ids, some at once; ``whole`` where the answer is one object."""
        starts = range(0, len(ids), _AT_ONCE)
        actions = [Action(name, {of: list(ids[start : start + _AT_ONCE])}) for start in starts]
        for answer in self._connect.all(actions):
            told = self._done(name, answer)
            yield from [told] if whole else told

    def _done(self, name: str, answer: Any) -> Any:
        if isinstance(answer, Failed):
            raise self._connect.refusal(name, answer)
        return answer


def _note(told: Mapping[str, Any]) -> NoteThere | None:
    """A note of ours; None for another that happens to have a field of that name."""
    fields = {str(name): str(at["value"]) for name, at in told.get("fields", {}).items()}
    if "Front" not in fields or not fields.get("Uid"):
        return None
    changed = told.get("mod")
    return NoteThere(
        id=int(told["noteId"]),
        fields=fields,
        tags=frozenset(map(str, told["tags"])),
        cards=tuple(map(int, told["cards"])),
        changed=changed if isinstance(changed, int) else None,
    )


def _same(one: str, other: str) -> bool:
    return one == other or unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
