"""The tables. The learner leads every key, so that one database holds several learners.

``reviews`` is append-only (triggers refuse changes); ``schedules`` is a cache of it, and with it
``cards.begun``: true only where the schedule of a card is that of no new one.
``cards_in_order`` and ``cards_by_deck`` hold all that a queue and the counts ask of a card, so
that no texts are read for them.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    false,
    text,
)
from sqlalchemy.types import TypeEngine

REVISION = "0002"

metadata = MetaData()


_BY_CODE = Text(collation="C")
"""PostgreSQL orders texts by code points, as SQLite does, and sets no length either."""

_TEXT = Text().with_variant(_BY_CODE, "postgresql")


def _word(most: int) -> TypeEngine[str]:
    return String(most).with_variant(_BY_CODE, "postgresql")


def _key(name: str) -> Column[str]:
    return Column(name, _word(64), primary_key=True)


def _only(name: str, which: str, *columns: str) -> Index:
    """An index that holds some rows only; it serves queries that say ``which`` as it does."""
    return Index(name, *columns, sqlite_where=text(which), postgresql_where=text(which))


alembic_version = Table(
    "alembic_version", metadata, Column("version_num", _word(32), primary_key=True)
)

settings = Table(
    "settings", metadata, _key("learner"), _key("name"), Column("value", JSON, nullable=False)
)

sources = Table(
    "sources",
    metadata,
    _key("learner"),
    _key("uid"),
    Column("root", _TEXT, nullable=False),
    Column("label", _TEXT, nullable=False),
    Column("shipped", Boolean, nullable=False),
    Column("whole", Boolean, nullable=False),
    Column("added_at", BigInteger, nullable=False),
)

files = Table(
    "files",
    metadata,
    _key("learner"),
    _key("source"),
    Column("path", _TEXT, primary_key=True),
    Column("mtime_ns", BigInteger, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("hash", _word(32), nullable=False),
    Column("deck", _TEXT),
    Column("gaps", JSON, nullable=False),
    Column("findings", JSON, nullable=False),
)

_STUDIED = ("standing", "suspended", "buried_on", "uid")
_PLACE = ("path", "first_line")
_NEW = ("learner", "standing", "suspended")

cards = Table(
    "cards",
    metadata,
    _key("learner"),
    _key("uid"),
    Column("kind", _word(16), nullable=False),
    Column("rule", _word(32), nullable=False),
    Column("front", _TEXT, nullable=False),
    Column("back", _TEXT, nullable=False),
    Column("extra", _TEXT, nullable=False),
    Column("source", _word(64), nullable=False),
    Column("path", _TEXT, nullable=False),
    Column("headings", JSON, nullable=False),
    Column("first_line", Integer, nullable=False),
    Column("last_line", Integer, nullable=False),
    Column("deck", _TEXT, nullable=False),
    Column("tags", JSON, nullable=False),
    Column("lang", _word(16), nullable=False),
    Column("fingerprint", _word(32), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("explicit_id", _TEXT),
    Column("standing", _word(16), nullable=False),
    Column("suspended", Boolean, nullable=False),
    Column("buried_on", Integer),
    Column("flag", Integer, nullable=False),
    Column("question", _word(64)),
    Column("question_version", _word(32)),
    Column("position", Integer, nullable=False),
    Column("added_at", BigInteger, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    Column("written", JSON(none_as_null=True)),
    Column("holds", Integer, nullable=False, server_default="0"),
    Column("seen_by", _TEXT),
    Column("begun", Boolean, nullable=False, server_default=false()),
    Index("cards_in_order", "learner", "standing", "position", *_STUDIED[1:], "deck", *_PLACE),
    Index("cards_by_deck", "learner", "deck", *_STUDIED, "position"),
    Index("cards_by_place", "learner", "source", "path", "standing"),
    Index("cards_by_fingerprint", "learner", "fingerprint"),
    Index("cards_by_question", "learner", "question"),
    _only("new_in_order", "NOT begun", *_NEW, "position"),
    _only("new_by_deck", "NOT begun", "learner", "deck", *_NEW[1:], "position"),
)

schedules = Table(
    "schedules",
    metadata,
    _key("learner"),
    _key("card"),
    Column("phase", _word(16), nullable=False),
    Column("stability", Float),
    Column("difficulty", Float),
    Column("due_day", Integer),
    Column("due_at", BigInteger),
    Column("interval", Integer, nullable=False),
    Column("step", Integer, nullable=False),
    Column("reps", Integer, nullable=False),
    Column("lapses", Integer, nullable=False),
    Column("last_at", BigInteger),
    Column("last_day", Integer),
    Index("schedules_by_due_day", "learner", "due_day"),
    _only("steps_by_due_day", "phase <> 'review'", "learner", "due_day"),
    Index("schedules_by_due_at", "learner", "due_at"),
    sqlite_with_rowid=False,
)

reviews = Table(
    "reviews",
    metadata,
    _key("learner"),
    _key("uid"),
    Column("device", _word(64), nullable=False),
    Column("card", _word(64), nullable=False),
    Column("kind", _word(16), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("day", Integer, nullable=False),
    Column("rating", Integer),
    Column("duration_ms", Integer, nullable=False),
    Column("seed", BigInteger),
    Column("level", Integer),
    Column("question_version", _word(32)),
    Column("drawn", _TEXT),
    Column("printed_answer", _TEXT),
    Column("answer", _TEXT),
    Column("verdict", _word(16)),
    Column("mistake", _word(64)),
    Column("hints", Integer, nullable=False),
    Column("undoes", _word(64)),
    Column("scheduler", _word(32), nullable=False),
    Column("due_day", Integer),
    Column("due_at", BigInteger),
    Column("state", _TEXT),
    Column("phase", _word(16)),
    Column("interval", Integer),
    Index("reviews_by_card", "learner", "card", "at"),
    Index("reviews_by_day", "learner", "day"),
    _only("reviews_undone", "undoes IS NOT NULL", "learner", "undoes"),
)

question_versions = Table(
    "question_versions",
    metadata,
    _key("learner"),
    _key("version"),
    Column("question", _word(64), nullable=False),
    Column("info", _TEXT, nullable=False),
    Column("source", _TEXT, nullable=False),
    Column("lang", _word(16), nullable=False),
    Column("file", _TEXT, nullable=False),
    Column("line", Integer, nullable=False),
    Column("added_at", BigInteger, nullable=False),
    Index("question_versions_by_question", "learner", "question"),
)

card_versions = Table(
    "card_versions",
    metadata,
    _key("learner"),
    _key("card"),
    Column("version", _word(32), primary_key=True),
    Column("changed_at", BigInteger, nullable=False),
    Column("said", JSON, nullable=False),
)

aliases = Table(
    "aliases",
    metadata,
    _key("learner"),
    _key("uid"),
    Column("stands_for", _word(64), nullable=False),
    Column("card", JSON, nullable=False),
    Index("aliases_by_card", "learner", "stands_for"),
)

synced = Table(
    "synced",
    metadata,
    _key("learner"),
    Column("name", _TEXT, primary_key=True),
    Column("mark", _TEXT, nullable=False),
)

fitted = Table(
    "fitted",
    metadata,
    _key("learner"),
    Column("deck", _TEXT, primary_key=True),
    Column("parameters", JSON, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("reviews", Integer, nullable=False),
    Column("report", JSON, nullable=False),
)

imports = Table(
    "imports",
    metadata,
    _key("learner"),
    _key("uid"),
    Column("at", BigInteger, nullable=False),
    Column("what", _TEXT, nullable=False),
    Column("before", JSON, nullable=False),
)

exams = Table(
    "exams",
    metadata,
    _key("learner"),
    _key("uid"),
    Column("at", BigInteger, nullable=False),
    Column("day", Integer, nullable=False),
    Column("deck", _TEXT),
    Column("minutes", Integer),
    Column("duration_ms", BigInteger, nullable=False),
    Column("answers", JSON, nullable=False),
)

trusted = Table(
    "trusted",
    metadata,
    _key("learner"),
    _key("source"),
    Column("code", _word(32), primary_key=True),
)

APPEND_ONLY = {
    "reviews_are_never_changed": """CREATE TRIGGER reviews_are_never_changed BEFORE UPDATE
    ON reviews BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END""",
    "reviews_are_never_deleted": """CREATE TRIGGER reviews_are_never_deleted BEFORE DELETE
    ON reviews BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END""",
}
"""SQLite's triggers that hold invariant 1, by name."""

STATISTICS = (
    "ANALYZE settings",
    "DELETE FROM sqlite_stat1",
    """INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('cards', 'cards_in_order', '100000 100000 100000 1 1 1 1 1 1 1'),
    ('cards', 'cards_by_deck', '100000 100000 2500 2500 2500 2500 1 1'),
    ('cards', 'cards_by_place', '100000 100000 100000 10 10'),
    ('cards', 'cards_by_fingerprint', '100000 100000 1'),
    ('cards', 'cards_by_question', '100000 100000 100'),
    ('cards', 'new_in_order', '20000 20000 20000 20000 1'),
    ('cards', 'new_by_deck', '20000 20000 500 500 500 1'),
    ('cards', 'sqlite_autoindex_cards_1', '100000 100000 1'),
    ('schedules', 'schedules', '80000 80000 1'),
    ('schedules', 'schedules_by_due_day', '80000 80000 1300'),
    ('schedules', 'steps_by_due_day', '100 100 1'),
    ('schedules', 'schedules_by_due_at', '80000 80000 80000'),
    ('reviews', 'reviews_by_card', '800000 800000 10 1'),
    ('reviews', 'reviews_by_day', '800000 800000 2700'),
    ('reviews', 'reviews_undone', '800 800 1'),
    ('reviews', 'sqlite_autoindex_reviews_1', '800000 800000 1')""",
    "ANALYZE sqlite_schema",
)
"""What ANALYZE says of a grown collection, written when one is made or upgraded.

Without it SQLite takes every learner for the owner of ten cards, and reads the whole log where an
index would do; a query plan must not depend on when a file was analysed last. The first statement
makes the table of statistics, the last makes the open connection read it too.
"""
