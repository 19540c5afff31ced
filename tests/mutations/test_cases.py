"""Cases are given, handed over and covered: who has them reads the plan, on those days alone."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from tests.mutations.session import Sessions

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

CASE = "caseload { id version startsOn endsOn staffMember { familyName } }"
PLANS = "query Q($id: ID!) { student(id: $id) { ieps { number } } }"
ASSIGNMENT = """
SELECT c.id, c.row_version, c.ends_on, c.starts_on FROM caseload c
JOIN staff_member m ON m.id = c.staff_id JOIN person p ON p.id = m.person_id
JOIN student s ON s.id = c.student_id
WHERE p.sourced_id = $1 AND 'stu_' || s.id = $2 AND c.kind = 'CASE_MANAGER'
"""


async def staff(office: Office, who: str) -> str:
    """The public id of a staff member."""
    return f"stf_{await office.hub.staff_id(who)}"


async def handed(office: Office, who: str = "special_education", **more: Any) -> Any:
    """An entry that gives Jade, whom Priya Nair has, to Helen Ward."""
    jade = await office.student("demo-student16")
    (case,) = await office.fetch(ASSIGNMENT, "demo-case-manager", jade)
    given = {
        "studentId": jade,
        "staffId": await staff(office, "demo-other-case-manager"),
        "formerId": f"csl_{case['id']}",
        "version": case["row_version"],
        "reason": "balance of caseloads",
        **more,
    }
    return await office.enter(who, "assignCase", given, CASE)


async def plans(sessions: Sessions, who: str, student: str) -> int:
    """How many versions of a student's plan somebody reads."""
    found = await sessions.ask(who, PLANS, id=student)
    return len((found["student"] or {}).get("ieps") or ())


async def test_p7_a_handover_closes_the_iep_to_one_and_opens_it_to_the_other(
    office: Office,
) -> None:
    jade, sessions = await office.student("demo-student16"), await Sessions.opened(office)
    priya, helen = "demo-case-manager", "demo-other-case-manager"
    before = await plans(sessions, priya, jade)
    assert (before > 1, await plans(sessions, helen, jade)) == (True, 0)
    entry = await handed(office)
    assert entry.errors == []
    assert entry.row["staffMember"] == {"familyName": "Ward"}
    assert (await plans(sessions, priya, jade), await plans(sessions, helen, jade)) == (0, before)


async def test_p7_a_handover_of_a_later_day_waits_for_it(office: Office) -> None:
    jade, sessions = await office.student("demo-student16"), await Sessions.opened(office)
    before = await plans(sessions, "demo-case-manager", jade)
    assert (await handed(office, startsOn="2099-02-01")).errors == []
    assert await plans(sessions, "demo-case-manager", jade) == before
    assert await plans(sessions, "demo-other-case-manager", jade) == 0


async def test_a_case_is_given_to_who_may_have_it_and_once(office: Office) -> None:
    """Each refused entry changes nothing; the one that isn't is entered once, however often."""
    jade = await office.student("demo-student16")
    assert (await handed(office, version=None)).codes == ["INVALID"]
    assert (await handed(office, version=None, formerId=None)).codes == ["CONFLICT"]
    assert (await handed(office, startsOn="2020-02-01")).codes == ["INVALID"]
    nobody = await staff(office, "demo-teacher")
    assert (await handed(office, staffId=nobody)).codes == ["CONFLICT"]
    assert (await handed(office, studentId=await office.student("demo-student"))).codes == [
        "INVALID"
    ]
    assert await office.fetch("SELECT FROM change") == []
    (case,) = await office.fetch(ASSIGNMENT, "demo-case-manager", jade)
    given = {
        "studentId": jade,
        "staffId": await staff(office, "demo-other-case-manager"),
        "formerId": f"csl_{case['id']}",
        "version": 1,
    }
    entries = await asyncio.gather(
        *(office.enter("special_education", "assignCase", given, CASE, key="one") for _ in range(4))
    )
    assert {entry.row["id"] for entry in entries if entry.row} == {entries[0].row["id"]}  # type: ignore[index]
    assert len(await office.fetch("SELECT FROM change")) == 2


async def test_p7_two_who_give_a_case_at_once_make_one_case_manager(office: Office) -> None:
    jade = await office.student("demo-student16")
    entries = await asyncio.gather(handed(office), handed(office))
    assert sorted(len(entry.errors) for entry in entries) == [0, 1]
    (count,) = await office.fetch(
        "SELECT count(*) AS open FROM caseload WHERE 'stu_' || student_id = $1"
        " AND kind = 'CASE_MANAGER' AND ends_on IS NULL",
        jade,
    )
    assert count["open"] == 1


async def covered(office: Office, who: str = "special_education", **more: Any) -> Any:
    """An entry by which Helen Ward covers Priya Nair's cases, for a week unless said."""
    given = {
        "colleagueId": await staff(office, "demo-case-manager"),
        "staffId": await staff(office, "demo-other-case-manager"),
        "endsOn": "2099-01-08",
        **more,
    }
    return await office.enter(who, "coverCaseload", given, "staffMember { id }")


async def test_p10_a_colleague_covers_all_cases_until_the_other_is_back(office: Office) -> None:
    jade, sessions = await office.student("demo-student16"), await Sessions.opened(office)
    helen, priya = "demo-other-case-manager", "demo-case-manager"
    cases = await office.fetch(
        "SELECT FROM caseload c JOIN staff_member m ON m.id = c.staff_id JOIN person p"
        " ON p.id = m.person_id WHERE p.sourced_id = $1 AND c.ends_on IS NULL",
        priya,
    )
    assert await plans(sessions, helen, jade) == 0
    assert (await covered(office, endsOn="2020-01-01")).codes in (["INVALID"], ["NOT_FOUND"])
    assert await office.fetch("SELECT FROM change") == []
    assert (await covered(office)).errors == []
    assert len(await office.fetch("SELECT FROM change")) == len(cases)
    assert await plans(sessions, helen, jade) == await plans(sessions, priya, jade) > 0
    (cover,) = await office.fetch(ASSIGNMENT, helen, jade)
    assert cover["ends_on"].isoformat() == "2099-01-08"
    back = {"colleagueId": await staff(office, priya), "staffId": await staff(office, helen)}
    assert (await office.enter("special_education", "endCaseloadCoverage", back)).errors == []
    assert (await plans(sessions, helen, jade), await plans(sessions, priya, jade) > 0) == (0, True)
