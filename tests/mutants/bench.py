"""What a laboratory is built with: a school, its pupils with all their records, and strangers."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

from hub.models import Base
from hub.models.codes import PostRole
from tests.oracle import worlds
from tests.oracle.drawing import TODAY, years_before

if TYPE_CHECKING:
    from tests.oracle.drawing import Row, World

WINDOWS = ((-30, None), (0, None), (1, None), (-30, 0), (-30, 1))
"""In force; beginning or coming; ended or ending: as days from today."""
FACTS = """
adult_access break_glass caseload consent court_order disclosure guardian_right guardianship
household_student iep_acknowledgement iep_team_member notice_receipt care_plan_training
school_enrollment section_enrollment support_team_member threat_team_member
"""
"""Tables of a student on whose rows relations rest: each stranger has their own."""
_SET = {"confidential": False, "iep_linked": True, "contracted": False, "suspended_at": None}
_AGREED = {
    "offered_on": TODAY - timedelta(40),
    "consented_on": TODAY - timedelta(35),
    "declined_on": None,
}
REPORTED = {
    "entity": "student",
    "row_key": "1",
    "desk": "REGISTRAR",
    "state": "OPEN",
    **dict.fromkeys(("taken_at", "taken_by", "answer", "answered_at", "section_id")),
}
"""A report about a pupil that nobody has taken in hand."""
_OPEN = dict.fromkeys(("outcome", "answer", "answered_on", "statement", "stated_on"))
GRANTED = {**_OPEN, "outcome": "GRANTED", "answered_on": TODAY}
"""What became of a request that somebody granted today."""
Window: TypeAlias = "tuple[int, int | None]"
OPEN: Window = WINDOWS[0]
LONG_AGO: Window = (-400, -300)


def days(window: Window) -> Row:
    """The columns of a window."""
    starts, ends = window
    ended = None if ends is None else TODAY + timedelta(ends)
    return {"starts_on": TODAY + timedelta(starts), "ends_on": ended}


class Bench:
    """The rows so far; a new one is like the table's first, but for what is said."""

    def __init__(self, seed: int) -> None:
        self.world: World = worlds.make(seed)
        self.random = Random(f"laboratory {seed}")
        self.first = {table: rows[0] for table, rows in self.world.items() if rows}

    def put(self, table: str, **said: Any) -> Any:
        """Add a row, and give its key."""
        key = UUID(int=self.random.getrandbits(128), version=4)
        usual = {name: _SET[name] for name in self.first[table].keys() & _SET.keys()}
        self.world[table].append({**self.first[table], **usual, **said, "id": key})
        return key

    def person(self) -> Any:
        """Somebody new."""
        return self.put("person", sourced_id=None)

    def staff(self) -> Any:
        """A staff member without a post, with training."""
        key = self.put("staff_member", person_id=self.person())
        valid = {"completed_on": TODAY - timedelta(30), "expires_on": TODAY + timedelta(300)}
        self.put("training", staff_id=key, kind="CONFIDENTIALITY", **valid)
        return key

    def holder(self, role: PostRole, school: Any, window: Any = OPEN, **said: Any) -> Any:
        """A staff member with one post."""
        key = self.staff()
        self.put("post", staff_id=key, role=role.value, school_id=school, **said, **days(window))
        return key

    def guardian(self) -> Any:
        """A guardian without a child."""
        return self.put("guardian", person_id=self.person())


class Laboratory(Bench):
    """A school with a section, a pupil who goes there, and all who stand to them."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.school, self.other = self.put("school"), self.put("school")
        self.section = self.taught()
        self.holder(PostRole.TEACHER, self.school)
        held = PostRole.ANALYST, self.other, LONG_AGO
        self.signers = self.holder(*held), self.holder(*held)
        self.pupil = self.student()

    def taught(self, window: Window = OPEN) -> Any:
        """A section of the school."""
        return self.put("section", school_id=self.school, **days(window))

    def student(
        self,
        *,
        born: int = 10,
        enrolled: Window = OPEN,
        seat: Window = OPEN,
        section: Any = None,
        kept: str | None = None,
        **said: Any,
    ) -> Any:
        """A pupil with a row in every table (or in those `kept`), in the section, at the school."""
        key = self.put(
            "student",
            person_id=self.person(),
            **{"grade_level": 5, "birth_date": years_before(TODAY, born), **said},
        )
        seat_at = section or self.section
        self.enroll(key, self.school, enrolled)
        self.put("section_enrollment", student_id=key, section_id=seat_at, **days(seat))
        self._records(key, seat_at, kept)
        return key

    def enroll(self, student: Any, school: Any, window: Window) -> None:
        """An enrollment beside others, for which no constraint asks."""
        self.put(
            "school_enrollment",
            student_id=student,
            school_id=school,
            is_primary=False,
            **days(window),
        )

    def _records(self, student: Any, section: Any, kept: str | None) -> None:
        """A row of the student's in each table of records, linked among themselves."""
        made = {"section": section, "assignment": self.put("assignment", section_id=section)}
        chosen = set(kept.split()) if kept is not None else None
        for table in Base.metadata.sorted_tables:
            anchored = "student_id" in table.c and table.name not in FACTS.split()
            anchored = anchored and table.name in self.first
            if anchored and (chosen is None or table.name in chosen):
                said = self._links(table, made) | _usual(table)
                if table.name == "student_merge":
                    said["kept_id"] = student
                made[table.name] = self.put(table.name, student_id=student, **said)

    def _links(self, table: Any, made: dict[str, Any]) -> Row:
        """Links to what the student has; no author and no provider."""
        found = {}
        for column in table.c:
            for key in column.foreign_keys:
                target = key.column.table.name
                if target in made:
                    found[column.name] = made[target]
                elif column.nullable and column.name != "student_id":
                    found[column.name] = None
        return found


def _usual(table: Any) -> Row:
    """In force, in effect, of today."""
    window = days(OPEN) if {"starts_on", "ends_on"} <= set(table.c.keys()) else {}
    return {**window, **USUAL.get(table.name, {})}


USUAL: dict[str, Row] = {
    "attendance_event": {"day": TODAY, "reason": "ILLNESS"},
    "guardian_candidate": dict.fromkeys(("decided_on", "outcome", "kept_id", "confirmed_on")),
    "iep": {**_AGREED, "starts_on": TODAY - timedelta(30), "superseded_on": None},
    "iep_service": {"declined_on": None},
    "iep_support": {"kind": "ACCOMMODATION"},
    "period_consent": dict.fromkeys(("decision", "decided_on")),
    "plan_504": {"adopted_on": _AGREED["consented_on"]},
    "problem": REPORTED,
    "record_request": _OPEN,
    "student_merge": {"confirmed_on": None, "confirmed_by": None},
    "support_program": {"kind": "FOSTER", "unaccompanied": False},
}
"""What a row of a table says beside its window, so that it holds today."""
