"""Students are sorted by a grade that may be null, and a cursor stands in one index for both."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_sorting"
down_revision = "2026_11_22_whole_matrix"
branch_labels = None
depends_on = None

NAME = "ix_student_grade_level_nulls_id"


def upgrade() -> None:
    key = (sa.text("(grade_level IS NULL)"), sa.text("coalesce(grade_level, '0')"), "id")
    op.create_index(NAME, "student", key)


def downgrade() -> None:
    op.drop_index(NAME, table_name="student")
