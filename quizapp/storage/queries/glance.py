"""What a status line asks of a collection file, with nothing but the standard library.

SQLAlchemy takes longer to import than everything else here does. The file is opened for reading
only. The statements mean what ``counting.totals_by_deck`` and ``reviews.studied_today`` mean;
tests compare them.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

_STUDYABLE = """cards.learner = :learner AND standing = 'active' AND suspended IS 0
  AND (buried_on IS NULL OR buried_on != :day)"""

_WAITING = f"""
SELECT deck, SUM(kind = 'new'), SUM(kind = 'step'), SUM(kind = 'due') FROM (
  SELECT cards.deck, 'new' AS kind FROM cards
  LEFT JOIN schedules ON schedules.learner = cards.learner AND schedules.card = cards.uid
  WHERE NOT cards.begun AND COALESCE(phase, 'new') = 'new' AND {_STUDYABLE}
  UNION ALL
  SELECT cards.deck, 'step' FROM schedules
  JOIN cards ON cards.learner = schedules.learner AND cards.uid = schedules.card
  WHERE schedules.learner = :learner AND phase <> 'review' AND phase <> 'new'
    AND (due_day <= :day OR due_at <= :soon) AND {_STUDYABLE}
  UNION ALL
  SELECT cards.deck, 'due' FROM schedules
  JOIN cards ON cards.learner = schedules.learner AND cards.uid = schedules.card
  WHERE schedules.learner = :learner AND phase = 'review' AND due_day <= :day AND {_STUDYABLE}
) GROUP BY deck
"""
"""Each kind by its own index: most cards are neither new nor due."""

_STUDIED = """
SELECT deck, EXISTS (
    SELECT 1 FROM reviews AS log WHERE log.learner = :learner AND log.day < :day
    AND log.kind = 'review' AND (log.card = cards.uid OR log.card IN (
      SELECT uid FROM aliases WHERE learner = :learner AND stands_for = cards.uid
    ))
  )
FROM reviews AS rows
LEFT JOIN aliases ON aliases.learner = rows.learner AND aliases.uid = rows.card
JOIN cards ON cards.learner = rows.learner
  AND cards.uid = COALESCE(aliases.stands_for, rows.card)
WHERE rows.learner = :learner AND rows.day = :day AND rows.kind = 'review'
  AND rows.uid NOT IN (
    SELECT undoes FROM reviews
    WHERE learner = :learner AND kind = 'undo' AND undoes IS NOT NULL
  )
GROUP BY cards.uid, deck
"""

STATEMENTS = (_WAITING, _STUDIED)


class Unreadable(Exception):
    """This is no collection that can be read so: open it, which says what is wrong."""


@dataclass(frozen=True, slots=True)
class Glance:
    """New, learning and due cards by deck; deck and whether it was new of each studied today."""

    waiting: dict[str, tuple[int, int, int]]
    studied: tuple[tuple[str, bool], ...]


def glance(file: Path, learner: str, day: int, soon: int) -> Glance:
    """Count on a study day; steps count until ``soon`` (UTC ms).

    Raises:
        Unreadable: the file is no collection.
    """
    values = {"learner": learner, "day": day, "soon": soon}
    with _reading(file) as connection:
        waiting = {
            deck: (new, steps, due)
            for deck, new, steps, due in connection.execute(_WAITING, values)
        }
        studied = tuple(
            (deck, not earlier) for deck, earlier in connection.execute(_STUDIED, values)
        )
    return Glance(waiting, studied)


@contextmanager
def _reading(file: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            connection.execute("BEGIN")
            yield connection
    except sqlite3.Error as error:
        raise Unreadable(str(error)) from None
