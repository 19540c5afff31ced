"""Read who of a family says something: a guardian of the child, or the student of age."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import literal, select

from hub.models.codes import Standing
from hub.models.guardians import Guardianship
from hub.models.students import Student
from hub.policy.viewpoint import ADULT_BORN_BY
from hub.policy.windows import in_force
from hub.sql import written
from resolvers.mutations.asked import NOBODY, key
from resolvers.mutations.errors import Wrong, refused

if TYPE_CHECKING:
    from resolvers.mutations.work import Work

NO_GUARDIAN = "They are no guardian of this student who may say so."
A_MINOR = "Say which guardian it was: the student is not of age."


async def oneself(work: Work, student_id: UUID) -> UUID | None:
    """As which guardian the viewer says something of a student; None if they are no guardian of
    this one: the student, or staff.
    """
    asked = {"student_id": student_id, "guardian_id": work.viewer.guardian_id or NOBODY}
    return work.viewer.guardian_id if await work.find(GUARDS, **asked) else None


async def may_say(work: Work, student_id: UUID, guardian_id: UUID | None) -> None:
    """Refuse what no guardian of the student today, nor the student of age, has said."""
    asked = {"student_id": student_id, "guardian_id": guardian_id or NOBODY}
    if guardian_id is None and not await work.find(OF_AGE, id=student_id):
        raise refused("guardianId", Wrong.INVALID, A_MINOR)
    if guardian_id is not None and not await work.find(GUARDS, **asked):
        raise refused("guardianId", Wrong.NOT_FOUND, NO_GUARDIAN)


_BOND, _STUDENT = Guardianship.__table__, Student.__table__
GUARDS = written(
    select(_BOND.c.id).where(
        _BOND.c.student_id == key("student_id"),
        _BOND.c.guardian_id == key("guardian_id"),
        _BOND.c.standing != Standing.CONTACT_ONLY,
        in_force(_BOND),
    )
)
"""Whether somebody is a guardian of the student today, and no contact only (GUA-7)."""
OF_AGE = written(
    select(literal(1)).where(_STUDENT.c.id == key("id"), _STUDENT.c.birth_date <= ADULT_BORN_BY)
)
"""Whether the rights are the student's own (P-24)."""
