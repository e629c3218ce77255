"""The steps that recognise a card for sure: by an id in the notes, or by equal content."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from quizapp.model.cards import FROM_ANKI, Candidate, Card, CardKind, Standing
from quizapp.model.passages import Passage
from quizapp.notes.fingerprint import QUESTIONS, normalised
from quizapp.notes.matching import File, Matching, Pair, Proposed, file_of, place_of, stored_order

_T = TypeVar("_T")


def by_explicit_id(matching: Matching) -> Iterator[Pair]:
    """Step 1: the id of a question or of a card from Anki, or a ``^block-id`` in the same file."""
    named = [card for card in matching.cards if card.explicit_id]
    alone = index(filter(_is_known_anywhere, named), _name)
    blocks = index((c for c in named if not _is_known_anywhere(c)), _block)
    here: defaultdict[object, list[Proposed]] = defaultdict(list)
    for proposed in matching.waiting:
        if proposed.candidate.explicit_id is None:
            continue
        if not _is_known_anywhere(proposed.candidate):
            here[_block(proposed.candidate)].append(proposed)
        elif same := alone[_name(proposed.candidate)]:
            yield Pair(proposed, same.pop(0))
    for place, proposals in here.items():
        yield from _of_block(proposals, blocks[place])


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


def _is_known_anywhere(item: Candidate | Card) -> bool:
    """Whether its id is known in any file: that of a question, or of a card from Anki."""
    return item.kind in QUESTIONS or (item.explicit_id or "").startswith(FROM_ANKI)


def _name(item: Candidate | Card) -> tuple[bool, str | None]:
    return item.kind in QUESTIONS, item.explicit_id


def _block(item: Candidate | Card) -> tuple[File, str]:
    """The file of a card, and the id that stands in it: ``block`` of ``block/rule/2``."""
    return file_of(item.passage), (item.explicit_id or "").partition("/")[0]


def _of_rule(item: Candidate | Card) -> str:
    """The id without the number: ``block/rule`` of ``block/rule/2``."""
    return "/".join((item.explicit_id or "").split("/")[:2])


def _of_block(proposals: list[Proposed], cards: list[Card]) -> Iterator[Pair]:
    """The cards of one block: by their ids, and by text where a rule made several of it.

    Then the ids only count them, and an edit may give the number of one to another.
    """
    kept = (card for card in cards if card.standing is not Standing.RETIRED)
    count = Counter(map(_of_rule, kept)) | Counter(_of_rule(p.candidate) for p in proposals)
    used: set[str] = set()
    for proposed in proposals:
        said = proposed.candidate
        several = count[_of_rule(said)] > 1
        free = (card for card in cards if card.uid not in used)
        card = next((card for card in free if _is_same(said, card, several=several)), None)
        if card is not None:
            used.add(card.uid)
            yield Pair(proposed, card)


def _is_same(said: Candidate, card: Card, *, several: bool) -> bool:
    """Whether ids, and of ``several`` cards also the texts, say that this is the card.

    A cloze is known by what it hides. Another language has other texts, so its numbers count.
    """
    numbered = said.explicit_id == card.explicit_id
    if not several or said.lang != card.lang:
        return numbered
    same_back = normalised(said.back) == normalised(card.back)
    if said.kind is CardKind.CLOZE:
        return same_back and card.kind is CardKind.CLOZE and said.rule == card.rule
    return numbered and (same_back or normalised(said.front) == normalised(card.front))


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
