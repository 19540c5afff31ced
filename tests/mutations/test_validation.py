"""How far a guardianship is checked: written by the registrar, a step after the other (GUA)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.mutations.test_guardians import father, filed
from tests.mutations.test_rights import bond

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

SHOWN = """guardianship { version validationState matchedOn contactVerifiedOn identityVerifiedOn
    validatedUntil rejectedOn guardian { phoneType } }"""
FACTS = ("matched_on", "contact_verified_on", "identity_verified_on", "validated_until")


async def set_days(office: Office, who: str = "demo-father", **days: str) -> None:
    """Let the guardianships of an adult be checked on these days, and on no others."""
    said = ", ".join(f"{name} = {days.get(name, 'NULL')}" for name in (*FACTS, "rejected_on"))
    await office.fetch(
        f"UPDATE guardianship SET {said} FROM district, guardian a JOIN person p"
        " ON p.id = a.person_id WHERE a.id = guardian_id AND p.sourced_id = $1",
        who,
    )


async def today(office: Office) -> Any:
    """The district's day."""
    (row,) = await office.fetch("SELECT fixed_today FROM district")
    return row["fixed_today"]


async def reached(office: Office, who: str = "demo-father") -> Any:
    """How an adult is reached, as it is kept."""
    (row,) = await office.fetch(
        "SELECT a.* FROM guardian a JOIN person p ON p.id = a.person_id WHERE p.sourced_id = $1",
        who,
    )
    return row


async def test_gua1_a_guardianship_is_validated_a_step_after_the_other(office: Office) -> None:
    await set_days(office)
    _, guardian = await father(office)
    adult, given = await reached(office), await bond(office)
    match = {**given, "guardianId": guardian}
    phone = {"phone": adult["phone"], "phoneType": "WORK"}
    for step, more in (
        ("verifyContact", phone),
        ("verifyIdentity", {"document": "PASSPORT"}),
        ("validateGuardianship", {}),
    ):
        assert (await office.enter("registrar", step, {**given, **more})).codes == ["CONFLICT"]
    _, stranger = await father(office, "demo-guardian")
    other = await office.enter("registrar", "recordMatch", {**match, "guardianId": stranger})
    assert other.codes == ["CONFLICT"]
    nobody = {**match, "id": "gsh_00000000-0000-4000-8000-000000000000"}
    assert (await office.enter("registrar", "recordMatch", nobody)).codes == ["NOT_FOUND"]
    assert await office.fetch("SELECT FROM change") == []

    entry = await office.enter("registrar", "recordMatch", match, SHOWN)
    assert (entry.errors, entry.row and entry.row["validationState"]) == ([], "MATCHED")
    steps: tuple[tuple[str, dict[str, Any], str], ...] = (
        ("verifyContact", phone, "CONTACT_VERIFIED"),
        ("verifyIdentity", {"document": "PASSPORT"}, "IDENTITY_VERIFIED"),
        ("validateGuardianship", {}, "VALIDATED"),
    )
    for step, more, state in steps:
        assert entry.row is not None
        now = {**given, **more, "version": entry.row["version"]}
        entry = await office.enter("registrar", step, now, SHOWN)
        assert (entry.errors, entry.row and entry.row["validationState"]) == ([], state)
    assert entry.row is not None
    assert entry.row["guardian"]["phoneType"] == "WORK"
    day = (await today(office)).isoformat()
    assert entry.row["identityVerifiedOn"] == entry.row["contactVerifiedOn"] == day
    assert entry.row["validatedUntil"] == "2027-07-01"

    told = await office.fetch(
        "SELECT operation, reason, student_id FROM change WHERE true"
        " AND entity = 'guardianship' ORDER BY id"
    )
    assert {row["operation"]: row["reason"] for row in told} == {
        "recordMatch": None,
        "verifyContact": None,
        "verifyIdentity": "PASSPORT",
        "validateGuardianship": None,
    }
    assert len({row["student_id"] for row in told}) == 1, "each child's own (GUA-8)"
    kept = await office.fetch("SELECT FROM change"), await office.fetch("SELECT FROM outbox")
    assert len(kept[0]) == len(kept[1]) == 5, "and the kind of telephone"


async def test_gua2_what_is_verified_is_what_is_on_record_and_another_number_is_verified_anew(
    office: Office,
) -> None:
    await office.fetch("UPDATE guardian SET phone = '(336)533-1632 x218', email = 'a@b.example'")
    given = await bond(office)
    bad: tuple[tuple[dict[str, Any], str, str], ...] = (
        ({}, "INVALID", ""),
        ({"phone": "533-1632", "phoneType": "HOME"}, "INVALID", "phone"),
        ({"phone": "336 533 1632 x218"}, "INVALID", "phoneType"),
        ({"phone": "336 533 1632", "phoneType": "HOME"}, "CONFLICT", "phone"),
        ({"email": "b.example"}, "INVALID", "email"),
        ({"email": "other@b.example"}, "CONFLICT", "email"),
    )
    for more, code, where in bad:
        entry = await office.enter("registrar", "verifyContact", {**given, **more})
        assert (entry.codes, entry.errors[0]["path"]) == ([code], ["input", *filter(None, [where])])
    assert await office.fetch("SELECT FROM change") == []
    said = {"phone": "336-533-1632 ext 218", "phoneType": "WORK", "email": "A@b.example"}
    entry = await office.enter("registrar", "verifyContact", {**given, **said}, SHOWN)
    assert entry.errors == []
    assert entry.row is not None
    assert (entry.row["validationState"], entry.row["guardian"]) == (
        "VALIDATED",
        {"phoneType": "WORK"},
    )

    _, guardian = await father(office)
    kept = {"id": guardian, "version": 2, "language": "es", "phone": "336 533 1632 x 218"}
    await office.fetch("UPDATE guardian SET phone = '3365331632 x218'")
    assert (await office.enter("registrar", "changeContact", kept)).errors == []
    days = (
        "SELECT contact_verified_on, validated_until FROM guardianship"
        " WHERE 'gdn_' || guardian_id = $1"
    )
    assert None not in {row[0] for row in await office.fetch(days, guardian)}
    moved = {"id": guardian, "version": 3, "phone": "(336) 533-0000"}
    entry = await office.enter("registrar", "changeContact", moved, "guardian { phone phoneType }")
    assert entry.row == {"phone": "3365330000", "phoneType": None}
    bonds = await office.fetch(days, guardian)
    assert len(bonds) > 1, "for each child"
    assert {row["contact_verified_on"] for row in bonds} == {None}
    assert None not in {row["validated_until"] for row in bonds}
    told = await office.fetch(
        "SELECT entity FROM change WHERE operation = 'changeContact' AND entity = 'guardianship'"
    )
    assert len(told) == len(bonds)


async def test_gua4_what_expired_is_renewed_through_the_next_30_june(office: Office) -> None:
    long_ago = dict.fromkeys(FACTS, "fixed_today - 400") | {"validated_until": "fixed_today"}
    await set_days(office, **long_ago)
    given, adult = await bond(office), await reached(office)
    entry = await office.enter("registrar", "validateGuardianship", given)
    assert entry.codes == ["CONFLICT"]
    assert "GUA-4" in entry.errors[0]["message"]
    again = {**given, "email": adult["email"]}
    entry = await office.enter("registrar", "verifyContact", again, SHOWN)
    assert entry.row is not None
    assert entry.row["validationState"] == "EXPIRED"
    given["version"] = entry.row["version"]
    entry = await office.enter("registrar", "validateGuardianship", given, SHOWN)
    assert entry.row is not None
    assert entry.row["validationState"] == "VALIDATED"
    assert entry.row["validatedUntil"] == "2027-07-01"
    given["version"] = entry.row["version"]
    assert (await office.enter("registrar", "validateGuardianship", given)).codes == ["CONFLICT"]


async def test_gua5_an_account_asks_for_a_validated_guardianship_and_for_no_order(
    office: Office,
) -> None:
    await set_days(office, "demo-aunt", validated_until="fixed_today")
    given = {**await bond(office, "demo-aunt"), "documentKey": "affidavits/3"}
    wanted = {**given, "rights": ["RECORDS", "PORTAL"]}
    entry = await office.enter("registrar", "setRights", wanted)
    assert entry.codes == ["CONFLICT"]
    assert "GUA-5" in entry.errors[0]["message"]
    assert set((await office.enter("office", "setRights", wanted)).codes) == {"NOT_ALLOWED"}
    assert await office.fetch("SELECT FROM change") == []
    await set_days(office, "demo-aunt", validated_until="fixed_today + 1")
    assert (await office.enter("registrar", "setRights", wanted)).errors == []

    await office.fetch(
        "DELETE FROM guardian_right r USING guardianship g, guardian a, person p"
        " WHERE r.guardianship_id = g.id AND a.id = g.guardian_id AND p.id = a.person_id"
        " AND p.sourced_id = 'demo-father' AND r.kind = 'PORTAL'"
    )
    assert (await filed(office, kind="NO_PICKUP", documentKey="orders/77")).errors == []
    entry = await office.enter(
        "registrar", "setRights", {**await bond(office), "rights": ["PORTAL"]}
    )
    assert entry.codes == ["CONFLICT"]
    assert "(NO_PICKUP)" in entry.errors[0]["message"]


async def test_p17_a_guardianship_that_opens_anything_is_not_rejected(office: Office) -> None:
    said = {"reason": "another family's uncle"}
    parent = await office.enter("registrar", "rejectGuardianship", {**await bond(office), **said})
    assert parent.codes == ["CONFLICT"]
    assert "P-17" in parent.errors[0]["message"]
    given = {**await bond(office, "demo-aunt"), **said}
    holds = await office.enter("registrar", "rejectGuardianship", given)
    assert holds.codes == ["CONFLICT"]
    revoked = {**given, "rights": ["PICKUP"]}
    assert (await office.enter("registrar", "revokeRights", revoked)).errors == []
    given["version"] += 1
    entry = await office.enter("registrar", "rejectGuardianship", given, SHOWN)
    assert entry.row is not None
    assert entry.row["validationState"] == "REJECTED"

    given["version"] = entry.row["version"]
    back = {name: given[name] for name in ("id", "version")}
    assert (await office.enter("registrar", "validateGuardianship", back)).codes == ["CONFLICT"]
    rights = {**back, "rights": ["PICKUP"]}
    assert (await office.enter("registrar", "setRights", rights)).codes == ["CONFLICT"]
    _, guardian = await father(office, "demo-aunt")
    match = {**back, "guardianId": guardian}
    entry = await office.enter("registrar", "recordMatch", match, SHOWN)
    assert entry.row is not None
    assert entry.row["validationState"] == "MATCHED"
    assert entry.row["rejectedOn"] is entry.row["validatedUntil"] is None


async def test_gua3_two_who_look_alike_are_kept_apart_by_who_may_write_of_all_their_children(
    office: Office,
) -> None:
    """And until then neither is validated."""
    ana, _ = await father(office)
    mine, adult = await reached(office), await reached(office, "demo-unvalidated-guardian")
    pair = sorted((mine["id"], adult["id"]))
    (elsewhere,) = await office.fetch(
        "SELECT student_id FROM guardianship WHERE guardian_id = $1", adult["id"]
    )
    rows = [
        await office.fetch(
            "INSERT INTO guardian_candidate (student_id, first_id, second_id, reason, found_on)"
            " VALUES ($1, $2, $3, 'EMAIL', '2026-10-01') RETURNING id",
            student,
            *pair,
        )
        for student in (ana[4:], elsewhere["student_id"])
    ]
    given = {"id": f"gcd_{rows[0][0]['id']}", "version": 1, "reason": "father and cousin"}
    identified = dict.fromkeys(FACTS, "fixed_today") | {"validated_until": "NULL"}
    await set_days(office, **identified)
    entry = await office.enter("registrar", "validateGuardianship", await bond(office))
    assert entry.codes == ["CONFLICT"]
    assert "GUA-3" in entry.errors[0]["message"]
    far = await office.enter("registrar", "keepApart", given)
    assert far.codes == ["NOT_ALLOWED"], "the other one's child is at another school"
    assert await office.fetch("SELECT FROM change") == []
    shown = "guardianCandidate { version outcome decidedOn decider { sortName } }"
    entry = await office.enter("district_registrar", "keepApart", given, shown)
    assert entry.errors == []
    assert entry.row is not None
    assert (entry.row["version"], entry.row["outcome"]) == (2, "DIFFERENT")
    assert entry.row["decider"] is not None
    given["version"] = 2
    assert (await office.enter("district_registrar", "keepApart", given)).codes == ["CONFLICT"]
    told = await office.fetch("SELECT entity, reason FROM change")
    assert [tuple(row) for row in told] == [("guardian_candidate", "father and cousin")] * 2
    entry = await office.enter("registrar", "validateGuardianship", await bond(office))
    assert entry.errors == []
