"""That two students on record are one child is kept: who said so, who is kept, who confirmed it."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_23_student_merges"
down_revision = "2026_11_23_merges"
branch_labels = None
depends_on = None

TABLE = "student_merge"
REFERENCES = {
    "student_id": "student",
    "other_id": "student",
    "kept_id": "student",
    "proposed_by": "staff_member",
    "confirmed_by": "staff_member",
}
CHECKS = {
    "one_is_kept": "kept_id IN (student_id, other_id)",
    "two_students": "student_id <> other_id",
    "confirmed_as_a_whole": "(confirmed_on IS NULL) = (confirmed_by IS NULL)",
    "second_person": "confirmed_by <> proposed_by",
}


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("kept_id", sa.Uuid(), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        *(
            sa.CheckConstraint(said, name=op.f(f"ck_{TABLE}_{name}"))
            for name, said in CHECKS.items()
        ),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_{TABLE}_{column}"))
            for column, table in REFERENCES.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("student_id", "other_id", name=op.f(f"uq_{TABLE}_student_id_other_id")),
    )
    op.create_index(
        f"ix_{TABLE}_given_up",
        TABLE,
        ["student_id"],
        unique=True,
        postgresql_where=sa.text("student_id <> kept_id"),
    )
    op.create_index(f"ix_{TABLE}_proposed_on_id", TABLE, ["proposed_on", "id"])
    for column in ("other_id", "kept_id", "proposed_by", "confirmed_by"):
        op.create_index(op.f(f"ix_{TABLE}_{column}"), TABLE, [column])


def downgrade() -> None:
    op.drop_table(TABLE)
