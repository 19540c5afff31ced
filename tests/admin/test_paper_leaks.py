"""A paper is opened by exactly those whom the API tells its key: each persona tries each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from admin.papers import PAPERS, Named
from hub.papers import Papers
from tests.admin.conftest import signed_in
from tests.admin.test_forms import fetch
from tests.admin.test_leaks import PEOPLE
from tests.doors.conftest import doors_over
from tests.resolvers.test_one_statement import Watched

if TYPE_CHECKING:
    import httpx

    from schema.build import Built
    from tests.conftest import Hub
    from tests.doors.conftest import Doors

PREFIXES = {
    "court_order": ("ord", "CourtOrder"),
    "immunization_exemption": ("imx", "ImmunizationExemption"),
    "document": ("doc", "Document"),
    "period_consent": ("pcn", "PeriodConsent"),
}
COLUMNS = {
    "order": "document_key",
    "proposal": "proposed_document_key",
    "exemption": "document_key",
    "document": "file_key",
    "period": "paper",
}
ROWS = 6
"""Rows of each kind: of Ana and of the others whom personas know first."""
CHOSEN = """SELECT r.id FROM {table} r JOIN student s ON s.id = r.student_id
    JOIN person p ON p.id = s.person_id
    WHERE {column} IS NOT NULL
    ORDER BY coalesce(p.sourced_id, '~') NOT LIKE 'demo-%', r.id LIMIT $1"""


async def papers_of(doors: Doors, named: Named) -> list[tuple[str, bytes]]:
    """Rows that name papers of a kind, each with the bytes of its own."""
    (someone,) = await fetch(doors, "SELECT id FROM person WHERE sourced_id = 'demo-registrar'")
    column, table = COLUMNS[named.kind], named.entity
    found = []
    chosen = await fetch(doors, CHOSEN.format(table=table, column=column), ROWS)
    for row in chosen:
        content = b"%PDF-1.7 " + row["id"].bytes + named.kind.encode()
        key = await Papers(doors.database).keep(someone["id"], content)
        name = "UPDATE paper SET entity = $2, row_id = $3, named_at = now() WHERE key = $1"
        await fetch(doors, name, key, table, row["id"])
        await fetch(doors, f"UPDATE {table} SET {column} = $1 WHERE id = $2", key, row["id"])
        found.append((f"{PREFIXES[table][0]}_{row['id']}", content))
    return found


def same(one: httpx.Response, other: httpx.Response) -> bool:
    """Whether two answers differ in nothing but the id of their request."""
    told = [
        (each.status_code, each.content, {**each.headers, "x-request-id": ""})
        for each in (one, other)
    ]
    return told[0] == told[1]


async def test_a_paper_opens_to_whom_the_api_tells_its_key_and_to_nobody_else(
    own_doors: Doors,
) -> None:
    everything = [(named, await papers_of(own_doors, named)) for named in PAPERS]
    opened: set[tuple[str, bool]] = set()
    for who in PEOPLE:
        browser = await signed_in(own_doors, who)
        for named, papers in everything:
            absent = f"{PREFIXES[named.entity][0]}_00000000-0000-4000-8000-000000000000"
            missing = await browser.http.get(f"/admin/papers/{named.kind}/{absent}")
            assert missing.status_code == 404
            kind = PREFIXES[named.entity][1]
            asked = f"query($id: ID!) {{ node(id: $id) {{ ... on {kind} {{ {named.field} }} }} }}"
            for row, content in papers:
                answer = (await own_doors.ask(who, asked, id=row)).json()["data"]["node"]
                told = bool(answer and answer[named.field])
                response = await browser.http.get(f"/admin/papers/{named.kind}/{row}")
                if told:
                    assert (response.status_code, response.content) == (200, content)
                else:
                    assert same(response, missing), (who, named.kind)
                opened.add((named.kind, told))
    assert opened == {(each.kind, told) for each in PAPERS for told in (True, False)}


@pytest.mark.parametrize("row", ["x", "ord_", "ord_1", "stu_00000000-0000-4000-8000-000000000000"])
async def test_whatever_else_stands_in_the_address_is_what_is_not_there(
    doors: Doors, row: str
) -> None:
    browser = await signed_in(doors, "demo-registrar")
    for named in PAPERS:
        response = await browser.http.get(f"/admin/papers/{named.kind}/{row}")
        assert response.status_code == 404
    assert (await browser.http.get("/admin/papers/person/x")).status_code == 404


@pytest.mark.parametrize("who", ["demo-teacher", "demo-guardian"])
async def test_p23_of_a_paper_absent_and_denied_send_the_same_statements(
    own_demo: Hub, built: Built, who: str
) -> None:
    database = Watched(own_demo.database.facts, own_demo.database.settings)
    database.sent = []
    async with doors_over(database, built) as opened:
        papers = await papers_of(opened, PAPERS[0])
        browser = await signed_in(opened, who)
        absent = "ord_00000000-0000-4000-8000-000000000000"
        sent = []
        for row in (absent, absent, *(row for row, _ in papers)):
            database.sent.clear()
            response = await browser.http.get(f"/admin/papers/order/{row}")
            assert response.status_code == 404
            sent.append([each for each in database.sent if " access" not in each])
        assert sent[1], "the first one is asked when nothing is kept yet of who asks"
        assert not any("FROM paper" in each for each in sent[1])
        assert all(each == sent[1] for each in sent[2:])
    await database.close()
