"""A disclosure is told of the child under whichever id: under which one it was written is kept."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_23_renamed_disclosures"
down_revision = "2026_11_23_sign_in"
branch_labels = None
depends_on = None

TABLE = "disclosure"
# what was written under an id before it was given up is on record of who is kept from now on
RENAMED = """
WITH RECURSIVE step AS (
    SELECT student_id, kept_id FROM student_merge
    WHERE confirmed_on IS NOT NULL AND student_id <> kept_id
), way AS (
    SELECT * FROM step
    UNION SELECT way.student_id, step.kept_id FROM way JOIN step ON step.student_id = way.kept_id
)
UPDATE disclosure SET student_id = way.kept_id, first_id = disclosure.student_id FROM way
WHERE way.student_id = disclosure.student_id
  AND NOT EXISTS (SELECT FROM step WHERE step.student_id = way.kept_id)
"""
WRITTEN = "UPDATE disclosure SET student_id = first_id, first_id = NULL WHERE first_id IS NOT NULL"


def upgrade() -> None:
    op.add_column(TABLE, sa.Column("first_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f("fk_disclosure_first_id"), TABLE, "student", ["first_id"], ["id"])
    op.create_check_constraint(
        op.f("ck_disclosure_another_than_it_was"), TABLE, "first_id <> student_id"
    )
    op.create_index(op.f("ix_disclosure_first_id"), TABLE, ["first_id"])
    op.execute(RENAMED)


def downgrade() -> None:
    op.execute(WRITTEN)
    op.drop_column(TABLE, "first_id")
