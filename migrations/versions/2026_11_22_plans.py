"""How far IEPs and plans under section 504 have come is derived from dates, and kept no more."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_plans"
down_revision = "2026_11_22_statuses"
branch_labels = None
depends_on = None

IN_ORDER = "superseded_on IS NULL OR superseded_on >= starts_on"
IEP_STATUS = ("DRAFT", "OFFERED", "CONSENTED", "IN_EFFECT", "SUPERSEDED")
PLAN_STATUS = ("DRAFT", "IN_EFFECT", "ENDED")

OFFERED = """
UPDATE iep SET offered_on = least(starts_on, today.day),
       consented_on = CASE WHEN status <> 'OFFERED' THEN least(starts_on, today.day) END
  FROM (SELECT coalesce(min(fixed_today), current_date) AS day FROM district) today
 WHERE status <> 'DRAFT'
"""
SUPERSEDED = """
UPDATE iep SET superseded_on = CASE status WHEN 'SUPERSEDED'
       THEN greatest(iep.starts_on, least(following.starts_on, today.day))
       ELSE following.starts_on END
  FROM (SELECT id, lead(starts_on) OVER (PARTITION BY student_id ORDER BY starts_on, version)
               AS starts_on
          FROM iep WHERE status NOT IN ('DRAFT', 'OFFERED')) following,
       (SELECT coalesce(min(fixed_today), current_date) AS day FROM district) today
 WHERE following.id = iep.id
"""
ADOPTED = """
UPDATE plan_504 SET adopted_on = starts_on, ends_on = CASE status WHEN 'ENDED'
       THEN greatest(starts_on, least(ends_on, today.day)) ELSE ends_on END
  FROM (SELECT coalesce(min(fixed_today), current_date) AS day FROM district) today
 WHERE status <> 'DRAFT'
"""
NEVER_AT_ONCE = """
ALTER TABLE iep ADD CONSTRAINT ex_iep_in_effect EXCLUDE USING gist
    (student_id WITH =, daterange(starts_on, superseded_on) WITH &&)
    WHERE (consented_on IS NOT NULL AND (superseded_on IS NULL OR superseded_on >= starts_on))
"""
STATUS_OF_IEPS = """
UPDATE iep SET status = CASE WHEN superseded_on <= today.day THEN 'SUPERSEDED'
       WHEN consented_on IS NOT NULL AND starts_on <= today.day THEN 'IN_EFFECT'
       WHEN consented_on IS NOT NULL THEN 'CONSENTED'
       WHEN offered_on IS NOT NULL THEN 'OFFERED' ELSE 'DRAFT' END
  FROM (SELECT coalesce(min(fixed_today), current_date) AS day FROM district) today
"""
STATUS_OF_PLANS = """
UPDATE plan_504 SET status = CASE WHEN ends_on <= today.day THEN 'ENDED'
       WHEN adopted_on IS NOT NULL AND starts_on <= today.day THEN 'IN_EFFECT'
       ELSE 'DRAFT' END
  FROM (SELECT coalesce(min(fixed_today), current_date) AS day FROM district) today
"""


def upgrade() -> None:
    """Whatever was agreed to counts as agreed on its first day, or today, if that is still to
    come; a version holds until the next one that was agreed to begins.
    """
    for name in ("offered_on", "consented_on", "superseded_on"):
        op.add_column("iep", sa.Column(name, sa.Date(), nullable=True))
    op.add_column("iep", sa.Column("amends_id", sa.Uuid(), nullable=True))
    op.add_column("iep_service", sa.Column("declined_on", sa.Date(), nullable=True))
    op.add_column("plan_504", sa.Column("adopted_on", sa.Date(), nullable=True))
    for table in ("iep", "plan_504"):
        counted = sa.Column("row_version", sa.Integer(), server_default="1", nullable=False)
        op.add_column(table, counted)
    for statement in (OFFERED, SUPERSEDED, ADOPTED):
        op.execute(statement)
    op.create_foreign_key(op.f("fk_iep_amends_id"), "iep", "iep", ["amends_id"], ["id"])
    op.create_index(op.f("ix_iep_amends_id"), "iep", ["amends_id"])
    op.create_check_constraint(
        op.f("ck_iep_offered_before_consented"), "iep", "offered_on <= consented_on"
    )
    op.create_check_constraint(op.f("ck_iep_dates_in_order"), "iep", IN_ORDER)
    op.execute(NEVER_AT_ONCE)
    op.drop_column("iep", "status")
    op.drop_column("plan_504", "status")


def downgrade() -> None:
    """Each flag says what the dates come to on this day."""
    _flag("iep", "iepstatus", IEP_STATUS)
    _flag("plan_504", "planstatus", PLAN_STATUS)
    for statement in (STATUS_OF_IEPS, STATUS_OF_PLANS):
        op.execute(statement)
    for table in ("iep", "plan_504"):
        op.alter_column(table, "status", nullable=False)
        op.drop_column(table, "row_version")
    op.drop_constraint(op.f("ex_iep_in_effect"), "iep")
    for name in ("offered_on", "consented_on", "superseded_on", "amends_id"):
        op.drop_column("iep", name)
    op.drop_column("iep_service", "declined_on")
    op.drop_column("plan_504", "adopted_on")


def _flag(table: str, name: str, values: tuple[str, ...]) -> None:
    op.add_column(table, sa.Column("status", sa.String(40), nullable=True))
    known = sa.column("status").in_(values)
    op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, known)
