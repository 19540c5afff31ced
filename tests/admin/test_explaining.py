"""Why somebody may see what, on screens: explanations, reviews, readings, orders, the policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from admin.explaining import CELLS, RESTS, THINGS, known
from hub.explain.question import place
from hub.models import Base
from hub.policy.matrix import matrix
from tests.admin.conftest import Browser, part, signed_in, student_id, words
from tests.admin.filing import ORDER, sent_with
from tests.admin.test_forms import fetch, sent
from tests.admin.test_orders import FATHER, closed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from schema.build import Built
    from tests.doors.conftest import Doors

    As = Callable[[str], Awaitable[Browser]]

STAFF = """
SELECT 'stf_' || m.id AS id FROM staff_member m JOIN person p ON p.id = m.person_id
WHERE p.sourced_id = $1
"""
FORESEEN = """query($order: ID!) {
  foreseeOrder(order: $order) {
    event gained { slice } lost { slice } kept { slice }
  }
}"""
NOT_HERE = 404
CLOSED = "No, it can\u2019t be read"


async def staff(doors: Doors, sourced_id: str) -> str:
    """The public id of a staff member."""
    (row,) = await fetch(doors, STAFF, sourced_id)
    return str(row["id"])


async def explained(doors: Doors, browser: Browser, who: str, thing: str, on: str = "") -> str:
    """What the privacy officer is told of somebody and a thing of Ana's record."""
    ana = await student_id(doors, "demo-student")
    person = await staff(doors, who)
    return words(
        await browser.see(f"/admin/explain?student={ana}&person={person}&thing={thing}&on={on}")
    )


def test_every_thing_is_a_field_that_the_policy_decides(built: Built) -> None:
    for name, (_, field) in known().items():
        assert place(built.catalog, field), name
    assert len(known()) == sum(len(each) for each in THINGS.values())


def test_what_a_standing_rests_on_is_a_table() -> None:
    assert RESTS.keys() <= Base.metadata.tables.keys()


def test_every_cell_of_the_policy_has_words() -> None:
    cells = {code for row in matrix().values() for cell in row.values() for code in cell.split("+")}
    assert cells - {"-"} <= CELLS.keys()


async def test_p45_a_teacher_is_told_why_she_sees_what_she_sees(doors: Doors, as_: As) -> None:
    browser = await as_("demo-teacher")
    ana = await student_id(doors, "demo-student")
    page = await browser.student("demo-student")
    assert f'href="/admin/explain/{ana}"' in page
    told = words(await browser.see(f"/admin/explain/{ana}?thing=alerts"))
    assert "Yes, it can be read" in told
    assert "teacher of record" in told
    assert "34 CFR 99.31" in told
    told = words(await browser.see(f"/admin/explain/{ana}?thing=conditions"))
    assert CLOSED in told
    assert "nurse of the student's school" in told


async def test_p45_the_officer_finds_names_and_is_told_rows_and_days(doors: Doors, as_: As) -> None:
    browser = await as_("demo-privacy-officer")
    ana, nurse = await student_id(doors, "demo-student"), await staff(doors, "demo-nurse")
    assert f"student={ana}" in await browser.see("/admin/explain?q=Torres")
    page = await browser.see(f"/admin/explain?student={ana}&who=Obi")
    assert nurse in page
    assert "Ana Torres" in words(page)
    told = await explained(doors, browser, "demo-nurse", "conditions")
    assert "Yes, it can be read" in told
    assert "an enrollment at a school" in told
    assert "a post" in told
    told = await explained(doors, browser, "demo-teacher", "alerts", "2020-01-02")
    assert CLOSED in told


async def test_p45_the_officer_is_told_who_could_read_on_a_day(doors: Doors, as_: As) -> None:
    browser = await as_("demo-privacy-officer")
    ana = await student_id(doors, "demo-student")
    now = words(await browser.see(f"/admin/explain/{ana}/readers?thing=alerts"))
    assert "Grace Obi" in now
    assert "teacher of record" in now
    long_ago = words(await browser.see(f"/admin/explain/{ana}/readers?thing=alerts&on=2010-01-04"))
    assert "Grace Obi" not in long_ago


@pytest.mark.parametrize("who", ["demo-principal", "demo-registrar", "demo-guardian"])
async def test_p45_nobody_else_asks_about_others(doors: Doors, as_: As, who: str) -> None:
    browser = await as_(who)
    ana, nurse = await student_id(doors, "demo-student"), await staff(doors, "demo-nurse")
    page = words(await browser.see(f"/admin/explain?student={ana}&person={nurse}&thing=alerts"))
    assert "Only the privacy officer asks about others" in page
    assert "Grace" not in page
    assert "Ana" not in page
    for path in ("readers", "readers?thing=alerts", "readings"):
        response = await browser.http.get(f"/admin/explain/{ana}/{path}")
        assert response.status_code == NOT_HERE


async def test_p23_a_restricted_father_is_told_of_no_order(doors: Doors, as_: As) -> None:
    browser = await as_("demo-restricted-father")
    mina = await student_id(doors, "demo-restricted")
    page = words(await browser.see(f"/admin/explain/{mina}?thing=school"))
    assert CLOSED in page
    told = part(await browser.see(f"/admin/explain/{mina}?thing=school"), "unheld")
    assert "guardian" in told.lower()
    assert "order" not in told
    for each in ("opens", "stopped", "empty"):
        assert f'id="{each}"' not in page


async def test_p21_what_a_document_would_change_is_what_it_changes(own_doors: Doors) -> None:
    """The page says beforehand what the father reads once the document is filed, and he does."""
    ana = await student_id(own_doors, "demo-student")
    (father,) = await fetch(own_doors, FATHER)
    registrar = await signed_in(own_doors, "demo-registrar")
    said = {"guardianId": father["id"], "kind": "NO_LOCATION", "checked": "yes"}
    await sent(registrar, f"/admin/students/{ana}/order", **said)
    assert await closed(own_doors, ana) is None, "without a document it closes everything"
    (order,) = await fetch(
        own_doors, "SELECT 'ord_' || id AS id FROM court_order WHERE document_key IS NULL"
        " AND student_id = $1", ana.removeprefix("stu_"),
    )  # fmt: skip
    page = words(await registrar.see(f"/admin/orders/{order['id']}/changes"))
    assert "would read besides Name and grade" in page
    answer = await own_doors.ask("demo-registrar", FORESEEN, order=order["id"])
    found = {each["event"]: each for each in answer.json()["data"]["foreseeOrder"]}
    assert found.keys() == {"DOCUMENT", "LAPSE"}
    gained = {each["slice"] for each in found["DOCUMENT"]["gained"]}
    lapsed = {each["slice"] for each in found["LAPSE"]["gained"]}
    assert {"1a", "11", "28.family", "29.family"} <= gained < lapsed
    assert {"1b", "5.household", "27", "29.place"} <= lapsed - gained
    assert found["DOCUMENT"]["lost"] == found["DOCUMENT"]["kept"] == []
    await sent_with(registrar, f"/admin/orders/{order['id']}/document", ORDER, checked="yes")
    assert {"enrollments", "addresses"} <= (await closed(own_doors, ana) or set())
    answer = await own_doors.ask("demo-registrar", FORESEEN, order=order["id"])
    assert answer.json()["data"]["foreseeOrder"] == []
    for who in ("demo-teacher", "demo-father", "demo-guardian"):
        answer = await own_doors.ask(who, FORESEEN, order=order["id"])
        assert answer.json()["data"]["foreseeOrder"] is None


async def test_p43_a_principal_prints_the_review_of_their_school(as_: As) -> None:
    browser = await as_("demo-principal")
    schools = await browser.see("/admin/review")
    path = next(each for each in schools.split('"') if each.startswith("/admin/review/sch_"))
    page = await browser.see(f"{path}?names=all")
    assert "<details open>" in page
    assert "Conditions and care plans" in words(page)
    assert "Grace Obi" in words(page)
    teacher = await as_("demo-teacher")
    assert (await teacher.http.get(path)).status_code == NOT_HERE


async def test_the_policy_is_read_by_staff_and_narrowed_by_its_address(as_: As) -> None:
    browser = await as_("demo-teacher")
    page = words(await browser.see("/admin/policy?standing=NU&slice=12"))
    assert "Conditions and care plans" in page
    assert "Medication orders and log" not in page.split("Parts of the record")[1]
    assert (await (await as_("demo-guardian")).http.get("/admin/policy")).status_code == NOT_HERE


async def test_the_answer_is_said_in_spanish(doors: Doors, as_: As) -> None:
    browser = await as_("demo-teacher")
    ana = await student_id(doors, "demo-student")
    response = await browser.http.get(
        f"/admin/explain/{ana}?thing=alerts", headers={"accept-language": "es"}
    )
    assert "docente titular" in part(response.text, "opens")
