"""Exams: which cards were asked, when, and what came of them. Cards in the learner's words."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _exams()
    _fitted()
    _merging()
    _begun()


def _fitted() -> None:
    op.create_table(
        "fitted",
        sa.Column("learner", sa.String(64), primary_key=True),
        sa.Column("deck", sa.Text(), primary_key=True),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("reviews", sa.Integer(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
    )
    op.drop_table("decks")
    op.drop_table("presets")


def _exams() -> None:
    op.create_table(
        "exams",
        sa.Column("learner", sa.String(64), primary_key=True),
        sa.Column("uid", sa.String(64), primary_key=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("deck", sa.Text()),
        sa.Column("minutes", sa.Integer()),
        sa.Column("duration_ms", sa.BigInteger(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
    )
    op.add_column("cards", sa.Column("written", sa.JSON()))
    op.add_column("reviews", sa.Column("state", sa.Text()))
    op.add_column("reviews", sa.Column("phase", sa.String(16)))
    op.add_column("reviews", sa.Column("interval", sa.Integer()))


def _merging() -> None:
    op.add_column("cards", sa.Column("holds", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("cards", sa.Column("seen_by", sa.Text()))
    op.create_table(
        "card_versions",
        sa.Column("learner", sa.String(64), primary_key=True),
        sa.Column("card", sa.String(64), primary_key=True),
        sa.Column("version", sa.String(32), primary_key=True),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
    )
    op.create_table(
        "aliases",
        sa.Column("learner", sa.String(64), primary_key=True),
        sa.Column("uid", sa.String(64), primary_key=True),
        sa.Column("stands_for", sa.String(64), nullable=False),
        sa.Column("card", sa.JSON(), nullable=False),
    )
    op.create_index("aliases_by_card", "aliases", ["learner", "stands_for"])
    op.create_table(
        "synced",
        sa.Column("learner", sa.String(64), primary_key=True),
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("mark", sa.Text(), nullable=False),
    )


def _begun() -> None:
    op.add_column(
        "cards", sa.Column("begun", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.execute(
        "UPDATE cards SET begun = true WHERE EXISTS (SELECT 1 FROM schedules"
        " WHERE schedules.learner = cards.learner AND schedules.card = cards.uid"
        " AND schedules.phase <> 'new')"
    )
