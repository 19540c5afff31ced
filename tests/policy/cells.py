"""A hand-made school for the matrix: for one standing, four students and every kind of row.

Students: `mine` (the standing holds), `near` (it nearly does: ended yesterday, starts too late,
another school or section), `other` (nothing), `ordered` (as mine, and a court order binds
somebody). Each has rows in every table, tagged with the row conditions that they meet.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from hub.models import Base
from hub.models.base import VERSION, written

TODAY = date(2026, 10, 14)
NOW = datetime(2026, 10, 14, 17, 0, tzinfo=UTC)
DAY = timedelta(days=1)
LONG_AGO = date(2026, 8, 10)
STUDENTS = ("mine", "near", "other", "ordered")
CHILD, SIXTEEN, ADULT = date(2012, 5, 1), date(2010, 5, 1), date(2008, 5, 1)


@dataclass
class Tagged:
    """A row of a student with the conditions that it meets."""

    table: str
    id: UUID
    tags: frozenset[str]
    own: bool = True


@dataclass
class School:
    """Rows by table, and the tagged rows of each student."""

    standing: str
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    tagged: dict[str, list[Tagged]] = field(default_factory=dict)
    ids: dict[str, UUID] = field(default_factory=dict)
    random: random.Random = field(default_factory=lambda: random.Random(7))

    def add(self, table: str, **values: Any) -> UUID:
        """Keep a row; columns that are not said get the table's default or None."""
        columns = [column.name for column in written(Base.metadata.tables[table])]
        unknown = values.keys() - set(columns)
        if unknown:
            raise KeyError(table, *unknown)
        row: dict[str, Any] = {name: DEFAULTS.get((table, name)) for name in columns}
        if VERSION in Base.metadata.tables[table].columns:
            row[VERSION] = 1
        if "starts_on" in row:
            row["starts_on"] = LONG_AGO
        row |= {"id": UUID(int=self.random.getrandbits(128), version=4)} | values
        self.rows.setdefault(table, []).append(row)
        return UUID(str(row["id"]))

    def tag(self, who: str, table: str, tags: str = "", *, own: bool = True, **values: Any) -> UUID:
        """Keep a row about a student, with the conditions that it meets."""
        row_id = self.add(table, student_id=self.ids[who], **values)
        kept = Tagged(table, row_id, frozenset(tags.split()), own)
        self.tagged.setdefault(who, []).append(kept)
        return row_id


DEFAULTS: dict[tuple[str, str], Any] = {
    ("district", "name"): "Matrix",
    ("district", "kind"): "SAMPLE",
    ("district", "timezone"): "America/Los_Angeles",
    ("district", "fixed_today"): TODAY,
    ("school", "name"): "A school",
    ("school", "level"): "HIGH",
    ("school_year", "year"): 2027,
    ("school_year", "name"): "2026-27",
    ("term", "name"): "Fall",
    ("term", "kind"): "SEMESTER",
    ("person", "epoch"): 0,
    ("course", "code"): "C1",
    ("course", "title"): "Course",
    ("course", "subject"): "Art",
    ("course", "credit"): Decimal(5),
    ("course", "equivalence_group"): "C1",
    ("course", "max_completions"): 1,
    ("course", "year_long"): False,
    ("course", "kind"): "REGULAR",
    ("section", "title"): "Section",
    ("section", "period"): "1",
    ("section", "room"): "A1",
    ("section_staff", "role"): "LEAD",
    ("section_staff", "may_grade"): False,
    ("section_enrollment", "school_year"): 2027,
    ("coverage", "long_term"): False,
    ("coverage", "contracted"): False,
    ("post", "contracted"): False,
    ("caseload", "contracted"): False,
    ("school_enrollment", "school_year"): 2027,
    ("school_enrollment", "grade_level"): 8,
    ("school_enrollment", "is_primary"): True,
    ("school_enrollment", "entry_code"): "E1",
    ("school_enrollment", "exit_reason"): "moved",
    ("guardianship", "relationship"): "MOTHER",
    ("guardianship", "standing"): "PARENT",
    ("guardianship", "lives_with"): True,
    ("guardianship", "contact_priority"): 1,
    ("guardianship", "shares_contact"): False,
    ("guardianship", "matched_on"): LONG_AGO,
    ("guardianship", "contact_verified_on"): LONG_AGO,
    ("guardianship", "identity_verified_on"): LONG_AGO,
    ("guardianship", "validated_until"): date(2027, 7, 1),
    ("guardianship", "rejected_on"): TODAY,
    ("training", "kind"): "CONFIDENTIALITY",
    ("training", "completed_on"): LONG_AGO,
    ("training", "expires_on"): date(2027, 8, 1),
}


def staff(school: School, role: str | None = None, **post: Any) -> tuple[UUID, UUID]:
    """A trained staff member: person and staff ids."""
    person = school.add("person")
    member = school.add(
        "staff_member",
        person_id=person,
        given_name="Sam",
        family_name="Staff",
        sort_name="staff, sam",
        email="sam@example.org",
    )
    school.add("training", staff_id=member)
    if role:
        school.add("post", staff_id=member, role=role, **post)
    return person, member


def guardian(school: School) -> tuple[UUID, UUID]:
    """A guardian: person and guardian ids."""
    person = school.add("person")
    made = school.add(
        "guardian",
        person_id=person,
        given_name="Gail",
        family_name="Guardian",
        sort_name="guardian, gail",
        phone="5550100100",
        phone_type="MOBILE",
        email="gail@example.org",
        language="en",
    )
    return person, made


def places(school: School) -> None:
    """District, two schools, a year, a term, a course, and a section a student."""
    school.add("district")
    ids = school.ids
    ids["school"], ids["elsewhere"] = school.add("school"), school.add("school")
    year = school.add("school_year", ends_on=date(2027, 6, 12))
    ids["term"] = school.add("term", school_year_id=year, ends_on=date(2026, 12, 19))
    ids["course"] = school.add("course")


def section(school: School, name: str, **values: Any) -> UUID:
    """A section at the school."""
    made = school.add(
        "section",
        school_id=school.ids["school"],
        course_id=school.ids["course"],
        term_id=school.ids["term"],
        **({"ends_on": date(2026, 12, 19)} | values),
    )
    school.ids[name] = made
    return made


def student(school: School, who: str, born: date) -> None:
    """A student enrolled at the school, with a seat in a section of their own."""
    person = school.add("person")
    school.ids[f"person of {who}"] = person
    made = school.add(
        "student",
        person_id=person,
        given_name="Ana",
        middle_name="B",
        family_name="Abad",
        sort_name="abad, ana",
        preferred_name="An",
        preferred_name_audience="EVERYONE",
        grade_level=8,
        photo_key="p.jpg",
        birth_date=born,
    )
    school.ids[who] = made
    school.tagged[who] = [Tagged("student", made, frozenset({"for_everyone"}))]


def order_rows(school: School, who: str, viewer: dict[str, UUID | None]) -> None:
    """Guardians, rights, contacts and a court order that binds another adult."""
    stranger, other = guardian(school)
    bond = school.tag(who, "guardianship", guardian_id=other)
    sharing = guardian(school)[1]
    school.tag(
        who,
        "guardianship",
        "the_viewer_or_shares_contact",
        guardian_id=sharing,
        shares_contact=True,
    )
    school.tag(who, "guardian_right", guardianship_id=bond, kind="PICKUP")
    school.tag(
        who,
        "court_order",
        person_id=stranger,
        guardian_id=other,
        kind="NO_PICKUP",
        starts_at=NOW - DAY,
        ends_on=TODAY + DAY,
        lapses_on=TODAY,
        case_number="1",
        court="Court",
        order_text="Text",
        document_key="d.pdf",
        proposed_ends_on=TODAY,
        proposed_document_key="e.pdf",
        proposed_at=NOW - DAY,
        proposed_by=staff(school)[1],
        confirmed_by=staff(school)[1],
    )
    contact: dict[str, Any] = {
        "phone": "5550100101",
        "relationship": "OTHER",
        "priority": 1,
        "may_pick_up": True,
    }
    school.tag(who, "emergency_contact", guardian_id=other, name="Other", **contact)
    open_to_family = "no_guardian_who_did_not_opt_in"
    school.tag(who, "emergency_contact", open_to_family, name="Uncle", **contact)
    aunt = guardian(school)[1]
    school.tag(
        who,
        "guardianship",
        guardian_id=aunt,
        standing="CONTACT_ONLY",
        relationship="OTHER",
    )
    for name, known in (("Aunt", aunt), ("Shares", sharing)):
        school.tag(
            who, "emergency_contact", open_to_family, guardian_id=known, name=name, **contact
        )
    _merged(school, who, other, aunt)
    if viewer["guardian"]:
        mine = f"the_viewer_as_guardian {open_to_family}"
        school.tag(
            who, "emergency_contact", mine, guardian_id=viewer["guardian"], name="Me", **contact
        )


def _merged(school: School, who: str, kept: UUID, given_up: UUID) -> None:
    """Two guardians whom somebody merged."""
    school.tag(
        who,
        "guardian_candidate",
        first_id=min(kept, given_up),
        second_id=max(kept, given_up),
        reason="NAME_PHONE",
        found_on=LONG_AGO,
        decided_on=TODAY,
        decided_by=staff(school)[1],
        outcome="SAME",
        kept_id=kept,
        confirmed_on=TODAY,
        confirmed_by=staff(school)[1],
    )


def _said_to_be_one(school: School, who: str) -> None:
    """That somebody else on record is the same child, as two persons said."""
    other = school.add(
        "student",
        person_id=school.add("person"),
        given_name="Anna",
        family_name="Abad",
        sort_name="abad, anna",
        preferred_name_audience="EVERYONE",
        birth_date=LONG_AGO,
    )
    school.tag(
        who,
        "student_merge",
        other_id=other,
        kept_id=school.ids[who],
        proposed_on=LONG_AGO,
        proposed_by=staff(school)[1],
        confirmed_on=TODAY,
        confirmed_by=staff(school)[1],
    )


def identity_rows(school: School, who: str, viewer: dict[str, UUID | None]) -> None:
    """Names, identifiers, demographics, households, addresses, caseloads."""
    school.tag(who, "former_name", given_name="A", family_name="C", changed_on=LONG_AGO)
    _said_to_be_one(school, who)
    school.tag(who, "student_identifier", "local", kind="LOCAL", value="1")
    school.tag(who, "student_identifier", kind="STATE", value="2")
    school.tag(
        who, "demographics", sex="FEMALE", hispanic=True, races=["ASIAN"], home_language="es"
    )
    for mine in (True, False):
        household = school.add("household")
        tags = "the_viewers_household" if mine and viewer["guardian"] else ""
        if tags:
            school.add("household_guardian", household_id=household, guardian_id=viewer["guardian"])
        school.tag(who, "household_student", tags, household_id=household)
        place: dict[str, Any] = {
            "line1": "1 Elm",
            "city": "Linden",
            "state": "CA",
            "postal_code": "90000",
        }
        school.tag(
            who,
            "student_address",
            tags,
            household_id=household,
            kind="RESIDENCE",
            validated_on=LONG_AGO,
            **place,
        )
        if mine:
            school.tag(who, "confidential_address", **place)
    school.tag(who, "caseload", "of_a_counselor", staff_id=staff(school)[1], kind="COUNSELOR")
    school.tag(
        who, "caseload", "of_a_case_manager_or_aide", staff_id=staff(school)[1], kind="CASE_MANAGER"
    )


def seats(school: School, who: str, seat: dict[str, Any], bounds: dict[str, Any]) -> None:
    """The student's seat in the section in question, and one in another that runs today."""
    own = section(school, f"section of {who}", **bounds)
    other = section(school, f"second of {who}")
    for there, dates, is_own in ((own, seat, True), (other, {}, False)):
        runs = dates.get("starts_on", LONG_AGO) <= TODAY and (
            dates.get("ends_on") is None or dates["ends_on"] > TODAY
        )
        school.tag(
            who,
            "section_enrollment",
            "in_force_today" if runs else "",
            own=is_own,
            section_id=there,
            school_year=2027,
            **dates,
        )


def enrolled(school: School, who: str, at: str, **dates: Any) -> None:
    """The student's enrollment at a school, and a past one of two years ago."""
    ends = dates.get("ends_on")
    now = dates.get("starts_on", LONG_AGO) <= TODAY and (ends is None or ends > TODAY)
    school.tag(
        who, "school_enrollment", "in_force_today" if now else "", school_id=school.ids[at], **dates
    )
    school.tag(
        who,
        "school_enrollment",
        school_id=school.ids["elsewhere"],
        school_year=2025,
        is_primary=False,
        starts_on=date(2024, 8, 12),
        ends_on=date(2025, 6, 12),
    )
