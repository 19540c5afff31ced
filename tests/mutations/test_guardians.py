"""Contacts and court orders: written by the registrar, and felt at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from resolvers.mutations.contacts import phone_of
from resolvers.mutations.errors import Refused

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

ORDER = "courtOrder { id kind lapsesOn }"


async def father(office: Office, who: str = "demo-father") -> tuple[str, str]:
    """Ana, and her father as a guardian."""
    ana = await office.student("demo-student")
    (row,) = await office.fetch(
        "SELECT g.id FROM guardian g JOIN person p ON p.id = g.person_id WHERE p.sourced_id = $1",
        who,
    )
    return ana, f"gdn_{row['id']}"


async def filed(office: Office, who: str = "registrar", **more: Any) -> Any:
    """An entry of an order against Ana's father."""
    ana, guardian = await father(office)
    given = {"studentId": ana, "guardianId": guardian, "kind": "NO_RECORDS", **more}
    return await office.enter(who, "fileOrder", given, ORDER)


async def test_p19_an_order_is_felt_on_the_next_request(office: Office) -> None:
    ana, _ = await father(office)
    query = "query Q($id: ID!) { student(id: $id) { givenName } }"
    assert (await office.read("father", query, id=ana))["student"] is not None
    assert (await filed(office, documentKey="orders/77")).errors == []
    assert (await office.read("father", query, id=ana))["student"] is None


async def test_p21_without_a_document_an_order_lapses_after_five_school_days(
    office: Office,
) -> None:
    entry = await filed(office)
    assert entry.errors == []
    _ana, _ = await father(office)
    (row,) = await office.fetch(
        "SELECT c.day FROM calendar_day c JOIN school_enrollment e ON e.school_id = c.school_id"
        " JOIN court_order o ON o.student_id = e.student_id, district d"
        " WHERE 'ord_' || o.id = $1 AND e.ends_on IS NULL AND c.day >= d.fixed_today"
        " ORDER BY c.day OFFSET 5 LIMIT 1",
        entry.row["id"],
    )
    assert entry.row["lapsesOn"] == row["day"].isoformat()


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("(336)533-1632 x218", "3365331632 x218"),
        ("+1 336 533 1632", "3365331632"),
        ("336.533.1632", "3365331632"),
        ("533-1632", None),
        ("call her mother", None),
    ],
)
def test_gua2_phones_are_parsed_and_not_guessed(said: str, kept: str | None) -> None:
    if kept is None:
        with pytest.raises(Refused):
            phone_of(said)
    else:
        assert phone_of(said) == kept


async def test_a_guardian_adds_whom_to_call_and_a_father_under_an_order_does_not(
    office: Office,
) -> None:
    ana, _ = await father(office)
    given = {
        "studentId": ana,
        "name": "Aunt Inez",
        "relationship": "AUNT_OR_UNCLE",
        "phone": "336 533 1632",
    }
    assert (await office.enter("father", "addEmergencyContact", given)).errors == []
    await filed(office, documentKey="orders/77")
    refused = await office.enter("father", "addEmergencyContact", given)
    assert refused.codes == ["NOT_FOUND"]
