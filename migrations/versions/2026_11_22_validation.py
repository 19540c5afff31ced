"""Guardianships keep the days on which they were checked, and no state; phones have a type."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_validation"
down_revision = "2026_11_22_sessions"
branch_labels = None
depends_on = None

DAYS = ("matched_on", "contact_verified_on", "identity_verified_on", "rejected_on")
STATES = (
    "IMPORTED",
    "MATCHED",
    "CONTACT_VERIFIED",
    "IDENTITY_VERIFIED",
    "VALIDATED",
    "DUPLICATE_CANDIDATE",
    "RESTRICTED",
    "REJECTED",
    "EXPIRED",
)
STATE = sa.Enum(
    *STATES, name="validationstate", native_enum=False, create_constraint=True, length=40
)
DATES = """
UPDATE guardianship SET
    validated_until = CASE validation_state
        WHEN 'VALIDATED' THEN coalesce(validated_until, (lapsed.day + interval '1 year')::date)
        WHEN 'EXPIRED' THEN least(validated_until, lapsed.day::date)
    END,
    matched_on = CASE WHEN validation_state IN
        ('MATCHED', 'CONTACT_VERIFIED', 'IDENTITY_VERIFIED', 'VALIDATED', 'EXPIRED')
        THEN coalesce(validated_until - 365, current_date) END,
    contact_verified_on = CASE WHEN validation_state IN
        ('CONTACT_VERIFIED', 'IDENTITY_VERIFIED', 'VALIDATED', 'EXPIRED')
        THEN coalesce(validated_until, CASE validation_state
            WHEN 'EXPIRED' THEN lapsed.day::date ELSE current_date + 365 END) - 365 END,
    identity_verified_on = CASE WHEN validation_state IN
        ('IDENTITY_VERIFIED', 'VALIDATED', 'EXPIRED')
        THEN coalesce(validated_until - 365, current_date) END,
    rejected_on = CASE WHEN validation_state = 'REJECTED' THEN current_date END
FROM (
    SELECT date_trunc('year', current_date - interval '6 months') + interval '6 months' AS day
) AS lapsed
WHERE validation_state <> 'IMPORTED' OR validated_until IS NOT NULL
"""
"""`lapsed` is the last 1 July: when a validation lapsed, or from when on one is that still holds
(GUA-4). Nobody kept on which day a step was taken: that of the year's check, or today. A
guardianship that was marked as restricted, or as one of two that may be the same, begins anew: the
order itself says the one, and a search the other.
"""
STATES_AGAIN = """
UPDATE guardianship SET validation_state = CASE
    WHEN rejected_on IS NOT NULL THEN 'REJECTED'
    WHEN validated_until > current_date THEN 'VALIDATED'
    WHEN validated_until IS NOT NULL THEN 'EXPIRED'
    WHEN matched_on IS NULL THEN 'IMPORTED'
    WHEN contact_verified_on IS NULL THEN 'MATCHED'
    WHEN identity_verified_on IS NULL THEN 'CONTACT_VERIFIED'
    ELSE 'IDENTITY_VERIFIED'
END
"""
PHONE_TYPE = sa.Enum(
    "MOBILE", "HOME", "WORK", name="phonetype", native_enum=False, create_constraint=True, length=40
)
IN_ORDER = "ix_guardianship_contact_priority_id"


def upgrade() -> None:
    op.create_index(IN_ORDER, "guardianship", ["contact_priority", "id"])
    op.add_column("guardian", sa.Column("phone_type", PHONE_TYPE, nullable=True))
    for name in DAYS:
        op.add_column("guardianship", sa.Column(name, sa.Date(), nullable=True))
    op.execute(DATES)
    op.drop_column("guardianship", "validation_state")


def downgrade() -> None:
    op.drop_index(IN_ORDER, table_name="guardianship")
    op.add_column(
        "guardianship",
        sa.Column("validation_state", STATE, server_default="IMPORTED", nullable=False),
    )
    op.execute(STATES_AGAIN)
    for name in DAYS:
        op.drop_column("guardianship", name)
    op.drop_column("guardian", "phone_type")
