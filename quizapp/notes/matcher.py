"""Identity: which candidate is which stored card, so that edits of notes keep the history.

All changed files of one import are matched together. The steps run in order, each only among
what is still unmatched; a match that would be a guess is not made.
"""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from quizapp.model.cards import Candidate, Card, Standing
from quizapp.model.passages import Passage
from quizapp.notes.fingerprint import QUESTIONS, candidate_uid, fingerprint, normalised
from quizapp.notes.plan import Addition, Match, Plan


@dataclass(frozen=True, slots=True)
class Proposed:
    """A candidate with its place in the import and its fingerprint."""

    place: int
    candidate: Candidate
    fingerprint: str


_T = TypeVar("_T")

Pair = tuple[Proposed, Card]
Step = Callable[[Sequence[Proposed], Sequence[Card]], Iterable[Pair]]
"""One step: pairs among what is still unmatched, each side at most once."""


def match(
    candidates: Iterable[Candidate], stored: Iterable[Card], *, taken: Container[str] = frozenset()
) -> Plan:
    """Match the notes of one import with the stored cards it may touch.

    ``stored`` are the cards of the files that were read or are gone, and retired cards from
    anywhere; active ones among them that match nothing retire. ``taken`` are the uids of all
    other cards. The same arguments always give the same plan.
    """
    waiting = [Proposed(n, c, fingerprint(c)) for n, c in enumerate(candidates)]
    cards = sorted(stored, key=_stored_order)
    uids = {card.uid for card in cards}
    matches: dict[int, Match] = {}
    for name, step in STEPS:
        pairs = list(step(waiting, cards))
        for proposed, card in pairs:
            matches[proposed.place] = Match(card, proposed.candidate, proposed.fingerprint, name)
        done = {card.uid for _, card in pairs}
        waiting = [proposed for proposed in waiting if proposed.place not in matches]
        cards = [card for card in cards if card.uid not in done]
    additions, duplicates = _additions(waiting, uids, taken)
    return _plan(matches, additions, duplicates, cards)


def by_explicit_id(waiting: Sequence[Proposed], cards: Sequence[Card]) -> Iterator[Pair]:
    """Step 1: the id of a question, or a ``^block-id`` in the same file, or moved with its text."""
    by_question = _index(cards, lambda card: (card.kind in QUESTIONS, card.explicit_id))
    by_place = _index(cards, lambda card: (_file(card.passage), card.explicit_id))
    used: set[str] = set()
    for proposed in waiting:
        candidate = proposed.candidate
        if candidate.explicit_id is None:
            continue
        if candidate.kind in QUESTIONS:
            same = by_question[(True, candidate.explicit_id)]
        else:
            same = by_place[(_file(candidate.passage), candidate.explicit_id)]
            same = [card for card in same if _may_be_same(candidate, card)]
        card = next((card for card in same if card.uid not in used), None)
        if card is not None:
            used.add(card.uid)
            yield proposed, card


def by_fingerprint(waiting: Sequence[Proposed], cards: Sequence[Card]) -> Iterator[Pair]:
    """Step 2: the same content; of several equal ones first those in the same place."""
    equal_cards = _index(cards, lambda card: card.fingerprint)
    equal = _index(waiting, lambda proposed: proposed.fingerprint)
    for content, proposals in equal.items():
        yield from _nearest_first(proposals, equal_cards.get(content, []))


STEPS: tuple[tuple[str, Step], ...] = (
    ("id", by_explicit_id),
    ("fingerprint", by_fingerprint),
)
"""The steps of matching, the surest first."""


def _index(items: Iterable[_T], key: Callable[[_T], object]) -> defaultdict[object, list[_T]]:
    index: defaultdict[object, list[_T]] = defaultdict(list)
    for item in items:
        index[key(item)].append(item)
    return index


def _file(passage: Passage) -> tuple[str, str]:
    return passage.source, passage.path


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
    for place in (_heading, _file, _anywhere):
        left = _by_place(cards, place)
        unmatched: list[Proposed] = []
        for proposed in proposals:
            same = left[place(proposed.candidate.passage)]
            if same:
                yield proposed, same.pop(0)
            else:
                unmatched.append(proposed)
        proposals = unmatched
        cards = sorted((card for rest in left.values() for card in rest), key=_stored_order)


def _by_place(
    cards: list[Card], place: Callable[[Passage], object]
) -> defaultdict[object, list[Card]]:
    return _index(cards, lambda card: place(card.passage))


def _heading(passage: Passage) -> tuple[str, str, tuple[str, ...]]:
    return passage.source, passage.path, passage.headings


def _anywhere(_passage: Passage) -> None:
    return None


def _stored_order(card: Card) -> tuple[bool, str, str, int, int, str]:
    """Active cards before retired ones, each in the order of the notes."""
    passage = card.passage
    retired = card.standing is Standing.RETIRED
    return retired, passage.source, passage.path, passage.first_line, card.ordinal, card.uid


def _additions(
    waiting: Sequence[Proposed], stored: Container[str], taken: Container[str]
) -> tuple[list[Addition], list[Candidate]]:
    """Ids for new cards: the first ordinal whose id no card has."""
    given: set[str] = set()
    additions: list[Addition] = []
    duplicates: list[Candidate] = []
    for proposed in waiting:
        candidate = proposed.candidate
        ordinal = 0
        uid = candidate_uid(candidate, proposed.fingerprint, ordinal)
        if candidate.kind in QUESTIONS and (uid in given or uid in stored or uid in taken):
            duplicates.append(candidate)
            continue
        while uid in given or uid in stored or uid in taken:
            ordinal += 1
            uid = candidate_uid(candidate, proposed.fingerprint, ordinal)
        given.add(uid)
        additions.append(Addition(uid, ordinal, proposed.fingerprint, candidate))
    return additions, duplicates


def _plan(
    matches: dict[int, Match],
    additions: list[Addition],
    duplicates: list[Candidate],
    unmatched: list[Card],
) -> Plan:
    kinds = _index((matches[place] for place in sorted(matches)), _outcome)
    return Plan(
        added=tuple(a for a in additions if a.candidate.sure),
        drafts=tuple(a for a in additions if not a.candidate.sure),
        unchanged=tuple(kinds["unchanged"]),
        changed=tuple(kinds["changed"]),
        moved=tuple(kinds["moved"]),
        restored=tuple(kinds["restored"]),
        promoted=tuple(kinds["promoted"]),
        retired=tuple(card for card in unmatched if card.standing is Standing.ACTIVE),
        dropped=tuple(card for card in unmatched if card.standing is Standing.DRAFT),
        duplicates=tuple(duplicates),
    )


def _outcome(found: Match) -> str:
    before, candidate = found.before, found.candidate
    if before.standing is Standing.RETIRED:
        return "restored"
    if before.standing is Standing.DRAFT and candidate.sure and not before.suspended:
        return "promoted"
    texts = (before.kind, before.front, before.back, before.extra)
    if texts != (candidate.kind, candidate.front, candidate.back, candidate.extra):
        return "changed"
    if before.fingerprint != found.fingerprint:
        return "changed"
    same_place = _heading(candidate.passage) == _heading(before.passage)
    return "unchanged" if same_place else "moved"
