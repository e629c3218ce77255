"""Find who resembles whom without comparing everyone with everyone, and who does so clearly."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from quizapp.model.cards import Card
from quizapp.notes.matching import Matching, Pair, Proposed, named_apart
from quizapp.notes.similarity import Statement, similarity

FEW = 24
"""Up to so many candidates a card is compared with all of them."""
COMMON = 40
"""A word that stands in more candidates says nothing of a single one."""
TELLING = 6
"""So many of its rarest words a card is looked up by."""
MARGIN = 0.1
"""By so much a match must be above the next one to be clear."""

_WORD = re.compile("[^\\W_]{2,}|[\U000f0000-\U000ffffd]")
_STEM = 5

Compare = Callable[[Statement, Statement, float], float]


def resembling(
    matching: Matching,
    cards: Sequence[Card],
    proposals: Sequence[Proposed],
    cutoff: float,
    compare: Compare = similarity,
) -> Iterator[Pair]:
    """The pairs that are at least ``cutoff`` alike.

    Among many candidates only those are compared that share a rare word with the card: their
    number does not grow with the collection.
    """
    if not cards or not proposals:
        return
    near = _lookup(matching, proposals) if len(proposals) > FEW else None
    for card in cards:
        said = matching.says(card)
        for proposed in proposals if near is None else near(said):
            if named_apart(card, proposed.candidate):
                continue
            alike = compare(said, matching.says(proposed), cutoff)
            if alike >= cutoff:
                yield Pair(proposed, card, alike)


def _lookup(
    matching: Matching, proposals: Sequence[Proposed]
) -> Callable[[Statement], Iterable[Proposed]]:
    index: defaultdict[str, list[Proposed]] = defaultdict(list)
    for proposed in proposals:
        for stem in _stems(matching.says(proposed)):
            index[stem].append(proposed)

    def near(said: Statement) -> Iterable[Proposed]:
        stems = sorted((stem for stem in _stems(said) if stem in index), key=_rarity)
        found: dict[int, Proposed] = {}
        for stem in stems[:TELLING]:
            if len(index[stem]) <= COMMON:
                found.update((proposed.place, proposed) for proposed in index[stem])
        return found.values()

    def _rarity(stem: str) -> tuple[int, str]:
        return len(index[stem]), stem

    return near


def _stems(said: Statement) -> set[str]:
    """The words of both sides, and their beginnings: one of both survives a typo."""
    words = {word for side in (said.asked, said.told) for word in _WORD.findall(side)}
    return words | {word[:_STEM] for word in words}


def settle(
    matching: Matching, pairs: Iterable[Pair], least: float, alone_from: float = 1.1
) -> Iterator[Pair]:
    """The pairs of at least ``least`` that have no rival; those that have one become doubtful.

    A rival shares a member with the pair, and is less than ``MARGIN`` behind it or at least
    ``alone_from`` alike itself. The best pairs are settled first, and are rivals no more.
    """
    ordered = sorted(pairs, key=_best_first)
    of_card: defaultdict[str, list[Pair]] = defaultdict(list)
    of_proposed: defaultdict[int, list[Pair]] = defaultdict(list)
    for pair in ordered:
        of_card[pair.card.uid].append(pair)
        of_proposed[pair.proposed.place].append(pair)
    settled: set[str | int] = set()
    doubtful: set[str | int] = set()
    for pair in ordered:
        members: set[str | int] = {pair.card.uid, pair.proposed.place}
        if pair.similarity < least:
            break
        if members & (settled | doubtful):
            continue
        rivals = [
            other
            for other in (*of_card[pair.card.uid], *of_proposed[pair.proposed.place])
            if other is not pair
            and not {other.card.uid, other.proposed.place} & settled
            and other.similarity > min(pair.similarity - MARGIN, alone_from - 1e-9)
        ]
        if rivals:
            doubtful |= members
            doubtful.update(*((other.card.uid, other.proposed.place) for other in rivals))
            _doubt(matching, [pair, *rivals])
        else:
            settled |= members
            yield pair


def _best_first(pair: Pair) -> tuple[float, int, str]:
    return -pair.similarity, pair.proposed.place, pair.card.uid


def _doubt(matching: Matching, pairs: Sequence[Pair]) -> None:
    cards = {pair.card.uid: pair.card for pair in pairs}
    proposals = {pair.proposed.place: pair.proposed for pair in pairs}
    matching.doubtful.append((list(cards.values()), list(proposals.values())))
