"""What the people of a world report: about students, classes and schools, and about none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.models.problem_codes import Desk, ProblemState

if TYPE_CHECKING:
    from tests.oracle.drawing import Draw, Row


def problems(draw: Draw) -> None:
    """Reports of whoever is there: more of guardians and staff than of anybody else."""
    staff, guardians = draw.rows["staff_member"], draw.rows["guardian"]
    students = draw.rows["student"]
    for _ in range(draw.dice.randint(3, 6)):
        reporter = draw.one(*staff, *guardians, *guardians, *students)
        _problem(draw, reporter, draw.one(*students, *students, None))


def _problem(draw: Draw, reporter: Row, student: Row | None) -> None:
    section = draw.one(None, *draw.rows["section"]) if student is None else None
    about = student or section
    state = draw.code(ProblemState)
    taken = None if state == "OPEN" else draw.one(*draw.rows["staff_member"])
    closed = state in ("SETTLED", "NOTHING_WRONG")
    on_staff = reporter in draw.rows["staff_member"]
    draw.must(
        "problem",
        person_id=reporter["person_id"],
        staff_id=reporter["id"] if on_staff else None,
        guardian_id=reporter["id"] if reporter in draw.rows["guardian"] else None,
        student_id=student["id"] if student else None,
        section_id=section["id"] if section else None,
        school_id=draw.one(None, *(each["id"] for each in draw.rows["school"])) if about else None,
        entity=None if about is None else ("student" if student else "section"),
        row_key=str(about["id"]) if about else None,
        screen=draw.one("/admin", "/admin/students/{id}"),
        request=draw.one(None, str(draw.id())),
        said=draw.word(),
        desk=draw.code(Desk),
        students=draw.one(None, 1, 30),
        state=state,
        reported_at=draw.moment(-86_400, -60),
        taken_at=draw.moment(-30) if taken else None,
        taken_by=taken["id"] if taken else None,
        answer=draw.word() if closed else None,
        answered_at=draw.moment(-1, 0) if closed else None,
    )
