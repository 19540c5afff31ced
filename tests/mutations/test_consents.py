"""CNS: a family opts out, or in again, from a day on (P-29, P-31; 34 CFR 99.37)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

SHOWS = "consent { id version kind state startsOn endsOn }"
READ = """query Q($id: ID!) { student(id: $id) {
    consents(history: true) { id version kind state startsOn endsOn } } }"""
LISTED = "query Q { students(first: 200) { nodes { id } } }"
VENDOR = """
SELECT a.vendor_id FROM vendor_app a JOIN person p ON p.id = a.person_id WHERE p.sourced_id = $1
"""
GUARDIAN = """
SELECT g.id FROM guardian g JOIN person p ON p.id = g.person_id WHERE p.sourced_id = $1
"""
GRADEBOOK = "gradebook_app"


async def said(office: Office, who: str, student: str, **given: Any) -> Any:
    """What somebody refuses for a student."""
    entry = await office.enter(who, "recordOptOut", {"studentId": student, **given}, SHOWS)
    assert entry.errors == [], entry.errors
    return entry.row


async def refused(office: Office, who: str, student: str, **given: Any) -> tuple[str, str]:
    """How somebody is told that they can't refuse so, and at which field."""
    entry = await office.enter(who, "recordOptOut", {"studentId": student, **given})
    (error,) = entry.errors
    return error["code"], ".".join(error["path"][1:])


async def sees(office: Office, app: str) -> set[str]:
    """The students whom a vendor's app lists."""
    return {each["id"] for each in (await office.read(app, LISTED))["students"]["nodes"]}


async def test_p29_a_vendor_loses_who_opts_out_and_gets_them_back(office: Office) -> None:
    ana = await office.student("demo-student")
    before = await sees(office, GRADEBOOK)
    assert ana in before
    (row,) = await office.fetch(VENDOR, "demo-gradebook-app")
    kept = await said(office, "guardian", ana, kind="VENDOR", vendorId=f"vnd_{row['vendor_id']}")
    assert await sees(office, GRADEBOOK) == before - {ana}
    back = {"id": kept["id"], "version": kept["version"]}
    entry = await office.enter("guardian", "withdrawOptOut", back, SHOWS)
    assert entry.errors == []
    assert entry.row is not None
    assert (entry.row["startsOn"], entry.row["endsOn"]) == ("2026-10-14", "2026-10-14")
    assert await sees(office, GRADEBOOK) == before


async def test_both_directions_are_dated_and_said_once(office: Office) -> None:
    ana = await office.student("demo-student")
    kept = await said(office, "guardian", ana, kind="MILITARY_RECRUITERS")
    assert (kept["state"], kept["startsOn"], kept["endsOn"]) == ("REFUSED", "2026-10-14", None)
    again = await refused(office, "guardian", ana, kind="MILITARY_RECRUITERS")
    assert again == ("CONFLICT", "kind")
    back = {"id": kept["id"], "version": kept["version"]}
    assert (await office.enter("guardian", "withdrawOptOut", back)).errors == []
    back["version"] += 1
    assert (await office.enter("guardian", "withdrawOptOut", back)).codes == ["CONFLICT"]
    rows = (await office.read("guardian", READ, id=ana))["student"]["consents"]
    assert [each["endsOn"] for each in rows if each["id"] == kept["id"]] == ["2026-10-14"]


async def test_a_registrar_records_what_a_family_said_on_paper(office: Office) -> None:
    ana = await office.student("demo-student")
    mother, stranger = [
        f"gdn_{(await office.fetch(GUARDIAN, who))[0]['id']}"
        for who in ("demo-guardian", "demo-unvalidated-guardian")
    ]
    kind = "MILITARY_RECRUITERS"
    assert await refused(office, "registrar", ana, kind=kind) == ("INVALID", "guardianId")
    told = await refused(office, "registrar", ana, kind=kind, guardianId=stranger)
    assert told == ("NOT_FOUND", "guardianId")
    kept = await said(office, "registrar", ana, kind=kind, guardianId=mother)
    back = {"id": kept["id"], "version": kept["version"]}
    assert (await office.enter("guardian", "withdrawOptOut", back)).errors == []


async def test_nobody_says_it_for_another_guardian_or_takes_back_what_another_said(
    office: Office,
) -> None:
    ana = await office.student("demo-student")
    (father,) = await office.fetch(GUARDIAN, "demo-restricted-father")
    given = {"kind": "MILITARY_RECRUITERS", "guardianId": f"gdn_{father['id']}"}
    code, _ = await refused(office, "guardian", ana, **given)
    assert code == "NOT_ALLOWED"
    async with office.hub.database.owner() as owner:
        await owner.execute("UPDATE consent SET guardian_id = $1", father["id"])
    rows = (await office.read("guardian", READ, id=ana))["student"]["consents"]
    (media,) = [each for each in rows if each["kind"] == "MEDIA"]
    assert media["version"] is None
    entry = await office.enter("guardian", "withdrawOptOut", {"id": media["id"], "version": 1})
    assert entry.codes == ["NOT_ALLOWED"]


async def test_p24_the_student_of_age_takes_back_what_a_parent_refused(office: Office) -> None:
    zoe = await office.student("demo-adult-student")
    async with office.hub.database.owner() as owner:
        row = await owner.fetchval(
            "INSERT INTO consent (student_id, guardian_id, kind, state, starts_on)"
            " SELECT student_id, guardian_id, 'DIRECTORY', 'REFUSED', '2026-01-01'"
            " FROM guardianship WHERE 'stu_' || student_id = $1 LIMIT 1 RETURNING id",
            zoe,
        )
    back = {"id": f"cns_{row}", "version": 1}
    assert (await office.enter("adult_student", "withdrawOptOut", back)).errors == []
    assert (await said(office, "adult_student", zoe, kind="MEDIA"))["state"] == "REFUSED"
    ana = await office.student("demo-student")
    assert (await refused(office, "student", ana, kind="MEDIA"))[0] == "NOT_ALLOWED"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"kind": "RELEASE_OF_RECORDS"}, ("INVALID", "kind")),
        ({"kind": "MEDIA", "vendorId": "vnd_{vendor}"}, ("INVALID", "vendorId")),
        (
            {"kind": "VENDOR", "vendorId": "vnd_00000000-0000-4000-8000-000000000007"},
            ("NOT_FOUND", ""),
        ),
    ],
)
async def test_only_what_is_done_unless_refused_can_be_refused(
    office: Office, given: dict[str, str], told: tuple[str, str]
) -> None:
    ana = await office.student("demo-student")
    (row,) = await office.fetch(VENDOR, "demo-gradebook-app")
    given = {name: each.format(vendor=row["vendor_id"]) for name, each in given.items()}
    assert await refused(office, "guardian", ana, **given) == told
