"""Kept: questions of the list of students that somebody on staff asks again and again."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from hub.models.base import Base, Keyed, Versioned, code, reference
from hub.models.scope_codes import ScopeOrder


class SavedScope(Keyed, Versioned, Base):
    """A question by its owner's name for it: of which grade, of which school, in which order.

    It holds no name that was searched, which may be a child's, no day, since it is asked of today,
    and no answer: who is found, and how many, is worked out when it is asked.
    """

    __tablename__ = "saved_scope"
    __table_args__ = (
        CheckConstraint("grade_level BETWEEN -1 AND 12", name="grade_level"),
        Index("ix_saved_scope_name_id", "name", "id"),
    )

    staff_id: Mapped[UUID] = reference("staff_member.id")
    name: Mapped[str]
    grade_level: Mapped[int | None]
    school_id: Mapped[UUID | None] = mapped_column(ForeignKey("school.id"), index=True)
    sorted_by: Mapped[ScopeOrder | None] = mapped_column(code(ScopeOrder))
    saved_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
