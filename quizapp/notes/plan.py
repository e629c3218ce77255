"""What an import would do, as plain data: the outcome of matching notes with stored cards."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace

from quizapp.model.cards import Candidate, Card


@dataclass(frozen=True, slots=True)
class Addition:
    """A new card, with the id it gets; ``ordinal`` tells it from equal ones."""

    uid: str
    ordinal: int
    fingerprint: str
    candidate: Candidate


@dataclass(frozen=True, slots=True)
class Match:
    """A stored card and what the notes say of it now.

    ``step`` names how it was recognised, ``similarity`` (0–1) how alike the two texts are where
    that decided.
    """

    before: Card
    candidate: Candidate
    fingerprint: str
    step: str
    similarity: float = 1.0


@dataclass(frozen=True, slots=True)
class Doubt:
    """Cards and candidates that resemble each other alike: nobody can say which is which."""

    cards: tuple[Card, ...]
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do. Each stored card and each candidate stands in one place only,
    apart from ``ambiguous``, which tells more of some.

    The passages, tags and decks of all matched cards are to be refreshed, also where the card
    counts as unchanged: its lines may have moved within the section.
    """

    added: tuple[Addition, ...] = ()
    """New cards."""
    drafts: tuple[Addition, ...] = ()
    """New drafts."""
    unchanged: tuple[Match, ...] = ()
    """Cards that say what they said, where they said it."""
    changed: tuple[Match, ...] = ()
    """Cards that say something else now; some of them have also moved."""
    moved: tuple[Match, ...] = ()
    """Cards that say what they said under another heading or in another file."""
    restored: tuple[Match, ...] = ()
    """Retired cards whose text is back."""
    promoted: tuple[Match, ...] = ()
    """Drafts that a rule is sure of now: they become cards."""
    retired: tuple[Card, ...] = ()
    """Cards whose text is gone."""
    dropped: tuple[Card, ...] = ()
    """Drafts whose text is gone."""
    duplicates: tuple[Candidate, ...] = ()
    """Questions whose id another question of this import has: left out."""
    adopted: tuple[tuple[Card, Card], ...] = ()
    """Cards whose text is gone here, each with a later copy elsewhere whose place it takes."""
    superseded: tuple[Card, ...] = ()
    """Copies whose place in the files that were read an older card takes: it is in ``moved``."""
    ambiguous: tuple[Doubt, ...] = ()
    """Why some of the ``retired`` and ``added`` were not matched: it would have been a guess."""


def with_adopted(plan: Plan, copies: Iterable[tuple[str, Card]]) -> Plan:
    """The plan in which cards take over copies of themselves instead of retiring.

    ``copies`` are uids of retiring cards, each with a card that says the same, came later and has
    no history: text that was pasted there first and cut here afterwards has moved.
    """
    retiring = {card.uid: card for card in plan.retired}
    says = {hit.before.uid: hit.fingerprint for hit in _in_place(plan)}
    adopted: dict[str, Card] = {}
    gone = set(retiring)
    for uid, copy in copies:
        same = says.get(copy.uid, copy.fingerprint) == copy.fingerprint
        if uid in retiring and uid not in adopted and copy.uid not in gone and same:
            adopted[uid] = copy
            gone.add(copy.uid)
    pairs = [(retiring[uid], copy) for uid, copy in adopted.items()]
    owners = {copy.uid: card for card, copy in pairs}
    matched = [hit for hit in _in_place(plan) if hit.before.uid in owners]
    read = {hit.before.uid for hit in matched}
    return replace(
        plan,
        unchanged=_without(plan.unchanged, read),
        changed=_without(plan.changed, read),
        moved=(
            *_without(plan.moved, read),
            *(replace(hit, before=owners[hit.before.uid]) for hit in matched),
        ),
        retired=tuple(card for card in plan.retired if card.uid not in adopted),
        adopted=tuple((card, copy) for card, copy in pairs if copy.uid not in read),
        superseded=tuple(copy for _, copy in pairs if copy.uid in read),
    )


def _in_place(plan: Plan) -> tuple[Match, ...]:
    return (*plan.unchanged, *plan.changed, *plan.moved)


def _without(matches: Iterable[Match], uids: Container[str]) -> tuple[Match, ...]:
    return tuple(hit for hit in matches if hit.before.uid not in uids)
