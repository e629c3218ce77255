"""``merge``: take another collection of the same learner in, which is left as it is."""

import tempfile
from pathlib import Path

from quizapp.actions.collection import Collection
from quizapp.actions.machines.uniting import Merged, unite
from quizapp.actions.safety.backups import backup_before
from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.storage.database import Database, bring_up_to_date, open_database
from quizapp.storage.merging.facts import pieces
from quizapp.storage.queries.devices import devices_here, learners
from quizapp.storage.safety.restore import ready_copy

__all__ = ["Merged", "merge"]


def merge(collection: Collection, other: Path) -> Merged:
    """Take in a collection file or a backup of one, also of an older program.

    Raises:
        InputError: the file is missing, damaged, not ours, newer than this program, or holds no
            cards of this learner. Nothing is written then.
    """
    if not other.is_file():
        raise InputError(_("There is no such collection or backup."), file=str(other))
    with tempfile.TemporaryDirectory() as folder:
        copy = ready_copy(other, Path(folder))
        bring_up_to_date(copy, str(other), collection.clock())
        database, _made = open_database(str(copy))
        try:
            return _merge(collection, database, other)
        finally:
            database.close()


def _merge(collection: Collection, database: Database, other: Path) -> Merged:
    learner = collection.learner
    with database.reading() as theirs:
        _require_learner(learners(theirs), learner, other)
        backup_before(collection, "merge")
        with collection.database.writing() as ours:
            return unite(collection, ours, pieces(theirs, learner, devices_here(theirs, learner)))


def _require_learner(known: list[str], learner: str, other: Path) -> None:
    if learner not in known:
        message = _("There is no learner “{learner}” in it, only: {known}. Choose with --learner.")
        raise InputError(
            message.format(learner=learner, known=", ".join(known) or "–"), file=str(other)
        )
