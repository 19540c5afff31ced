"""Whoever reads pages reads them in their own language, from the first one on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlsplit

import httpx
import pytest

from admin.speaking import accepted
from admin.words import in_english
from hub.models.codes import DocumentKind, TokenKind
from tests.admin import catalogs
from tests.admin.conftest import OURS, Browser, Text, signed_in, student_id, words
from tests.admin.signing_in import someone
from tests.admin.test_forms import fetch, fields
from tests.doors.conftest import HERE

if TYPE_CHECKING:
    from tests.doors.conftest import Doors

SPANISH = {"accept-language": "es-MX,es;q=0.9,en;q=0.5"}
KEY = re.compile(r"[a-z]{3}_[0-9a-f-]{36}")
NO_PAGES = ("/admin/static/", "/admin/emergency-pack")
GUARDIAN, REGISTRAR = "demo-guardian", "demo-registrar"
STAFF = ("demo-teacher", "demo-nurse", "demo-case-manager", "demo-principal", REGISTRAR)
SAME_IN_BOTH = frozenset({"Error: ", "Error:", "Local", "Portal", "Monitor", "No"})
"""English words that are Spanish ones too."""
BRAND = '<button name="language" value="{}"'


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("en-US,en;q=0.9", "en"),
        ("es", "es"),
        ("es-US", "es"),
        ("ES-419;q=0.3, en;q=0.2", "es"),
        ("en;q=0.2, es-MX;q=0.3", "es"),
        ("es;q=0, en", "en"),
        ("vi, es;q=0.5", "es"),
        ("zh-Hans, vi", "en"),
        ("*", "en"),
        ("es;q=much", "en"),
        (";;,=,q", "en"),
    ],
)
def test_a_browser_says_what_its_reader_likes_best(header: str, language: str) -> None:
    assert accepted(header) == language


async def test_a_page_says_in_which_language_it_is_and_on_what_that_rests(doors: Doors) -> None:
    for headers, language in (({}, "en"), (SPANISH, "es")):
        response = await doors.http.get("/admin/sign-in", headers=headers)
        assert response.headers["content-language"] == language
        assert response.headers["vary"] == "Cookie, Accept-Language"
        assert f'<html lang="{language}">' in response.text
    assert "Iniciar sesión en Homeroom" in words(response.text)


async def test_a_language_is_chosen_before_anybody_signs_in_and_is_kept(doors: Doors) -> None:
    browser = someone(doors).http
    before = (await browser.get("/admin/sign-in")).text
    assert BRAND.format("es") in before
    assert BRAND.format("en") not in before
    chosen = await browser.get("/admin/sign-in?language=es")
    assert (chosen.status_code, chosen.headers["location"]) == (303, "/admin/sign-in")
    cookie = chosen.headers["set-cookie"]
    assert "homeroom-language=es" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    page = (await browser.get("/admin/sign-in", headers={"accept-language": "en"})).text
    assert "Nombre de usuario" in words(page)
    assert BRAND.format("en") in page
    await browser.get("/admin/sign-in?language=en")
    page = (await browser.get("/admin/sign-in", headers=SPANISH)).text
    assert "User name" in words(page)


async def test_whoever_chooses_a_language_stays_where_they_are(doors: Doors) -> None:
    browser = await signed_in(doors, REGISTRAR)
    path = "/admin/students?q=Torres&grade=10"
    (form,) = re.findall(r'<form[^>]*class="languages".*?</form>', await browser.see(path))
    assert fields(form) == {"q": "Torres", "grade": "10"}
    chosen = await browser.http.get(f"{path}&language=es")
    assert chosen.headers["location"] == path
    assert "Nombre parecido a Torres" in words(await browser.see(path))


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/admin?language=es", "/admin"),
        ("/admin//elsewhere.example?language=es", "/admin//elsewhere.example"),
        ("/admin/students?q=%3Cb%3E&language=es&language=en", "/admin/students?q=%3Cb%3E"),
    ],
)
async def test_a_choice_leads_nowhere_else(doors: Doors, asked: str, led: str) -> None:
    response = await doors.http.get(asked, headers={"host": "elsewhere.example"})
    assert (response.status_code, response.headers["location"]) == (303, led)
    assert (await doors.http.get("/admin/sign-in?language=tlh")).status_code == 200
    assert (await doors.http.post("/admin/sign-out?language=es", headers=OURS)).status_code == 200


async def test_what_an_address_asks_is_only_text_in_the_form_of_languages(doors: Doors) -> None:
    page = (await doors.http.get('/admin/sign-in?to="><script>x</script>')).text
    assert "<script>" not in page


async def test_refusals_are_pages_in_the_readers_language(doors: Doors) -> None:
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(doors.app), base_url=HERE, headers=SPANISH
    ) as http:
        away = await http.get("/admin/students")
        assert (away.status_code, away.headers["content-language"]) == (401, "es")
        assert "Para leer aquí, primero hay que iniciar sesión." in words(away.text)
        refused = await http.post("/admin/students")
        assert "Así no" in words(refused.text)
        told = await http.post("/graphql", json={"query": "{ district { name } }"})
        assert "content-language" not in told.headers


def english() -> tuple[set[str], set[str]]:
    """What a page in Spanish must not say: texts that stand alone, and sentences anywhere."""
    alone: set[str] = set()
    for held in catalogs.catalogs().values():
        for (_, forms), each in held.items():
            said = catalogs.strings(each)
            alone |= {form for form, text in zip(forms, said, strict=True) if form != text}
    alone -= SAME_IN_BOTH
    return alone, {each for each in alone if len(each.split()) > 2 and "%(" not in each}


async def walked(browser: Browser) -> dict[str, str]:
    """The pages to which links lead from the first one on, one of each kind of address."""
    waiting, seen, pages = ["/admin", "/admin/password"], set(), {}
    while waiting:
        path = waiting.pop(0)
        kind = KEY.sub("{id}", urlsplit(path).path)
        if kind in seen or path.startswith(NO_PAGES):
            continue
        seen.add(kind)
        pages[kind] = page = await browser.see(path)
        hrefs = (urldefrag(each.get("href") or "").url for each in Text(page).named("a"))
        waiting += [each for each in hrefs if each.startswith("/admin")]
    return pages


def english_left(page: str) -> list[str]:
    """What a page says in English of that which has words in Spanish."""
    alone, sentences = english()
    whole = words(page)
    said = {" ".join(each.split()) for each in Text(page).words}
    labels = {
        each.get("aria-label") or ""
        for kind in ("nav", "section", "ul", "div")
        for each in Text(page).named(kind)
    }
    titles = {each.rpartition(" · ")[0] for each in said}
    left = (alone & (said | labels | titles)) | {each for each in sentences if each in whole}
    return sorted(left)


def unsaid(pages: dict[str, str]) -> dict[str, list[str]]:
    """What pages say in English; the demo's papers have titles in it, which is as people wrote."""
    written = {"/admin/students/{id}/documents": {in_english(each) for each in DocumentKind}}
    told = {name: set(english_left(page)) for name, page in pages.items()}
    left = {name: sorted(each - written.get(name, set())) for name, each in told.items()}
    return {name: each for name, each in left.items() if each}


async def test_a_guardian_signs_in_and_reads_all_of_their_child_in_spanish(
    own_doors: Doors,
) -> None:
    http = httpx.AsyncClient(
        transport=httpx.ASGITransport(own_doors.app), base_url=HERE, headers=SPANISH
    )
    link = f"/admin/link/{await own_doors.fresh_token(GUARDIAN, TokenKind.LINK)}"
    pages = {
        "link": (await http.get(link)).text,
        "sign-in": (await http.get("/admin/sign-in")).text,
        "away": (await http.get("/admin")).text,
    }
    assert (await http.post(link, headers=OURS)).status_code == 303
    pages["used up"] = (await http.post(link, headers=OURS)).text
    child = await walked(Browser(http, own_doors))
    tabs = ("family", "health", "behavior", "iep", "schedule", "grades", "attendance")
    assert {f"/admin/students/{{id}}/{tab}" for tab in tabs} <= child.keys()
    pages |= child
    pages["out"] = (await http.post("/admin/sign-out", headers=OURS)).text
    assert all('<html lang="es">' in page for page in pages.values())
    assert unsaid(pages) == {}
    assert "Reservado" in words(child["/admin/students/{id}"])
    await http.aclose()


@pytest.mark.parametrize("who", STAFF)
async def test_staff_read_their_pages_in_spanish(doors: Doors, who: str) -> None:
    browser = await signed_in(doors, who)
    browser.http.headers.update(SPANISH)
    pages = await walked(browser)
    assert len(pages) > 10
    assert unsaid(pages) == {}


async def test_english_on_a_page_in_spanish_would_be_seen(doors: Doors) -> None:
    browser = await signed_in(doors, GUARDIAN)
    left = english_left(await browser.student("demo-student", "family"))
    assert {"Guardians", "Emergency contacts", "Whom to call, in this order"} <= set(left)


async def test_p23_an_address_that_is_not_there_is_the_same_page_in_spanish_too(
    doors: Doors,
) -> None:
    browser = await signed_in(doors, GUARDIAN)
    browser.http.headers.update(SPANISH)
    other = await student_id(doors, "demo-restricted")
    said = {
        (await browser.http.get(f"/admin/students/{each}?q={each}")).text
        for each in ("nobody", other, "stu_0")
    }
    assert len(said) == 1
    assert "Aquí no hay nada para usted" in said.pop()


async def test_a_name_with_markup_in_it_stays_text_on_pages_in_spanish(own_doors: Doors) -> None:
    await fetch(
        own_doors,
        "UPDATE student SET given_name = '<b>Ana</b>' FROM person p"
        " WHERE p.id = person_id AND p.sourced_id = 'demo-student' RETURNING student.id",
    )
    browser = await signed_in(own_doors, REGISTRAR)
    browser.http.headers.update(SPANISH)
    ana = await student_id(own_doors, "demo-student")
    for path in (f"release/{ana}", f"students/{ana}", f"students/{ana}/visit"):
        page = await browser.see(f"/admin/{path}")
        assert "&lt;b&gt;Ana&lt;/b&gt;" in page, path
        assert "<b>" not in page, path


async def test_what_is_wrong_with_a_form_is_told_in_spanish(own_doors: Doors) -> None:
    nurse = await signed_in(own_doors, "demo-nurse")
    nurse.http.headers.update(SPANISH)
    ana = await student_id(own_doors, "demo-student")

    async def told(path: str, **said: str) -> str:
        form = fields(await nurse.see(path))
        response = await nurse.http.post(path, data={**form, **said}, headers=OURS)
        assert response.status_code == 422, path
        assert english_left(response.text) == []
        return words(response.text)

    visit = f"/admin/students/{ana}/visit"
    assert "Hay un problema" in await told(visit, complaint="")
    assert re.search(r"Más de \d+ caracteres\.", await told(visit, complaint="a" * 50_000))
    dose = f"/admin/students/{ana}/dose"
    given = {"vaccine": "MMR", "source": "Papel"}
    assert "Eso no es una fecha" in await told(dose, givenOn="ayer", **given)
    assert "Ese día todavía no ha llegado." in await told(dose, givenOn="2099-01-01", **given)
