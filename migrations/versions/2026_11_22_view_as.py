"""Who viewed as whom, one row a request."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_view_as"
down_revision = "2026_11_22_vendors"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "view_as",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column(
            "at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("viewer_id", sa.Uuid(), nullable=False),
        sa.Column("target_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["target_id"], ["staff_member.id"], name=op.f("fk_view_as_target_id")
        ),
        sa.ForeignKeyConstraint(
            ["viewer_id"], ["staff_member.id"], name=op.f("fk_view_as_viewer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_view_as")),
    )
    op.create_index("ix_view_as_at_id", "view_as", ["at", "id"])
    op.create_index(op.f("ix_view_as_viewer_id"), "view_as", ["viewer_id"])
    op.create_index(op.f("ix_view_as_target_id"), "view_as", ["target_id"])


def downgrade() -> None:
    op.drop_table("view_as")
