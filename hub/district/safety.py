"""Rows about notices to teachers, threats, counseling, and what was recorded of reading."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from hub.district.calendar import DAY, WEEK, local, years_before
from hub.models.audit import Disclosure, ViewAs
from hub.models.codes import CounselingReason, PostRole, SchoolLevel
from hub.models.counseling import CounselingDisclosure, CounselingNote
from hub.models.safety import NoticeReceipt, SafetyNotice, ThreatRecord, ThreatTeamMember

if TYPE_CHECKING:
    from uuid import UUID

    from hub.district.people import Staff, Student
    from hub.district.town import Town

NOTICED, THREATENED, COUNSELED = 0.006, 0.002, 0.02
YEARS_TOLD = 3
"""How long teachers are told of an act (EC 49079)."""
TWELVE = 12
ACTS = (
    "Caused physical injury to another pupil.",
    "Brought a knife to school.",
    "Threatened a member of the staff.",
)
TOLD = (
    "Sleeps badly before tests; agreed on a place to calm down.",
    "Worried about a friend; will talk again next week.",
)


def write(town: Town) -> None:
    """Write the rows of everyone, and those of the named students who are cases."""
    dice = town.keys.dice("confidences")
    for student in town.plain_students():
        school = student.school_on(town.calendar.today)
        if school is None:
            continue
        if school.level is not SchoolLevel.ELEMENTARY and dice.random() < NOTICED:
            notify(town, student, dice.choice(ACTS))
        if dice.random() < THREATENED:
            threaten(town, student, school.holding(PostRole.PRINCIPAL)[:1])
        if dice.random() < COUNSELED:
            note(town, student, school.holding(PostRole.COUNSELOR)[0], dice.choice(TOLD))
    _write_named(town)


def _write_named(town: Town) -> None:
    cast, staff = town.cast.students, town.cast.staff
    notify(town, cast["classmate"], ACTS[0])
    threaten(town, cast["classmate"], [staff["counselor"], staff["principal"]])
    ana, young = cast["student"], cast["no_pickup"]
    note(town, ana, staff["counselor"], TOLD[0])
    counselor = young.spells[-1].school.holding(PostRole.COUNSELOR)[0]
    note(town, young, counselor, TOLD[1])
    told = young.spells[-1].school.holding(PostRole.PRINCIPAL)[0]
    disclose(town, ana, staff["counselor"], CounselingReason.DANGER, staff=staff["principal"].id)
    disclose(
        town,
        ana,
        staff["counselor"],
        CounselingReason.CONSENT,
        guardian=town.cast.adults["guardian"].id,
    )
    disclose(town, young, counselor, CounselingReason.ABUSE_REPORT, staff=told.id)
    record(town, ana, staff["contracted_provider"], ["18"], "IDEA-TEAM")
    record(town, cast["other_caseload"], staff["principal"], ["12", "13"], "EMERG")
    view(town, staff["counselor"], staff["nurse"])


def notify(town: Town, student: Student, acts: str) -> None:
    """Give notice of an act of last month; whoever teaches the student first was told."""
    acted_on = town.calendar.today - 5 * WEEK
    principal = student.spells[-1].school.holding(PostRole.PRINCIPAL)[0]
    key = town.rows.add(
        SafetyNotice,
        student_id=student.id,
        acts=acts,
        acted_on=acted_on,
        issued_by=principal.id,
        starts_on=acted_on + DAY,
        ends_on=years_before(acted_on, -YEARS_TOLD),
    )
    for section in student.sections[:1]:
        town.rows.add(
            NoticeReceipt,
            student_id=student.id,
            safety_notice_id=key,
            staff_id=section.lead.id,
            received_at=local(acted_on + 2 * DAY, time(7, 45)),
        )


def threaten(town: Town, student: Student, team: list[Staff]) -> None:
    """Add the assessment of a threat, with its team."""
    opened = town.calendar.today - 4 * WEEK
    town.rows.add(
        ThreatRecord,
        student_id=student.id,
        opened_on=opened,
        summary="Said in anger; no plan and no means.",
        school_plan="Checks in with the counselor each morning.",
        law_unit_note="Spoken with at home; nothing found.",
    )
    for member in team:
        town.rows.add(ThreatTeamMember, student_id=student.id, staff_id=member.id, starts_on=opened)


def note(town: Town, student: Student, counselor: Staff, body: str) -> None:
    """Add a counselor's note of two weeks ago."""
    day = town.calendar.today - 2 * WEEK
    town.rows.add(
        CounselingNote,
        student_id=student.id,
        author_id=counselor.id,
        written_on=day,
        under_twelve=student.birth > years_before(day, TWELVE),
        body=body,
    )


def disclose(
    town: Town,
    student: Student,
    counselor: Staff,
    reason: CounselingReason,
    staff: UUID | None = None,
    guardian: UUID | None = None,
) -> None:
    """Let a counselor tell one person."""
    town.rows.add(
        CounselingDisclosure,
        student_id=student.id,
        author_id=counselor.id,
        staff_id=staff,
        guardian_id=guardian,
        reason=reason,
        body="Needs somebody to talk to before school for some weeks.",
        disclosed_at=local(town.calendar.days[-3], time(13, 20)),
    )


def record(town: Town, student: Student, reader: Staff, slices: list[str], basis: str) -> None:
    """Add what a reading of last week left in the disclosure record."""
    town.rows.add(
        Disclosure,
        at=local(town.calendar.days[-5], time(9, 30)),
        request_id=next(town.keys.random_ids(f"request {student.number}")),
        person_id=reader.person_id,
        student_id=student.id,
        slices=slices,
        bases=[basis],
        purposes=[PURPOSES[basis]],
        party=f"{reader.given} {reader.family}",
    )


def view(town: Town, viewer: Staff, target: Staff) -> None:
    """Add that one of the staff viewed as another one last week."""
    town.rows.add(
        ViewAs,
        at=local(town.calendar.days[-5], time(11, 5)),
        request_id=next(town.keys.random_ids(f"view of {target.sourced_id}")),
        viewer_id=viewer.id,
        target_id=target.id,
    )


PURPOSES = {
    "EMERG": "an emergency of health or safety",
    "IDEA-TEAM": "carrying out the education program",
}
