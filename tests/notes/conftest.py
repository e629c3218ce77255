from collections.abc import Callable
from pathlib import Path

import pytest

from quizapp.model.cards import Candidate, Card, Standing
from quizapp.notes.matcher import match
from quizapp.notes.plan import Addition, Plan
from quizapp.notes.read import Notes, read_notes

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture
def read() -> Callable[..., Notes]:
    """Read notes as file ``notes.md`` of source ``here``."""

    def reader(text: str, path: str = "notes.md", source: str = "here") -> Notes:
        return read_notes(text, source=source, path=path)

    return reader


def as_text(candidates: tuple[Candidate, ...]) -> str:
    """Cards in the notation of the fixtures and of ``docs/notes.md``."""
    return "\n".join(card_as_text(candidate) for candidate in candidates)


def card_as_text(candidate: Candidate) -> str:
    draft = "" if candidate.sure else "?"
    parts = [f"{candidate.rule}{draft} {candidate.passage.first_line}: {candidate.front}"]
    parts += [f"  = {candidate.back}"] if candidate.back else []
    parts += [f"  + {candidate.extra}"] if candidate.extra else []
    parts += [f"  ^ {candidate.explicit_id}"] if candidate.explicit_id else []
    return "\n".join(part.replace("\n", " ⏎ ") for part in parts)


@pytest.fixture(scope="session")
def shown() -> Callable[[tuple[Candidate, ...]], str]:
    return as_text


@pytest.fixture(scope="session")
def seed() -> Notes:
    """The learner's own notes, typos and all."""
    text = (FIXTURES / "seed-notes.ru.md").read_text(encoding="utf-8")
    return read_notes(text, source="here", path="seed-notes.ru.md")


def stored_card(addition: Addition) -> Card:
    """What storage keeps of a new card."""
    candidate = addition.candidate
    question = candidate.explicit_id if candidate.rule == "quiz" else None
    return Card(
        uid=addition.uid,
        kind=candidate.kind,
        rule=candidate.rule,
        front=candidate.front,
        back=candidate.back,
        extra=candidate.extra,
        passage=candidate.passage,
        deck=candidate.deck,
        tags=candidate.tags,
        lang=candidate.lang,
        fingerprint=addition.fingerprint,
        ordinal=addition.ordinal,
        explicit_id=candidate.explicit_id,
        standing=Standing.ACTIVE if candidate.sure else Standing.DRAFT,
        question=question,
        question_version=question and addition.fingerprint,
    )


@pytest.fixture(scope="session")
def stored_of() -> Callable[[Plan], tuple[Card, ...]]:
    """The cards of an empty collection after this plan."""
    return lambda plan: tuple(stored_card(addition) for addition in (*plan.added, *plan.drafts))


@pytest.fixture
def stored(read, stored_of) -> Callable[..., tuple[Card, ...]]:
    """The cards of a collection into which these notes alone were imported."""

    def importer(text: str, path: str = "notes.md") -> tuple[Card, ...]:
        return stored_of(match(read(text, path).candidates, ()))

    return importer


@pytest.fixture(scope="session")
def seed_text() -> str:
    """The text of the learner's own notes."""
    return (FIXTURES / "seed-notes.ru.md").read_text(encoding="utf-8")
