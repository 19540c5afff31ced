"""What people say is wrong is kept, with whose desk it lies on and what became of it."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_23_problems"
down_revision = "2026_11_23_renamed_disclosures"
branch_labels = None
depends_on = None

TABLE = "problem"
REFERENCES = {
    "person_id": "person",
    "staff_id": "staff_member",
    "guardian_id": "guardian",
    "student_id": "student",
    "section_id": "section",
    "school_id": "school",
    "taken_by": "staff_member",
}
DESKS = ("REGISTRAR", "PRINCIPAL", "NURSE", "NURSE_LEAD", "SPECIAL_EDUCATION", "DATA_STEWARD")
STATES = ("OPEN", "IN_HAND", "SETTLED", "NOTHING_WRONG")
CHECKS = {
    "record_as_a_whole": "(entity IS NULL) = (row_key IS NULL)",
    "student_by_a_record": "student_id IS NULL OR entity IS NOT NULL",
    "section_by_a_record": "section_id IS NULL OR entity IS NOT NULL",
    "taken_as_a_whole": "(taken_at IS NULL) = (taken_by IS NULL)",
    "open_until_taken": "state = 'OPEN' OR taken_at IS NOT NULL",
    "answered_as_a_whole": "(answered_at IS NULL) = (answer IS NULL)",
    "closed_by_an_answer": ("(state IN ('SETTLED', 'NOTHING_WRONG')) = (answered_at IS NOT NULL)"),
}


def _code(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("guardian_id", sa.Uuid(), nullable=True),
        sa.Column("student_id", sa.Uuid(), nullable=True),
        sa.Column("section_id", sa.Uuid(), nullable=True),
        sa.Column("school_id", sa.Uuid(), nullable=True),
        sa.Column("entity", sa.String(), nullable=True),
        sa.Column("row_key", sa.String(), nullable=True),
        sa.Column("screen", sa.String(), nullable=False),
        sa.Column("request", sa.String(), nullable=True),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("desk", _code("desk", *DESKS), nullable=False),
        sa.Column("students", sa.Integer(), nullable=True),
        sa.Column("state", _code("problemstate", *STATES), server_default="OPEN", nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_by", sa.Uuid(), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("row_version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        *(
            sa.CheckConstraint(said, name=op.f(f"ck_{TABLE}_{name}"))
            for name, said in CHECKS.items()
        ),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_{TABLE}_{column}"))
            for column, table in REFERENCES.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    for column in REFERENCES:
        op.create_index(op.f(f"ix_{TABLE}_{column}"), TABLE, [column])
    op.create_index(f"ix_{TABLE}_reported_at_id", TABLE, ["reported_at", "id"])


def downgrade() -> None:
    op.drop_table(TABLE)
