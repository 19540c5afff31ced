"""Kept: guardians, their rights per child, court orders, and emergency contacts."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    SmallInteger,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ExcludeConstraint
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
from hub.models.codes import (
    AdultAccessKind,
    OrderKind,
    Relationship,
    RightKind,
    Standing,
)
from hub.models.guardian_codes import CandidateOutcome, CandidateReason, PhoneType


class Guardian(Keyed, Versioned, Base):
    """A person in the capacity of guardian or family contact."""

    __tablename__ = "guardian"
    __table_args__ = (
        UniqueConstraint("person_id"),
        Index("ix_guardian_sort_name_id", "sort_name", "id"),
        Index("ix_guardian_email_in_lower_case", text("lower(email)")),
        searched("guardian"),
    )

    person_id: Mapped[UUID] = reference("person.id", index=False)
    given_name: Mapped[str]
    family_name: Mapped[str]
    sort_name: Mapped[str]
    phone: Mapped[str | None]
    phone_type: Mapped[PhoneType | None] = mapped_column(code(PhoneType))
    email: Mapped[str | None]
    language: Mapped[str | None]


class Guardianship(Keyed, Versioned, Dated, Base):
    """How one adult stands to one student. `shares_contact`: that adult's opt-in towards the
    student's other guardians. Rights differ per child (GUA-8).

    How far it has been checked follows from the days on which somebody did (`hub/validation.py`);
    `validated_until` is the first day on which that no longer holds (GUA-4).
    """

    __tablename__ = "guardianship"
    __table_args__ = (
        dates_in_order(),
        no_overlap("ex_guardianship_window", "student_id", "guardian_id"),
        Index("ix_guardianship_guardian_id_student_id", "guardian_id", "student_id"),
        Index("ix_guardianship_contact_priority_id", "contact_priority", "id"),
    )

    student_id: Mapped[UUID] = reference("student.id")
    guardian_id: Mapped[UUID] = reference("guardian.id", index=False)
    relationship: Mapped[Relationship] = mapped_column(code(Relationship))
    standing: Mapped[Standing] = mapped_column(code(Standing))
    lives_with: Mapped[bool] = mapped_column(server_default="false")
    contact_priority: Mapped[int] = mapped_column(SmallInteger, server_default="1")
    shares_contact: Mapped[bool] = mapped_column(server_default="false")
    matched_on: Mapped[date | None]
    contact_verified_on: Mapped[date | None]
    identity_verified_on: Mapped[date | None]
    validated_until: Mapped[date | None]
    rejected_on: Mapped[date | None]


class GuardianCandidate(Keyed, Versioned, Base):
    """That a guardian of a student may be on record twice (GUA-3): two who look like one person,
    the lesser key first, once for each student of either. Nobody merges them but a person.

    Where they are one, `kept_id` is who stands for both, and the other is given up: what hung on
    that row hangs on this one since, and imports follow. The rights are the lesser ones of both
    until another person has confirmed it.
    """

    __tablename__ = "guardian_candidate"
    __table_args__ = (
        UniqueConstraint("student_id", "first_id", "second_id"),
        CheckConstraint("first_id < second_id", name="lesser_key_first"),
        CheckConstraint(
            "(decided_on IS NULL) = (outcome IS NULL) AND (decided_on IS NULL) = "
            "(decided_by IS NULL)",
            name="decided_as_a_whole",
        ),
        CheckConstraint(
            "(outcome IS NOT DISTINCT FROM 'SAME') = (kept_id IS NOT NULL) AND (kept_id IS NULL "
            "OR kept_id IN (first_id, second_id))",
            name="one_is_kept",
        ),
        CheckConstraint(
            "(confirmed_on IS NULL) = (confirmed_by IS NULL) AND (confirmed_on IS NULL OR "
            "kept_id IS NOT NULL)",
            name="confirmed_as_a_whole",
        ),
        CheckConstraint("confirmed_by <> decided_by", name="second_person"),
        Index("ix_guardian_candidate_found_on_id", "found_on", "id"),
    )

    student_id: Mapped[UUID] = reference("student.id", index=False)
    first_id: Mapped[UUID] = reference("guardian.id")
    second_id: Mapped[UUID] = reference("guardian.id")
    reason: Mapped[CandidateReason] = mapped_column(code(CandidateReason))
    found_on: Mapped[date]
    decided_on: Mapped[date | None]
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff_member.id"), index=True)
    outcome: Mapped[CandidateOutcome | None] = mapped_column(code(CandidateOutcome))
    kept_id: Mapped[UUID | None] = mapped_column(ForeignKey("guardian.id"), index=True)
    confirmed_on: Mapped[date | None]
    confirmed_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff_member.id"), index=True)


class GuardianRight(Keyed, Versioned, Dated, Base):
    """A right that a guardian holds for one child, on its dates."""

    __tablename__ = "guardian_right"
    __table_args__ = (
        dates_in_order(),
        no_overlap("ex_guardian_right_window", "guardianship_id", "kind"),
    )

    guardianship_id: Mapped[UUID] = reference("guardianship.id")
    student_id: Mapped[UUID] = reference("student.id")
    kind: Mapped[RightKind] = mapped_column(code(RightKind))


DECIDED_AFTER_ITS_START = "decided_at IS NULL OR decided_at >= starts_at"


class CourtOrder(Keyed, Versioned, Base):
    """What a court denies one person towards one child (P-18).

    It binds from `starts_at` until someone has decided (`decided_at`), not until `ends_on`
    (P-20). Entered without a document it lapses at 00:00 of `lapses_on` (P-21); until then it
    withholds everything from that person.

    What a second person has still to confirm is `proposed_…`: that the court ends it on another
    day, or, where no day is said, that it is lifted. The last proposal stays when it is confirmed.
    """

    __tablename__ = "court_order"
    __table_args__ = (
        CheckConstraint(DECIDED_AFTER_ITS_START, name="times_in_order"),
        CheckConstraint("confirmed_by <> proposed_by", name="second_person"),
        ExcludeConstraint(
            ("student_id", "="),
            ("person_id", "="),
            ("kind", "="),
            (text("tstzrange(starts_at, decided_at)"), "&&"),
            where=text(DECIDED_AFTER_ITS_START),  # as in no_overlap
            using="gist",
            name="ex_court_order_window",
        ),
        Index("ix_court_order_student_id_person_id", "student_id", "person_id"),
        Index("ix_court_order_person_id_student_id", "person_id", "student_id"),
        Index("ix_court_order_starts_at_id", "starts_at", "id"),
    )

    student_id: Mapped[UUID] = reference("student.id", index=False)
    person_id: Mapped[UUID] = reference("person.id", index=False)
    guardian_id: Mapped[UUID | None] = mapped_column(ForeignKey("guardian.id"), index=True)
    kind: Mapped[OrderKind] = mapped_column(code(OrderKind))
    starts_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    ends_on: Mapped[date | None]
    decided_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    lapses_on: Mapped[date | None]
    case_number: Mapped[str | None]
    court: Mapped[str | None]
    order_text: Mapped[str | None]
    document_key: Mapped[str | None]
    proposed_ends_on: Mapped[date | None]
    proposed_document_key: Mapped[str | None]
    proposed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    proposed_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff_member.id"), index=True)
    confirmed_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff_member.id"), index=True)


class AdultAccess(Keyed, Dated, Base):
    """Why a guardian still reads an adult student's record (P-24)."""

    __tablename__ = "adult_access"
    __table_args__ = (
        dates_in_order(),
        Index("ix_adult_access_student_id_guardian_id", "student_id", "guardian_id"),
    )

    student_id: Mapped[UUID] = reference("student.id", index=False)
    guardian_id: Mapped[UUID] = reference("guardian.id")
    kind: Mapped[AdultAccessKind] = mapped_column(code(AdultAccessKind))


class EmergencyContact(Keyed, Versioned, Base):
    """Whom to call, and who may collect the student; `guardian_id` where it is a guardian."""

    __tablename__ = "emergency_contact"

    student_id: Mapped[UUID] = reference("student.id")
    guardian_id: Mapped[UUID | None] = mapped_column(ForeignKey("guardian.id"), index=True)
    name: Mapped[str]
    phone: Mapped[str | None]
    relationship: Mapped[Relationship] = mapped_column(code(Relationship))
    may_pick_up: Mapped[bool] = mapped_column(server_default="false")
    priority: Mapped[int] = mapped_column(SmallInteger)
