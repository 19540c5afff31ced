"""Plain forms: what stands on record is shown, what is entered is saved once, what may not be
entered is refused, and what may not be read is neither shown nor emptied.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from admin.entered import Entered
from admin.plain import Field, Kind
from tests.admin.conftest import OURS, signed_in, student_id, words
from tests.admin.filing import ORDER, again
from tests.admin.test_forms import fetch, fields
from tests.admin.test_screens import check_form
from tests.admin.test_work import changes

if TYPE_CHECKING:
    from tests.admin.conftest import Browser
    from tests.admin.filing import File
    from tests.doors.conftest import Doors

REFUSED = "There is a problem"


@dataclass(frozen=True)
class Case:
    """One form: who fills it in, from which tab of whose record it is reached, at which address,
    what they enter, which change it makes, and who else is refused it.
    """

    who: str
    tab: str
    leads: str
    enters: dict[str, str]
    change: str
    refused: str
    student: str = "demo-student"


CASES = [
    Case("registrar", "schedule", "seats/[^/ ]+?/drop", {"reason": "too hard"}, "dropFromSection",
         "teacher"),
    Case("registrar", "family", "students/[^/ ]+?/contact",
         {"name": "Aunt Rosa", "relationship": "AUNT_OR_UNCLE", "mayPickUp": "no"},
         "addEmergencyContact", "teacher"),
    Case("registrar", "family", "contacts/[^/ ]+?", {"phone": "555 867 0199"},
         "changeEmergencyContact", "teacher"),
    Case("registrar", "family", "guardians/[^/ ]+?/contact", {"language": "vi"}, "changeContact",
         "principal"),
    Case("registrar", "grades", "marks/[^/ ]+?/correct",
         {"value": "A", "ground": "CLERICAL_MISTAKE", "reason": "the teacher's own gradebook"},
         "correctMark", "counselor"),
    Case("nurse", "health", "students/[^/ ]+?/alert",
         {"instruction": "No running today", "severity": "NOTICE"}, "writeHealthAlert", "teacher"),
    Case("nurse", "health", "alerts/[^/ ]+?", {"instruction": "Rest", "severity": "NOTICE"},
         "changeHealthAlert", "teacher"),
    Case("nurse", "health", "students/[^/ ]+?/exemption",
         {"basis": "REGISTRY", "issuedOn": "2026-09-01"}, "recordExemption", "teacher"),
]  # fmt: skip


async def found(doors: Doors, case: Case) -> tuple[Browser, str]:
    """A browser of whoever fills it in, and the first address of the form on the tab."""
    browser = await signed_in(doors, f"demo-{case.who}")
    page = await browser.student(case.student, case.tab)
    paths = re.findall(rf'"(/admin/{case.leads})"', page)
    assert paths, "no way leads there"
    return browser, paths[0]


async def entered(
    browser: Browser, path: str, said: dict[str, str], file: File | None = None
) -> Any:
    """Fill a form in and send it, the page that asks once more too."""
    page = await browser.see(path)
    check_form(page)
    form = fields(page) | said
    response = (
        await again(browser, path, form, file)
        if 'type="file"' in page
        else await browser.http.post(path, data=form, headers=OURS)
    )
    if response.status_code == 200:
        check_form(response.text)
        checked = fields(response.text) | {"checked": "yes"}
        response = await browser.http.post(path, data=checked, headers=OURS)
    return response


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.change)
async def test_each_plain_form_is_reached_and_saved_and_says_so(
    own_doors: Doors, case: Case
) -> None:
    browser, path = await found(own_doors, case)
    response = await entered(browser, path, case.enters)
    assert response.status_code == 303, words(response.text)
    assert 'role="status"' in await browser.see(response.headers["location"])
    assert set(await changes(own_doors)) == {case.change}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.change)
async def test_whoever_may_not_enter_it_is_refused_and_nothing_is_written(
    own_doors: Doors, case: Case
) -> None:
    _, path = await found(own_doors, case)
    other = await signed_in(own_doors, f"demo-{case.refused}")
    page = await other.http.get(path)
    if page.status_code == 200:
        response = await entered(other, path, case.enters)
        assert response.status_code in (404, 422), words(response.text)
    else:
        assert page.status_code == 404
    assert await changes(own_doors) == []


async def test_what_is_needed_and_missing_is_said_at_its_field_and_nothing_is_lost(
    own_doors: Doors,
) -> None:
    ana = await student_id(own_doors, "demo-student")
    browser = await signed_in(own_doors, "demo-registrar")
    path = f"/admin/students/{ana}/contact"
    response = await entered(browser, path, {"phone": "555 <0199>", "priority": "first"})
    assert response.status_code == 422
    assert REFUSED in words(response.text)
    for name in ("name", "relationship", "priority"):
        assert f'href="#{name}"' in response.text
    assert fields(response.text)["phone"] == "555 <0199>"
    assert await changes(own_doors) == []


async def test_p20_two_persons_lift_an_order_on_screens_and_one_alone_does_not(
    own_doors: Doors,
) -> None:
    (order,) = await fetch(own_doors, BOUND)
    browser = await signed_in(own_doors, "demo-registrar")
    tab = f"/admin/students/{order['student']}/family"
    lift = f"/admin/orders/{order['id']}/lift"
    page = f"/admin/students/{order['student']}/orders"
    assert page in await browser.see(tab)
    assert lift in await browser.see(page)
    response = await entered(browser, lift, {}, ORDER)
    assert response.status_code == 303, words(response.text)
    confirm = f"/admin/orders/{order['id']}/confirm"
    assert confirm in await browser.see(page)
    response = await entered(browser, confirm, {})
    assert "another person has to confirm it" in words(response.text)
    second = await signed_in(own_doors, "demo-district-registrar")
    response = await entered(second, confirm, {})
    assert response.status_code == 303, words(response.text)
    assert lift not in await browser.see(page)
    assert "It was lifted." in words(await browser.see(page))


async def test_gua7_who_is_a_contact_only_is_rejected_and_no_parent_is(own_doors: Doors) -> None:
    (contact,) = await fetch(own_doors, CONTACT)
    browser = await signed_in(own_doors, "demo-district-registrar")
    tab = await browser.see(f"/admin/students/{contact['student']}/family")
    path = f"/admin/guardianships/{contact['id']}/reject"
    assert re.findall(r'"(/admin/guardianships/[^/]+/reject)"', tab) == [path]
    why = {"reason": "nobody knows them"}
    response = await entered(browser, path, why)
    assert "They hold rights for this child" in words(response.text)
    revoke = f"/admin/guardianships/{contact['id']}/revoke"
    response = await entered(browser, revoke, {**why, "rights-PICKUP": "yes"})
    assert response.status_code == 303, words(response.text)
    response = await entered(browser, path, why)
    assert response.status_code == 303, words(response.text)
    assert "rejectGuardianship" in await changes(own_doors)
    assert path not in await browser.see(f"/admin/students/{contact['student']}/family")


CONTACT = """SELECT 'gsh_' || b.id AS id, 'stu_' || b.student_id AS student FROM guardianship b
    WHERE b.standing = 'CONTACT_ONLY' AND b.rejected_on IS NULL AND b.ends_on IS NULL
    AND (SELECT count(*) FROM guardianship o WHERE o.student_id = b.student_id
         AND o.standing = 'CONTACT_ONLY') = 1
    ORDER BY b.id LIMIT 1"""
BOUND = """SELECT 'ord_' || o.id AS id, 'stu_' || o.student_id AS student FROM court_order o
    JOIN student s ON s.id = o.student_id JOIN person p ON p.id = s.person_id
    WHERE o.document_key IS NOT NULL AND o.decided_at IS NULL AND p.sourced_id LIKE 'demo-%'
    ORDER BY p.sourced_id LIMIT 1"""


def test_a_field_that_was_not_shown_empties_nothing() -> None:
    phone = Field("phone", "Phone", kept=True)
    assert phone.emptied(Entered({"phone": " "}))
    assert not phone.emptied(Entered({"email": ""}))
    assert not Field("phone", "Phone").emptied(Entered({"phone": ""}))
    assert Field("may", "May", Kind.YES).sent(Entered({"may": "no"})) is False
