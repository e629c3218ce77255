"""Named queries on deck presets and settings."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, delete, select

from quizapp.model.schedules import Preset
from quizapp.storage.schema import decks, presets, settings


def preset_of(connection: Connection, learner: str, deck: str) -> Preset:
    """The preset of a deck: its own, that of the nearest deck above, else the default."""
    chosen = deck_presets(connection, learner)
    return nearest(chosen, deck)


def nearest(chosen: Mapping[str, Preset], deck: str) -> Preset:
    """The preset that a deck inherits among those chosen by name; "" is the default's."""
    return chosen.get(chooser(chosen, deck), Preset())


def chooser(chosen: Mapping[str, Preset], deck: str) -> str:
    """The deck whose preset a deck uses: itself or one above it, "" for the default."""
    name = deck
    while name and name not in chosen:
        name = name.rpartition("::")[0]
    return name


def deck_presets(connection: Connection, learner: str) -> dict[str, Preset]:
    """The presets of the decks that chose one; the default has the name ""."""
    query = select(presets).where(presets.c.learner == learner)
    by_name = {row.name: _preset(row) for row in connection.execute(query)}
    chosen = select(decks.c.name, decks.c.preset).where(decks.c.learner == learner)
    found = {
        deck: by_name[preset] for deck, preset in connection.execute(chosen) if preset in by_name
    }
    return {"": by_name.get("default", Preset()), **found}


def save_preset(connection: Connection, learner: str, preset: Preset) -> None:
    """Store a preset under its name."""
    same = (presets.c.learner == learner) & (presets.c.name == preset.name)
    connection.execute(delete(presets).where(same))
    connection.execute(
        presets.insert().values(
            learner=learner,
            name=preset.name,
            new_per_day=preset.new_per_day,
            reviews_per_day=preset.reviews_per_day,
            retention=preset.retention,
            learning_steps=[step.total_seconds() for step in preset.learning_steps],
            relearning_steps=[step.total_seconds() for step in preset.relearning_steps],
            parameters=list(preset.parameters),
            maximum_interval=preset.maximum_interval,
            leech_lapses=preset.leech_lapses,
            fuzz=preset.fuzz,
            deadline=None,
            more={},
        )
    )


def choose_preset(connection: Connection, learner: str, deck: str, preset: str) -> None:
    """Let a deck, and those below it, use a preset."""
    same = (decks.c.learner == learner) & (decks.c.name == deck)
    connection.execute(delete(decks).where(same))
    connection.execute(decks.insert().values(learner=learner, name=deck, preset=preset))


def setting(connection: Connection, learner: str, name: str) -> Any:
    """A setting, None if it was never set."""
    return connection.scalar(
        select(settings.c.value).where(settings.c.learner == learner, settings.c.name == name)
    )


def has_setting(connection: Connection, learner: str, name: str) -> bool:
    """Whether a setting was ever set."""
    query = select(settings.c.name).where(settings.c.learner == learner, settings.c.name == name)
    return connection.execute(query).first() is not None


def set_setting(connection: Connection, learner: str, name: str, value: Any) -> None:
    """Set a setting."""
    same = (settings.c.learner == learner) & (settings.c.name == name)
    connection.execute(delete(settings).where(same))
    connection.execute(settings.insert().values(learner=learner, name=name, value=value))


def _preset(row: Any) -> Preset:
    return Preset(
        name=row.name,
        new_per_day=row.new_per_day,
        reviews_per_day=row.reviews_per_day,
        retention=row.retention,
        learning_steps=tuple(timedelta(seconds=s) for s in row.learning_steps),
        relearning_steps=tuple(timedelta(seconds=s) for s in row.relearning_steps),
        parameters=tuple(row.parameters),
        maximum_interval=row.maximum_interval,
        leech_lapses=row.leech_lapses,
        fuzz=row.fuzz,
    )
