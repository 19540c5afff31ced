"""Rows count their changes; records of changes, the outbox, and keys of retries."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "2026_11_22_changes"
down_revision = "2026_11_22_seals"
branch_labels = None
depends_on = None

CHANGED = (
    "attendance_event",
    "caseload",
    "court_order",
    "coverage",
    "emergency_contact",
    "guardian",
    "guardian_right",
    "guardianship",
    "health_alert",
    "health_visit",
    "immunization",
    "incident",
    "medication_administration",
    "medication_order",
    "school_enrollment",
    "score",
    "section_enrollment",
)
KINDS = ("ADDED", "AMENDED", "TAKEN_BACK")
KIND = sa.Enum(*KINDS, name="changekind", native_enum=False, create_constraint=True, length=40)
NOW = sa.text("clock_timestamp()")


def upgrade() -> None:
    for table in CHANGED:
        op.add_column(
            table,
            sa.Column("row_version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        )
    _change()
    _outbox()
    _retry()


def _change() -> None:
    op.create_table(
        "change",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.Column("entry", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("operation", sa.String(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=True),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("before", postgresql.JSONB(), nullable=True),
        sa.Column("after", postgresql.JSONB(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_change_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
        sa.UniqueConstraint("entry", name=op.f("uq_change_entry")),
    )
    for column in ("row_id", "student_id", "person_id"):
        op.create_index(f"ix_change_{column}_at", "change", [column, "at"])


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column(
            "written_by",
            sa.BigInteger(),
            server_default=sa.text("(pg_current_xact_id()::text)::bigint"),
            nullable=False,
        ),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=True),
        sa.Column("kind", KIND, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index(op.f("ix_outbox_written_by"), "outbox", ["written_by"])


def _retry() -> None:
    op.create_table(
        "retry",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("asked", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.Column(
            "outcome", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_retry_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retry")),
        sa.UniqueConstraint("person_id", "key", name=op.f("uq_retry_person_id_key")),
    )
    op.create_index(op.f("ix_retry_kept_at"), "retry", ["kept_at"])


def downgrade() -> None:
    op.drop_table("retry")
    op.drop_table("outbox")
    op.drop_table("change")
    for table in CHANGED:
        op.drop_column(table, "row_version")
