"""The log of readings, and the spans in which it was kept."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "2026_11_22_accesses"
down_revision = "2026_11_22_changes"
branch_labels = None
depends_on = None

KINDS = ("OPENED", "CLOSED", "BROKEN")
KIND = sa.Enum(*KINDS, name="spankind", native_enum=False, create_constraint=True, length=40)


def _record(name: str, *columns: sa.Column[Any], **keys: str) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column(
            "at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("entry", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        *columns,
        *(
            sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{name}_{column}"))
            for column, target in keys.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("entry", name=op.f(f"uq_{name}_entry")),
    )


def upgrade() -> None:
    _record(
        "access",
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("viewed_as", sa.Uuid(), nullable=True),
        sa.Column("slices", postgresql.ARRAY(sa.String(length=40)), nullable=False),
        sa.Column("students", postgresql.ARRAY(sa.Uuid()), nullable=False),
        person_id="person.id",
        viewed_as="person.id",
    )
    op.create_index("ix_access_students", "access", ["students"], postgresql_using="gin")
    op.create_index("ix_access_person_id_at", "access", ["person_id", "at"])
    op.create_index(op.f("ix_access_viewed_as"), "access", ["viewed_as"])
    _record(
        "access_span",
        sa.Column("span_id", sa.Uuid(), nullable=False),
        sa.Column("kind", KIND, nullable=False),
    )
    op.create_unique_constraint(
        op.f("uq_access_span_span_id_kind"), "access_span", ["span_id", "kind"]
    )


def downgrade() -> None:
    op.drop_table("access_span")
    op.drop_table("access")
