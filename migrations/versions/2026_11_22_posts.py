"""Posts count their changes."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_posts"
down_revision = "2026_11_22_orders"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "post",
        sa.Column("row_version", sa.Integer(), server_default=sa.text("1"), nullable=False),
    )


def downgrade() -> None:
    op.drop_column("post", "row_version")
