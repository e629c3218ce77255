"""Exams: which cards were asked, when, and what came of them. Cards in the learner's words."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _exams()
    _fitted()


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
