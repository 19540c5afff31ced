"""Staff keep questions of the list of students under names of their own."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_26_saved_scopes"
down_revision = "2026_11_25_papers"
branch_labels = None
depends_on = None

TABLE = "saved_scope"
CHECKS = {
    "grade_level": "grade_level BETWEEN -1 AND 12",
    "scopeorder": "sorted_by IN ('NAME', 'NAME_DESCENDING', 'GRADE', 'GRADE_DESCENDING')",
}
REFERENCES = {"staff_id": "staff_member", "school_id": "school"}


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("grade_level", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Uuid(), nullable=True),
        sa.Column("sorted_by", sa.String(length=40), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
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
    )
    op.create_index(f"ix_{TABLE}_name_id", TABLE, ["name", "id"])
    for column in REFERENCES:
        op.create_index(op.f(f"ix_{TABLE}_{column}"), TABLE, [column])


def downgrade() -> None:
    op.drop_table(TABLE)
