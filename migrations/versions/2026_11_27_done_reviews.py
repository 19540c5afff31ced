"""Whoever goes through who can read what is delicate says so, once a quarter (P-43)."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_27_done_reviews"
down_revision = "2026_11_26_sign_ins"
branch_labels = None
depends_on = None

QUARTER = "quarter_starts_on = date_trunc('quarter', quarter_starts_on::timestamp)::date"


def upgrade() -> None:
    op.create_table(
        "done_review",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("quarter_starts_on", sa.Date(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("reviewed_by", sa.Uuid(), nullable=False),
        sa.Column("to_change", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.CheckConstraint(QUARTER, name=op.f("ck_done_review_quarter")),
        sa.CheckConstraint("to_change >= 0", name=op.f("ck_done_review_counted")),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_done_review_school_id")
        ),
        sa.ForeignKeyConstraint(
            ["reviewed_by"], ["staff_member.id"], name=op.f("fk_done_review_reviewed_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_done_review")),
        sa.UniqueConstraint(
            "school_id",
            "quarter_starts_on",
            name=op.f("uq_done_review_school_id_quarter_starts_on"),
        ),
    )
    op.create_index(op.f("ix_done_review_reviewed_by"), "done_review", ["reviewed_by"])


def downgrade() -> None:
    op.drop_table("done_review")
