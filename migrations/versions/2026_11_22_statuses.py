"""No stored immunization status: it is worked out of doses and exemptions, which are kept."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_statuses"
down_revision = "2026_11_22_candidates"
branch_labels = None
depends_on = None

BASIS = sa.Enum(
    "REGISTRY",
    "PHYSICIAN",
    "BELIEF",
    name="exemptionbasis",
    native_enum=False,
    create_constraint=True,
    length=40,
)


def upgrade() -> None:
    op.drop_table("immunization_status")
    op.create_table(
        "immunization_exemption",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("basis", BASIS, nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("document_key", sa.String(), nullable=True),
        sa.Column("row_version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(
            ["student_id"], ["student.id"], name=op.f("fk_immunization_exemption_student_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_immunization_exemption")),
    )
    op.create_index(
        op.f("ix_immunization_exemption_student_id"), "immunization_exemption", ["student_id"]
    )


def downgrade() -> None:
    """The table comes back empty: what stood in it was worked out."""
    op.drop_table("immunization_exemption")
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
