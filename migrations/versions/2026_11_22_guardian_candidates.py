"""Guardians who may be on record twice are kept."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_candidates"
down_revision = "2026_11_22_validation"
branch_labels = None
depends_on = None

TABLE = "guardian_candidate"
REASON = sa.Enum(
    "NAME_PHONE",
    "NAME_ADDRESS",
    "EMAIL",
    name="candidatereason",
    native_enum=False,
    create_constraint=True,
    length=40,
)
OUTCOME = sa.Enum(
    "SAME",
    "DIFFERENT",
    name="candidateoutcome",
    native_enum=False,
    create_constraint=True,
    length=40,
)
REFERENCES = {
    "student_id": "student",
    "first_id": "guardian",
    "second_id": "guardian",
    "decided_by": "staff_member",
}
DECIDED = "(decided_on IS NULL) = (outcome IS NULL) AND (decided_on IS NULL) = (decided_by IS NULL)"
MAIL = "ix_guardian_email_in_lower_case"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("first_id", sa.Uuid(), nullable=False),
        sa.Column("second_id", sa.Uuid(), nullable=False),
        sa.Column("reason", REASON, nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("outcome", OUTCOME, nullable=True),
        sa.Column("row_version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint("first_id < second_id", name=op.f(f"ck_{TABLE}_lesser_key_first")),
        sa.CheckConstraint(DECIDED, name=op.f(f"ck_{TABLE}_decided_as_a_whole")),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_{TABLE}_{column}"))
            for column, table in REFERENCES.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint(
            "student_id",
            "first_id",
            "second_id",
            name=op.f(f"uq_{TABLE}_student_id_first_id_second_id"),
        ),
    )
    for column in ("first_id", "second_id", "decided_by"):
        op.create_index(op.f(f"ix_{TABLE}_{column}"), TABLE, [column])
    op.create_index(f"ix_{TABLE}_found_on_id", TABLE, ["found_on", "id"])
    op.create_index(MAIL, "guardian", [sa.text("lower(email)")])


def downgrade() -> None:
    op.drop_index(MAIL, table_name="guardian")
    op.drop_table(TABLE)
