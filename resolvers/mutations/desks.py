"""Change: on whose desk a report lies. It quotes what its writer saw, so it goes to somebody who
reads that kind of record whole; what nobody but its author reads goes to nobody. Pure.
"""

from __future__ import annotations

import re

from hub.models.problem_codes import Desk

_KINDS = {
    Desk.REGISTRAR: (
        "Student School Section SectionMeeting Assignment AttendanceEvent ConfidentialAddress "
        "CourtOrder Demographics EmergencyContact EnglishLearner FormerName GuardianCandidate "
        "GuardianRight Guardianship HouseholdStudent Mark SchoolEnrollment SectionEnrollment "
        "StudentAddress StudentIdentifier StudentMerge TransportAssignment AssessmentResult"
    ),
    Desk.NURSE: (
        "HealthAlert Condition CarePlan CarePlanPart CarePlanTraining MedicationOrder "
        "MedicationAdministration HealthVisit Immunization ImmunizationExemption Screening"
    ),
    Desk.NURSE_LEAD: "BreakGlass",
    Desk.SPECIAL_EDUCATION: (
        "Iep IepService IepGoal IepSupport IepTeamMember IepAcknowledgement ServiceSession "
        "Evaluation Plan504 Plan504Accommodation"
    ),
    Desk.PRINCIPAL: "Incident IncidentParticipation IncidentAction IncidentRelease Score",
}
DESKS: dict[str, Desk] = {name: desk for desk, names in _KINDS.items() for name in names.split()}
"""Who answers for a kind of record. What isn't here is a confidence (a counseling note, a threat, a
survey, why a child is supported), in part a student's own (a line of a college), or is of the
district: it goes with no report.
"""
_PAGES = {
    Desk.NURSE: "health visit visits dose medication immunizations",
    Desk.SPECIAL_EDUCATION: "iep ieps services",
    Desk.PRINCIPAL: "behavior incident incidents grades scores",
}
PAGES: dict[str, Desk] = {word: desk for desk, words in _PAGES.items() for word in words.split()}
"""Who answers for what a page shows of a student or class, by a word of its address: what a report
from there quotes, a registrar may not read."""
_KEY = re.compile(r"[a-z]{3}_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_ADDRESS = re.compile(r"/[\w/{}.-]*", re.ASCII)


def desk_of(kind: str | None, screen: str) -> Desk | None:
    """Who answers for a record of a kind, seen at an address; the data steward for none, and None
    where no report names such a record.
    """
    if kind is None:
        return Desk.DATA_STEWARD
    desk = DESKS.get(kind)
    if desk is not Desk.REGISTRAR:
        return desk
    return next((PAGES[word] for word in screen.split("/") if word in PAGES), desk)


def address(screen: str) -> str | None:
    """A page's address without its query, with `{id}` where a key stands: it names nobody. None for
    what is no address.
    """
    path = _KEY.sub("{id}", screen.partition("?")[0].partition("#")[0])
    return path if _ADDRESS.fullmatch(path) else None
