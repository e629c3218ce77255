"""Gaps of the learner's notes that the shipped decks know something about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from quizapp.actions.collection import Collection
from quizapp.actions.sources.shipped import SHIPPED, shipped_source
from quizapp.language import current
from quizapp.model.cards import Standing
from quizapp.notes.fingerprint import candidate_uid, fingerprint
from quizapp.notes.read import read_notes
from quizapp.notes.sentences import cyrillic
from quizapp.notes.topics import Known, Topics
from quizapp.notes.walk import note_files
from quizapp.storage.queries import cards, sources

MOST = 12
"""So many cards are offered for one gap."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A shipped card that knows what a gap leaves open; ``here`` if the collection has it."""

    card: str
    front: str
    deck: str
    here: bool = True


class Shipped:
    """The shipped decks as an answer to gaps; read when the first gap asks."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._stored: Topics | None = None
        self._language = ""

    def offers(self, heading: str) -> tuple[Offer, ...]:
        """The shipped cards for a gap, as the edition asks them that is here or would be taken.

        A heading in the other language finds them in the other edition: they are the same cards.
        """
        if self._stored is None:
            self._look()
        assert self._stored is not None, "the stored edition has been looked up"
        lang = "ru" if cyrillic(heading) else "en"
        found = self._stored.covering(heading, lang)
        if not found and lang != self._language:
            asked = self._stored if self._language else _edition(current())
            found = asked.in_its_words(_edition(lang).covering(heading, lang))
        return tuple(_offers(found, here=bool(self._language)))

    def _look(self) -> None:
        """The cards of the edition in the collection; without one, no cards."""
        collection = self._collection
        with collection.database.reading() as connection:
            known = sources.all_sources(connection, collection.learner)
            root = next((source.root for source in known if source.uid == SHIPPED), "")
            stored = cards.cards_of_sources(connection, collection.learner, [SHIPPED])
        self._language = Path(root).name
        self._stored = Topics(
            Known(card.uid, card.deck, card.passage.headings, card.front)
            for card in stored
            if card.standing is Standing.ACTIVE
        )


def _offers(found: Sequence[Known], *, here: bool) -> Iterator[Offer]:
    for known in found[:MOST]:
        yield Offer(known.uid, known.front, known.deck, here)


@cache
def _edition(language: str) -> Topics:
    """The shipped cards in a language. Their ids are those they have in every language."""
    root = Path(shipped_source(language).root)
    found = []
    for file in note_files(root):
        path = file.relative_to(root).as_posix()
        notes = read_notes(file.read_text(encoding="utf-8"), source=SHIPPED, path=path)
        for card in notes.candidates:
            uid = candidate_uid(card, fingerprint(card), 0)
            found.append(Known(uid, card.deck, card.passage.headings, card.front))
    return Topics(found)
