"""The import preview: what an import would do, looked at before anything is written.

``preview`` looks, ``apply`` writes it with what was decided of the drafts in between.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.actions.changes import Change, ChangeKind
from quizapp.actions.collection import Collection
from quizapp.actions.deciding import Decision
from quizapp.actions.drafts import Draft, drafts
from quizapp.actions.imported import Imported
from quizapp.actions.importing import import_notes


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import of ``paths`` would do (``plan``), and the drafts that wait already.

    ``plan.changes`` has each card with its rule and line, ``plan.gaps`` the shipped cards on
    their topics, ``plan.lint`` the findings.
    """

    paths: tuple[str, ...]
    deck: str | None
    plan: Imported
    waiting: tuple[Draft, ...]

    @property
    def drafts(self) -> tuple[Change, ...]:
        """The drafts that the import would add."""
        return tuple(c for c in self.plan.changes if c.kind is ChangeKind.DRAFT)

    @property
    def count(self) -> int:
        """How many cards the import would touch."""
        return len(self.plan.changes)


def preview(
    collection: Collection, paths: Sequence[str] = (), *, deck: str | None = None
) -> Preview:
    """Look at what an import would do; it writes nothing.

    Raises:
        InputError: a path that was named is missing or no text.
    """
    plan = import_notes(collection, paths, deck=deck, dry_run=True)
    touched = {change.card for change in plan.changes}
    waiting = (draft for draft in drafts(collection) if draft.card.uid not in touched)
    return Preview(tuple(paths), deck, plan, tuple(waiting))


def apply(collection: Collection, seen: Preview, decisions: Sequence[Decision] = ()) -> Imported:
    """Import what was looked at, with what was decided of the drafts, as one step.

    Raises:
        InputError: the notes have changed so that a draft that was decided on is gone. Nothing is
            written then: look again.
    """
    return import_notes(collection, seen.paths, deck=seen.deck, decisions=decisions)
