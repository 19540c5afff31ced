"""Papers are sent in with a form, kept, and opened by whoever reads the column that names them."""

from __future__ import annotations

import re
from asyncio import sleep
from typing import TYPE_CHECKING, Any

import pytest

from hub.limits import PAPER_BODY_BYTES_MAX, PAPER_BYTES_MAX
from hub.models.codes import TokenKind
from tests.admin.conftest import OURS, Browser, signed_in, student_id, words
from tests.admin.filing import ORDER, PDF, again, keys, sent_with, sure
from tests.admin.signing_in import later
from tests.admin.test_forms import fetch, fields
from tests.admin.test_orders import FATHER
from tests.admin.test_plain import CONTACT
from tests.admin.test_schedules import serving
from tests.admin.test_screens import check_form
from tests.admin.test_work import changes

if TYPE_CHECKING:
    import httpx

    from tests.doors.conftest import Doors

REGISTRAR = "demo-registrar"
NEWEST = """SELECT 'ord_' || id AS id, document_key FROM court_order
    WHERE starts_with(document_key, 'paper_')"""


async def order_form(doors: Doors) -> tuple[str, dict[str, str]]:
    """Where an order for Ana is filed, and what is entered there against her father."""
    (father,) = await fetch(doors, FATHER)
    ana = await student_id(doors, "demo-student")
    return f"/admin/students/{ana}/order", {"guardianId": father["id"], "kind": "NO_LOCATION"}


async def filed(doors: Doors, browser: Browser) -> str:
    """The address of the paper of an order that was filed with it."""
    path, said = await order_form(doors)
    response = await sure(browser, path, await sent_with(browser, path, ORDER, **said))
    assert response.status_code == 303, words(response.text)
    (order,) = await fetch(doors, NEWEST)
    assert order["document_key"] in await keys(doors)
    return f"/admin/papers/order/{order['id']}"


def said_of(response: httpx.Response) -> dict[str, str]:
    """The headers of an answer, but for what is of this request alone."""
    return {name: said for name, said in response.headers.items() if name != "x-request-id"}


async def test_8_an_order_is_entered_with_its_paper_and_opened_by_the_registrar(
    own_doors: Doors,
) -> None:
    browser = await signed_in(own_doors, REGISTRAR)
    path, said = await order_form(own_doors)
    page = await browser.see(path)
    check_form(page)
    assert 'enctype="multipart/form-data"' in page
    response = await sent_with(browser, path, ORDER, **said)
    check_form(response.text)
    assert "order of Ana Torres.pdf (1 KB)" in words(response.text)
    (key,) = await keys(own_doors)
    assert key not in response.text
    address = await filed(own_doors, browser)
    orders = path.replace("/order", "/orders")
    assert address in await browser.see(orders)
    opened = await browser.http.get(address)
    assert (opened.status_code, opened.content) == (200, PDF)
    headers = said_of(opened)
    assert headers["content-type"] == "application/pdf"
    assert headers["content-disposition"] == 'attachment; filename="order.pdf"'
    assert headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert (headers["cache-control"], headers["x-content-type-options"]) == ("no-store", "nosniff")


@pytest.mark.parametrize("who", ["teacher", "principal", "guardian", "father", "nurse"])
async def test_p23_whoever_may_not_read_its_key_meets_what_is_not_there(
    own_doors: Doors, who: str
) -> None:
    address = await filed(own_doors, await signed_in(own_doors, REGISTRAR))
    missing = address.rpartition("_")[0] + "_" + "0" * 8 + address[-28:]
    other = await signed_in(own_doors, f"demo-{who}")
    asked = "query($id: ID!) { node(id: $id) { ... on CourtOrder { documentKey } } }"
    told = await own_doors.ask(f"demo-{who}", asked, id=address.rpartition("/")[2])
    response = await other.http.get(address)
    if (told.json()["data"]["node"] or {}).get("documentKey"):
        assert response.content == PDF
        return
    absent = await other.http.get(missing)
    assert (response.status_code, response.text) == (404, absent.text)
    assert said_of(response) == said_of(absent)


async def test_a_key_of_a_store_elsewhere_opens_nothing_here(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, REGISTRAR)
    (order,) = await fetch(own_doors, "SELECT 'ord_' || id AS id FROM court_order"
                           " WHERE document_key IS NOT NULL LIMIT 1")  # fmt: skip
    assert (await browser.http.get(f"/admin/papers/order/{order['id']}")).status_code == 404


async def test_ops3_an_error_at_another_field_loses_no_file(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, REGISTRAR)
    path, said = await order_form(own_doors)
    response = await sent_with(browser, path, ORDER, **said | {"endsOn": "some day"})
    assert response.status_code == 422
    check_form(response.text)
    assert "order of Ana Torres.pdf, 1 KB, received" in words(response.text)
    form = fields(response.text) | {**said, "endsOn": ""}
    response = await sure(browser, path, await again(browser, path, form, None))
    assert response.status_code == 303
    (order,) = await fetch(own_doors, NEWEST)
    assert [order["document_key"]] == await keys(own_doors)


async def test_ops3_a_session_that_has_ended_loses_no_file(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, REGISTRAR)
    path, said = await order_form(own_doors)
    form = fields(await browser.see(path)) | said
    await later(own_doors, TokenKind.SESSION, "31 minutes")
    response = await again(browser, path, form, ORDER)
    assert response.status_code == 401
    assert "nothing is lost" in words(response.text)
    assert "Ana" not in response.text
    anew = await signed_in(own_doors, REGISTRAR)
    found = await anew.http.post(path, data=fields(response.text), headers=OURS)
    assert "order of Ana Torres.pdf, 1 KB, received" in words(found.text)
    form = fields(found.text) | said
    response = await sure(anew, path, await again(anew, path, form, None))
    assert response.status_code == 303
    (order,) = await fetch(own_doors, NEWEST)
    assert [order["document_key"]] == await keys(own_doors)


async def test_a_file_can_be_replaced_and_left_out_before_it_is_entered(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, REGISTRAR)
    path, said = await order_form(own_doors)
    response = await sent_with(browser, path, ORDER, **said)
    back = await again(browser, path, fields(response.text) | {"change": "yes"}, None)
    assert "order of Ana Torres.pdf, 1 KB, received" in words(back.text)
    out = await again(
        browser, path, fields(back.text) | {**said, "documentKey-remove": "yes"}, None
    )
    assert "Document None yet" in words(out.text)
    other = ("b.png", b"\x89PNG\r\n\x1a\n123", "image/png")
    other_one = await again(browser, path, fields(back.text) | said, other)
    assert "b.png (1 KB)" in words(other_one.text)
    assert (await sure(browser, path, other_one)).status_code == 303
    (order,) = await fetch(own_doors, NEWEST)
    opened = await browser.http.get(f"/admin/papers/order/{order['id']}")
    assert opened.headers["content-type"] == "image/png"


WRONG = [
    (b"x" * (PAPER_BYTES_MAX + 1), "The file is 10.1 MB. A paper may have 10 MB at most."),
    (b"%PDF-" + b"x" * (23 * 1024 * 1024 - 5), "The file is 23 MB. A paper may have 10 MB"),
    (b"", "The file is empty."),
    (b"<html><script>alert(1)</script>%PDF-1.7", "The file is no PDF and no picture"),
    (b"PK\x03\x04" + b"\0" * 40, "The file is no PDF and no picture"),
    (b"GIF89a" + b"%PDF-", "The file is no PDF and no picture"),
]


@pytest.mark.parametrize(("content", "told"), WRONG, ids=[
    "larger than may be kept", "much larger", "empty", "a page", "an archive", "two in one",
])  # fmt: skip
async def test_a_file_that_is_not_taken_is_said_at_its_field_and_nothing_else_is_lost(
    own_doors: Doors, content: bytes, told: str
) -> None:
    browser = await signed_in(own_doors, REGISTRAR)
    path, said = await order_form(own_doors)
    said |= {"court": "Superior <Court>", "endsOn": "2027-06-01", "caseNumber": "FL-1"}
    file = ("order.pdf", content, "application/pdf")
    response = await sent_with(browser, path, file, **said)
    assert response.status_code == 422
    check_form(response.text)
    assert told in words(response.text)
    assert 'href="#documentKey"' in response.text
    found = fields(response.text)
    assert {name: found[name] for name in said if name in found} == {
        name: value for name, value in said.items() if name in found
    }
    assert f'value="{said["guardianId"]}" checked' in response.text
    assert await keys(own_doors) == []
    assert await changes(own_doors) == []


async def test_a_form_larger_than_is_read_at_all_says_what_to_do(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, REGISTRAR)
    path, said = await order_form(own_doors)
    file = ("film.mov", b"\0" * (PAPER_BODY_BYTES_MAX + 1), "video/quicktime")
    response = await sent_with(browser, path, file, **said)
    assert response.status_code == 413
    assert "Go back" in words(response.text)


async def test_a_form_from_elsewhere_leaves_no_file(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, REGISTRAR)
    path, said = await order_form(own_doors)
    form = fields(await browser.see(path)) | said
    elsewhere = {"sec-fetch-site": "cross-site"}
    file = {"documentKey-file": ORDER}
    response = await browser.http.post(path, data=form, files=file, headers=elsewhere)
    assert response.status_code == 403
    response = await again(browser, path, form | {"key": "a.b"}, ORDER)
    assert response.status_code == 403
    nobody = await signed_in(own_doors, "demo-teacher")
    nobody.http.cookies.clear()
    assert (await again(nobody, path, form, ORDER)).status_code == 401
    assert await keys(own_doors) == []


async def test_what_a_page_carries_of_a_file_is_worth_nothing_to_others_and_elsewhere(
    own_doors: Doors,
) -> None:
    browser = await signed_in(own_doors, REGISTRAR)
    path, said = await order_form(own_doors)
    carried = fields((await sent_with(browser, path, ORDER, **said)).text)["documentKey"]
    second = await signed_in(own_doors, "demo-district-registrar")
    form = fields(await second.see(path)) | said | {"documentKey": carried}
    assert "None yet" in words((await again(second, path, form, None)).text)
    (key,) = await keys(own_doors)
    form = fields(await browser.see(path)) | said | {"documentKey": key}
    assert "None yet" in words((await again(browser, path, form, None)).text)


FILE = (
    "mutation($input: FileOrderInput!) { fileOrder(input: $input) { userErrors { path message } } }"
)


async def file_order(doors: Doors, who: str, key: str, kind: str = "NO_RECORDS") -> Any:
    """What is wrong with filing an order by the API that names this key."""
    (father,) = await fetch(doors, FATHER)
    ana = await student_id(doors, "demo-student")
    given = {"studentId": ana, "guardianId": father["id"], "kind": kind, "documentKey": key}
    answer = await doors.ask(who, FILE, input=given)
    return answer.json()["data"]["fileOrder"]["userErrors"]


async def test_nobody_names_a_paper_that_somebody_else_sent_in(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, REGISTRAR)
    path, said = await order_form(own_doors)
    await sent_with(browser, path, ORDER, **said)
    (key,) = await keys(own_doors)
    orders = await fetch(own_doors, "SELECT id FROM court_order")
    stolen = await file_order(own_doors, "demo-district-registrar", key)
    unknown = await file_order(own_doors, "demo-district-registrar", "paper_" + "A" * 43)
    assert stolen == unknown
    assert [each["path"] for each in stolen] == [["input", "documentKey"]]
    assert await fetch(own_doors, "SELECT id FROM court_order") == orders
    assert await file_order(own_doors, REGISTRAR, key) == []


async def test_a_paper_is_named_by_one_row_and_opens_by_no_other(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, REGISTRAR)
    address = await filed(own_doors, browser)
    (key,) = await keys(own_doors)
    assert len(await file_order(own_doors, REGISTRAR, key)) == 1
    # what no change can do: another row that says the key all the same
    other = await fetch(own_doors, "UPDATE document SET file_key = $1 WHERE id = (SELECT d.id FROM"
                        " document d JOIN student s ON s.id = d.student_id JOIN person p"
                        " ON p.id = s.person_id WHERE p.sourced_id = 'demo-student'"
                        " AND d.kind = 'ENROLLMENT' LIMIT 1) RETURNING 'doc_' || id AS id",
                        key)  # fmt: skip
    asked = "query($id: ID!) { node(id: $id) { ... on Document { fileKey } } }"
    told = await own_doors.ask(REGISTRAR, asked, id=other[0]["id"])
    assert told.json()["data"]["node"]["fileKey"] == key
    assert (await browser.http.get(f"/admin/papers/document/{other[0]['id']}")).status_code == 404
    assert (await browser.http.get(address)).content == PDF


async def test_opening_a_paper_is_in_the_log_of_readings(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, REGISTRAR)
    opened = await browser.http.get(await filed(own_doors, browser))
    for _ in range(100):
        read = "SELECT slices FROM access WHERE request_id = $1::text::uuid"
        found = await fetch(own_doors, read, opened.headers["x-request-id"])
        if found:
            break
        await sleep(0.1)
    assert [each["slices"] for each in found] == [["8a"]]


RIGHTS = r'href="(/admin/papers/rights/[^"]+)"'


async def revoked(doors: Doors) -> tuple[Browser, str, list[str]]:
    """A registrar who has taken a right from a contact, with a paper: where the history of the
    student is, and the addresses of papers on it.
    """
    (contact,) = await fetch(doors, CONTACT)
    browser = await signed_in(doors, "demo-district-registrar")
    path = f"/admin/guardianships/{contact['id']}/revoke"
    said = {"rights-PICKUP": "yes", "reason": "the court says so"}
    response = await sure(browser, path, await sent_with(browser, path, ORDER, **said))
    assert response.status_code == 303, words(response.text)
    history = f"/admin/students/{contact['student']}/history"
    return browser, history, re.findall(RIGHTS, await browser.see(history))


async def test_gua7_the_paper_that_showed_a_right_is_opened_from_the_history(
    own_doors: Doors,
) -> None:
    browser, history, addresses = await revoked(own_doors)
    page = await browser.see(history)
    assert "reason: the court says so" in words(page)
    (key,) = await keys(own_doors)
    assert key not in page
    assert addresses
    for each in addresses:
        opened = await browser.http.get(each)
        assert (opened.status_code, opened.content) == (200, PDF)
    missing = addresses[0].rpartition("/")[0] + "/00000000-0000-4000-8000-000000000000"
    for who in ("demo-teacher", "demo-principal", "demo-guardian"):
        other = await signed_in(own_doors, who)
        responses = [await other.http.get(each) for each in (addresses[0], missing)]
        assert [each.status_code for each in responses] == [404, 404]
        assert responses[0].text == responses[1].text


async def test_a_key_that_somebody_typed_as_a_reason_opens_nothing(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, REGISTRAR)
    path, said = await order_form(own_doors)
    await sent_with(browser, path, ORDER, **said)
    (key,) = await keys(own_doors)
    (contact,) = await fetch(own_doors, CONTACT)
    second = await signed_in(own_doors, "demo-district-registrar")
    path = f"/admin/guardianships/{contact['id']}/revoke"
    form = fields(await second.see(path)) | {"rights-PICKUP": "yes", "reason": f"{key}: see there"}
    response = await sure(second, path, await again(second, path, form, None))
    assert response.status_code == 303, words(response.text)
    page = await second.see(f"/admin/students/{contact['student']}/history")
    addresses = re.findall(RIGHTS, page)
    assert addresses
    for each in addresses:
        assert (await second.http.get(each)).status_code == 404


async def test_a_second_press_of_the_button_is_the_same_change_with_its_file(
    own_doors: Doors,
) -> None:
    _, seat = await serving(own_doors)
    browser = await signed_in(own_doors, REGISTRAR)
    path = f"/admin/seats/{seat}/consent"
    form = fields(await browser.see(path)) | {"signedBy": "Mei Lin"}
    for _ in range(2):
        response = await again(browser, path, form, ORDER, "paper")
        assert response.status_code == 303, words(response.text)
    assert await changes(own_doors) == ["recordPeriodConsent"]
    (row,) = await fetch(own_doors, "SELECT 'pcn_' || id AS id FROM period_consent"
                         " WHERE starts_with(paper, 'paper_')")  # fmt: skip
    assert len(await keys(own_doors)) == 1
    assert f"/admin/papers/period/{row['id']}" in await browser.see(f"/admin/periods/{row['id']}")
    assert (await browser.http.get(f"/admin/papers/period/{row['id']}")).content == PDF


async def test_an_exemption_is_recorded_with_its_paper(own_doors: Doors) -> None:
    nurse = await signed_in(own_doors, "demo-nurse")
    path = f"/admin/students/{await student_id(own_doors, 'demo-student')}/exemption"
    said = {"basis": "REGISTRY", "issuedOn": "2026-09-01"}
    response = await sure(nurse, path, await sent_with(nurse, path, ORDER, **said))
    assert response.status_code == 303, words(response.text)
    (address,) = re.findall(r'"(/admin/papers/exemption/[^"]+)"', await nurse.see(path))
    assert (await nurse.http.get(address)).content == PDF
