"""Kept: what families ask of the custodian of the record, by when, and what came of it."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from hub.models.base import Base, Keyed, Versioned, code, reference
from hub.models.request_codes import RequestKind, RequestOutcome


class RecordRequest(Keyed, Versioned, Base):
    """That a guardian, or (no guardian named) the student of age, asks to see the record (34 CFR
    99.10) or to have it corrected (99.20), in their own words: `words` say which records or what is
    wrong, `should_say` what it should say instead.

    `record_type` and `record_key` are table and key of the row that is meant, if one is. `due_on`
    is the day by which somebody answers, by the calendar of the day on which it was asked;
    `latest_on` is the outer limit of the federal rule, null where it sets none. A refusal to
    correct leaves the family their `statement` (99.21(b)(2)).
    """

    __tablename__ = "record_request"
    __table_args__ = (
        Index("ix_record_request_due_on_id", "due_on", "id"),
        CheckConstraint(
            "kind <> 'AMEND' OR num_nulls(words, should_say) = 0", name="says_what_is_wrong"
        ),
        CheckConstraint(
            "num_nulls(record_type, record_key) IN (0, 2)", name="names_a_whole_record"
        ),
        CheckConstraint(
            "num_nulls(outcome, answered_on, answered_by) IN (0, 3)", name="answered_as_a_whole"
        ),
        CheckConstraint("outcome <> 'REFUSED' OR answer IS NOT NULL", name="refused_with_a_reason"),
        CheckConstraint("num_nulls(statement, stated_on) IN (0, 2)", name="stated_as_a_whole"),
        CheckConstraint(
            "statement IS NULL OR (kind = 'AMEND' AND outcome IS NOT DISTINCT FROM 'REFUSED')",
            name="stated_against_a_refusal",
        ),
        CheckConstraint("due_on >= asked_on AND latest_on >= due_on", name="due_in_order"),
    )

    student_id: Mapped[UUID] = reference("student.id")
    guardian_id: Mapped[UUID | None] = mapped_column(ForeignKey("guardian.id"), index=True)
    kind: Mapped[RequestKind] = mapped_column(code(RequestKind))
    record_type: Mapped[str | None]
    record_key: Mapped[str | None]
    words: Mapped[str | None]
    should_say: Mapped[str | None]
    asked_on: Mapped[date]
    due_on: Mapped[date]
    latest_on: Mapped[date | None]
    outcome: Mapped[RequestOutcome | None] = mapped_column(code(RequestOutcome))
    answer: Mapped[str | None]
    answered_on: Mapped[date | None]
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff_member.id"), index=True)
    statement: Mapped[str | None]
    stated_on: Mapped[date | None]
