"""Kept: consents and opt-outs, documents, and surveys with the consent that they need."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from hub.models.base import Base, Dated, Keyed, Versioned, code, reference
from hub.models.codes import ConsentKind, ConsentState, DocumentKind, SurveyConsent


class Consent(Keyed, Versioned, Dated, Base):
    """A consent or refusal, by a guardian or (no guardian named) the student of age. A release of
    records names the three things that 34 CFR 99.30 asks for. What is said of vendors is about the
    one that is named; a refusal that names none is about all of them (P-29).
    """

    __tablename__ = "consent"

    student_id: Mapped[UUID] = reference("student.id")
    guardian_id: Mapped[UUID | None] = mapped_column(ForeignKey("guardian.id"), index=True)
    vendor_id: Mapped[UUID | None] = mapped_column(ForeignKey("vendor.id"), index=True)
    kind: Mapped[ConsentKind] = mapped_column(code(ConsentKind))
    state: Mapped[ConsentState] = mapped_column(code(ConsentState))
    records: Mapped[str | None]
    purpose: Mapped[str | None]
    party: Mapped[str | None]


class Document(Keyed, Base):
    """A file of a student's record; the kind decides who reads it."""

    __tablename__ = "document"

    student_id: Mapped[UUID] = reference("student.id")
    kind: Mapped[DocumentKind] = mapped_column(code(DocumentKind))
    title: Mapped[str]
    file_key: Mapped[str]
    filed_on: Mapped[date]
    confidential: Mapped[bool] = mapped_column(server_default="false")


class Survey(Keyed, Base):
    """A survey's instrument, which anyone may inspect (20 USC 1232h)."""

    __tablename__ = "survey"

    title: Mapped[str]
    instrument: Mapped[str]
    protected_areas: Mapped[str | None]
    given_on: Mapped[date]


class SurveyResponse(Keyed, Base):
    """A student's consent to one survey, and the answers if there are any."""

    __tablename__ = "survey_response"

    student_id: Mapped[UUID] = reference("student.id")
    survey_id: Mapped[UUID] = reference("survey.id")
    consent: Mapped[SurveyConsent] = mapped_column(code(SurveyConsent))
    answered_on: Mapped[date | None]
    answers: Mapped[str | None]
