"""The first schema: every wall of the house."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _settings() -> None:
    op.create_table(
        "settings",
        sa.Column("learner", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("value", sa.JSON(), nullable=False),
    )


def _sources() -> None:
    op.create_table(
        "sources",
        sa.Column("learner", sa.String(64), primary_key=True),
        sa.Column("uid", sa.String(64), primary_key=True),
        sa.Column("root", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("shipped", sa.Boolean(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
    )


def _files() -> None:
    op.create_table(
        "files",
        sa.Column("learner", sa.String(64), primary_key=True),
        sa.Column("source", sa.String(64), primary_key=True),
        sa.Column("path", sa.Text(), primary_key=True),
        sa.Column("mtime_ns", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(32), nullable=False),
        sa.Column("deck", sa.Text()),
        sa.Column("gaps", sa.JSON(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
    )


def _cards() -> None:
    op.create_table(
        "cards",
        sa.Column("learner", sa.String(64), primary_key=True),
        sa.Column("uid", sa.String(64), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("rule", sa.String(32), nullable=False),
        sa.Column("front", sa.Text(), nullable=False),
        sa.Column("back", sa.Text(), nullable=False),
        sa.Column("extra", sa.Text(), nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("headings", sa.JSON(), nullable=False),
        sa.Column("first_line", sa.Integer(), nullable=False),
        sa.Column("last_line", sa.Integer(), nullable=False),
        sa.Column("deck", sa.Text(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("lang", sa.String(16), nullable=False),
        sa.Column("fingerprint", sa.String(32), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("explicit_id", sa.Text()),
        sa.Column("standing", sa.String(16), nullable=False),
        sa.Column("suspended", sa.Boolean(), nullable=False),
        sa.Column("buried_on", sa.Integer()),
        sa.Column("flag", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(64)),
        sa.Column("question_version", sa.String(32)),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
    )
    studied = ("suspended", "buried_on", "uid")
    in_order = ["learner", "standing", "position", *studied, "deck", "path", "first_line"]
    op.create_index("cards_in_order", "cards", in_order)
    by_deck = ["learner", "deck", "standing", *studied, "position"]
    op.create_index("cards_by_deck", "cards", by_deck)
    op.create_index("cards_by_fingerprint", "cards", ["learner", "fingerprint"])
    op.create_index("cards_by_place", "cards", ["learner", "source", "path", "standing"])
    op.create_index("cards_by_question", "cards", ["learner", "question"])


def _schedules() -> None:
    op.create_table(
        "schedules",
        sa.Column("learner", sa.String(64), primary_key=True),
        sa.Column("card", sa.String(64), primary_key=True),
        sa.Column("phase", sa.String(16), nullable=False),
        sa.Column("stability", sa.Float()),
        sa.Column("difficulty", sa.Float()),
        sa.Column("due_day", sa.Integer()),
        sa.Column("due_at", sa.BigInteger()),
        sa.Column("interval", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("reps", sa.Integer(), nullable=False),
        sa.Column("lapses", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.BigInteger()),
        sa.Column("last_day", sa.Integer()),
        sqlite_with_rowid=False,
    )
    op.create_index("schedules_by_due_at", "schedules", ["learner", "due_at"])
    op.create_index("schedules_by_due_day", "schedules", ["learner", "due_day"])


def _reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column("learner", sa.String(64), primary_key=True),
        sa.Column("uid", sa.String(64), primary_key=True),
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("card", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("rating", sa.Integer()),
        sa.Column("duration_ms", sa.Integer(), nullable=False),
        sa.Column("seed", sa.BigInteger()),
        sa.Column("level", sa.Integer()),
        sa.Column("question_version", sa.String(32)),
        sa.Column("drawn", sa.Text()),
        sa.Column("printed_answer", sa.Text()),
        sa.Column("answer", sa.Text()),
        sa.Column("verdict", sa.String(16)),
        sa.Column("mistake", sa.String(64)),
        sa.Column("hints", sa.Integer(), nullable=False),
        sa.Column("undoes", sa.String(64)),
        sa.Column("scheduler", sa.String(32), nullable=False),
        sa.Column("due_day", sa.Integer()),
        sa.Column("due_at", sa.BigInteger()),
    )
    op.create_index("reviews_by_card", "reviews", ["learner", "card", "at"])
    op.create_index("reviews_by_day", "reviews", ["learner", "day"])
    op.create_index(
        "reviews_undone",
        "reviews",
        ["learner", "undoes"],
        sqlite_where=sa.text("undoes IS NOT NULL"),
        postgresql_where=sa.text("undoes IS NOT NULL"),
    )


def _question_versions() -> None:
    op.create_table(
        "question_versions",
        sa.Column("learner", sa.String(64), primary_key=True),
        sa.Column("version", sa.String(64), primary_key=True),
        sa.Column("question", sa.String(64), nullable=False),
        sa.Column("info", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(16), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
    )
    op.create_index("question_versions_by_question", "question_versions", ["learner", "question"])


def _presets() -> None:
    op.create_table(
        "presets",
        sa.Column("learner", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("new_per_day", sa.Integer(), nullable=False),
        sa.Column("reviews_per_day", sa.Integer(), nullable=False),
        sa.Column("retention", sa.Float(), nullable=False),
        sa.Column("learning_steps", sa.JSON(), nullable=False),
        sa.Column("relearning_steps", sa.JSON(), nullable=False),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.Column("maximum_interval", sa.Integer(), nullable=False),
        sa.Column("leech_lapses", sa.Integer(), nullable=False),
        sa.Column("fuzz", sa.Boolean(), nullable=False),
        sa.Column("deadline", sa.Integer()),
        sa.Column("more", sa.JSON(), nullable=False),
    )


def _decks() -> None:
    op.create_table(
        "decks",
        sa.Column("learner", sa.String(64), primary_key=True),
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("preset", sa.String(64), nullable=False),
    )


def _imports() -> None:
    op.create_table(
        "imports",
        sa.Column("learner", sa.String(64), primary_key=True),
        sa.Column("uid", sa.String(64), primary_key=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
    )


def _trusted() -> None:
    op.create_table(
        "trusted",
        sa.Column("learner", sa.String(64), primary_key=True),
        sa.Column("source", sa.String(64), primary_key=True),
        sa.Column("code", sa.String(32), primary_key=True),
    )


def _append_only() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    op.execute(
        """CREATE TRIGGER reviews_are_never_changed BEFORE UPDATE ON reviews
    BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END"""
    )
    op.execute(
        """CREATE TRIGGER reviews_are_never_deleted BEFORE DELETE ON reviews
    BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END"""
    )


def upgrade() -> None:
    _settings()
    _sources()
    _files()
    _cards()
    _schedules()
    _reviews()
    _question_versions()
    _presets()
    _decks()
    _imports()
    _trusted()
    _append_only()
