"""Rows about consents and refusals, documents, and a survey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.district.calendar import WEEK
from hub.district.keys import Odds
from hub.models.codes import ConsentKind, ConsentState, DocumentKind, SurveyConsent
from hub.models.consents import Consent, Document, Survey, SurveyResponse

if TYPE_CHECKING:
    from random import Random
    from uuid import UUID

    from hub.district.people import Student
    from hub.district.town import Town

REFUSING, FILED = 0.12, 0.15
SURVEYED_GRADES = (7, 9, 11)
_KINDS = tuple(ConsentKind)
_ANSWER = Odds(
    {SurveyConsent.GIVEN: 0.6, SurveyConsent.REFUSED: 0.15, SurveyConsent.NOT_ASKED: 0.25}
)
_STATE = Odds({ConsentState.REFUSED: 0.7, ConsentState.GIVEN: 0.3})


def write(town: Town) -> None:
    """Write the rows of everyone; Ana has a document of every kind."""
    dice = town.keys.dice("consents")
    survey = _survey(town)
    for student in town.plain_students():
        if dice.random() < REFUSING:
            consent(town, student, dice.choice(_KINDS), _STATE.draw(dice))
        if dice.random() < FILED:
            document(town, student, DocumentKind.ENROLLMENT)
        if student.grade in SURVEYED_GRADES:
            answer(town, dice, student, survey)
    ana = town.cast.students["student"]
    consent(town, ana, ConsentKind.MEDIA, ConsentState.REFUSED)
    consent(town, ana, ConsentKind.DIRECTORY, ConsentState.GIVEN)
    consent(town, ana, ConsentKind.RELEASE_OF_RECORDS, ConsentState.GIVEN)
    answer(town, dice, ana, survey, SurveyConsent.GIVEN)
    for kind in DocumentKind:
        document(town, ana, kind)
    document(town, ana, DocumentKind.HEALTH, confidential=True)


def consent(town: Town, student: Student, kind: ConsentKind, state: ConsentState) -> None:
    """Add what a student's first guardian signed when the year began."""
    released = kind is ConsentKind.RELEASE_OF_RECORDS
    town.rows.add(
        Consent,
        student_id=student.id,
        guardian_id=student.family.ties[0].adult.id,
        kind=kind,
        state=state,
        records="Transcript" if released else None,
        purpose="A summer program's application" if released else None,
        party="Port Linden College" if released else None,
        starts_on=town.calendar.current.starts_on,
    )


def document(
    town: Town, student: Student, kind: DocumentKind, *, confidential: bool = False
) -> None:
    """File a document."""
    name = kind.value.replace("_", " ").lower()
    town.rows.add(
        Document,
        student_id=student.id,
        kind=kind,
        title=f"{name.capitalize()}, letter of a clinic" if confidential else name.capitalize(),
        file_key=f"documents/{student.number:06}-{name.replace(' ', '-')}.pdf",
        filed_on=town.calendar.today - 20 * WEEK,
        confidential=confidential,
    )


def _survey(town: Town) -> UUID:
    return town.rows.add(
        Survey,
        title="Healthy habits",
        instrument="surveys/healthy-habits.pdf",
        protected_areas="Mental health; alcohol and drugs",
        given_on=town.calendar.today - 3 * WEEK,
    )


def answer(
    town: Town,
    dice: Random,
    student: Student,
    survey: UUID,
    said: SurveyConsent | None = None,
) -> None:
    """Add what a family said to the survey, and the answers where they agreed."""
    said = said or _ANSWER.draw(dice)
    given = said is SurveyConsent.GIVEN
    town.rows.add(
        SurveyResponse,
        student_id=student.id,
        survey_id=survey,
        consent=said,
        answered_on=town.calendar.today - 2 * WEEK if given else None,
        answers="1: often, 2: never, 3: sometimes" if given else None,
    )
