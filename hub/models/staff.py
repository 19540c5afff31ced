"""Kept: persons, their sign-ins, posts and training."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hub.models.base import (
    Base,
    Dated,
    Keyed,
    Versioned,
    code,
    dates_in_order,
    no_overlap,
    reference,
    searched,
)
from hub.models.codes import PostRole, TokenKind, TrainingKind


class Person(Keyed, Base):
    """Whoever can stand in a relation: the subject of every decision is a person (P-15).

    `epoch` counts changes of the facts on which a viewer's shape rests; a statement refuses a
    viewer whose epoch is behind. `suspended_at` ends sign-in and touches no staffing (P-9).
    """

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("sourced_id"),)

    sourced_id: Mapped[str | None]
    epoch: Mapped[int] = mapped_column(server_default="0")
    suspended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class Token(Keyed, Base):
    """A sign-in: a bearer token, a one-time link or a browser session, kept as a hash.

    `expires_at` is when it ends if nobody uses it, which use moves on up to `ends_at`. `strong`: as
    much was shown of who this is as any standing asks for.
    """

    __tablename__ = "token"
    __table_args__ = (UniqueConstraint("digest"),)

    person_id: Mapped[UUID] = reference("person.id")
    kind: Mapped[TokenKind] = mapped_column(code(TokenKind))
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    issued_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    revoked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    ends_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    strong: Mapped[bool] = mapped_column(server_default="false")


class StaffMember(Keyed, Base):
    """A person in the capacity of staff."""

    __tablename__ = "staff_member"
    __table_args__ = (
        UniqueConstraint("person_id"),
        Index("ix_staff_member_sort_name_id", "sort_name", "id"),
        searched("staff_member"),
    )

    person_id: Mapped[UUID] = reference("person.id", index=False)
    given_name: Mapped[str]
    family_name: Mapped[str]
    sort_name: Mapped[str]
    email: Mapped[str | None]


class Post(Keyed, Versioned, Dated, Base):
    """A post that a staff member holds at a school, or in the whole district (no school)."""

    __tablename__ = "post"
    __table_args__ = (
        dates_in_order(),
        no_overlap("ex_post_window", "staff_id", "role", "school_id"),
        Index("ix_post_school_id_role_staff_id", "school_id", "role", "staff_id"),
        Index("ix_post_staff_id_role", "staff_id", "role"),
    )

    staff_id: Mapped[UUID] = reference("staff_member.id", index=False)
    school_id: Mapped[UUID | None] = mapped_column(ForeignKey("school.id"))
    role: Mapped[PostRole] = mapped_column(code(PostRole))
    contracted: Mapped[bool] = mapped_column(server_default="false")


class Training(Keyed, Base):
    """A training that a staff member has completed, with the day on which it lapses (P-37)."""

    __tablename__ = "training"
    __table_args__ = (Index("ix_training_staff_id_kind", "staff_id", "kind"),)

    staff_id: Mapped[UUID] = reference("staff_member.id", index=False)
    kind: Mapped[TrainingKind] = mapped_column(code(TrainingKind))
    completed_on: Mapped[date]
    expires_on: Mapped[date]
