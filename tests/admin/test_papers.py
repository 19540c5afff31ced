"""The papers of a record are listed for whoever reads them, each by what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.admin.conftest import Text, part, signed_in, student_id

if TYPE_CHECKING:
    from tests.doors.conftest import Doors

ANA = "demo-student"
READ = {
    "registrar": {"Enrollment", "Transcript", "Correspondence", "Residency"},
    "principal": {"Enrollment", "Transcript", "Correspondence"},
    "nurse": {"Health", "Health, letter of a clinic"},
    "case-manager": {"Special education"},
    "guardian": {"Enrollment", "Transcript", "Correspondence", "Health", "Special education"},
}
"""The papers of Ana that each of these reads, by their titles."""
ALL = set().union(*READ.values())


@pytest.mark.parametrize("who", READ)
async def test_a_reader_finds_the_papers_that_the_api_opens_and_no_other(
    doors: Doors, who: str
) -> None:
    browser = await signed_in(doors, f"demo-{who}")
    page = await browser.student(ANA, "documents")
    asked = "query($id: ID!) { student(id: $id) { documents { title fileKey } } }"
    ana = await student_id(doors, ANA)
    told = (await doors.ask(f"demo-{who}", asked, id=ana)).json()["data"]["student"]["documents"]
    assert {each["title"] for each in told} == READ[who]
    papers = part(page, "documents")
    for each in told:
        assert f"{each['title']} " in papers
        assert each["fileKey"] in papers
    kept = [each for each in Text(page).named("td") if each.get("class") == "kept"]
    assert len(kept) == len(told)


async def test_whoever_reads_no_paper_is_told_that_they_are_withheld(doors: Doors) -> None:
    page = await (await signed_in(doors, "demo-co-teacher")).student(ANA, "documents")
    papers = part(page, "documents")
    assert "Documents: Withheld: not part of your work with this student" in papers
    assert not any(f"{each.lower()}.pdf" in papers for each in ALL)


async def test_what_a_page_says_of_other_papers_is_the_same_for_all_who_read_some(
    doors: Doors,
) -> None:
    said = "say whether there are others."
    for who in READ:
        page = await (await signed_in(doors, f"demo-{who}")).student(ANA, "documents")
        assert said in part(page, "documents")
