"""The emergency pack holds what its reader's screens hold, and can be read by a screen reader."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING
from uuid import uuid4

import httpx
from pypdf import PdfReader

from tests.doors.conftest import HERE

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.admin.conftest import Browser
    from tests.doors.conftest import Doors

    As = Callable[[str], Awaitable[Browser]]

PATH = "/admin/emergency-pack"


async def read(browser: Browser, path: str = PATH) -> PdfReader:
    """The pack that somebody gets."""
    response = await browser.http.get(path)
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/pdf"
    assert response.headers["cache-control"] == "no-store"
    return PdfReader(io.BytesIO(response.content))


def text(pack: PdfReader) -> str:
    """Its words, with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in pack.pages).split())


async def test_ops4_a_teachers_pack_says_what_to_do_whom_to_call_and_no_diagnosis(as_: As) -> None:
    said = text(await read(await as_("demo-teacher")))
    assert "Emergency pack: my classes" in said
    for shown in ("Torres, Ana", "No peanuts.", "Wheezing: let sit up", "Release only as the"):
        assert shown in said, shown
    assert re.search(r"\(\d{3}\) 555-\d{4}, may collect", said)
    for hidden in ("Allergy to peanuts", "Albuterol", "8000000011", "Ridgeline", "2011"):
        assert hidden not in said, hidden


async def test_a_pack_is_printed_in_the_language_of_its_reader(as_: As) -> None:
    browser = await as_("demo-teacher")
    browser.http.headers["accept-language"] = "es-US"
    pack = await read(browser)
    said = text(pack)
    for shown in ("Paquete de emergencia: mis clases", "A quién llamar", "puede recoger", "Torres"):
        assert shown in said, shown
    for left in ("Whom to call", "may collect", "Release only", "Printed on"):
        assert left not in said, left
    assert str(pack.root_object["/Lang"]) == "es"


async def test_p18_while_an_order_is_in_force_nobody_is_said_to_collect(as_: As) -> None:
    for who in ("demo-teacher", "demo-principal"):
        said = text(await read(await as_(who)))
        _, _, ana = said.partition("Torres, Ana")
        row, release, _ = ana.partition("Release only as the")
        assert release
        assert "555-" in row
        assert "may collect" not in row


async def test_ops4_a_principals_pack_is_their_school_by_grade(as_: As, doors: Doors) -> None:
    pack = await read(await as_("demo-principal"))
    said = text(pack)
    assert "Grade 10 (" in said
    async with doors.database.owner() as owner:
        school = await owner.fetchrow(
            "SELECT s.name, s.id, count(e.id) AS students FROM person p"
            " JOIN staff_member m ON m.person_id = p.id JOIN post o ON o.staff_id = m.id"
            " JOIN school s ON s.id = o.school_id JOIN school_enrollment e ON e.school_id = s.id"
            " WHERE p.sourced_id = 'demo-principal' AND o.role = 'PRINCIPAL'"
            " AND e.starts_on <= (SELECT fixed_today FROM district)"
            " AND (e.ends_on IS NULL OR e.ends_on > (SELECT fixed_today FROM district))"
            " GROUP BY s.id"
        )
    assert school is not None
    assert school["name"] in said
    assert len(pack.pages) > school["students"] / 40


async def test_ops4_the_pack_is_tagged(as_: As) -> None:
    pack = await read(await as_("demo-teacher"))
    catalog = pack.trailer["/Root"].get_object()
    assert catalog["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert "/StructTreeRoot" in catalog  # type: ignore[operator]
    assert catalog["/Lang"] == "en"  # type: ignore[index]
    assert pack.metadata is not None
    assert pack.metadata.title == "Emergency pack: my classes"


async def test_ops4_who_has_neither_classes_nor_a_post_has_no_pack(as_: As) -> None:
    assert (await (await as_("demo-guardian")).http.get(PATH)).status_code == 404
    teacher = await as_("demo-teacher")
    for school in (f"sch_{uuid4()}", "nonsense"):
        assert (await teacher.http.get(f"{PATH}?school={school}")).status_code == 404


async def test_nobody_gets_a_pack_without_a_session(doors: Doors) -> None:
    http = httpx.AsyncClient(transport=httpx.ASGITransport(doors.app), base_url=HERE)
    assert (await http.get(PATH)).status_code == 401
