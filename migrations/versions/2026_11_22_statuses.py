"""No stored immunization status: it is worked out of the doses at each reading."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_statuses"
down_revision = "2026_11_22_sessions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("immunization_status")


def downgrade() -> None:
    """The table comes back empty: what stood in it was worked out."""
    op.create_table(
        "immunization_status",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "ADMITTED",
                "CONDITIONAL",
                "OVERDUE",
                "EXEMPT",
                name="immunizationstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on",
            name=op.f("ck_immunization_status_dates_in_order"),
        ),
        sa.ForeignKeyConstraint(
            ["student_id"], ["student.id"], name=op.f("fk_immunization_status_student_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_immunization_status")),
    )
    op.create_index(
        op.f("ix_immunization_status_student_id"), "immunization_status", ["student_id"]
    )
