"""Findings; where imported rows stood and which are inferred; what sources may leave unsaid."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_findings"
down_revision = "2026_11_22"
branch_labels = None
depends_on = None

UNSAID = (
    ("student", "grade_level", sa.SmallInteger()),
    ("school_enrollment", "grade_level", sa.SmallInteger()),
    ("assignment", "points", sa.Numeric(precision=6, scale=2)),
    ("iep", "disability", sa.String()),
    ("iep", "placement", sa.String()),
    ("iep", "present_levels", sa.String()),
    ("iep_service", "minutes_weekly", sa.Integer()),
)


def _code(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table(
        "finding",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("severity", _code("findingseverity", "NOTICE", "DOUBT", "ERROR"), nullable=False),
        sa.Column(
            "state",
            _code("findingstate", "OPEN", "RESOLVED", "DISMISSED"),
            server_default="OPEN",
            nullable=False,
        ),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("row_key", sa.String(), nullable=True),
        sa.Column("field", sa.String(), nullable=True),
        sa.Column("file", sa.String(), nullable=True),
        sa.Column("line", sa.Integer(), nullable=True),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
        sa.UniqueConstraint(
            "source",
            "rule",
            "entity",
            "place",
            name=op.f("uq_finding_source_rule_entity_place"),
        ),
    )
    op.create_index("ix_finding_first_seen_at_id", "finding", ["first_seen_at", "id"])
    op.create_index("ix_finding_rule_state", "finding", ["rule", "state"])
    op.add_column(
        "source_row", sa.Column("inferred", sa.Boolean(), server_default="false", nullable=False)
    )
    op.add_column("source_row", sa.Column("file", sa.String(), nullable=True))
    op.add_column("source_row", sa.Column("line", sa.Integer(), nullable=True))
    for table, column, kind in UNSAID:
        op.alter_column(table, column, existing_type=kind, nullable=True)


def downgrade() -> None:
    """Fails where a row leaves unsaid what had to be said before."""
    for table, column, kind in reversed(UNSAID):
        op.alter_column(table, column, existing_type=kind, nullable=False)
    for column in ("line", "file", "inferred"):
        op.drop_column("source_row", column)
    op.drop_table("finding")
