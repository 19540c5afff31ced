"""Teachers confirm that they know their part: a record of their own, and of what is in effect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

WORD = "iepAcknowledgement { id acknowledgedAt staffMember { familyName } iep { number } }"
RECEIPT = "noticeReceipt { id receivedAt staffMember { familyName } }"
FORGOTTEN = """
DELETE FROM iep_acknowledgement a USING staff_member m, person p
WHERE m.id = a.staff_id AND p.id = m.person_id AND p.sourced_id = 'demo-teacher'
"""
NOTICE = """
SELECT n.id, p.sourced_id AS told FROM safety_notice n
JOIN notice_receipt r ON r.safety_notice_id = n.id JOIN staff_member m ON m.id = r.staff_id
JOIN person p ON p.id = m.person_id JOIN student s ON s.id = n.student_id
WHERE 'stu_' || s.id = $1 LIMIT 1
"""


async def version(office: Office, number: int) -> str:
    """The public id of a version of Ana's IEP."""
    (row,) = await office.fetch(
        "SELECT id FROM iep WHERE 'stu_' || student_id = $1 AND version = $2",
        await office.student("demo-student"),
        number,
    )
    return f"iep_{row['id']}"


async def acknowledged(office: Office, who: str, number: int = 2, **more: Any) -> Any:
    """An entry by which somebody confirms their part of Ana's IEP."""
    given = {"iepId": await version(office, number)}
    return await office.enter(who, "acknowledgeIep", given, WORD, **more)


async def test_iep11_a_teacher_confirms_her_part_of_the_iep_in_effect_once(
    office: Office,
) -> None:
    assert (await acknowledged(office, "teacher")).codes == ["CONFLICT"]
    await office.fetch(FORGOTTEN)
    for number in (1, 3):
        assert (await acknowledged(office, "teacher", number)).codes == ["NOT_ALLOWED"], number
    assert (await acknowledged(office, "untrained_teacher")).codes == ["NOT_ALLOWED"]
    unknown = {"iepId": "iep_00000000-0000-4000-8000-000000000000"}
    assert (await office.enter("teacher", "acknowledgeIep", unknown)).codes == ["NOT_FOUND"]
    assert await office.fetch("SELECT FROM change") == []
    entry = await acknowledged(office, "teacher")
    assert entry.errors == []
    assert (entry.row["staffMember"], entry.row["iep"]) == ({"familyName": "Diaz"}, {"number": 2})


async def test_ca_49079_a_teacher_confirms_once_that_she_was_told(
    office: Office,
) -> None:
    (notice,) = await office.fetch(NOTICE, await office.student("demo-classmate"))
    await office.fetch("DELETE FROM notice_receipt")
    given = {"safetyNoticeId": f"ntc_{notice['id']}"}
    entry = await office.enter(notice["told"], "acknowledgeNotice", given, RECEIPT)
    assert entry.errors == []
    assert (await office.enter(notice["told"], "acknowledgeNotice", given)).codes == ["CONFLICT"]
    await office.fetch("DELETE FROM notice_receipt")
    await office.fetch("UPDATE safety_notice SET ends_on = starts_on")
    assert (await office.enter(notice["told"], "acknowledgeNotice", given)).codes == ["NOT_FOUND"]
    assert len(await office.fetch("SELECT FROM change")) == 1
