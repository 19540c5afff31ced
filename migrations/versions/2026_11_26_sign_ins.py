"""Who signed in when, how that ended, and which tries were refused, is on record."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_26_sign_ins"
down_revision = "2026_11_26_saved_scopes"
branch_labels = None
depends_on = None

KINDS = (
    "'ONE_FACTOR', 'TWO_FACTORS', 'PROVIDER', 'LINK', 'FACE', 'SIGNED_OUT', 'ENDED_ELSEWHERE', "
    "'ENDED_BY_CHANGE', 'ENDED_BY_RECOVERY', 'REFUSED_FIRST', 'REFUSED_SECOND'"
)


def upgrade() -> None:
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column(
            "at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("known_place", sa.Boolean(), nullable=True),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f("ck_sign_in_signinkind")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sign_in_person_id")),
        sa.ForeignKeyConstraint(["session_id"], ["token.id"], name=op.f("fk_sign_in_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
    )
    op.create_index(op.f("ix_sign_in_at"), "sign_in", ["at"])
    op.create_index(op.f("ix_sign_in_person_id_id"), "sign_in", ["person_id", "id"])
    op.create_index(op.f("ix_sign_in_session_id"), "sign_in", ["session_id"])


def downgrade() -> None:
    op.drop_table("sign_in")
