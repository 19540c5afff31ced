"""Records are numbered, and sealed into a chain."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "2026_11_22_seals"
down_revision = "2026_11_22_names"
branch_labels = None
depends_on = None

RECORDS = ("disclosure", "view_as")


def upgrade() -> None:
    for record in RECORDS:
        # rows that are there already are numbered as they lie
        numbered = sa.Column("entry", sa.BigInteger(), sa.Identity(always=True), nullable=False)
        op.add_column(record, numbered)
        op.create_unique_constraint(op.f(f"uq_{record}_entry"), record, ["entry"])
    op.create_table(
        "seal",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record", sa.String(length=63), nullable=False),
        sa.Column("columns", postgresql.ARRAY(sa.String(length=63)), nullable=False),
        sa.Column("after", sa.BigInteger(), nullable=False),
        sa.Column("through", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("chain", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_seal")),
        sa.UniqueConstraint("record", "after", name=op.f("uq_seal_record_after")),
    )


def downgrade() -> None:
    op.drop_table("seal")
    for record in reversed(RECORDS):
        op.drop_constraint(op.f(f"uq_{record}_entry"), record, type_="unique")
        op.drop_column(record, "entry")
