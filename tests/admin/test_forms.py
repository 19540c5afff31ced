"""What is entered on a form goes through the door as any client's change does, and is told back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.admin.conftest import OURS, Browser, Text, signed_in, student_id, words

if TYPE_CHECKING:
    import httpx

    from tests.doors.conftest import Doors

TEACHER, NURSE = "demo-teacher", "demo-nurse"
FIRST_CLASS = """
SELECT s.id, array_agg(x.student_id ORDER BY x.student_id) AS students
FROM district d, section s JOIN section_staff w ON w.section_id = s.id AND w.role = 'LEAD'
JOIN staff_member m ON m.id = w.staff_id JOIN person p ON p.id = m.person_id
JOIN section_enrollment x ON x.section_id = s.id
WHERE p.sourced_id = $1 AND s.starts_on <= d.fixed_today AND s.ends_on > d.fixed_today
  AND w.ends_on IS NULL AND x.starts_on <= d.fixed_today
  AND (x.ends_on IS NULL OR x.ends_on > d.fixed_today)
GROUP BY s.id ORDER BY s.id LIMIT 1
"""
OF_TODAY = """
SELECT status, student_id FROM attendance_event, district
WHERE section_id = $1 AND day = fixed_today ORDER BY student_id
"""


async def fetch(doors: Doors, sql: str, *values: Any) -> list[Any]:
    """Rows as they are kept."""
    async with doors.database.owner() as owner:
        return list(await owner.fetch(sql, *values))


async def taught(doors: Doors) -> tuple[str, Any, list[str]]:
    """Where the roll of the teacher's first class is taken, its key, and who sits in it."""
    (row,) = await fetch(doors, FIRST_CLASS, TEACHER)
    await fetch(doors, "DELETE FROM attendance_event WHERE section_id = $1", row["id"])
    await fetch(doors, "DELETE FROM roll_submission WHERE section_id = $1", row["id"])
    return (
        f"/admin/sections/sec_{row['id']}/roll",
        row["id"],
        [f"stu_{each}" for each in row["students"]],
    )


def fields(page: str) -> dict[str, str]:
    """What a browser would send if nobody touched a form."""
    inputs = Text(page).named("input")
    return {
        each["name"] or "": each.get("value") or ""
        for each in inputs
        if each.get("name") and (each.get("type") != "radio" or "checked" in each)
        if each.get("type") != "checkbox"
    }


async def sent(browser: Browser, path: str, **more: str) -> httpx.Response:
    """A form as it stands on its page, but for some fields, sent."""
    form = fields(await browser.see(path)) | {
        name.replace("__", "-"): value for name, value in more.items()
    }
    return await browser.http.post(path, data=form, headers=OURS)


async def test_att4_a_teacher_takes_roll_by_marking_who_is_not_there(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, TEACHER)
    path, section, students = await taught(own_doors)
    form = fields(await browser.see(path))
    assert {name for name in form if name != "key"} == {f"status-{each}" for each in students}
    assert {value for name, value in form.items() if name != "key"} == {"PRESENT"}

    form |= {f"status-{students[0]}": "ABSENT", f"status-{students[2]}": "TARDY"}
    for _ in range(2):  # a second press of the button is the same change, told again
        response = await browser.http.post(path, data=form, headers=OURS)
        assert response.status_code == 303
        assert response.headers["location"] == f"/admin/sections/sec_{section}?done=roll"
    assert "The roll is taken." in words(await browser.see(response.headers["location"]))
    events = await fetch(own_doors, OF_TODAY, section)
    told = {f"stu_{each['student_id']}": each["status"] for each in events}
    assert told == {students[0]: "ABSENT", students[2]: "TARDY"}
    changes = await fetch(own_doors, "SELECT operation FROM change")
    assert {row["operation"] for row in changes} == {"takeAttendance"}
    assert len(changes) == 3, "the roll, and two who were not there as planned"

    again = fields(await browser.see(path))
    assert again[f"status-{students[0]}"] == "ABSENT"
    assert "It was taken at" in words(await browser.see(path))


async def test_ops3_what_is_wrong_is_named_and_the_rest_is_kept(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, TEACHER)
    path, section, students = await taught(own_doors)
    elsewhere = await student_id(own_doors, "demo-restricted")
    assert elsewhere not in students
    response = await sent(
        browser, path, **{f"status__{students[0]}": "ABSENT", f"status__{elsewhere}": "ABSENT"}
    )
    assert response.status_code == 422
    assert "<title>Error: " in response.text
    assert "There is a problem" in words(response.text)
    assert fields(response.text)[f"status-{students[0]}"] == "ABSENT"
    kept = await fetch(own_doors, OF_TODAY, section)
    assert [f"stu_{each['student_id']}" for each in kept] == [students[0]]


async def test_a_form_from_elsewhere_of_another_session_or_address_enters_nothing(
    own_doors: Doors,
) -> None:
    browser = await signed_in(own_doors, TEACHER)
    path, section, _ = await taught(own_doors)
    form = fields(await browser.see(path))
    other = await signed_in(own_doors, TEACHER)
    tries: tuple[tuple[Browser, dict[str, str], dict[str, str]], ...] = (
        (browser, form, {"sec-fetch-site": "cross-site"}),
        (browser, form, {}),
        (browser, form | {"key": ""}, OURS),
        (browser, form | {"key": form["key"][:-1] + "x"}, OURS),
        (other, form, OURS),
    )
    for who, data, headers in tries:
        assert (await who.http.post(path, data=data, headers=headers)).status_code == 403
    (elsewhere,) = await fetch(own_doors, "SELECT id FROM section WHERE id <> $1 LIMIT 1", section)
    there = f"/admin/sections/sec_{elsewhere['id']}/roll"
    assert (await browser.http.post(there, data=form, headers=OURS)).status_code == 403
    browser.http.cookies.clear()
    assert (await browser.http.post(path, data=form, headers=OURS)).status_code == 401
    assert await fetch(own_doors, "SELECT FROM change") == []


async def test_who_may_not_write_is_told_so_and_nothing_is_written(own_doors: Doors) -> None:
    path, _, students = await taught(own_doors)
    browser = await signed_in(own_doors, "demo-principal")
    response = await sent(browser, path, **{f"status__{students[0]}": "ABSENT"})
    assert response.status_code == 422
    assert await fetch(own_doors, "SELECT FROM change") == []
    stranger = await signed_in(own_doors, "demo-guardian")
    assert (await stranger.http.get(path)).status_code in {404, 200}
    posted = await stranger.http.post(path, data={"key": "x.y"}, headers=OURS)
    assert posted.status_code == 403


async def test_a_nurse_records_a_visit_and_an_empty_one_comes_back_as_it_was(
    own_doors: Doors,
) -> None:
    browser = await signed_in(own_doors, NURSE)
    path = f"/admin/students/{await student_id(own_doors, 'demo-student')}/visit"
    response = await sent(browser, path, complaint=" ", treatment="Ice & rest <quietly>")
    assert response.status_code == 422
    assert 'href="#complaint"' in response.text
    assert "Ice &amp; rest &lt;quietly&gt;" in response.text
    again = fields(response.text) | {"complaint": "A bee sting", "treatment": "Ice"}
    response = await browser.http.post(path, data=again, headers=OURS)
    assert response.status_code == 303
    page = await browser.see(response.headers["location"])
    assert "The visit is recorded." in words(page)
    (visit,) = await fetch(
        own_doors,
        "SELECT complaint, treatment, confidential FROM health_visit v JOIN change c"
        " ON c.row_id = v.id",
    )
    assert tuple(visit) == ("A bee sting", "Ice", False)


UNCHECKED = """
UPDATE guardianship SET matched_on = NULL, contact_verified_on = NULL, identity_verified_on = NULL,
    validated_until = NULL, rejected_on = NULL
FROM guardian a JOIN person p ON p.id = a.person_id, student s JOIN person c ON c.id = s.person_id
WHERE a.id = guardian_id AND p.sourced_id = 'demo-father'
  AND s.id = student_id AND c.sourced_id = 'demo-student' RETURNING guardianship.id
"""


async def test_gua1_a_registrar_validates_a_guardian_on_one_page(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, "demo-registrar")
    (bond,) = await fetch(own_doors, UNCHECKED)
    path = f"/admin/guardianships/gsh_{bond['id']}"
    assert "Guardians to validate" in words(await browser.see("/admin/guardianships"))
    page = await browser.see(path)
    assert "Checked so far Imported" in words(page)

    response = await sent(browser, path, phoneType="MOBILE")
    assert response.status_code == 422, "nothing was shown: two of the four steps are saved"
    assert 'href="#document"' in response.text
    again = fields(response.text) | {"document": "PASSPORT"}
    assert again["steps"] == "verifyIdentity validateGuardianship"
    response = await browser.http.post(path, data=again, headers=OURS)
    assert (response.status_code, response.headers["location"]) == (
        303,
        "/admin/guardianships?done=validated",
    )
    assert "The guardian is validated for this child." in words(
        await browser.see(response.headers["location"])
    )
    steps = await fetch(own_doors, "SELECT operation, reason FROM change ORDER BY id")
    assert [row["operation"] for row in steps if row["operation"] != "verifyContact"] == [
        "recordMatch",
        "verifyIdentity",
        "validateGuardianship",
    ]
    office = await signed_in(own_doors, "demo-office")
    shown = await office.http.get(path)
    posted = await office.http.post(path, data=again, headers=OURS)
    assert (shown.status_code, posted.status_code) in {(404, 403), (200, 403)}


async def test_a_body_that_is_no_form_enters_nothing(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, TEACHER)
    path, _, _ = await taught(own_doors)
    key = re.search(r'name="key" value="([^"]+)"', await browser.see(path))
    assert key
    for body in (b"\xff\xfe", b"&".join(b"a=%d" % n for n in range(3000)), b"", b"key"):
        response = await browser.http.post(path, content=body, headers=OURS)
        assert response.status_code == 403
    large = await browser.http.post(path, content=b"key=" + b"x" * 300_000, headers=OURS)
    assert large.status_code == 413
    assert await fetch(own_doors, "SELECT FROM change") == []
