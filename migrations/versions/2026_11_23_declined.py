"""A family can refuse a version of an IEP as a whole."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_23_declined"
down_revision = "2026_11_23_openings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("iep", sa.Column("declined_on", sa.Date(), nullable=True))
    op.create_check_constraint(
        op.f("ck_iep_offered_before_declined"), "iep", "offered_on <= declined_on"
    )
    op.create_check_constraint(
        op.f("ck_iep_answered_once"), "iep", "num_nonnulls(consented_on, declined_on) < 2"
    )


def downgrade() -> None:
    """What was declined was offered, and is so again."""
    op.drop_constraint(op.f("ck_iep_answered_once"), "iep")
    op.drop_constraint(op.f("ck_iep_offered_before_declined"), "iep")
    op.drop_column("iep", "declined_on")
