"""Bring an older collection to this program's schema, with Alembic and after a backup."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.storage.guards import set_guards
from quizapp.storage.safety.backup import make_backup

if TYPE_CHECKING:
    from quizapp.storage.database import Database


def require_known(database: "Database", stored: str) -> None:
    """Refuse a revision that this program does not know.

    Raises:
        InputError: the collection was written by a newer program.
    """
    scripts = ScriptDirectory.from_config(configuration()).walk_revisions()
    if stored not in {script.revision for script in scripts}:
        raise InputError(
            _("This collection was written by a newer quizapp: upgrade the program to open it."),
            file=database.name,
        )


def upgrade(database: "Database", now: datetime) -> None:
    """Upgrade to the newest revision in one transaction, after a backup.

    Raises:
        InputError: no backup could be made, or the disk refused; the collection is as it was.
    """
    if database.path is not None:
        make_backup(database.path, now, "before-migration")
    config = configuration()
    with database.remaking() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        set_guards(connection)


def configuration() -> Config:
    """Alembic's configuration without a file."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config
