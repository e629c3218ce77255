"""The import preview: what an import would do, looked at before anything is written.

``preview`` looks, ``apply`` writes it with what was decided of the drafts in between.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from quizapp.actions.collection import Collection
from quizapp.actions.importing.changes import Change, ChangeKind
from quizapp.actions.importing.deciding import Decision
from quizapp.actions.importing.drafts import Draft, drafts
from quizapp.actions.importing.imported import Imported
from quizapp.actions.importing.notes import import_notes
from quizapp.actions.importing.reading import Tell, untold
from quizapp.storage.queries import identity, sources


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import of ``paths`` would do (``plan``), and the drafts that wait already.

    ``plan.changes`` has each card with its rule and line, ``plan.gaps`` the shipped cards on
    their topics, ``plan.lint`` the findings. ``reviews`` is how often each touched card was
    reviewed, for those that were; ``sources`` names the learner's own ones.
    """

    paths: tuple[str, ...]
    deck: str | None
    plan: Imported
    waiting: tuple[Draft, ...]
    reviews: Mapping[str, int] = field(default_factory=dict)
    sources: tuple[str, ...] = ()

    @property
    def drafts(self) -> tuple[Change, ...]:
        """The drafts that the import would add."""
        return tuple(c for c in self.plan.changes if c.kind is ChangeKind.DRAFT)

    @property
    def count(self) -> int:
        """How many cards the import would touch."""
        return len(self.plan.changes)


def preview(
    collection: Collection,
    paths: Sequence[str] = (),
    *,
    deck: str | None = None,
    tell: Tell = untold,
) -> Preview:
    """Look at what an import would do; it writes nothing.

    ``tell`` hears how many files were read, of how many so far; what it raises ends the reading.

    Raises:
        InputError: a path that was named is missing or no text.
    """
    plan = import_notes(collection, paths, deck=deck, dry_run=True, tell=tell)
    touched = {change.card for change in plan.changes}
    waiting = (draft for draft in drafts(collection) if draft.card.uid not in touched)
    with collection.database.reading() as connection:
        reviews = identity.repetitions(connection, collection.learner, touched)
        known = sources.all_sources(connection, collection.learner)
    own = tuple(source.label for source in known if not source.shipped)
    return Preview(tuple(paths), deck, plan, tuple(waiting), reviews, own)


def apply(
    collection: Collection,
    seen: Preview,
    decisions: Sequence[Decision] = (),
    *,
    tell: Tell = untold,
) -> Imported:
    """Import what was looked at, with what was decided of the drafts, as one step.

    ``tell`` hears of the reading as in :func:`preview`.

    Raises:
        InputError: the notes have changed so that a draft that was decided on is gone. Nothing is
            written then: look again.
    """
    return import_notes(collection, seen.paths, deck=seen.deck, decisions=decisions, tell=tell)
