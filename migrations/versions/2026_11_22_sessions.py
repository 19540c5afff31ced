"""Sessions of services of education programs are kept."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_sessions"
down_revision = "2026_11_22_posts"
branch_labels = None
depends_on = None

OUTCOMES = ("DELIVERED", "STUDENT_ABSENT", "PROVIDER_ABSENT")
OUTCOME = sa.Enum(
    *OUTCOMES, name="sessionoutcome", native_enum=False, create_constraint=True, length=40
)
REFERENCES = {
    "iep_service_id": "iep_service",
    "provider_id": "staff_member",
    "student_id": "student",
}


def upgrade() -> None:
    op.create_table(
        "service_session",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("iep_service_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("outcome", OUTCOME, nullable=False),
        sa.Column("row_version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_service_session_{column}")
            )
            for column, table in REFERENCES.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_session")),
    )
    for column in REFERENCES:
        op.create_index(op.f(f"ix_service_session_{column}"), "service_session", [column])


def downgrade() -> None:
    op.drop_table("service_session")
