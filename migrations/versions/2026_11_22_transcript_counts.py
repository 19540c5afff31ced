"""A line of a transcript keeps what its credit and its place in averages are worked out by."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_transcript_counts"
down_revision = "2026_11_22_sorting"
branch_labels = None
depends_on = None

LEVELS = ("ELEMENTARY", "MIDDLE", "HIGH", "OTHER")
NEW = (
    "in_credit",
    "in_average",
    "honors",
    "school_level",
    "max_completions",
    "equivalence_group",
)
CHECK = "ck_transcript_line_schoollevel"


def upgrade() -> None:
    """Lines that stand take group and completions of today's catalog, by the code on them; in
    which kind of school they were taken stays unsaid.
    """
    group = sa.Column("equivalence_group", sa.String(), nullable=True)
    completions = sa.Column(
        "max_completions", sa.SmallInteger(), server_default="1", nullable=False
    )
    op.add_column("transcript_line", group)
    op.add_column("transcript_line", completions)
    op.add_column("transcript_line", sa.Column("school_level", sa.String(40), nullable=True))
    for name, default in (("honors", "false"), ("in_average", "true"), ("in_credit", "true")):
        column: sa.Column[bool] = sa.Column(
            name, sa.Boolean(), server_default=default, nullable=False
        )
        op.add_column("transcript_line", column)
    known = sa.column("school_level").in_(LEVELS)
    op.create_check_constraint(op.f(CHECK), "transcript_line", known)
    op.execute(
        "UPDATE transcript_line SET equivalence_group = course.equivalence_group,"
        " max_completions = course.max_completions FROM course WHERE course.code = course_code"
    )
    op.execute(
        "UPDATE transcript_line SET equivalence_group = course_code WHERE equivalence_group IS NULL"
    )
    op.alter_column("transcript_line", "equivalence_group", nullable=False)


def downgrade() -> None:
    op.drop_constraint(op.f(CHECK), "transcript_line")
    for name in NEW:
        op.drop_column("transcript_line", name)
