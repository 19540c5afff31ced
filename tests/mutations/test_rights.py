"""What an adult may do for one child: set and revoked by the registrar, and felt at once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from schema.door import StaleViewer
from tests.mutations.test_guardians import father, filed

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

BOND = "guardianship { id version standing rights { kind } }"
READ = "query Q($id: ID!) { student(id: $id) { givenName } }"
ALL = {"DECISIONS", "GRADES", "HEALTH", "MAILINGS", "PICKUP", "PORTAL", "RECORDS"}


async def bond(office: Office, who: str = "demo-father") -> dict[str, Any]:
    """How an adult stands to Ana: her father, unless somebody else is named."""
    ana, guardian = await father(office, who)
    (row,) = await office.fetch(
        "SELECT id, row_version FROM guardianship"
        " WHERE 'stu_' || student_id = $1 AND 'gdn_' || guardian_id = $2",
        *(ana, guardian),
    )
    return {"id": f"gsh_{row['id']}", "version": row["row_version"]}


def kinds(entry: Any) -> set[str]:
    """The rights that a payload shows."""
    return {each["kind"] for each in entry.row["rights"]}


async def test_a_guardian_whose_records_are_revoked_loses_them_at_the_next_request(
    office: Office,
) -> None:
    ana, leo = await office.student("demo-student"), await office.student("demo-two-homes")
    session = await office.viewer("father")
    given = {**await bond(office), "rights": ["RECORDS"], "reason": "guardianship ended"}
    paper = {**given, "documentKey": "court/9"}
    entry = await office.enter("registrar", "revokeRights", given)
    assert entry.codes == ["NEEDS_DOCUMENT"]
    part = await office.enter("registrar", "revokeRights", {**paper, "rights": ["HEALTH"]})
    assert part.codes == ["INVALID"]
    assert await office.fetch("SELECT FROM change") == []

    await office.hub.door.execute(READ, session, variables={"id": ana})
    entry = await office.enter("registrar", "revokeRights", paper, BOND)
    assert entry.errors == []
    assert entry.row is not None
    assert (entry.row["standing"], kinds(entry)) == ("CONTACT_ONLY", {"PICKUP"})
    with pytest.raises(StaleViewer):
        await office.hub.door.execute(READ, session, variables={"id": ana})
    token = office.hub.tokens["demo-father"]
    session = await office.hub.identity.viewer(token, again=True)
    for child, there in ((ana, False), (leo, True)):
        answer = await office.hub.door.execute(READ, session, variables={"id": child})
        assert (json.loads(answer.body)["data"]["student"] is not None) == there
    assert (await office.read("guardian", READ, id=ana))["student"] is not None

    none = {**paper, "version": entry.row["version"]}
    assert (await office.enter("registrar", "revokeRights", none)).codes == ["CONFLICT"]
    back = {**none, "rights": ["RECORDS", "GRADES"]}
    del back["documentKey"]
    entry = await office.enter("registrar", "setRights", back)
    assert entry.codes == ["NEEDS_DOCUMENT"]
    reasons = await office.fetch("SELECT DISTINCT reason FROM change")
    assert [row["reason"] for row in reasons] == ["court/9: guardianship ended"]


async def test_no_right_is_set_against_an_order_in_force(office: Office) -> None:
    assert (await filed(office, kind="NO_PICKUP", documentKey="orders/77")).errors == []
    given = await bond(office)
    revoked = {**given, "rights": ["PICKUP", "MAILINGS"], "reason": "as the court says"}
    entry = await office.enter(
        "registrar", "revokeRights", {**revoked, "documentKey": "orders/77"}, BOND
    )
    assert (entry.errors, kinds(entry)) == ([], ALL - {"PICKUP", "MAILINGS"})
    wanted = {**given, "rights": ["PICKUP", "MAILINGS"]}
    assert (await office.enter("registrar", "setRights", wanted)).codes == ["STALE_VERSION"]
    wanted["version"] += 1
    refused = await office.enter("registrar", "setRights", wanted)
    assert refused.codes == ["CONFLICT"]
    assert "(NO_PICKUP)" in refused.errors[0]["message"]
    nearly = await office.enter("office", "setRights", wanted)
    assert set(nearly.codes) == {"NOT_ALLOWED"}
    assert not any("NO_PICKUP" in each["message"] for each in nearly.errors)
    mail = {**wanted, "rights": ["MAILINGS"], "documentKey": "orders/78"}
    entry = await office.enter("registrar", "setRights", mail, BOND)
    assert (entry.errors, kinds(entry)) == ([], ALL - {"PICKUP"})


async def test_gua7_who_is_no_parent_gets_the_record_with_a_document_only(office: Office) -> None:
    given = await bond(office, "demo-aunt")
    collects = {**given, "rights": ["PICKUP"]}
    assert (await office.enter("registrar", "setRights", collects)).errors == []
    given["version"] = (await bond(office, "demo-aunt"))["version"]
    grades = await office.enter("registrar", "setRights", {**given, "rights": ["GRADES"]})
    assert grades.codes == ["INVALID"]
    records = {**given, "rights": ["RECORDS", "GRADES"]}
    entry = await office.enter("registrar", "setRights", records)
    assert entry.codes == ["NEEDS_DOCUMENT"]
    entry = await office.enter(
        "registrar", "setRights", {**records, "documentKey": "affidavits/3"}, BOND
    )
    assert entry.errors == []
    assert entry.row is not None
    assert entry.row["standing"] == "EDUCATION_RIGHTS_HOLDER"
    assert kinds(entry) == {"PICKUP", "RECORDS", "GRADES"}
    told = await office.fetch("SELECT reason FROM change WHERE entity = 'guardianship'")
    assert [each["reason"] for each in told][-1:] == ["affidavits/3"]
