"""Change: somebody on staff saves a question of the list of students, renames or drops it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from sqlalchemy import Text, bindparam, func, select

from hub.limits import SCOPE_NAME_CHARACTERS_MAX, SCOPES_MAX
from hub.models.orgs import School
from hub.models.scope_codes import ScopeOrder
from hub.models.scopes import SavedScope
from hub.policy.viewpoint import MY_STAFF
from hub.sql import written
from resolvers.mutations.asked import key
from resolvers.mutations.errors import Refused, Wrong, refused
from resolvers.mutations.work import ABSENT, Outcome

if TYPE_CHECKING:
    from resolvers.mutations.work import Work

SAID = frozenset({"name", "grade_level", "school_id", "sorted_by"})
"""What a question is made of."""
GRADES = range(-1, 13)
NO_NAME = f"A name has 1 to {SCOPE_NAME_CHARACTERS_MAX} characters."
TAKEN = "You have saved a question under this name: choose another one."
PLENTY = f"You have saved {SCOPES_MAX} questions: drop one first."
NO_GRADE = "A grade is a number from -1 (preschool) to 12."


@dataclass(frozen=True)
class SaveScope:
    """A question, under a name."""

    name: str
    grade_level: int | None = None
    school_id: Annotated[UUID, "School"] | None = None
    sorted_by: ScopeOrder | None = None


async def save_scope(work: Work, given: SaveScope) -> UUID:
    """Save a question."""
    name = _name(given.name)
    if given.grade_level is not None and given.grade_level not in GRADES:
        raise refused("gradeLevel", Wrong.INVALID, NO_GRADE)
    if given.school_id is not None and not await work.find(SCHOOL, id=given.school_id):
        raise refused("schoolId", Wrong.NOT_FOUND, ABSENT)
    said = {
        "name": name,
        "grade_level": given.grade_level,
        "school_id": given.school_id,
        "sorted_by": given.sorted_by,
    }
    saved = await work.add(
        SavedScope, said, {"staff_id": work.viewer.staff_id, "saved_at": work.now}
    )
    await _among_others(work, name)
    return saved


@dataclass(frozen=True)
class RenameScope:
    """A question that is called otherwise."""

    id: Annotated[UUID, "SavedScope"]
    version: int
    name: str


async def rename_scope(work: Work, given: RenameScope) -> UUID:
    """Call a question by another name."""
    name = _name(given.name)
    scope = await work.amend(SavedScope, given.id, given.version, {"name": name})
    await _among_others(work, name)
    return scope


@dataclass(frozen=True)
class DropScope:
    """A question that is asked no more."""

    id: Annotated[UUID, "SavedScope"]


async def drop_scope(work: Work, given: DropScope) -> Outcome:
    """Drop a question."""
    (verdict,) = await work.take_back(SavedScope, [given.id], SAID, paths=["id"])
    if verdict.error is not None:
        raise Refused(verdict.error)
    return Outcome(work.viewer.staff_id)


def _name(said: str) -> str:
    name = " ".join(said.split())
    if not 0 < len(name) <= SCOPE_NAME_CHARACTERS_MAX:
        raise refused("name", Wrong.INVALID, NO_NAME)
    return name


async def _among_others(work: Work, name: str) -> None:
    """Refuse one too many, and a name that stands for two."""
    (mine,) = await work.find(MINE, name=name)
    if mine["of_name"] > 1:
        raise refused("name", Wrong.CONFLICT, TAKEN)
    if mine["all"] > SCOPES_MAX:
        raise refused("name", Wrong.CONFLICT, PLENTY)


_SCOPE, _SCHOOL = SavedScope.__table__, School.__table__
SCHOOL = written(select(_SCHOOL.c.id).where(_SCHOOL.c.id == key("id")))
MINE = written(
    select(
        func.count().label("all"),
        func.count().filter(_SCOPE.c.name == bindparam("name", type_=Text())).label("of_name"),
    ).where(_SCOPE.c.staff_id == MY_STAFF)
)
"""How many questions the viewer has saved, and how many under a name."""
