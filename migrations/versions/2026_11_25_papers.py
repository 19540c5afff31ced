"""The files of papers are kept here, under keys that nobody can guess: a row that named a key named
a place that nobody could open.
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_papers"
down_revision = "2026_11_25_bell_schedules"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paper",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("entity", sa.String(length=63), nullable=True),
        sa.Column("row_id", sa.Uuid(), nullable=True),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "starts_with(key, 'paper_') AND length(key) >= 49", name=op.f("ck_paper_ours")
        ),
        sa.CheckConstraint(
            "size > 0 AND size = octet_length(content)", name=op.f("ck_paper_sized")
        ),
        sa.CheckConstraint("octet_length(sha256) = 32", name=op.f("ck_paper_digested")),
        sa.CheckConstraint(
            "num_nulls(entity, row_id, named_at) IN (0, 3)", name=op.f("ck_paper_named_as_a_whole")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_paper_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
        sa.UniqueConstraint("key", name=op.f("uq_paper_key")),
    )
    # scans and photographs are compressed already: trying again takes time and gains nothing
    op.execute("ALTER TABLE paper ALTER COLUMN content SET STORAGE EXTERNAL")
    op.create_index("ix_paper_person_id_kept_at", "paper", ["person_id", "kept_at"])
    op.create_index(
        "ix_paper_kept_at", "paper", ["kept_at"], postgresql_where=sa.text("named_at IS NULL")
    )


def downgrade() -> None:
    op.drop_table("paper")
