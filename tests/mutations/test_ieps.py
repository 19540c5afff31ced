"""Sessions of services: logged by who gives them, and read by who reads the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

SESSION = "serviceSession { id minutes outcome day provider { familyName } }"
SERVICE = """
SELECT v.id, v.starts_on::text AS starts_on FROM iep_service v JOIN iep i ON i.id = v.iep_id
JOIN student s ON s.id = v.student_id JOIN person p ON p.id = s.person_id
WHERE p.sourced_id = 'demo-student' AND v.area = $1
AND i.consented_on IS NOT NULL AND i.superseded_on IS NULL
"""
READ = "query Q($id: ID!) { node(id: $id) { ... on ServiceSession { minutes } } }"


async def logged(office: Office, who: str = "provider", area: str = "SPEECH", **more: Any) -> Any:
    """An entry of half an hour of a service of Ana's."""
    (service,) = await office.fetch(SERVICE, area)
    given = {"iepServiceId": f"svc_{service['id']}", "minutes": 30, **more}
    return await office.enter(who, "logService", given, SESSION)


async def test_iep12_a_provider_logs_the_sessions_of_her_own_service(office: Office) -> None:
    entry = await logged(office)
    assert entry.errors == []
    assert (entry.row["minutes"], entry.row["outcome"]) == (30, "DELIVERED")
    assert entry.row["provider"] == {"familyName": "Katz"}
    missed = await logged(office, outcome="STUDENT_ABSENT")
    assert (missed.errors, missed.row["outcome"]) == ([], "STUDENT_ABSENT")
    for who, reads in (
        ("provider", True),
        ("case_manager", True),
        ("guardian", True),
        ("contracted_provider", False),
        ("teacher", False),
        ("student", False),
    ):
        found = await office.read(who, READ, id=entry.row["id"])
        assert (found["node"] is not None) == reads, who


async def test_iep12_nobody_logs_what_they_do_not_deliver(office: Office) -> None:
    assert (await logged(office, area="COUNSELING")).codes == ["NOT_FOUND"]
    for bad, code in (
        ({"minutes": 0}, "INVALID"),
        ({"minutes": 481}, "INVALID"),
        ({"day": "2099-01-01"}, "INVALID"),
        ({"day": "2001-01-01"}, "CONFLICT"),
    ):
        assert (await logged(office, **bad)).codes == [code], bad
    assert await office.fetch("SELECT FROM change") == []
    (service,) = await office.fetch(SERVICE, "SPEECH")
    assert (await logged(office, day=service["starts_on"])).errors == []
