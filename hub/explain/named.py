"""The names of those about whom the privacy officer asks: students' come to them only here (2.3a).

Everybody else asks about themselves, and has the names of students from the list of students.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hub.errors import BadInput, LimitExceeded
from hub.explain.answer import ASKED_ABOUT
from hub.limits import NAMED_MAX, SEARCH_CHARACTERS_MAX
from hub.names import folded
from resolvers.binding import public_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hub.explain.answer import Asking

EVERYBODY = """
SELECT * FROM (
    SELECT 'stu' AS kind, id, given_name || ' ' || family_name AS name, sort_name, grade_level
    FROM student
    UNION ALL
    SELECT 'stf', id, given_name || ' ' || family_name, sort_name, NULL FROM staff_member
    UNION ALL
    SELECT 'gdn', id, given_name || ' ' || family_name, sort_name, NULL FROM guardian
    UNION ALL
    SELECT 'app', id, name, lower(name), NULL FROM vendor_app
) AS known WHERE """
SEARCHED = (
    "(kind = 'stu') = $1 AND sort_name %> $2 ORDER BY sort_name <->> $2, sort_name, id LIMIT $3"
)
BY_ID = "id = ANY($1)"


async def named(asking: Asking, given: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    """Whoever bears a name like the one given, the likest first, or these ids; None for everybody
    but the privacy officer. Raises BadInput, LimitExceeded.
    """
    if not asking.officer:
        return None
    ids, search = given.get("ids") or [], given.get("search")
    if len(ids) > NAMED_MAX:
        raise LimitExceeded(f"More than {NAMED_MAX} ids at once.", limit="ids")
    if search is None:
        keys = [_key(each) for each in ids]
        rows = await asking.connection.fetch(EVERYBODY + BY_ID, keys)
    else:
        students = bool(given.get("students"))
        rows = await asking.connection.fetch(
            EVERYBODY + SEARCHED, students, _searched(search), NAMED_MAX
        )
    closed = await asking.closed_to()
    return [
        {"id": f"{row['kind']}_{row['id']}", "name": row["name"], "grade_level": row["grade_level"]}
        for row in rows
        if row["id"] not in closed
    ]


def _key(public: str) -> Any:
    if public[:3] not in ASKED_ABOUT:
        raise BadInput("`ids` are of students, staff members, guardians or apps.", argument="ids")
    return public_id(public, public[:3])


def _searched(search: str) -> str:
    if len(search) > SEARCH_CHARACTERS_MAX:
        raise LimitExceeded(
            f"`search` has more than {SEARCH_CHARACTERS_MAX} characters.", limit="search"
        )
    name = folded(search)
    if not any(letter.isalnum() for letter in name):
        raise BadInput("`search` has no letter or digit.", argument="search")
    return name
