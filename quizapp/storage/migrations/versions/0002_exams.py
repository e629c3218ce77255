"""Exams: which cards were asked, when, and what came of them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
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
