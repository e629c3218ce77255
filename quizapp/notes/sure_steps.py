"""The steps that recognise a card for sure: by an id in the notes, or by equal content."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from quizapp.model.cards import FROM_ANKI, Candidate, Card
from quizapp.model.passages import Passage
from quizapp.notes.fingerprint import QUESTIONS, normalised
from quizapp.notes.matching import Matching, Pair, Proposed, file_of, place_of, stored_order

_T = TypeVar("_T")


def by_explicit_id(matching: Matching) -> Iterator[Pair]:
    """Step 1: the id of a question or of a card from Anki, or a ``^block-id`` in the same file."""
    by_question = index(matching.cards, lambda card: (card.kind in QUESTIONS, card.explicit_id))
    by_place = index(matching.cards, lambda card: (file_of(card.passage), card.explicit_id))
    by_anki = index(matching.cards, lambda card: card.explicit_id)
    used: set[str] = set()
    for proposed in matching.waiting:
        candidate = proposed.candidate
        if candidate.explicit_id is None:
            continue
        if candidate.kind in QUESTIONS:
            same = by_question[(True, candidate.explicit_id)]
        elif candidate.explicit_id.startswith(FROM_ANKI):
            same = by_anki[candidate.explicit_id]
        else:
            same = by_place[(file_of(candidate.passage), candidate.explicit_id)]
            same = [card for card in same if _may_be_same(candidate, card)]
        card = next((card for card in same if card.uid not in used), None)
        if card is not None:
            used.add(card.uid)
            yield Pair(proposed, card)


def by_fingerprint(matching: Matching) -> Iterator[Pair]:
    """Step 2: the same content; of several equal ones first those in the same place."""
    equal_cards = index(matching.cards, lambda card: card.fingerprint)
    equal = index(matching.waiting, lambda proposed: proposed.fingerprint)
    for content, proposals in equal.items():
        yield from _nearest_first(proposals, equal_cards.get(content, []))


def index(items: Iterable[_T], key: Callable[[_T], object]) -> defaultdict[object, list[_T]]:
    """The items by a key, each list in their order."""
    found: defaultdict[object, list[_T]] = defaultdict(list)
    for item in items:
        found[key(item)].append(item)
    return found


def _may_be_same(candidate: Candidate, card: Card) -> bool:
    """Whether a block id says enough: those of several cards of one rule are mere numbers.

    Such a number may belong to another fact after an edit, so one side must be the same text,
    unless the whole block has changed its language.
    """
    if card.kind in QUESTIONS:
        return False
    if (candidate.explicit_id or "").count("/") < 2 or candidate.lang != card.lang:
        return True
    return normalised(candidate.front) == normalised(card.front) or (
        normalised(candidate.back) == normalised(card.back)
    )


def _nearest_first(proposals: list[Proposed], cards: list[Card]) -> Iterator[Pair]:
    """Pair equal content: within the same heading, then the same file, then anywhere."""
    places: tuple[Callable[[Passage], object], ...] = (place_of, file_of, lambda _passage: None)
    for place in places:
        left = index(cards, lambda card, place=place: place(card.passage))  # type: ignore[misc]
        unmatched: list[Proposed] = []
        for proposed in proposals:
            same = left[place(proposed.candidate.passage)]
            if same:
                yield Pair(proposed, same.pop(0))
            else:
                unmatched.append(proposed)
        proposals = unmatched
        cards = sorted((card for rest in left.values() for card in rest), key=stored_order)
