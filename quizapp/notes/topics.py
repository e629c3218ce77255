"""What a gap is about, and which cards know it: by the words of their headings and questions."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from quizapp.notes.labels import general, silent
from quizapp.notes.markup import OPAQUE_SPAN
from quizapp.notes.sections import topic_of
from quizapp.notes.sentences import stems

_COVERED = 0.75
"""So much of what a topic says must stand in the headings and the question of a card."""
_LONGEST_IN_FRONT = 3
"""A topic of more words is found by headings: questions share words by chance."""
_FEWEST_OF_GENERAL = 3
"""With so many words «Как мы отбираем признаки» is about something, «Как это работает» is not."""
_ASKING = stems(
    "что это как какой какая какие каков какова почему зачем для при чем чём отличие между суть "
    "and the what how why which does for with are between differ"
)


@dataclass(frozen=True, slots=True)
class Known:
    """A card as far as it says what it knows: its id, deck, headings and question."""

    uid: str
    deck: str
    headings: tuple[str, ...]
    front: str


@dataclass(frozen=True, slots=True)
class _Indexed:
    known: Known
    heading: frozenset[str]
    above: frozenset[str]
    front: frozenset[str]


class Topics:
    """An index of cards by what they know."""

    def __init__(self, cards: Iterable[Known]) -> None:
        self._cards = [_indexed(card) for card in cards]
        count = Counter(stem for card in self._cards for stem in card.heading | card.front)
        self._weight = {stem: log(1 + len(self._cards) / n) for stem, n in count.items()}
        self._rarest = log(1 + len(self._cards))

    def covering(self, heading: str, lang: str) -> list[Known]:
        """The cards that know the topic of a heading; those under a heading of its name first.

        A heading of nothing but general words, such as “Summary”, has no topic.
        """
        topic = topic_of(heading)
        asked = stems(topic) - _ASKING
        if not asked or silent(topic) or (general(topic, lang) and len(asked) < _FEWEST_OF_GENERAL):
            return []
        found = [(self._closeness(asked, card), card.known) for card in self._cards]
        best = sorted((hit for hit in found if hit[0] >= _COVERED), key=lambda hit: -hit[0])
        return [known for _closeness, known in best]

    def in_its_words(self, cards: Iterable[Known]) -> list[Known]:
        """The same cards as this index knows them; those that it lacks stay as they are."""
        own = {card.known.uid: card.known for card in self._cards}
        return [own.get(card.uid, card) for card in cards]

    def _closeness(self, asked: frozenset[str], card: _Indexed) -> float:
        """1 and more for a heading of the same words, else the share of the words that is there."""
        under = self._share(asked, card.heading)
        if under >= _COVERED:
            return under + self._share(card.heading, asked)
        if self._share(asked, card.above) >= _COVERED:
            return _COVERED
        return self._share(asked, card.front) if len(asked) <= _LONGEST_IN_FRONT else 0.0

    def _share(self, words: frozenset[str], there: frozenset[str]) -> float:
        whole = sum(self._weight.get(word, self._rarest) for word in words)
        return sum(self._weight.get(word, self._rarest) for word in words & there) / (whole or 1)


def _indexed(card: Known) -> _Indexed:
    headings = card.headings or ("",)
    return _Indexed(
        card,
        _said(headings[-1:]),
        _said(headings[:-1]),
        _said((OPAQUE_SPAN.sub(" ", card.front),)),
    )


def _said(texts: Sequence[str]) -> frozenset[str]:
    return frozenset(stem for text in texts for stem in stems(text)) - _ASKING
