"""Kept: what people say is wrong, on whose desk that lies, and what became of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from hub.models.base import Base, Keyed, Versioned, code, reference
from hub.models.problem_codes import Desk, ProblemState


class Problem(Keyed, Versioned, Base):
    """One report that something is wrong, in the words of whoever saw it.

    `person_id` is who reported; `staff_id` or `guardian_id` the capacity in which they are known
    to whoever looks into it, neither for a student. `entity` is the table of the record that it is
    about and `row_key` that record's key, both null where it is about none; `student_id` and
    `section_id` are of whom or of what that record is. `screen` is the address of the page, with
    a place where a key stood; `request` the id under which the page was answered. It lies on the
    desk of whoever holds a post of `desk` at `school_id`, or in the district where that is null.
    `students` is how many students the record was about when it was reported; null: nobody knows.
    """

    __tablename__ = "problem"
    __table_args__ = (
        CheckConstraint("(entity IS NULL) = (row_key IS NULL)", name="record_as_a_whole"),
        CheckConstraint("student_id IS NULL OR entity IS NOT NULL", name="student_by_a_record"),
        CheckConstraint("section_id IS NULL OR entity IS NOT NULL", name="section_by_a_record"),
        CheckConstraint("(taken_at IS NULL) = (taken_by IS NULL)", name="taken_as_a_whole"),
        CheckConstraint("state = 'OPEN' OR taken_at IS NOT NULL", name="open_until_taken"),
        CheckConstraint("(answered_at IS NULL) = (answer IS NULL)", name="answered_as_a_whole"),
        CheckConstraint(
            "(state IN ('SETTLED', 'NOTHING_WRONG')) = (answered_at IS NOT NULL)",
            name="closed_by_an_answer",
        ),
        Index("ix_problem_reported_at_id", "reported_at", "id"),
    )

    person_id: Mapped[UUID] = reference("person.id")
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff_member.id"), index=True)
    guardian_id: Mapped[UUID | None] = mapped_column(ForeignKey("guardian.id"), index=True)
    student_id: Mapped[UUID | None] = mapped_column(ForeignKey("student.id"), index=True)
    section_id: Mapped[UUID | None] = mapped_column(ForeignKey("section.id"), index=True)
    school_id: Mapped[UUID | None] = mapped_column(ForeignKey("school.id"), index=True)
    entity: Mapped[str | None]
    row_key: Mapped[str | None]
    screen: Mapped[str]
    request: Mapped[str | None]
    said: Mapped[str]
    desk: Mapped[Desk] = mapped_column(code(Desk))
    students: Mapped[int | None]
    state: Mapped[ProblemState] = mapped_column(code(ProblemState), server_default="OPEN")
    reported_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    taken_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    taken_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff_member.id"), index=True)
    answer: Mapped[str | None]
    answered_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
