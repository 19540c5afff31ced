"""People sign in by password and second factor, and a session that nobody uses ends."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_23_sign_in"
down_revision = "2026_11_23_student_merges"
branch_labels = None
depends_on = None

KIND = "ck_token_tokenkind"
BEFORE = "kind IN ('BEARER', 'LINK', 'SESSION')"
NOW = "kind IN ('BEARER', 'LINK', 'SESSION', 'FIRST_FACTOR', 'CHOOSING')"


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _key() -> sa.Column[object]:
    return sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False)


def _person(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["person.id"], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    op.add_column("token", _moment("ends_at", nullable=True))
    op.execute("UPDATE token SET ends_at = expires_at")
    op.alter_column("token", "ends_at", nullable=False)
    op.add_column(
        "token", sa.Column("strong", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.drop_constraint(op.f(KIND), "token")
    op.create_check_constraint(op.f(KIND), "token", NOW)
    op.create_table(
        "credential",
        _key(),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("user_name", sa.String(length=254), nullable=False),
        sa.Column("hash", sa.String(), nullable=True),
        _moment("set_at", nullable=True),
        sa.CheckConstraint(
            "user_name = lower(user_name) AND user_name <> ''", name=op.f("ck_credential_folded")
        ),
        sa.CheckConstraint(
            "(hash IS NULL) = (set_at IS NULL)", name=op.f("ck_credential_set_as_a_whole")
        ),
        _person("credential", "person_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credential")),
        sa.UniqueConstraint("person_id", name=op.f("uq_credential_person_id")),
        sa.UniqueConstraint("user_name", name=op.f("uq_credential_user_name")),
    )
    op.create_table(
        "second_factor",
        _key(),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        _moment("enrolled_at"),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        _person("second_factor", "person_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_factor")),
        sa.UniqueConstraint("person_id", name=op.f("uq_second_factor_person_id")),
    )
    op.create_table(
        "recovery",
        _key(),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        _moment("asked_at"),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        _moment("confirmed_at", nullable=True),
        sa.CheckConstraint("confirmed_by <> asked_by", name=op.f("ck_recovery_second_person")),
        sa.CheckConstraint(
            "person_id <> asked_by AND person_id <> confirmed_by",
            name=op.f("ck_recovery_not_ones_own"),
        ),
        sa.CheckConstraint(
            "(confirmed_by IS NULL) = (confirmed_at IS NULL)",
            name=op.f("ck_recovery_confirmed_as_a_whole"),
        ),
        *(_person("recovery", each) for each in ("person_id", "asked_by", "confirmed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery")),
    )
    for column in ("person_id", "asked_by", "confirmed_by"):
        op.create_index(op.f(f"ix_recovery_{column}"), "recovery", [column])
    op.create_table(
        "attempt",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("level", sa.Float(), nullable=False),
        _moment("last_at"),
        _moment("free_at"),
        _moment("known_until", nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_attempt")),
    )
    op.create_index(op.f("ix_attempt_last_at"), "attempt", ["last_at"])


def downgrade() -> None:
    for table in ("attempt", "recovery", "second_factor", "credential"):
        op.drop_table(table)
    # whoever was signing in at this moment begins anew
    op.execute("DELETE FROM token WHERE kind IN ('FIRST_FACTOR', 'CHOOSING')")
    op.drop_constraint(op.f(KIND), "token")
    op.create_check_constraint(op.f(KIND), "token", BEFORE)
    op.drop_column("token", "strong")
    op.drop_column("token", "ends_at")
