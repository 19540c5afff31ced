"""Reads the rows of a district without a database, as tests ask for them."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, Any

from hub.district import named_student, persona
from hub.plans import iep_status

if TYPE_CHECKING:
    from datetime import date

    from hub.district import District

Record = dict[str, Any]


class Reading:
    """The rows of one district as dictionaries, and the named people among them."""

    def __init__(self, district: District) -> None:
        self.district = district
        self.today = district.today
        self._tables: dict[str, list[Record]] = {}

    def __getitem__(self, table: str) -> list[Record]:
        if table not in self._tables:
            columns = self.district.tables[table].columns
            self._tables[table] = [
                dict(zip(columns, row, strict=True)) for row in self.district.rows(table)
            ]
        return self._tables[table]

    def where(self, table: str, **equal: object) -> list[Record]:
        """The rows whose columns have these values."""
        return [
            row for row in self[table] if all(row[name] == value for name, value in equal.items())
        ]

    def one(self, table: str, **equal: object) -> Record:
        """The only row whose columns have these values."""
        found = self.where(table, **equal)
        assert len(found) == 1, (table, equal, len(found))
        return found[0]

    def now(self, table: str, **equal: object) -> list[Record]:
        """The rows with these values that are in force today."""
        return [row for row in self.where(table, **equal) if holds(row, self.today)]

    @cached_property
    def people(self) -> dict[str, Any]:
        """Person ids by sourced id."""
        return {row["sourced_id"]: row["id"] for row in self["person"]}

    def student(self, key: str) -> Record:
        """A named student."""
        return self.one("student", person_id=self.people[named_student(key).sourced_id])

    def staff(self, key: str) -> Record:
        """A persona's staff member."""
        return self.one("staff_member", person_id=self.people[persona(key).sourced_id])

    def guardian(self, key: str) -> Record:
        """A persona's guardian."""
        return self.one("guardian", person_id=self.people[persona(key).sourced_id])

    def states(self, student: Any) -> dict[int, str]:
        """How far each version of a student's IEP has come, by its number."""
        return {
            row["version"]: iep_status(
                self.today,
                starts_on=row["starts_on"],
                offered_on=row["offered_on"],
                consented_on=row["consented_on"],
                declined_on=row["declined_on"],
                superseded_on=row["superseded_on"],
            ).value
            for row in self.where("iep", student_id=student)
        }

    def school(self, student: str) -> Any:
        """The id of a named student's primary school today."""
        key = self.student(student)["id"]
        (enrollment,) = self.now("school_enrollment", student_id=key, is_primary=True)
        return enrollment["school_id"]

    def posts(self, key: str) -> set[tuple[str, Any]]:
        """A persona's posts today, as role and school."""
        posts = self.now("post", staff_id=self.staff(key)["id"])
        return {(post["role"], post["school_id"]) for post in posts}

    def seats(self, student: str) -> dict[str, Record]:
        """The sections in which a named student sits today, by the course's subject."""
        rows = self.now("section_enrollment", student_id=self.student(student)["id"])
        sections = {row["id"]: row for row in self["section"]}
        subjects = {row["id"]: row["subject"] for row in self["course"]}
        return {
            subjects[section["course_id"]]: section
            for section in (sections[row["section_id"]] for row in rows)
            if holds(section, self.today)
        }

    def sections(self, key: str, role: str) -> list[Any]:
        """The ids of the sections in which a persona has a part today."""
        parts = self.now("section_staff", staff_id=self.staff(key)["id"], role=role)
        running = {row["id"] for row in self.now("section")}
        return [part["section_id"] for part in parts if part["section_id"] in running]


def holds(row: Record, day: date) -> bool:
    """Whether a dated row is in force on a day."""
    return bool(row["starts_on"] <= day and (row["ends_on"] is None or day < row["ends_on"]))


def digest(district: District) -> str:
    """A digest over every row of every table, in order."""
    whole = hashlib.sha256()
    for name in district.tables:
        whole.update(name.encode())
        for row in district.rows(name):
            whole.update(repr(row).encode())
    return whole.hexdigest()
