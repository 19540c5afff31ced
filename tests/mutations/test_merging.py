"""Two guardians on record are one person, and are two again: decided by the registrar of all their
children, confirmed by another, and felt at once (GUA-3, GUA-8, P-17, P-18, SYN-3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from hub.errors import Unauthenticated
from hub.models import Base
from hub.models.codes import RightKind
from hub.quality import check
from resolvers.mutations.following import AT_ONCE, FOLLOWS, OF_THEIR_OWN, STAYS
from tests.mutations.session import Sessions
from tests.mutations.test_guardians import father
from tests.mutations.twins import FATHER, SECOND, SEES, SHOWN, TWIN, Twins

if TYPE_CHECKING:
    from tests.mutations.conftest import Office


@pytest.fixture
async def twins(office: Office) -> Twins:
    """Two guardians who are one person."""
    return await Twins(office).made()


async def bond_of(twins: Twins, child: str) -> Any:
    """The guardianship of a child that whoever is kept has."""
    (row,) = await twins.office.fetch(
        "SELECT id, row_version FROM guardianship WHERE 'stu_' || student_id = $1"
        " AND 'gdn_' || guardian_id = $2",
        *(twins.students[child], twins.kept),
    )
    return {"id": f"gsh_{row['id']}", "version": row["row_version"]}


async def seen(sessions: Sessions, who: str) -> set[str]:
    """The students whom somebody sees who signed in before."""
    return {row["id"] for row in (await sessions.ask(who, SEES))["students"]["nodes"]}


async def test_gua3_two_on_record_are_merged_by_who_may_write_of_all_their_children(
    twins: Twins, office: Office
) -> None:
    before, given = await twins.everything(), {**twins.pair, "keptId": twins.kept}
    for who, code in (
        ("registrar", "NOT_ALLOWED"),
        *((who, "NOT_FOUND") for who in ("office", "principal", "father", "data_steward")),
    ):
        assert (await office.enter(who, "mergeGuardians", given)).codes == [code], who
    _, stranger = await father(office, "demo-guardian")
    for more, code in (({"keptId": stranger}, "INVALID"), ({"version": 2}, "STALE_VERSION")):
        assert (await twins.merged(**more)).codes == [code]
    who = "district_registrar"
    steps: tuple[tuple[str, dict[str, Any]], ...] = (
        ("confirmMerge", {}),
        ("unmergeGuardians", {"reason": "-"}),
    )
    for change, said in steps:
        assert (await office.enter(who, change, {**twins.pair, **said})).codes == ["CONFLICT"]
    assert await office.fetch("SELECT FROM change") == []
    assert await twins.everything() == before

    entry = await office.enter(who, "mergeGuardians", given, SHOWN, key="merge")
    assert entry.errors == []
    assert entry.row is not None
    assert (entry.row["version"], entry.row["outcome"]) == (2, "SAME")
    assert (entry.row["kept"]["id"], entry.row["confirmer"]) == (twins.kept, None)
    assert await office.enter(who, "mergeGuardians", given, SHOWN, key="merge") == entry
    assert (await office.enter(who, "mergeGuardians", given)).codes == ["STALE_VERSION"]
    told = await office.fetch(
        "SELECT c.before, c.after, o.other_id FROM change c JOIN outbox o USING (entity, row_id,"
        " kind) WHERE kind = 'MERGED' AND entity = 'guardian' AND 'gdn_' || row_id = $1",
        twins.twin,
    )
    assert [f"gdn_{row['other_id']}" for row in told] == [twins.kept], "SYN-3"
    assert twins.kept[4:] in told[0]["after"]
    kept = await office.fetch("SELECT FROM change"), await office.fetch("SELECT FROM outbox")
    assert len(kept[0]) == len(kept[1])


async def test_gua8_who_was_two_is_one_across_siblings_and_each_child_has_its_own_rights(
    twins: Twins, office: Office
) -> None:
    """For a child of both, what both records say; an order against either binds (P-18)."""
    sessions = await Sessions.opened(office)
    mine, theirs = await seen(sessions, FATHER), await seen(sessions, TWIN)
    assert theirs == {twins.students["ana"], twins.students["kai"]}
    assert twins.students["kai"] not in mine
    assert (await twins.merged()).errors == []
    assert await seen(sessions, FATHER) == mine, "Kai is not open to him before it is confirmed"
    with pytest.raises(Unauthenticated):
        await sessions.ask(TWIN, SEES)
    assert await twins.rights() == {"RECORDS", "GRADES", "PORTAL", "DECISIONS"}
    assert await twins.rights("ana", twins.twin) == set()
    today = (await office.fetch("SELECT fixed_today FROM district"))[0][0]
    assert [row[2] for row in await twins.standing("ana", twins.twin)] == [today]
    assert await twins.standing("kai", twins.twin) == []
    assert [row[0] for row in await twins.standing("kai")] == ["CONTACT_ONLY"]
    may = await office.fetch(
        "SELECT may_pick_up FROM emergency_contact WHERE 'gdn_' || guardian_id = $1"
        " AND 'stu_' || student_id = $2",
        *(twins.kept, twins.students["ana"]),
    )
    assert len(may) > 1
    assert {row[0] for row in may} == {False}

    node = "query Q($id: ID!) { node(id: $id) { id } }"
    for reader, answer in (("registrar", {"id": twins.twin}), ("unvalidated_guardian", None)):
        told = await office.read(reader, node, id=twins.twin)
        assert told["node"] == answer, "who was a guardian of Ana's once, to whoever reads of that"
    who = "district_registrar"
    order = {"studentId": twins.students["ana"], "guardianId": twins.twin, "kind": "NO_PICKUP"}
    assert (await office.enter(who, "fileOrder", order)).codes == ["CONFLICT"]
    wanted = {**await bond_of(twins, "ana"), "rights": ["HEALTH"], "documentKey": "papers/1"}
    assert (await office.enter(who, "setRights", wanted)).codes == ["NEEDS_SECOND_PERSON"]


async def test_gua3_what_a_merge_closed_is_open_again_once_another_person_confirmed_it(
    twins: Twins, office: Office
) -> None:
    assert await twins.hanging() == dict.fromkeys(FOLLOWS, True)
    sessions = await Sessions.opened(office)
    both = await seen(sessions, FATHER) | await seen(sessions, TWIN)
    assert (await twins.merged()).errors == []
    given = {"id": twins.pair["id"], "version": 2}
    own = await office.enter("district_registrar", "confirmMerge", given)
    assert own.codes == ["NEEDS_SECOND_PERSON"]
    for who, code in (("registrar", "NOT_ALLOWED"), ("office", "NOT_FOUND")):
        assert (await office.enter(who, "confirmMerge", given)).codes == [code], who
    await office.fetch(SECOND)
    stale = await office.enter("registrar", "confirmMerge", {**given, "version": 1})
    assert stale.codes == ["STALE_VERSION"]
    assert await office.fetch("SELECT FROM change WHERE operation = 'confirmMerge'") == []
    entry = await office.enter("registrar", "confirmMerge", given, SHOWN, key="confirm")
    assert entry.errors == []
    assert entry.row is not None
    assert entry.row["confirmer"] is not None
    assert await office.enter("registrar", "confirmMerge", given, SHOWN, key="confirm") == entry
    given["version"] = 3
    assert (await office.enter("registrar", "confirmMerge", given)).codes == ["CONFLICT"]
    assert await twins.rights() == {str(each) for each in RightKind}
    assert [row[0] for row in await twins.standing("ana")] == ["PARENT"]
    assert [row[0] for row in await twins.standing("kai")] == ["PARENT"]
    assert await seen(sessions, FATHER) == both, "and not Sofia, by the order"
    assert await twins.hanging() == dict.fromkeys(FOLLOWS, False)


@pytest.mark.parametrize("confirmed", [True, False])
async def test_a_merge_is_taken_back_to_the_row(
    twins: Twins, office: Office, *, confirmed: bool
) -> None:
    sessions, before = await Sessions.opened(office), await twins.everything()
    sees = {who: await seen(sessions, who) for who in (FATHER, TWIN)}
    assert (await twins.merged()).errors == []
    await office.fetch(SECOND)
    given: dict[str, Any] = {"id": twins.pair["id"], "version": 2}
    if confirmed:
        assert (await office.enter("registrar", "confirmMerge", given)).errors == []
        given["version"] = 3
    given["reason"] = "cousins of one name"
    assert (await office.enter("office", "unmergeGuardians", given)).codes == ["NOT_FOUND"]
    stale = await office.enter("registrar", "unmergeGuardians", {**given, "version": 1})
    assert stale.codes == ["STALE_VERSION"]
    entry = await office.enter("registrar", "unmergeGuardians", given, SHOWN, key="undo")
    assert entry.errors == []
    assert entry.row is not None
    assert (entry.row["outcome"], entry.row["kept"]) == (None, None)
    assert await office.enter("registrar", "unmergeGuardians", given, SHOWN, key="undo") == entry
    assert await twins.everything() == before
    assert {who: await seen(sessions, who) for who in (FATHER, TWIN)} == sees
    told = await office.fetch("SELECT other_id FROM outbox WHERE kind = 'UNMERGED'")
    assert [f"gdn_{row['other_id']}" for row in told] == [twins.kept]
    assert (await twins.merged(version=entry.row["version"])).errors == [], "it can be, again"


async def test_gua3_what_was_revoked_on_one_record_is_not_opened_by_the_other(
    twins: Twins, office: Office
) -> None:
    """A duplicate is how a parent whose rights a court ended would come back (P-17)."""
    await office.fetch(
        "UPDATE guardian_right r SET ends_on = r.starts_on + 1 FROM guardianship b WHERE"
        " b.id = r.guardianship_id AND 'gdn_' || b.guardian_id = $1 AND r.kind = 'RECORDS'",
        twins.kept,
    )
    await office.fetch(
        "UPDATE guardianship SET standing = 'CONTACT_ONLY' WHERE 'gdn_' || guardian_id = $1",
        twins.kept,
    )
    assert (await twins.merged()).errors == []
    assert [row[0] for row in await twins.standing("ana")] == ["CONTACT_ONLY"]
    await office.fetch(SECOND)
    seen = {"id": twins.pair["id"], "version": 2}
    assert (await office.enter("registrar", "confirmMerge", seen)).errors == []
    assert [row[0] for row in await twins.standing("ana")] == ["CONTACT_ONLY"]
    assert await twins.rights() <= {"PICKUP"}


async def test_a_merge_is_refused_where_it_contradicts_what_is_recorded(
    twins: Twins, office: Office
) -> None:
    await office.fetch(
        "INSERT INTO staff_member (person_id, given_name, family_name, sort_name)"
        " SELECT id, 'G', 'V', 'v, g' FROM person WHERE sourced_id = $1",
        TWIN,
    )
    entry = await twins.merged()
    assert (entry.codes, entry.errors[0]["path"]) == (["CONFLICT"], ["input", "keptId"])
    await office.fetch("DELETE FROM staff_member WHERE sort_name = 'v, g'")
    order = (
        "INSERT INTO court_order (student_id, person_id, kind, starts_at, document_key) SELECT"
        " substr($1, 5)::uuid, id, 'NO_PICKUP', '2026-09-01', 'o' FROM person"
        " WHERE sourced_id = ANY($2)"
    )
    await office.fetch(order, twins.students["ana"], [FATHER, TWIN])
    assert (await twins.merged()).codes == ["CONFLICT"], "two orders of a kind"
    await office.fetch("DELETE FROM court_order WHERE document_key = 'o'")
    await office.fetch(
        "UPDATE guardianship SET ends_on = '2026-10-01' WHERE 'gdn_' || guardian_id = $1"
        " AND 'stu_' || student_id = $2",
        *(twins.kept, twins.students["ana"]),
    )
    entry = await twins.merged()
    assert (entry.codes, len(entry.errors[0]["about"])) == (["CONFLICT"], 2)
    assert await office.fetch("SELECT FROM change") == []


async def test_a_merge_on_which_something_was_built_is_not_taken_back(
    twins: Twins, office: Office
) -> None:
    """And it says on what: of an order filed since nobody could tell whom it binds."""
    assert (await twins.merged()).errors == []
    who = "district_registrar"
    order = {"studentId": twins.students["kai"], "guardianId": twins.kept, "kind": "NO_PICKUP"}
    filed = await office.enter(who, "fileOrder", order, "courtOrder { id }")
    assert filed.errors == []
    given = {**await bond_of(twins, "kai"), "guardianId": twins.kept}
    assert (await office.enter(who, "recordMatch", given)).errors == []
    await office.fetch(
        "UPDATE household_guardian SET guardian_id = (SELECT min(id::text)::uuid FROM guardian)"
        " WHERE 'gdn_' || guardian_id = $1",
        twins.kept,
    )
    undone = {"id": twins.pair["id"], "version": 2, "reason": "cousins"}
    entry = await office.enter(who, "unmergeGuardians", undone)
    assert entry.codes == ["CONFLICT"]
    assert "court order, guardianship" in entry.errors[0]["message"]
    assert filed.row is not None
    assert set(entry.errors[0]["about"]) >= {filed.row["id"], given["id"]}
    rows = await office.fetch("SELECT FROM change WHERE operation = 'unmergeGuardians'")
    assert rows == []


async def test_gua3_who_else_may_be_the_one_may_be_the_other(twins: Twins, office: Office) -> None:
    """Three records of one person: each pair is asked once, and of nobody who was given up."""
    _, third = await father(office, "demo-aunt")
    await twins.found("kai", other=third)
    await twins.found("ana", other=third)
    pair = sorted((twins.kept, third), key=lambda each: each[4:])
    await office.fetch(
        "INSERT INTO guardian_candidate (student_id, first_id, second_id, reason, found_on) VALUES"
        " (substr($1, 5)::uuid, substr($2, 5)::uuid, substr($3, 5)::uuid, 'EMAIL', '2026-10-02')",
        *(twins.students["ana"], *pair),
    )
    before = await twins.everything()
    assert (await twins.merged()).errors == []
    asked = await office.fetch(
        "SELECT student_id, 'gdn_' || first_id, 'gdn_' || second_id FROM guardian_candidate"
        " WHERE decided_on IS NULL AND 'gdn_' || $1::uuid IN ('gdn_' || first_id,"
        " 'gdn_' || second_id)",
        third[4:],
    )
    assert {(f"stu_{row[0]}", row[1], row[2]) for row in asked} == {
        (twins.students[child], *pair) for child in ("ana", "kai")
    }
    assert len(asked) == 2
    undone = {"id": twins.pair["id"], "version": 2, "reason": "cousins"}
    assert (await office.enter("district_registrar", "unmergeGuardians", undone)).errors == []
    assert await twins.everything() == before

    await office.fetch(
        "UPDATE guardian a SET sort_name = b.sort_name, phone = b.phone FROM guardian b"
        " WHERE 'gdn_' || a.id = $1 AND 'gdn_' || b.id = $2",
        *(third, twins.twin),
    )
    assert (await twins.merged(version=3)).errors == []
    async with office.hub.database.owner() as owner:
        await check(owner)
    again = await office.fetch(
        "SELECT FROM guardian_candidate WHERE decided_on IS NULL"
        " AND $1 IN ('gdn_' || first_id, 'gdn_' || second_id)",
        twins.twin,
    )
    assert again == [], "nobody asks again of who was given up"


def test_gua3_every_reference_to_a_guardian_or_a_person_is_moved_or_stays_for_a_reason() -> None:
    found: dict[str, set[str]] = {"guardian": set(), "person": set()}
    for table in Base.metadata.sorted_tables:
        for column in table.c:
            for each in column.foreign_keys:
                found.get(each.column.table.name, set()).add(table.name)
    assert found["guardian"] == set(FOLLOWS) | OF_THEIR_OWN
    assert found["person"] == set(STAYS) | {"court_order"}
    assert set(FOLLOWS) >= AT_ONCE
