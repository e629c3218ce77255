"""Named queries on what was fitted to a learner, and on what the program remembers of itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import sqlalchemy
from sqlalchemy import delete, select

from quizapp.storage.schema import fitted, settings

Connection: TypeAlias = sqlalchemy.Connection
"""What an action hands on from query to query, without knowing more of it."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """The FSRS parameters of a deck with those below it; deck ``""`` is everything.

    ``at`` is UTC milliseconds, ``reviews`` how many they were fitted to, ``report`` what the fit
    found (log loss, RMSE …) as JSON holds it.
    """

    deck: str
    parameters: tuple[float, ...]
    at: int
    reviews: int = 0
    report: Mapping[str, Any] = field(default_factory=dict)


def all_fitted(connection: Connection, learner: str) -> dict[str, Fitted]:
    """What was fitted, by deck."""
    query = select(fitted).where(fitted.c.learner == learner)
    return {
        row.deck: Fitted(row.deck, tuple(row.parameters), row.at, row.reviews, row.report)
        for row in connection.execute(query)
    }


def save_fitted(
    connection: Connection,
    learner: str,
    deck: str,
    parameters: Sequence[float],
    *,
    at: int,
    reviews: int = 0,
    report: Mapping[str, Any] | None = None,
) -> None:
    """Use these parameters for a deck with those below it (``""``: for everything) from now on.

    Memory states do not follow by themselves: the cache must be rebuilt in the same transaction
    or after it. No parameters at all takes back what was fitted.
    """
    connection.execute(delete(fitted).where(fitted.c.learner == learner, fitted.c.deck == deck))
    if parameters:
        row = {"parameters": list(parameters), "reviews": reviews, "report": dict(report or {})}
        connection.execute(fitted.insert(), [{"learner": learner, "deck": deck, "at": at, **row}])


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
