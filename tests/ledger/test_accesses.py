"""Each reading of a student is in the log: who, which rows of the matrix, whose records (AUD-1)."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any
from uuid import RFC_4122, uuid4

import pytest

from hub.errors import Unavailable
from hub.ledger import Sealer, accesses
from hub.ledger.accesses import Accesses, Reading, accesses_kept
from tests.ledger.books import verified
from tests.operations.golden import sourced_id_of, student_id

if TYPE_CHECKING:
    from uuid import UUID

    from hub.database import Database
    from hub.viewer import Viewer
    from tests.conftest import Hub

ANA = "demo-student"
ROWS = "SELECT request_id, person_id, viewed_as, slices, students FROM access ORDER BY entry"
SPANS = "SELECT kind FROM access_span ORDER BY entry"


async def told(hub: Hub, viewer: Viewer, text: str, **variables: Any) -> list[Reading]:
    """The readings of which one operation tells the log."""
    heard: list[Reading] = []

    async def tell(reading: Reading) -> None:
        heard.append(reading)

    hub.door.tell = tell
    try:
        await hub.door.execute(text, viewer, variables=variables)
    finally:
        hub.door.tell = None
    return heard


def students(reading: Reading) -> set[str]:
    """Whose records a reading is of, as clients name them."""
    return {f"stu_{token[-36:]}" for token in reading.seen.split(",") if token}


ABOUT_ONE = [
    ("birthDate", {"3"}),
    ("birthDate demographics { homeLanguage }", {"3", "4"}),
    ("healthAlerts { instruction }", {"11"}),
    ("healthAlerts { __typename }", {"11"}),
    ("guardianships { guardian { familyName } }", {"6"}),
    ("conditions { name }", {"12"}),
]


@pytest.mark.parametrize(("selection", "rows"), ABOUT_ONE)
async def test_aud1_a_reading_says_of_whom_it_was_and_which_rows(
    demo: Hub, selection: str, rows: set[str]
) -> None:
    viewer = await demo.viewer(sourced_id_of("nurse"))
    ana = await student_id(demo, ANA)
    text = f"query($id: ID!) {{ student(id: $id) {{ {selection} }} }}"
    (reading,) = await told(demo, viewer, text, id=ana)
    assert (reading.person_id, reading.viewed_as) == (viewer.person_id, None)
    assert students(reading) == {ana}
    assert set(reading.slices) == rows


NOT_KEPT = [
    "{ mySections(first: 9) { nodes { roster(first: 9) { nodes { student { birthDate } } } } } }",
    "{ students(first: 5) { nodes { givenName familyName gradeLevel } } }",
    "{ schools { nodes { name } } }",
    '{ students(first: 5, where: {birthDate: {lt: "1950-01-01"}}) { nodes { birthDate } } }',
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_KEPT)
async def test_aud1_what_a_directory_says_and_what_found_nobody_leaves_no_row(
    demo: Hub, text: str
) -> None:
    assert not await told(demo, await demo.viewer(sourced_id_of("registrar")), text)


async def test_aud1_a_page_is_of_the_students_that_it_shows(demo: Hub) -> None:
    viewer = await demo.viewer(sourced_id_of("registrar"))
    text = "{ students(first: 7) { nodes { id birthDate } pageInfo { hasNextPage } } }"
    (reading,) = await told(demo, viewer, text)
    answer = await demo.door.execute(text, viewer)
    shown = json.loads(answer.body)["data"]["students"]["nodes"]
    assert students(reading) == {each["id"] for each in shown}
    assert len(shown) == 7


async def test_aud1_where_a_student_went_before_is_read_and_where_they_go_is_in_the_directory(
    demo: Hub,
) -> None:
    viewer = await demo.viewer(sourced_id_of("registrar"))
    text = "query($id: ID!) { student(id: $id) { enrollments(history: true) { startsOn } } }"
    (reading,) = await told(demo, viewer, text, id=await student_id(demo, ANA))
    assert "EH" in reading.slices


async def test_aud1_to_be_chosen_by_a_value_is_to_be_read(demo: Hub) -> None:
    viewer = await demo.viewer(sourced_id_of("registrar"))
    text = '{ students(first: 3, where: {birthDate: {gt: "2005-01-01"}}) { nodes { id } } }'
    (reading,) = await told(demo, viewer, text)
    assert reading.slices == ("3",)
    assert len(students(reading)) == 3


async def test_aud1_adults_are_of_the_students_by_whom_they_are_readable(demo: Hub) -> None:
    viewer = await demo.viewer(sourced_id_of("registrar"))
    text = "{ guardians(first: 3) { nodes { id phone guardianships { student { id } } } } }"
    (reading,) = await told(demo, viewer, text)
    answer = json.loads((await demo.door.execute(text, viewer)).body)["data"]["guardians"]
    shown = {each["student"]["id"] for node in answer["nodes"] for each in node["guardianships"]}
    assert shown
    assert students(reading) >= shown


async def test_aud1_below_a_section_each_student_is_told(demo: Hub) -> None:
    viewer = await demo.viewer(sourced_id_of("teacher"))
    rows = "roster(first: 9) { nodes { student { id birthDate } } }"
    text = f"{{ mySections(first: 1) {{ nodes {{ {rows} }} }} }}"
    readings = await told(demo, viewer, text)
    answer = json.loads((await demo.door.execute(text, viewer)).body)["data"]["mySections"]
    shown = {each["student"]["id"] for node in answer["nodes"] for each in node["roster"]["nodes"]}
    assert shown
    assert {each for reading in readings for each in students(reading)} == shown


async def test_aud1_p33_a_reading_as_somebody_names_both(demo: Hub) -> None:
    viewer = await demo.viewing_as(sourced_id_of("principal"), sourced_id_of("teacher"))
    text = "query($id: ID!) { student(id: $id) { birthDate } }"
    (reading,) = await told(demo, viewer, text, id=await student_id(demo, ANA))
    assert viewer.target is not None
    assert (reading.person_id, reading.viewed_as) == (viewer.person_id, viewer.target.person_id)


async def read_one(hub: Hub) -> UUID:
    """Read something of Ana as the nurse; who that is."""
    viewer = await hub.viewer(sourced_id_of("nurse"))
    text = "query($id: ID!) { student(id: $id) { birthDate } }"
    await hub.door.execute(text, viewer, variables={"id": await student_id(hub, ANA)})
    return viewer.person_id


async def rows(database: Database, statement: str = ROWS) -> list[Any]:
    """What the log holds."""
    async with database.owner() as owner:
        found: list[Any] = await owner.fetch(statement)
        return found


async def test_aud1_a_reading_is_written_within_a_second_and_sealed(own_demo: Hub) -> None:
    log = Accesses(own_demo.database)
    own_demo.door.tell = log.tell
    async with accesses_kept(log):
        nurse = await read_one(own_demo)
        await asyncio.sleep(1)
        (row,) = await rows(own_demo.database)
    assert (row["person_id"], row["viewed_as"], row["slices"]) == (nurse, None, ["3"])
    assert [f"stu_{each}" for each in row["students"]] == [await student_id(own_demo, ANA)]
    assert [each["kind"] for each in await rows(own_demo.database, SPANS)] == ["OPENED", "CLOSED"]
    async with own_demo.database.acquire() as connection:
        await Sealer().seal(connection)
    verdict = await verified(own_demo.database)
    assert not verdict.findings
    assert (verdict.rows["access"], verdict.rows["access_span"]) == (1, 2)


async def test_an_orderly_stop_writes_what_was_told_a_moment_ago(own_demo: Hub) -> None:
    log = Accesses(own_demo.database)
    own_demo.door.tell = log.tell
    async with accesses_kept(log):
        await read_one(own_demo)
    assert len(await rows(own_demo.database)) == 1


async def test_a_server_that_was_killed_leaves_a_marked_gap_and_a_living_one_none(
    own_demo: Hub,
) -> None:
    database = own_demo.database
    killed, living, next_one = (Accesses(database) for _ in range(3))
    for each in (killed, living):
        await each.write()  # each has begun its span
    killed._let_go()  # its connection goes as it does with a process
    await asyncio.sleep(0.2)
    async with accesses_kept(next_one):
        await next_one.write()
        spans = await rows(database, "SELECT span_id, kind FROM access_span WHERE kind = 'BROKEN'")
        assert [each["span_id"] for each in spans] == [killed._span]
    await living.finish()


async def test_what_cannot_be_written_stays_told_and_is_written_later(own_demo: Hub) -> None:
    database = own_demo.database
    log = Accesses(database)
    own_demo.door.tell = log.tell
    await log.write()
    await read_one(own_demo)
    async with database.owner() as owner:
        await owner.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks"
            " WHERE locktype = 'advisory' AND classid = $1",
            accesses.SPANS,
        )
    await asyncio.sleep(0.2)
    async with accesses_kept(log):
        await asyncio.sleep(1.2)
        assert len(await rows(database)) == 1
    kinds = [each["kind"] for each in await rows(database, SPANS)]
    assert kinds == ["OPENED", "CLOSED"]


async def test_a_stop_before_a_write_is_acknowledged_writes_no_reading_twice(
    own_demo: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    await read_one(own_demo)
    log, arrived = Accesses(own_demo.database), asyncio.Event()
    connection = await log._held()
    execute = connection.execute

    async def acknowledged_late(*asked: Any) -> str:
        done = await execute(*asked)
        if asked[0] == accesses.WRITE and asked[1]:
            arrived.set()
            await asyncio.sleep(0.3)
        return done

    monkeypatch.setattr(
        type(connection), "execute", lambda _self, *asked: acknowledged_late(*asked)
    )
    own_demo.door.tell = log.tell
    async with accesses_kept(log):
        await read_one(own_demo)
        await arrived.wait()
    monkeypatch.undo()
    assert len(await rows(own_demo.database)) == 1


async def test_a_connection_lost_before_it_could_acknowledge_writes_no_reading_twice(
    own_demo: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    await read_one(own_demo)
    log = Accesses(own_demo.database)
    own_demo.door.tell = log.tell
    connection = await log._held()
    execute = connection.execute
    lost: list[str] = []

    async def unacknowledged(*asked: Any) -> str:
        done = await execute(*asked)
        if asked[0] == accesses.WRITE and not lost:
            lost.append(done)
            connection.terminate()
            raise ConnectionResetError
        return done

    with monkeypatch.context() as patched:
        patched.setattr(type(connection), "execute", lambda _, *asked: unacknowledged(*asked))
        await read_one(own_demo)
        with pytest.raises(ConnectionResetError):
            await log.write()
    assert lost == ["INSERT 0 1"]
    assert log.waiting == 1
    await read_one(own_demo)
    await log.write()
    assert len(await rows(own_demo.database)) == 2
    await log.finish()


async def test_keys_of_readings_are_in_the_order_of_time_as_the_databases_are(
    own_demo: Hub,
) -> None:
    async with own_demo.database.owner() as owner:
        before = await owner.fetchval("SELECT uuidv7()")
        await asyncio.sleep(0.005)
        made = accesses.time_ordered()
        await asyncio.sleep(0.005)
        after = await owner.fetchval("SELECT uuidv7()")
    assert str(before) < str(made) < str(after)
    assert (made.version, made.variant) == (before.version, before.variant) == (7, RFC_4122)


async def test_a_reading_that_found_nobody_holds_up_nobody_elses(own_demo: Hub) -> None:
    await read_one(own_demo)  # the first of its kind is planned, which may take its second
    log = Accesses(own_demo.database)
    viewer = await own_demo.viewer(sourced_id_of("teacher"))
    await log.tell(Reading(uuid4(), viewer.person_id, None, ("11", "6"), ",,"))
    own_demo.door.tell = log.tell
    await read_one(own_demo)
    await log.write()
    assert len(await rows(own_demo.database)) == 1
    await log.finish()


async def test_readers_wait_for_a_log_that_is_late_so_that_no_more_than_a_second_is_at_stake(
    own_demo: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accesses, "LATE_SECONDS", 0.1)
    monkeypatch.setattr(accesses, "WAIT_SECONDS", 0.3)
    log = Accesses(own_demo.database)
    own_demo.door.tell = log.tell
    async with accesses_kept(log):
        await log.write()
        async with own_demo.database.owner() as owner, owner.transaction():
            await owner.execute("LOCK TABLE access IN SHARE MODE")
            await read_one(own_demo)
            await asyncio.sleep(0.5)
            with pytest.raises(Unavailable, match="log of readings"):
                await read_one(own_demo)
        await asyncio.sleep(0.6)
        await read_one(own_demo)
    assert len(await rows(own_demo.database)) == 2


async def test_the_application_can_neither_change_nor_remove_what_the_log_says(
    own_demo: Hub,
) -> None:
    for statement in ("UPDATE access SET slices = '{}'", "DELETE FROM access_span"):
        async with own_demo.database.acquire() as connection:
            with pytest.raises(Exception, match="permission denied"):
                await connection.execute(statement)
