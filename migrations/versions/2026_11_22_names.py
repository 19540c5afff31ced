"""People are found by names that resemble theirs."""

from alembic import op

revision = "2026_11_22_names"
down_revision = "2026_11_22_view_as"
branch_labels = None
depends_on = None

PEOPLE = ("student", "guardian", "staff_member")


def upgrade() -> None:
    for table in PEOPLE:
        op.create_index(
            f"ix_{table}_sort_name_trigrams",
            table,
            ["sort_name"],
            postgresql_using="gin",
            postgresql_ops={"sort_name": "gin_trgm_ops"},
        )


def downgrade() -> None:
    for table in reversed(PEOPLE):
        op.drop_index(f"ix_{table}_sort_name_trigrams", table_name=table)
