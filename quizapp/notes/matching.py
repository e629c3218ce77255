"""A matching under way: what has been recognised, and what still waits."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from quizapp.model.cards import Candidate, Card, CardKind, Standing
from quizapp.model.passages import Passage
from quizapp.notes.similarity import Statement, statement


@dataclass(frozen=True, slots=True)
class Proposed:
    """A candidate with its place in the import and its fingerprint."""

    place: int
    candidate: Candidate
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A candidate and the stored card it may be, with how alike they are (0–1)."""

    proposed: Proposed
    card: Card
    similarity: float = 1.0


@dataclass(slots=True)
class Matching:
    """Both sides of a matching.

    ``waiting`` and ``cards`` are not matched yet, ``found`` are, ``doubtful`` are cards and
    candidates that resemble several of the other side alike: they are matched no more.
    """

    waiting: list[Proposed]
    cards: list[Card]
    found: list[Pair] = field(default_factory=list)
    doubtful: list[tuple[list[Card], list[Proposed]]] = field(default_factory=list)
    _said: dict[str | int, Statement] = field(default_factory=dict)

    def take(self, pairs: Iterable[Pair]) -> list[Pair]:
        """Note pairs as found; their members wait no more."""
        new = list(pairs)
        self.found += new
        places = {pair.proposed.place for pair in new}
        uids = {pair.card.uid for pair in new}
        if new:
            self.waiting = [p for p in self.waiting if p.place not in places]
            self.cards = [card for card in self.cards if card.uid not in uids]
        return new

    def open_cards(self) -> list[Card]:
        """The cards that may be recognised by likeness: neither retired nor in doubt."""
        doubtful = {card.uid for cards, _ in self.doubtful for card in cards}
        return [
            card
            for card in self.cards
            if card.standing is not Standing.RETIRED
            and card.kind not in _BY_ID
            and card.uid not in doubtful
        ]

    def open_proposals(self) -> list[Proposed]:
        """The candidates that may be recognised by likeness."""
        doubtful = {proposed.place for _, proposals in self.doubtful for proposed in proposals}
        return [
            proposed
            for proposed in self.waiting
            if proposed.candidate.kind not in _BY_ID and proposed.place not in doubtful
        ]

    def says(self, item: Proposed | Card) -> Statement:
        """What one side says, prepared once."""
        key = item.uid if isinstance(item, Card) else item.place
        if key not in self._said:
            card = item if isinstance(item, Card) else item.candidate
            self._said[key] = statement(card)
        return self._said[key]


def named_apart(card: Card, candidate: Candidate) -> bool:
    """Whether the notes give both an id, and not the same: then they are two, however alike."""
    one, other = ((item.explicit_id or "").partition("/")[0] for item in (card, candidate))
    return bool(one and other) and one != other


_BY_ID = frozenset({CardKind.LIVE, CardKind.CODE})

Place = tuple[str, str, tuple[str, ...]]
File = tuple[str, str]


def place_of(passage: Passage) -> Place:
    """Where a passage stands: source, file and headings."""
    return passage.source, passage.path, passage.headings


def file_of(passage: Passage) -> File:
    """The source and file of a passage."""
    return passage.source, passage.path


def reading_order(card: Candidate | Card) -> tuple[int, str, int]:
    """The order of the cards of a place in the notes; clozes of a line by their holes."""
    hole = card.front.find("{{c") if card.kind is CardKind.CLOZE else 0
    return card.passage.first_line, card.rule, hole


def stored_order(card: Card) -> tuple[bool, str, str, int, int, str]:
    """Active cards before retired ones, each in the order of the notes."""
    passage = card.passage
    retired = card.standing is Standing.RETIRED
    return retired, passage.source, passage.path, passage.first_line, card.ordinal, card.uid
