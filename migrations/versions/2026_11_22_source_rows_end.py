"""Where imported rows came from also tells when their source changed them, and took them back."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_source_rows"
down_revision = "2026_11_22_findings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("source_row", sa.Column("modified_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("source_row", sa.Column("ended_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("source_row", "ended_on")
    op.drop_column("source_row", "modified_at")
