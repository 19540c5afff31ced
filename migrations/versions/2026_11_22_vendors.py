"""Vendors with apps, agreements and the students in their scope; engagement letters of monitors."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_vendors"
down_revision = "2026_11_22_transcript_counts"
branch_labels = None
depends_on = None


def _id() -> sa.Column[object]:
    return sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False)


def _key(table: str, column: str, target: str, *, nullable: bool = False) -> list[object]:
    return [
        sa.Column(column, sa.Uuid(), nullable=nullable),
        sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}")),
    ]


def _code(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def _dated(table: str) -> list[object]:
    return [
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on", name=op.f(f"ck_{table}_dates_in_order")
        ),
    ]


def _make(table: str, *parts: object) -> None:
    primary = sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))
    op.create_table(table, _id(), *parts, primary)  # type: ignore[arg-type]


def _indexed(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _scope(table: str, of: str) -> None:
    _make(
        table,
        *_key(table, f"{of}_id", of),
        *_key(table, "school_id", "school"),
        sa.Column("grade_level", sa.SmallInteger(), nullable=True),
        *_key(table, "course_id", "course", nullable=True),
        *_key(table, "section_id", "section", nullable=True),
    )
    _indexed(table, f"{of}_id", "school_id", "course_id", "section_id")


def upgrade() -> None:
    _make(
        "vendor",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("for_profit", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_vendor_name_id", "vendor", ["name", "id"])
    _make(
        "vendor_app",
        *_key("vendor_app", "vendor_id", "vendor"),
        *_key("vendor_app", "person_id", "person"),
        sa.Column("name", sa.String(), nullable=False),
        sa.UniqueConstraint("person_id", name=op.f("uq_vendor_app_person_id")),
    )
    _indexed("vendor_app", "vendor_id")
    _agreements()
    _engagements()
    op.add_column("consent", sa.Column("vendor_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f("fk_consent_vendor_id"), "consent", "vendor", ["vendor_id"], ["id"])
    _indexed("consent", "vendor_id")


def _agreements() -> None:
    bases = ("SCHOOL_OFFICIAL", "CONSENT", "DIRECTORY")
    functions = (
        "LEARNING",
        "ASSESSMENT",
        "SPECIAL_EDUCATION",
        "TRANSPORT",
        "FOOD_SERVICE",
        "FIELD_TRIP",
        "IMMUNIZATION_REGISTRY",
        "YEARBOOK",
    )
    _make(
        "agreement",
        *_key("agreement", "vendor_id", "vendor"),
        sa.Column("basis", _code("agreementbasis", *bases), nullable=False),
        sa.Column("function", _code("agreementfunction", *functions), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("slices", sa.ARRAY(sa.String(length=40)), nullable=False),
        sa.Column("terms_on", sa.Date(), nullable=True),
        *_dated("agreement"),
    )
    _indexed("agreement", "vendor_id")
    op.create_index("ix_agreement_starts_on_id", "agreement", ["starts_on", "id"])
    _scope("agreement_scope", "agreement")


def _engagements() -> None:
    _make(
        "engagement",
        *_key("engagement", "staff_id", "staff_member"),
        sa.Column("kind", _code("engagementkind", "MONITOR", "SUPPORT"), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("slices", sa.ARRAY(sa.String(length=40)), nullable=False),
        *_key("engagement", "first_signer_id", "staff_member", nullable=True),
        *_key("engagement", "second_signer_id", "staff_member", nullable=True),
        *_dated("engagement"),
        sa.CheckConstraint(
            "first_signer_id <> second_signer_id"
            " AND staff_id <> first_signer_id AND staff_id <> second_signer_id",
            name=op.f("ck_engagement_two_others_sign"),
        ),
    )
    _indexed("engagement", "staff_id", "first_signer_id", "second_signer_id")
    op.create_index("ix_engagement_starts_on_id", "engagement", ["starts_on", "id"])
    _scope("engagement_scope", "engagement")


def downgrade() -> None:
    """Forgets which vendor a consent is about."""
    op.drop_column("consent", "vendor_id")
    for table in (
        "engagement_scope",
        "engagement",
        "agreement_scope",
        "agreement",
        "vendor_app",
        "vendor",
    ):
        op.drop_table(table)
