"""Kept: vendors with their apps and agreements, and the engagement letters of monitors."""

from datetime import date
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from hub.models.base import Base, Dated, Keyed, code, dates_in_order, reference
from hub.models.codes import AgreementBasis, AgreementFunction, EngagementKind


class Vendor(Keyed, Base):
    """A company or club that asks for records."""

    __tablename__ = "vendor"
    __table_args__ = (Index("ix_vendor_name_id", "name", "id"),)

    name: Mapped[str]
    for_profit: Mapped[bool]


class VendorApp(Keyed, Base):
    """A vendor's program in its capacity of signing in: it has a person of its own, so that its
    tokens, its epoch and its suspension are those of everyone, and is in no other capacity.
    """

    __tablename__ = "vendor_app"
    __table_args__ = (UniqueConstraint("person_id"),)

    vendor_id: Mapped[UUID] = reference("vendor.id")
    person_id: Mapped[UUID] = reference("person.id", index=False)
    name: Mapped[str]


class Agreement(Keyed, Dated, Base):
    """What a vendor may read, for what, and until when: it always ends (P-28). `slices` are ids of
    the policy's slices. Without `terms_on` (the day since which all terms of Education Code 49073.1
    are on record) it opens nothing.
    """

    __tablename__ = "agreement"
    __table_args__ = (dates_in_order(), Index("ix_agreement_starts_on_id", "starts_on", "id"))

    vendor_id: Mapped[UUID] = reference("vendor.id")
    basis: Mapped[AgreementBasis] = mapped_column(code(AgreementBasis))
    function: Mapped[AgreementFunction] = mapped_column(code(AgreementFunction))
    purpose: Mapped[str]
    slices: Mapped[list[str]] = mapped_column(ARRAY(String(40)))
    terms_on: Mapped[date | None]
    ends_on: Mapped[date] = mapped_column(sort_order=11)


class AgreementScope(Keyed, Base):
    """Whom an agreement is about: students enrolled at a school, of one grade or all, and where a
    course or section is named, those who sit in it. No row is nobody.
    """

    __tablename__ = "agreement_scope"

    agreement_id: Mapped[UUID] = reference("agreement.id")
    school_id: Mapped[UUID] = reference("school.id")
    grade_level: Mapped[int | None] = mapped_column(SmallInteger)
    course_id: Mapped[UUID | None] = mapped_column(ForeignKey("course.id"), index=True)
    section_id: Mapped[UUID | None] = mapped_column(ForeignKey("section.id"), index=True)


class Engagement(Keyed, Dated, Base):
    """The letter by which a monitor, or whoever supports this hub, reads for a while (P-44). It
    opens nothing until two others have signed.
    """

    __tablename__ = "engagement"
    __table_args__ = (
        dates_in_order(),
        CheckConstraint(
            "first_signer_id <> second_signer_id"
            " AND staff_id <> first_signer_id AND staff_id <> second_signer_id",
            name="two_others_sign",
        ),
        Index("ix_engagement_starts_on_id", "starts_on", "id"),
    )

    staff_id: Mapped[UUID] = reference("staff_member.id")
    kind: Mapped[EngagementKind] = mapped_column(code(EngagementKind))
    purpose: Mapped[str]
    slices: Mapped[list[str]] = mapped_column(ARRAY(String(40)))
    first_signer_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff_member.id"), index=True)
    second_signer_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff_member.id"), index=True)
    ends_on: Mapped[date] = mapped_column(sort_order=11)


class EngagementScope(Keyed, Base):
    """Whom an engagement letter is about, as `AgreementScope` says it."""

    __tablename__ = "engagement_scope"

    engagement_id: Mapped[UUID] = reference("engagement.id")
    school_id: Mapped[UUID] = reference("school.id")
    grade_level: Mapped[int | None] = mapped_column(SmallInteger)
    course_id: Mapped[UUID | None] = mapped_column(ForeignKey("course.id"), index=True)
    section_id: Mapped[UUID | None] = mapped_column(ForeignKey("section.id"), index=True)
