"""A world made by hand: a row or two at a time, each with defaults for whatever isn't said."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from hub.models import Base
from hub.models.base import written
from tests.oracle.policy import readable

if TYPE_CHECKING:
    from collections import Counter

    from tests.oracle.reading import Reading

YEAR = {"starts_on": date(2024, 8, 12), "ends_on": date(2025, 6, 13)}
CHILD, LONG_AGO = date(2012, 1, 1), date(2024, 1, 8)
_DEFAULTS: dict[str, dict[str, Any]] = {
    "student": {
        "given_name": "Ana",
        "family_name": "Abad",
        "grade_level": 7,
        "birth_date": CHILD,
        "preferred_name_audience": "SCHOOL",
    },
    "guardianship": {"standing": "PARENT", "shares_contact": False},
    "section_staff": {"role": "LEAD", "may_grade": False},
    "coverage": {"long_term": False, "contracted": False},
    "court_order": {"document_key": "order.pdf"},
    "incident": {"description": "They argued."},
    "condition": {"confidential": False, "iep_linked": False},
    "immunization": {"vaccine": "MMR", "given_on": date(2024, 9, 1)},
    "care_plan": {"confidential": False},
    "care_plan_part": {"confidential": False},
    "iep": {"starts_on": LONG_AGO, "consented_on": LONG_AGO, "version": 1},
    "iep_service": {"contracted": False, "area": "SPEECH"},
    "iep_goal": {"area": "SPEECH"},
    "iep_support": {"kind": "ACCOMMODATION", "area": "ACADEMIC"},
    "attendance_event": {"day": date(2024, 10, 14), "status": "ABSENT", "reason": "ILLNESS"},
    "school_enrollment": {"is_primary": True},
    "post": {"contracted": False},
    "caseload": {"contracted": False},
}
_TABLES = Base.metadata.tables


class SmallWorld:
    """Rows by table. Every id is a word that says what it is the id of: `student 1`."""

    def __init__(self) -> None:
        """Start with one school and one section at it."""
        self.rows: dict[str, list[dict[str, Any]]] = {table: [] for table in _TABLES}
        self.school = self.add("school")
        self.section = self.add("section", school_id=self.school)

    def add(self, table: str, **values: object) -> str:
        """Keep a row and return its id. Raises KeyError on a column that the table lacks.

        Dated rows hold for the school year 2024-25 unless said otherwise; columns without a
        default are None.
        """
        columns = [column.name for column in written(_TABLES[table])]
        wrong = values.keys() - set(columns)
        if wrong:
            raise KeyError(table, *wrong)
        row: dict[str, Any] = dict.fromkeys(columns)
        row.update({name: day for name, day in YEAR.items() if name in row})
        row.update(_DEFAULTS.get(table, {}), id=f"{table} {len(self.rows[table]) + 1}", **values)
        self.rows[table].append(row)
        return str(row["id"])

    def change(self, table: str, key: str, **values: object) -> None:
        """Overwrite columns of a row."""
        for row in self.rows[table]:
            if row["id"] == key:
                row.update(values)

    def person(self) -> str:
        """Someone without any capacity yet."""
        return self.add("person")

    def staff(self, role: str | None = None, *, person: str | None = None, **post: Any) -> str:
        """A trained staff member, with a post at the school if a role is said."""
        staff = self.add("staff_member", person_id=person or self.person())
        lapses = {"completed_on": date(2024, 1, 1), "expires_on": date(2026, 1, 1)}
        self.add("training", staff_id=staff, kind="CONFIDENTIALITY", **lapses)
        if role:
            self.add("post", staff_id=staff, role=role, **{"school_id": self.school, **post})
        return staff

    def student(self, *, school: str | None = None, **values: object) -> str:
        """A student who attends the school, or another one."""
        student = self.add("student", **{"person_id": self.person(), **values})
        self.add("school_enrollment", student_id=student, school_id=school or self.school)
        return student

    def guardian(self, *students: str, person: str | None = None) -> str:
        """A parent of some students."""
        guardian = self.add("guardian", person_id=person or self.person())
        for student in students:
            self.add("guardianship", student_id=student, guardian_id=guardian)
        return guardian

    def teacher(self, *students: str, person: str | None = None, **dates: date) -> str:
        """The teacher of the section, in which the students sit (on some dates)."""
        staff = self.staff("TEACHER", person=person)
        self.add("section_staff", staff_id=staff, section_id=self.section, school_id=self.school)
        for student in students:
            self.seat(student, **dates)
        return staff

    def seat(self, student: str, **dates: date | None) -> str:
        """A student's seat in the section."""
        return self.add("section_enrollment", student_id=student, section_id=self.section, **dates)

    def order(self, student: str, guardian: str, kind: str = "NO_CONTACT", **values: object) -> str:
        """A court order that binds a guardian towards a student, with a document."""
        starts_at = datetime(2024, 9, 15, tzinfo=UTC)
        binds = {"guardian_id": guardian, "person_id": self.person_of(guardian)}
        return self.add(
            "court_order",
            student_id=student,
            kind=kind,
            **{"starts_at": starts_at, **binds, **values},
        )

    def person_of(self, capacity: str) -> str:
        """The person behind a staff member, guardian or student."""
        table, _, _ = capacity.partition(" ")
        (row,) = (row for row in self.rows[table] if row["id"] == capacity)
        return str(row["person_id"])

    def ask(
        self, who: str, today: date, at: time = time(17), drawn: Counter[str] | None = None
    ) -> Reading:
        """What a staff member, guardian or student reads on a day at an hour (UTC)."""
        now = datetime.combine(today, at, tzinfo=UTC)
        return readable(self.rows, self.person_of(who), today, now, drawn)
