"""Which meetings a student owes their bell schedule, which courses have no content, and who agreed
to those: SCH-1 and SCH-2 are worked out of it.
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_bell_schedules"
down_revision = "2026_11_24_record_requests"
branch_labels = None
depends_on = None

KINDS = "'REGULAR', 'SERVICE', 'HOME', 'COLLEGE_RELEASE', 'NO_CLASS', 'AIDE'"
DATES = "ends_on IS NULL OR ends_on >= starts_on"
GRADES = "last_grade >= first_grade"


def _key() -> sa.Column[object]:
    return sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False)


def _dates() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
    )


def _end(table: str, *names: str, **checks: str) -> tuple[sa.Constraint, ...]:
    """Primary key, foreign keys (column and table of each), and checks by name."""
    targets = {"decided_by": "staff_member"}
    return (
        *(
            sa.ForeignKeyConstraint(
                [name],
                [f"{targets.get(name, name.removesuffix('_id'))}.id"],
                name=op.f(f"fk_{table}_{name}"),
            )
            for name in names
        ),
        *(
            sa.CheckConstraint(said, name=op.f(f"ck_{table}_{name}"))
            for name, said in checks.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def upgrade() -> None:
    op.add_column(
        "course",
        sa.Column("kind", sa.String(length=40), server_default="REGULAR", nullable=False),
    )
    op.create_check_constraint(op.f("ck_course_coursekind"), "course", f"kind IN ({KINDS})")
    op.create_table(
        "bell_schedule",
        _key(),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("first_grade", sa.SmallInteger(), nullable=True),
        sa.Column("last_grade", sa.SmallInteger(), nullable=True),
        *_dates(),
        *_end(
            "bell_schedule",
            "school_id",
            dates_in_order=DATES,
            grades_as_a_whole="num_nulls(first_grade, last_grade) IN (0, 2)",
            grades_in_order=GRADES,
        ),
    )
    op.execute(
        "ALTER TABLE bell_schedule ADD CONSTRAINT ex_bell_schedule_grades EXCLUDE USING gist ("
        "school_id WITH =, int4range(first_grade, last_grade, '[]') WITH &&, "
        f"daterange(starts_on, ends_on) WITH &&) WHERE (({GRADES}) AND ({DATES}))"
    )
    _index("bell_schedule", "school_id")
    op.create_table(
        "bell_period",
        _key(),
        sa.Column("bell_schedule_id", sa.Uuid(), nullable=False),
        sa.Column("weekday", sa.SmallInteger(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        *_end("bell_period", "bell_schedule_id", iso_weekday="weekday BETWEEN 1 AND 7"),
        sa.UniqueConstraint(
            "bell_schedule_id",
            "weekday",
            "period",
            name=op.f("uq_bell_period_bell_schedule_id_weekday_period"),
        ),
    )
    op.create_table(
        "student_bell_schedule",
        _key(),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("bell_schedule_id", sa.Uuid(), nullable=False),
        *_dates(),
        *_end("student_bell_schedule", "student_id", "bell_schedule_id", dates_in_order=DATES),
    )
    _index("student_bell_schedule", "student_id", "bell_schedule_id")
    op.create_table(
        "period_consent",
        _key(),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("section_id", sa.Uuid(), nullable=False),
        sa.Column("consented_on", sa.Date(), nullable=False),
        sa.Column("signed_by", sa.String(), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("decision", sa.String(length=40), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        *_end(
            "period_consent",
            "student_id",
            "section_id",
            "decided_by",
            decided_as_a_whole="num_nulls(decision, decided_on, decided_by) IN (0, 3)",
            withdrawn_in_order="withdrawn_on >= consented_on",
            perioddecision="decision IN ('APPROVED', 'REFUSED')",
        ),
    )
    _index("period_consent", "student_id", "section_id", "decided_by")


def downgrade() -> None:
    for table in ("period_consent", "student_bell_schedule", "bell_period", "bell_schedule"):
        op.drop_table(table)
    op.drop_column("course", "kind")
