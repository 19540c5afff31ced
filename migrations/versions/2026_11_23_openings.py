"""An opening that nobody looks into escalates after five school days; openings are listed."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_23_openings"
down_revision = "2026_11_22_plans"
branch_labels = None
depends_on = None

SIXTH_SCHOOL_DAY = """
UPDATE break_glass b SET escalates_on = coalesce(
    (SELECT DISTINCT c.day FROM calendar_day c JOIN school_enrollment e USING (school_id)
     WHERE e.student_id = b.student_id AND e.starts_on <= opened.day
     AND (e.ends_on IS NULL OR e.ends_on > opened.day) AND c.day >= opened.day
     ORDER BY c.day OFFSET 5 LIMIT 1),
    opened.day + CASE extract(isodow FROM opened.day) WHEN 6 THEN 9 WHEN 7 THEN 8 ELSE 7 END
)
FROM (
    SELECT b.id, (b.opened_at AT TIME ZONE d.timezone)::date AS day FROM break_glass b, district d
) opened
WHERE opened.id = b.id
"""
"""By the calendar of the student's schools, else the sixth weekday."""


def upgrade() -> None:
    op.add_column("break_glass", sa.Column("escalates_on", sa.Date(), nullable=True))
    op.execute(SIXTH_SCHOOL_DAY)
    op.alter_column("break_glass", "escalates_on", nullable=False)
    op.create_index(op.f("ix_break_glass_opened_at_id"), "break_glass", ["opened_at", "id"])
    op.create_index(op.f("ix_break_glass_escalates_on_id"), "break_glass", ["escalates_on", "id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_break_glass_escalates_on_id"), table_name="break_glass")
    op.drop_index(op.f("ix_break_glass_opened_at_id"), table_name="break_glass")
    op.drop_column("break_glass", "escalates_on")
