"""Change: what a merge of two students moved goes back, with what hangs on it.

Days, classes and doses went on being entered meanwhile. What hangs on a row that goes back goes
with it, and so does what was entered in a section whose seat goes back; what stands on its own
stays with who was kept, and is counted: whose it is can't be told from the record.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, bindparam, select

from hub.models.audit import Change
from hub.models.codes import ChangeKind
from hub.models.sections import SectionEnrollment
from hub.sql import written
from resolvers.mutations import disclosed, records
from resolvers.mutations.asked import key
from resolvers.mutations.restoring import MODELS, changed_since, made_by, put_back

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from resolvers.mutations.restoring import Made
    from resolvers.mutations.work import Work


async def merged_by(work: Work, merge_id: UUID) -> list[Made]:
    """What the confirmation of a merge made of each row, but of the merge itself."""
    request = (await work.find(REQUEST, id=merge_id))[0]
    made = await made_by(work, request["request_id"], request["person_id"])
    return [each for each in made if each.entity != "student_merge"]


async def back(work: Work, made: Sequence[Made], given_up: UUID, kept: UUID) -> dict[str, int]:
    """Put back what was moved and is still with who was kept, and what else a merge changed where
    nobody has changed it since: how many rows went back, and how many were entered since and stay,
    of those that whoever does it may read.
    """
    moved = [each for each in made if each.before.get("student_id") == str(given_up)]
    rest = [each for each in made if each not in moved]
    since = await changed_since(work, rest)
    renumbered = {each.row_id: each.before for each in moved if "version" in each.before}
    seen = await records.seen(work, kept)
    going = await _going(work, moved, kept)
    await disclosed.take_back(work, given_up, kept)
    for table, rows in going.items():
        for row_id in sorted(rows):
            stamped = {"student_id": given_up, **renumbered.get(row_id, {})}
            await work.amend_each(MODELS[table], [(row_id, None, {})], stamped=stamped, paths=[""])
    as_made = [each for each in rest if (each.entity, each.row_id) not in since]
    await put_back(work, as_made, judged=frozenset())
    later = await work.find(LATER, id=kept, entry=max(each.entry for each in made))
    gone = {row_id for rows in going.values() for row_id in rows}
    left = {row["row_id"] for row in later} - gone
    return {"moved": len(gone & seen), "left": len(left & seen)}


async def _going(work: Work, moved: Sequence[Made], kept: UUID) -> dict[str, set[UUID]]:
    """The rows that go back, by table: those that came, and whatever hangs on them by now."""
    came: defaultdict[str, set[UUID]] = defaultdict(set)
    for each in moved:
        came[each.entity].add(each.row_id)
    seats = await work.find(records.of_student(SEATS), id=kept)
    back_in = {row["section_id"] for row in seats if row["id"] in came[SEATS]}
    back_in -= {row["section_id"] for row in seats if row["id"] not in came[SEATS]}
    going: dict[str, set[UUID]] = {}
    for table in records.ABOUT:
        rows = await work.find(records.of_student(table), id=kept)
        going[table] = {
            row["id"]
            for row in rows
            if row["id"] in came[table] or row.get("section_id") in back_in
        }
        records.hanging(table, rows, going)
    return going


SEATS = SectionEnrollment.__tablename__
_CHANGE = Change.__table__
REQUEST = written(
    select(_CHANGE.c.request_id, _CHANGE.c.person_id)
    .where(
        _CHANGE.c.row_id == key("id"),
        _CHANGE.c.operation == "confirmStudentMerge",
        _CHANGE.c.after.has_key("confirmed_on"),
    )
    .order_by(_CHANGE.c.entry.desc())
    .limit(1)
)
"""The request by which a merge was confirmed."""
LATER = written(
    select(_CHANGE.c.row_id)
    .distinct()
    .where(
        _CHANGE.c.student_id == key("id"),
        _CHANGE.c.entry > bindparam("entry", type_=BigInteger()),
        _CHANGE.c.kind == ChangeKind.ADDED,
        _CHANGE.c.entity.in_(records.ABOUT),
    )
)
"""What was entered about a student since."""
