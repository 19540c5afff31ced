"""A family's screens: what is to know today, who read the record, what they refuse and ask."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.admin.conftest import Browser, part, signed_in, student_id, words
from tests.admin.test_forms import fetch, sent
from tests.admin.test_screens import check_form

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.doors.conftest import Doors

    As = Callable[[str], Awaitable[Browser]]

ANA = "demo-student"
SEE_OTHER, REFUSED = 303, 422
READ = """
INSERT INTO disclosure (at, request_id, person_id, student_id, slices, bases, purposes, party)
OVERRIDING USER VALUE
SELECT '2026-09-01T12:00:00Z', gen_random_uuid(), p.id, s.id, $2, $3, ARRAY['an audit'], $4
FROM student s, person p WHERE 'stu_' || s.id = $1 AND p.sourced_id = 'demo-operator'
"""
REQUESTS = """
SELECT kind, words, should_say, due_on, outcome, answer, statement FROM record_request
WHERE 'stu_' || student_id = $1 ORDER BY asked_on DESC, id
"""


async def test_a_guardian_begins_with_each_child_and_what_is_asked_of_them(as_: As) -> None:
    home = await (await as_("demo-guardian")).see("/admin")
    check_form(home)
    children = part(home, "children")
    assert "Today Tardy, Geometry A" in children
    assert "You asked To see the record : answered by Oct 19, 2026" in children
    for path in ("disclosures", "consents", "requests", "grades"):
        assert len({*re.findall(rf'href="/admin/students/(stu_[^"]+)/{path}"', home)}) == 2, path
    omar = part(await (await as_("demo-unvalidated-guardian")).see("/admin"), "children")
    assert "Show the office of the school who you are" in omar


async def test_p18_whoever_may_not_learn_where_a_child_is_begins_without_it(as_: As) -> None:
    home = await (await as_("demo-restricted-father")).see("/admin")
    sofia = part(home, "children")
    assert "School Withheld: this sign-in does not open it" in sofia
    assert "Today Withheld: this sign-in does not open it" in sofia
    assert "Grades of Sofia" in sofia
    assert not re.search(r'/(schedule|attendance)"', home)
    assert "High School" not in sofia


@pytest.mark.parametrize("who", ["student", "student16", "adult-student"])
async def test_a_student_begins_with_their_own_record(as_: As, who: str) -> None:
    home = await (await as_(f"demo-{who}")).see("/admin")
    check_form(home)
    assert "School Creekside High School" in part(home, "myself")
    assert "Your children" not in words(home)


async def test_aud4_a_family_reads_who_read_the_record_by_each_law(own_doors: Doors) -> None:
    ana = await student_id(own_doors, ANA)
    async with own_doors.database.owner() as owner:
        await owner.execute(READ, ana, ["25"], ["AUDIT"], "Vera Auditor")
    mother = await signed_in(own_doors, "demo-guardian")
    page = await mother.student(ANA, "disclosures")
    whole = part(page, "disclosures")
    # both lists of the law, the latest first
    assert whole.index("Leo Brandeis the IEP") < whole.index("Vera Auditor attendance in a class")
    assert "an audit or evaluation under an engagement letter" in whole
    for law, there, absent in (
        ("99.32", "Vera Auditor", "Leo Brandeis"),
        ("300.614", "Leo Brandeis", "Vera Auditor"),
    ):
        one = part(await mother.see(f"/admin/students/{ana}/disclosures?law={law}"), "disclosures")
        assert "1 of 2 on this page belong on this list." in one
        assert there in one
        assert absent not in one
    teacher = await (await signed_in(own_doors, "demo-teacher")).student(ANA, "disclosures")
    assert "Withheld: not part of your work with this student" in part(teacher, "disclosures")
    assert "Vera" not in teacher


async def test_many_disclosures_are_read_page_by_page(own_doors: Doors) -> None:
    ana = await student_id(own_doors, ANA)
    async with own_doors.database.owner() as owner:
        for number in range(105):
            await owner.execute(READ, ana, ["18"], ["AUDIT"], f"Reader {number:03}")
    registrar = await signed_in(own_doors, "demo-registrar")
    path = f"/admin/students/{ana}/disclosures?law=99.32"
    first = await registrar.see(path)
    follow = re.search(r'href="([^"]*after=[^"]*)">Earlier ones', first)
    assert follow
    assert "law=99.32" in follow[1]
    second = await registrar.see(follow[1].replace("&amp;", "&"))
    found = {*re.findall(r"Reader \d+", first), *re.findall(r"Reader \d+", second)}
    assert len(found) == 105
    assert "Earlier ones" not in second


async def test_a_family_opts_out_and_in_again(own_doors: Doors) -> None:
    mother = await signed_in(own_doors, "demo-guardian")
    path = f"/admin/students/{await student_id(own_doors, ANA)}/consents"
    response = await sent(mother, path)
    assert response.status_code == REFUSED
    assert "Choose what is refused." in words(response.text)
    response = await sent(mother, path, kind="MILITARY_RECRUITERS")
    assert response.status_code == SEE_OTHER, words(response.text)
    stands = part(await mother.see(path), "stands")
    said = "Name and address to recruiters of the armed forces Refused Lucia Torres Oct 14, 2026"
    assert said in stands
    page = await mother.see(path)
    rows = re.findall(r'value="(\d+)">\s*<button [^>]*name="take-back" value="(cns_[^"]+)"', page)
    recruiters = await fetch(
        own_doors, "SELECT 'cns_' || id AS id FROM consent WHERE kind = $1 ORDER BY starts_on DESC",
        "MILITARY_RECRUITERS",
    )  # fmt: skip
    version = {key: each for each, key in rows}[recruiters[0]["id"]]
    back = {"take-back": recruiters[0]["id"], "version": version}
    response = await sent(mother, path, **back)
    assert response.status_code == SEE_OTHER, words(response.text)
    after = await mother.see(path)
    assert "recruiters of the armed forces Refused" not in part(after, "stands")
    assert "from Oct 14, 2026 to Oct 14, 2026" in part(after, "stood")


async def test_a_registrar_says_whose_word_it_was(own_doors: Doors) -> None:
    registrar = await signed_in(own_doors, "demo-registrar")
    path = f"/admin/students/{await student_id(own_doors, ANA)}/consents"
    said = {"kind": "MILITARY_RECRUITERS", "asked": "yes"}
    response = await sent(registrar, path, **said)
    assert response.status_code == REFUSED
    assert "Choose who of the family said so." in words(response.text)
    mother = re.search(r'value="(gdn_[^"]+)">Lucia Torres', await registrar.see(path))
    assert mother
    response = await sent(registrar, path, **said, guardianId=mother[1])
    assert response.status_code == SEE_OTHER, words(response.text)


async def test_iep13_a_request_goes_to_the_registrar_who_answers_by_its_day(
    own_doors: Doors,
) -> None:
    ana = await student_id(own_doors, ANA)
    path = f"/admin/students/{ana}/requests"
    mother = await signed_in(own_doors, "demo-guardian")
    response = await sent(mother, path, what="inspect", which="All marks.")
    assert response.status_code == SEE_OTHER, words(response.text)
    registrar = await signed_in(own_doors, "demo-registrar")
    waiting = part(await registrar.see("/admin"), "requests")
    assert "Oct 21, 2026 Oct 14, 2026 Torres, Ana" in waiting
    (row, *_) = await fetch(
        own_doors, "SELECT 'rrq_' || id AS id FROM record_request WHERE words = 'All marks.'"
    )
    to = f"/admin/requests/{row['id']}"
    response = await sent(registrar, to, outcome="REFUSED")
    assert response.status_code == REFUSED
    assert "Say why not" in words(response.text)
    response = await sent(registrar, to, outcome="GRANTED", answer="Come on Monday.")
    assert response.status_code == SEE_OTHER, words(response.text)
    assert "Shown on Oct 14, 2026: Come on Monday." in words(await mother.see(path))


async def test_a_refused_correction_tells_of_a_hearing_and_keeps_what_the_family_says(
    own_doors: Doors,
) -> None:
    ana = await student_id(own_doors, ANA)
    path = f"/admin/students/{ana}/requests"
    mother = await signed_in(own_doors, "demo-guardian")
    response = await sent(mother, path, what="correct", words="", shouldSay="Present.")
    assert response.status_code == REFUSED
    assert "Say what is wrong, in your own words." in words(response.text)
    meant = re.search(r'value="(mrk_[^"]+)">Mark: ', await mother.see(path))
    assert meant
    said = {"words": "He was there.", "shouldSay": "Present.", "recordId": meant[1]}
    response = await sent(mother, path, what="correct", **said)
    assert response.status_code == SEE_OTHER, words(response.text)
    (row,) = await fetch(
        own_doors, "SELECT 'rrq_' || id AS id FROM record_request WHERE words = 'He was there.'"
    )
    registrar = await signed_in(own_doors, "demo-registrar")
    to = f"/admin/requests/{row['id']}"
    response = await sent(registrar, to, outcome="REFUSED", answer="The roll says otherwise.")
    assert response.status_code == SEE_OTHER, words(response.text)
    home = part(await mother.see("/admin"), "children")
    assert "A correction was refused: you may answer that, and ask for a hearing" in home
    page = await mother.see(path)
    assert "You have a right to a hearing (34 CFR 99.21)" in words(page)
    field = f"statement-{row['id']}"
    said = {"what": "statement", "of": row["id"], "version": "2", field: "Ask his teacher."}
    response = await sent(mother, path, **said)
    assert response.status_code == SEE_OTHER, words(response.text)
    kept = [each["statement"] for each in await fetch(own_doors, REQUESTS, ana)]
    assert "Ask his teacher." in kept


async def test_a_form_is_shown_to_those_alone_who_may_send_it(as_: As) -> None:
    for who, consents, requests in (
        ("guardian", True, True),
        ("registrar", True, False),
        ("teacher", False, False),
        ("principal", False, False),
        ("student", False, False),
    ):
        browser = await as_(f"demo-{who}")
        page = await browser.student(ANA, "consents")
        assert ("Opt out from today on" in words(page)) is consents, who
        check_form(page)
        page = await browser.student(ANA, "requests")
        assert ("Ask to see it" in words(page)) is requests, who
        check_form(page)
