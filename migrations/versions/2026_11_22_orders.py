"""What a second person has to confirm of a court order; openings count their changes."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_orders"
down_revision = "2026_11_22_accesses"
branch_labels = None
depends_on = None

PEOPLE = ("proposed_by", "confirmed_by")


def upgrade() -> None:
    op.add_column("court_order", sa.Column("proposed_ends_on", sa.Date(), nullable=True))
    op.add_column("court_order", sa.Column("proposed_document_key", sa.String(), nullable=True))
    at = sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=True)
    op.add_column("court_order", at)
    for name in PEOPLE:
        op.add_column("court_order", sa.Column(name, sa.Uuid(), nullable=True))
        op.create_foreign_key(
            op.f(f"fk_court_order_{name}"), "court_order", "staff_member", [name], ["id"]
        )
        op.create_index(op.f(f"ix_court_order_{name}"), "court_order", [name])
    op.create_check_constraint(
        op.f("ck_court_order_second_person"), "court_order", "confirmed_by <> proposed_by"
    )
    version = sa.Column("row_version", sa.Integer(), server_default=sa.text("1"), nullable=False)
    op.add_column("break_glass", version)


def downgrade() -> None:
    op.drop_column("break_glass", "row_version")
    op.drop_constraint(op.f("ck_court_order_second_person"), "court_order")
    for name in reversed(PEOPLE):
        op.drop_index(op.f(f"ix_court_order_{name}"), table_name="court_order")
        op.drop_constraint(op.f(f"fk_court_order_{name}"), "court_order")
        op.drop_column("court_order", name)
    op.drop_column("court_order", "proposed_at")
    op.drop_column("court_order", "proposed_document_key")
    op.drop_column("court_order", "proposed_ends_on")
