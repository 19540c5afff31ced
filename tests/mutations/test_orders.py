"""Court orders are lifted and shortened by two persons and a document, and stand until then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.mutations.test_guardians import father, filed

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

ORDER = """courtOrder {
    id version decidedAt endsOn proposedEndsOn proposedDocumentKey
    proposer { familyName } confirmer { familyName }
}"""
READ = "query Q($id: ID!) { student(id: $id) { givenName } }"


async def on_file(office: Office, **more: Any) -> dict[str, Any]:
    """A documented order against Ana's father, as its first version."""
    entry = await filed(office, documentKey="orders/77", **more)
    assert entry.errors == []
    return {"id": entry.row["id"], "version": 1}


async def sees(office: Office, who: str = "father") -> bool:
    """Whether Ana is there for somebody."""
    ana, _ = await father(office)
    return (await office.read(who, READ, id=ana))["student"] is not None


async def changes(office: Office) -> list[tuple[str, str | None]]:
    """Which changes of orders are on record beside their filing, and why they were made."""
    rows = await office.fetch(
        "SELECT operation, reason FROM change WHERE entity = 'court_order' ORDER BY entry OFFSET 1"
    )
    return [(row["operation"], row["reason"]) for row in rows]


async def test_an_order_is_lifted_by_two_persons_and_a_document(office: Office) -> None:
    order = await on_file(office)
    proposal = {**order, "documentKey": "orders/77-vacated", "reason": "the court vacated it"}
    assert (await office.enter("registrar", "confirmOrderProposal", order)).codes == ["CONFLICT"]
    assert await changes(office) == []

    entry = await office.enter("registrar", "proposeToLiftOrder", proposal, ORDER)
    assert entry.errors == []
    assert entry.row == {
        "id": order["id"],
        "version": 2,
        "decidedAt": None,
        "endsOn": None,
        "proposedEndsOn": None,
        "proposedDocumentKey": "orders/77-vacated",
        "proposer": {"familyName": "Okoro"},
        "confirmer": None,
    }
    assert not await sees(office)

    read = {**order, "version": 2}
    own = await office.enter("registrar", "confirmOrderProposal", read)
    assert own.codes == ["NEEDS_SECOND_PERSON"]
    twice = await office.enter("registrar", "proposeToLiftOrder", {**proposal, "version": 2})
    assert twice.codes == ["CONFLICT"]
    assert not await sees(office)

    done = await office.enter("district_registrar", "confirmOrderProposal", read, ORDER)
    assert done.errors == []
    assert done.row is not None
    assert done.row["decidedAt"] is not None
    assert done.row["confirmer"] == {"familyName": "Wolfe"}
    assert await sees(office)
    later = await office.enter("registrar", "proposeToLiftOrder", {**proposal, "version": 3})
    assert later.codes == ["CONFLICT"]
    assert await changes(office) == [
        ("proposeToLiftOrder", "the court vacated it"),
        ("confirmOrderProposal", None),
    ]
    told = await office.fetch("SELECT FROM outbox WHERE entity = 'court_order'")
    assert len(told) == 1 + len(await changes(office))


async def test_p20_an_order_that_is_shortened_binds_on_until_someone_decides(
    office: Office,
) -> None:
    order = await on_file(office, endsOn="2027-06-01")
    proposal = {**order, "documentKey": "orders/77-amended", "endsOn": "2026-10-01"}
    for day in ("2027-06-01", "2026-01-01"):
        later = {**proposal, "endsOn": day}
        entry = await office.enter("registrar", "proposeToShortenOrder", later)
        assert entry.codes == ["INVALID"], day
    proposal["endsOn"] = "2026-12-01"
    nearly = await office.enter("office", "proposeToShortenOrder", proposal)
    assert nearly.codes == ["NOT_ALLOWED"]
    assert nearly.errors[0]["fields"] == ["proposedDocumentKey", "proposedEndsOn"]
    assert (await office.enter("registrar", "proposeToShortenOrder", proposal)).errors == []

    withdrawn = await office.enter(
        "district_registrar", "withdrawOrderProposal", {**order, "version": 2}, ORDER
    )
    assert withdrawn.errors == []
    assert withdrawn.row is not None
    assert (withdrawn.row["endsOn"], withdrawn.row["proposer"]) == ("2027-06-01", None)
    gone = await office.enter("district_registrar", "confirmOrderProposal", {**order, "version": 3})
    assert gone.codes == ["CONFLICT"]

    proposal["version"] = 3
    assert (await office.enter("registrar", "proposeToShortenOrder", proposal)).errors == []
    done = await office.enter(
        "district_registrar", "confirmOrderProposal", {**order, "version": 4}, ORDER
    )
    assert done.errors == []
    assert done.row is not None
    assert (done.row["endsOn"], done.row["decidedAt"]) == ("2026-12-01", None)
    await office.fetch(
        "UPDATE court_order SET ends_on = '2026-10-01' WHERE 'ord_' || id = $1", order["id"]
    )
    assert not await sees(office)
    assert [operation for operation, _ in await changes(office)] == [
        "proposeToShortenOrder",
        "withdrawOrderProposal",
        "proposeToShortenOrder",
        "confirmOrderProposal",
    ]


async def test_p21_a_document_that_arrives_keeps_an_order_from_lapsing(office: Office) -> None:
    entry = await filed(office, kind="NO_PICKUP")
    order = {"id": entry.row["id"], "version": 1}
    paper = {**order, "documentKey": "orders/78", "court": "Superior Court"}
    assert not await sees(office)
    shown = "courtOrder { version lapsesOn documentKey court caseNumber }"
    filing = await office.enter("registrar", "fileOrderDocument", paper, shown)
    assert filing.errors == []
    assert filing.row == {
        "version": 2,
        "lapsesOn": None,
        "documentKey": "orders/78",
        "court": "Superior Court",
        "caseNumber": None,
    }
    twice = await office.enter("registrar", "fileOrderDocument", {**paper, "version": 2})
    assert twice.codes == ["CONFLICT"]
    assert await sees(office)
    assert await changes(office) == [("fileOrderDocument", None)]
