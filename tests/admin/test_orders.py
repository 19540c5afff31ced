"""A court order on a screen: what it closes is told before it is filed, and holds from then on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from admin import restrictions
from hub.models.codes import OrderKind
from tests.admin.conftest import OURS, signed_in, student_id, words
from tests.admin.filing import ORDER, again
from tests.admin.test_forms import fetch, fields, sent
from tests.admin.test_screens import check_form
from tests.admin.test_work import changes

if TYPE_CHECKING:
    from tests.doors.conftest import Doors

FATHER = """SELECT 'gdn_' || g.id AS id FROM guardian g JOIN person p ON p.id = g.person_id
    WHERE p.sourced_id = 'demo-father'"""
READS = """query($id: ID!) { student(id: $id) { givenName enrollments { id } addresses { id }
    guardianships { id } marks(first: 1) { nodes { id } } states { field state } } }"""
PLACES = {"enrollments", "addresses"}


async def closed(doors: Doors, student: str) -> Any:
    """What the father is told of his child: nobody, or the fields that are withheld."""
    answer = await doors.ask("demo-father", READS, id=student)
    found = answer.json()["data"]["student"]
    if found is None:
        return None
    return {each["field"] for each in found["states"] if each["state"] == "WITHHELD"}


async def test_p18_an_order_is_checked_with_what_it_closes_and_holds_at_once(
    own_doors: Doors,
) -> None:
    ana = await student_id(own_doors, "demo-student")
    (father,) = await fetch(own_doors, FATHER)
    browser = await signed_in(own_doors, "demo-registrar")
    path = f"/admin/students/{ana}/order"
    assert path in await browser.student("demo-student", "family")
    page = await browser.see(path)
    check_form(page)
    entered = {"court": "Superior <Court>", "endsOn": "some day"}
    response = await again(browser, path, fields(page) | entered, ORDER)
    assert response.status_code == 422
    for name in ("guardianId", "kind", "endsOn"):
        assert f'href="#{name}"' in response.text
    found = fields(response.text)
    assert {name: found[name] for name in entered} == entered
    form = found | {"guardianId": father["id"], "kind": "NO_LOCATION", "endsOn": "2027-06-01"}
    before = await closed(own_doors, ana)
    assert not PLACES & before
    response = await browser.http.post(path, data=form, headers=OURS)
    assert response.status_code == 200
    check_form(response.text)
    assert restrictions.WHEREABOUTS in words(response.text)
    assert "They may not collect the student." in words(response.text)
    assert await closed(own_doors, ana) == before, "what is only checked closes nothing"
    checked = fields(response.text) | {"checked": "yes"}
    for _ in range(2):
        response = await browser.http.post(path, data=checked, headers=OURS)
        assert response.status_code == 303, words(response.text)
    assert "The order is filed" in words(await browser.see(response.headers["location"]))
    assert (await changes(own_doors)).count("fileOrder") == 1
    assert await closed(own_doors, ana) >= PLACES


async def test_p21_an_order_without_a_document_closes_all_and_waits_for_it(
    own_doors: Doors,
) -> None:
    ana = await student_id(own_doors, "demo-student")
    (father,) = await fetch(own_doors, FATHER)
    browser = await signed_in(own_doors, "demo-registrar")
    path = f"/admin/students/{ana}/order"
    chosen = {"guardianId": father["id"], "kind": "NO_PICKUP"}
    response = await sent(browser, path, **chosen)
    assert restrictions.PROVISIONAL in words(response.text)
    checked = fields(response.text) | {"checked": "yes"}
    assert (await browser.http.post(path, data=checked, headers=OURS)).status_code == 303
    assert await closed(own_doors, ana) is None
    home = await browser.see("/admin")
    (path,) = re.findall(r'"(/admin/orders/[^"]+/document)"', home)
    assert path in await browser.see(f"/admin/students/{ana}/order")
    response = await sent(browser, path, court="Superior Court")
    assert response.status_code == 422
    assert 'href="#documentKey"' in response.text
    assert fields(response.text)["court"] == "Superior Court"
    response = await again(browser, path, fields(response.text), ORDER)
    check_form(response.text)
    assert restrictions.OTHERS in words(response.text)
    assert await changes(own_doors) == ["fileOrder"]
    checked = fields(response.text) | {"checked": "yes"}
    for _ in range(2):
        response = await browser.http.post(path, data=checked, headers=OURS)
        assert response.status_code == 303, words(response.text)
    assert await closed(own_doors, ana) is not None
    assert path not in await browser.see("/admin")
    assert "Its document is on record." in words(await browser.see(path))


@pytest.mark.parametrize("who", ["teacher", "principal", "office", "father"])
async def test_8_nobody_but_a_registrar_files_an_order(own_doors: Doors, who: str) -> None:
    ana = await student_id(own_doors, "demo-student")
    (father,) = await fetch(own_doors, FATHER)
    browser = await signed_in(own_doors, f"demo-{who}")
    path = f"/admin/students/{ana}/order"
    assert path not in await browser.student("demo-student", "family")
    form = {"guardianId": father["id"], "kind": "NO_RECORDS", "checked": "yes"}
    response = await sent(browser, path, **form)
    assert response.status_code == 422
    assert await changes(own_doors) == []


async def filed(doors: Doors, student: str, kind: str) -> None:
    """File an order with its document against the father, as any client does."""
    (father,) = await fetch(doors, FATHER)
    given = {"studentId": student, "guardianId": father["id"], "kind": kind, "documentKey": "o/1"}
    change = (
        "mutation($input: FileOrderInput!) { fileOrder(input: $input) { userErrors { path } } }"
    )
    answer = await doors.ask("demo-registrar", change, input=given)
    assert answer.json()["data"]["fileOrder"]["userErrors"] == []


@pytest.mark.parametrize("kind", list(OrderKind))
async def test_p18_what_is_said_to_close_closes_and_nothing_else_does(
    own_doors: Doors, kind: OrderKind
) -> None:
    ana = await student_id(own_doors, "demo-student")
    told = restrictions.closing(kind.value, "o/1")
    assert await adults(own_doors, ana) >= 2
    await filed(own_doors, ana, kind.value)
    found = await closed(own_doors, ana)
    assert (restrictions.ALL in told) == (found is None)
    if found is None:
        return
    assert restrictions.REST in told
    assert "marks" not in found
    assert (restrictions.WHEREABOUTS in told) == ("enrollments" in found)
    assert (restrictions.CONTACTS in told) == ("guardianships" in found)
    if restrictions.CONTACTS not in told:
        assert restrictions.OTHERS in told
        assert await adults(own_doors, ana) == 1, "their own bond alone"


async def adults(doors: Doors, student: str) -> int:
    """Of how many adults of his child the father reads."""
    answer = await doors.ask("demo-father", READS, id=student)
    return len(answer.json()["data"]["student"]["guardianships"] or [])


def test_p18_every_kind_says_what_it_closes() -> None:
    for kind in OrderKind:
        with_paper, without = (restrictions.closing(kind.value, each) for each in ("key", ""))
        assert restrictions.ORDERS[kind.value] in with_paper[0]
        assert restrictions.PROVISIONAL in without
        assert restrictions.REST not in without
