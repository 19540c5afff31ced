"""Kept: that somebody went through who can read what is delicate at a school (P-43)."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from hub.models.base import Base, Keyed, reference

QUARTER = "quarter_starts_on = date_trunc('quarter', quarter_starts_on::timestamp)::date"


class DoneReview(Keyed, Base):
    """The review of a school in one quarter of the calendar, which begins on `quarter_starts_on`:
    who did it when, of how many people something has to change, and a note.
    """

    __tablename__ = "done_review"
    __table_args__ = (
        UniqueConstraint("school_id", "quarter_starts_on"),
        CheckConstraint(QUARTER, name="quarter"),
        CheckConstraint("to_change >= 0", name="counted"),
    )

    school_id: Mapped[UUID] = reference("school.id", index=False)
    quarter_starts_on: Mapped[date]
    reviewed_on: Mapped[date]
    reviewed_by: Mapped[UUID] = reference("staff_member.id")
    to_change: Mapped[int]
    note: Mapped[str | None]
