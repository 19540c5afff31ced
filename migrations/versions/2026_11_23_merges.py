"""Guardians are merged: who is kept, who confirmed it, and what the feed of changes tells."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_23_merges"
down_revision = "2026_11_23_declined"
branch_labels = None
depends_on = None

TABLE = "guardian_candidate"
REFERENCES = {"kept_id": "guardian", "confirmed_by": "staff_member"}
CHECKS = {
    "one_is_kept": (
        "(outcome IS NOT DISTINCT FROM 'SAME') = (kept_id IS NOT NULL) AND (kept_id IS NULL "
        "OR kept_id IN (first_id, second_id))"
    ),
    "confirmed_as_a_whole": (
        "(confirmed_on IS NULL) = (confirmed_by IS NULL) AND (confirmed_on IS NULL OR "
        "kept_id IS NOT NULL)"
    ),
    "second_person": "confirmed_by <> decided_by",
}
RECORDS = ("change", "outbox")
BEFORE = "kind IN ('ADDED', 'AMENDED', 'TAKEN_BACK')"
NOW = "kind IN ('ADDED', 'AMENDED', 'TAKEN_BACK', 'MERGED', 'UNMERGED')"


def upgrade() -> None:
    op.add_column(TABLE, sa.Column("kept_id", sa.Uuid(), nullable=True))
    op.add_column(TABLE, sa.Column("confirmed_on", sa.Date(), nullable=True))
    op.add_column(TABLE, sa.Column("confirmed_by", sa.Uuid(), nullable=True))
    for column, table in REFERENCES.items():
        op.create_foreign_key(op.f(f"fk_{TABLE}_{column}"), TABLE, table, [column], ["id"])
        op.create_index(op.f(f"ix_{TABLE}_{column}"), TABLE, [column])
    for name, said in CHECKS.items():
        op.create_check_constraint(op.f(f"ck_{TABLE}_{name}"), TABLE, said)
    op.add_column("outbox", sa.Column("other_id", sa.Uuid(), nullable=True))
    for table in RECORDS:
        op.drop_constraint(op.f(f"ck_{table}_changekind"), table)
        op.create_check_constraint(op.f(f"ck_{table}_changekind"), table, NOW)


def downgrade() -> None:
    for table in RECORDS:
        kind = op.f(f"ck_{table}_changekind")
        op.drop_constraint(kind, table)
        # what is on record stays there
        op.create_check_constraint(kind, table, BEFORE, postgresql_not_valid=True)
    op.drop_column("outbox", "other_id")
    for name in CHECKS:
        op.drop_constraint(op.f(f"ck_{TABLE}_{name}"), TABLE)
    for column in REFERENCES:
        op.drop_index(op.f(f"ix_{TABLE}_{column}"), table_name=TABLE)
        op.drop_constraint(op.f(f"fk_{TABLE}_{column}"), TABLE)
    for column in ("confirmed_by", "confirmed_on", "kept_id"):
        op.drop_column(TABLE, column)
