"""Two students of a district who are one child, and what is said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hub.models import Base
from tests.mutations.twins import SECOND

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

KEPT, GIVEN_UP = "demo-student", "demo-two-homes"
APART = """UPDATE school_enrollment e SET starts_on = starts_on - 5000,
    ends_on = coalesce(ends_on, date '2027-06-12') - 5000
    FROM student s JOIN person p ON p.id = s.person_id
    WHERE s.id = e.student_id AND p.sourced_id = $1"""
SHOWN = "studentMerge { id version confirmedOn kept { id } proposer { sortName } }"
RECORDS = frozenset(
    {"change", "outbox", "retry", "access", "access_span", "disclosure", "token", "seal"}
)


class One:
    """Two students of whom the registrar of the district will say that they are one child."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.kept = self.given_up = ""

    async def made(self) -> One:
        """The two, who were never at two schools on a day; a second registrar of both."""
        self.kept, self.given_up = [await self.office.student(each) for each in (KEPT, GIVEN_UP)]
        await self.office.fetch(APART, GIVEN_UP)
        await self.office.fetch(SECOND)
        return self

    async def said(self, who: str = "district_registrar", **more: Any) -> Any:
        """What became of saying so."""
        given = {"keptId": self.kept, "givenUpId": self.given_up, **more}
        return await self.office.enter(who, "mergeStudents", given, SHOWN)

    async def confirmed(self, who: str = "registrar", **more: Any) -> Any:
        """What became of confirming it."""
        given = {**await self.merge(), **more}
        return await self.office.enter(who, "confirmStudentMerge", given, SHOWN)

    async def merge(self) -> dict[str, Any]:
        """What was said of who is kept."""
        (row,) = await self.office.fetch(
            "SELECT id, row_version FROM student_merge WHERE 'stu_' || student_id = $1", self.kept
        )
        return {"id": f"smg_{row['id']}", "version": row["row_version"]}

    async def everything(self) -> dict[str, Any]:
        """Every row of the district but records, as it stands."""
        found = {}
        for table in Base.metadata.sorted_tables:
            if table.name in RECORDS | {"student_merge"}:
                continue
            rows = await self.office.fetch(
                f"SELECT (to_jsonb(t) - 'row_version' - 'epoch')::text AS row FROM {table.name} t"
                " ORDER BY 1"
            )
            found[table.name] = [row["row"] for row in rows]
        return found

    async def of(self, student: str, table: str) -> set[Any]:
        """The rows of a table about a student."""
        rows = await self.office.fetch(
            f"SELECT id FROM {table} WHERE 'stu_' || student_id = $1",
            student,
        )
        return {row["id"] for row in rows}
