"""The schools of the matrix as worlds: complete, with texts that tell whose they are, and read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from functools import cached_property
from typing import TYPE_CHECKING, Any

from hub.models import Base
from tests.leaks.sheet import EVERYONE
from tests.oracle import policy
from tests.oracle.loading import insert_order
from tests.policy import cells, stands
from tests.policy.cells import NOW, TODAY
from tests.policy.specification import matrix

if TYPE_CHECKING:
    from uuid import UUID

    from tests.oracle.reading import Reading
    from tests.policy.cells import School

LABELS = {
    "STAFF": "AU",
    "EV": "everyone who asks is EV",
    "SCH": "whoever has a post at a school, a child or a seat in it is SCH",
}
"""Standings without a school of their own: the one where they are asked, or why they aren't."""
STANDINGS = tuple(each for each in next(iter(matrix().values())) if each not in LABELS)
NEVER_MARKED = frozenset({"district.timezone", "district.name", "district.seed"})
MEANT = frozenset({"subject"})
"""Texts on which a condition rests: they stay as they are."""
Row = dict[str, Any]


@dataclass
class Stage:
    """A school as a world: its rows, the persons who ask, and to which student each row leads."""

    standing: str
    world: dict[str, list[Row]]
    persons: tuple[UUID, ...]
    owners: dict[tuple[str, UUID], str]
    school: School
    viewer: stands.Viewer

    @cached_property
    def texts(self) -> frozenset[str]:
        """Every text of the school that is one row's own."""
        return frozenset(
            row[column.name]
            for name, rows in self.world.items()
            for column in Base.metadata.tables[name].c
            if _is_free_text(name, column)
            for row in rows
            if row[column.name] is not None
        )

    def reading(self, person: UUID) -> Reading:
        """What the matrix as typed lets a person read here."""
        return policy.readable(self.world, person, TODAY, NOW)

    def person_before(self, who: str) -> UUID | None:
        """The person who asks about a student, if there is one."""
        return self.viewer["person"] or self.viewer.get(f"person of {who}")

    def owner(self, table: str, row_id: UUID) -> str:
        """The student to whom a row leads, or everyone."""
        return self.owners.get((table, row_id), EVERYONE)


def stage(standing: str) -> Stage:
    """The school of a standing."""
    school, viewer = stands.make("IT" if standing == "AU" else standing)
    _furnish(school)
    if standing == "AU":
        _authored(school, viewer["staff"])
    world = {table: school.rows.get(table, []) for table in insert_order()}
    _mark(world)
    found = [viewer["person"], *(viewer.get(f"person of {who}") for who in cells.STUDENTS)]
    persons = tuple(each for each in found if each is not None)
    return Stage(standing, world, persons, _owners(world, school), school, viewer)


def _furnish(school: School) -> None:
    """Rows of the tables that hang on no student, and that no standing needs."""
    ids, (person, member) = school.ids, cells.staff(school, "OFFICE", school_id=None)
    school.add("post", staff_id=member, role="OFFICE", school_id=ids["school"])
    school.add("calendar_day", school_id=ids["school"], day=TODAY)
    both = {"viewer_id": member, "target_id": member}
    school.add("view_as", at=NOW, request_id=ids["school"], **both)
    quarter = {"quarter_starts_on": date(2026, 10, 1), "reviewed_on": TODAY, "to_change": 1}
    school.add("done_review", school_id=ids["school"], reviewed_by=member, **quarter)
    hours = {"starts_at": time(8), "ends_at": time(9)}
    for who in cells.STUDENTS:
        there = ids[f"section of {who}"]
        school.add("section_meeting", section_id=there, weekday=3, room="A1", **hours)
        told: Row = {"day": TODAY, "submitted_at": NOW, "submitted_by": member}
        school.add("roll_submission", section_id=there, **told)
        school.add("coverage", section_id=there, staff_id=member, ends_on=date(2026, 12, 1))
        school.add("section_staff", section_id=there, school_id=ids["school"], staff_id=member)
        school.add(
            "finding",
            source="check",
            rule=f"GUA-6 {who}",
            severity="ERROR",
            state="OPEN",
            entity="student",
            place=str(ids[who]),
            row_key=str(ids[who]),
            field="guardian",
            file="f.xml",
            line=1,
            first_seen_at=NOW,
            last_seen_at=NOW,
        )
        for desk in ("REGISTRAR", "NURSE", "SPECIAL_EDUCATION"):
            _reported(school, person, member, desk, student_id=ids[who], entity="student",
                      row_key=str(ids[who]), school_id=ids["school"], students=1)  # fmt: skip
    _reported(school, person, member, "DATA_STEWARD")
    school.add("saved_scope", staff_id=member, school_id=ids["school"], name="Mine", grade_level=9,
               sorted_by="NAME", saved_at=NOW)  # fmt: skip


def _reported(school: School, person: UUID, member: UUID, desk: str, **about: Any) -> None:
    """Something that somebody reported, and what they were told."""
    school.add(
        "problem",
        person_id=person,
        staff_id=member,
        desk=desk,
        screen="/admin/students/{id}",
        request="r",
        said="Wrong",
        state="SETTLED",
        reported_at=NOW,
        taken_at=NOW,
        taken_by=member,
        answer="Right by now",
        answered_at=NOW,
        **about,
    )


def _authored(school: School, staff: UUID | None) -> None:
    """A nurse until yesterday who wrote entries, and somebody who reported an incident."""
    school.add("post", staff_id=staff, role="NURSE", school_id=school.ids["school"], ends_on=TODAY)
    mine = {school.ids[who] for who in ("mine", "ordered")}
    for rows in school.rows.values():
        for row in rows:
            if "entered_by" in row and row["student_id"] in mine:
                row["entered_by"] = staff
    taken_part = school.rows["incident_participation"]
    incidents = {each["incident_id"] for each in taken_part if each["student_id"] in mine}
    for row in school.rows["incident"]:
        if row["id"] in incidents:
            row["reported_by"] = staff


def _mark(world: dict[str, list[Row]]) -> None:
    """Make each text its row's own, so that a value that gets out can be told from all others."""
    for name, rows in world.items():
        for column in Base.metadata.tables[name].c:
            if not _is_free_text(name, column):
                continue
            for number, row in enumerate(rows):
                if row[column.name] is not None:
                    row[column.name] = f"{row[column.name]} {name} {number}"


def _is_free_text(table: str, column: Any) -> bool:
    return bool(
        column.type.python_type is str
        and not getattr(column.type, "enum_class", None)
        and column.name not in MEANT
        and f"{table}.{column.name}" not in NEVER_MARKED
    )


def _owners(world: dict[str, list[Row]], school: School) -> dict[tuple[str, UUID], str]:
    """Each row's student: by its own key, else by the first row that refers to it."""
    students = {school.ids[who]: who for who in cells.STUDENTS}
    owners = {("student", key): who for key, who in students.items()}
    for name, rows in world.items():
        for row in rows:
            if row.get("student_id") in students:
                owners[name, row["id"]] = students[row["student_id"]]
    for name in reversed(insert_order()):
        for column in Base.metadata.tables[name].c:
            for key in column.foreign_keys:
                for row in world[name]:
                    who = owners.get((name, row["id"]))
                    if who is not None and row[column.name] is not None:
                        owners.setdefault((key.column.table.name, row[column.name]), who)
    return owners


__all__ = ["LABELS", "STANDINGS", "Stage", "stage"]
