"""What families ask of the custodian is kept, by when, and its answer; a refusal is taken back."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_24_record_requests"
down_revision = "2026_11_23_problems"
branch_labels = None
depends_on = None

TABLE = "record_request"
REFERENCES = {"student_id": "student", "guardian_id": "guardian", "answered_by": "staff_member"}
CHECKS = {
    "says_what_is_wrong": "kind <> 'AMEND' OR num_nulls(words, should_say) = 0",
    "names_a_whole_record": "num_nulls(record_type, record_key) IN (0, 2)",
    "answered_as_a_whole": "num_nulls(outcome, answered_on, answered_by) IN (0, 3)",
    "refused_with_a_reason": "outcome <> 'REFUSED' OR answer IS NOT NULL",
    "stated_as_a_whole": "num_nulls(statement, stated_on) IN (0, 2)",
    "stated_against_a_refusal": (
        "statement IS NULL OR (kind = 'AMEND' AND outcome IS NOT DISTINCT FROM 'REFUSED')"
    ),
    "due_in_order": "due_on >= asked_on AND latest_on >= due_on",
    "requestkind": "kind IN ('INSPECT', 'AMEND')",
    "requestoutcome": "outcome IN ('GRANTED', 'REFUSED')",
}
"""Each constraint by its name."""
VERSION = "row_version"


def _version() -> sa.Column[int]:
    return sa.Column(VERSION, sa.Integer(), server_default=sa.text("1"), nullable=False)


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=True) for name in names]


def upgrade() -> None:
    op.add_column("consent", _version())
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("guardian_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        *_text("record_type", "record_key", "words", "should_say"),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("latest_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        *_text("answer"),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        *_text("statement"),
        sa.Column("stated_on", sa.Date(), nullable=True),
        _version(),
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
    op.create_index(f"ix_{TABLE}_due_on_id", TABLE, ["due_on", "id"])
    for column in REFERENCES:
        op.create_index(op.f(f"ix_{TABLE}_{column}"), TABLE, [column])


def downgrade() -> None:
    op.drop_table(TABLE)
    op.drop_column("consent", VERSION)
