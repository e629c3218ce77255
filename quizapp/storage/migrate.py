"""Bring an older collection to this program's schema, with Alembic and after a backup."""

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.storage.database import Database


def upgrade(database: Database, stored: str) -> None:
    """Upgrade from the revision ``stored``; refuse one that this program does not know."""
    config = configuration()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if stored not in known:
        raise InputError(
            _("This collection was written by a newer quizapp: upgrade the program to open it."),
            file=database.name,
        )
    _back_up(database, stored)
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def configuration() -> Config:
    """Alembic's configuration without a file."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def _back_up(database: Database, stored: str) -> None:
    if database.engine.dialect.name != "sqlite":
        return
    target = Path(f"{database.name}.before-{stored}")
    with sqlite3.connect(database.name) as source, sqlite3.connect(target) as copy:
        source.backup(copy)
    source.close()
    copy.close()
