"""What an import would do, as plain data: the outcome of matching notes with stored cards."""

from dataclasses import dataclass

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
    """A stored card and what the notes say of it now; ``step`` names how it was recognised."""

    before: Card
    candidate: Candidate
    fingerprint: str
    step: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do. Each stored card and each candidate stands in one place only.

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
