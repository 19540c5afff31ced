"""Who asks: a viewer with their capacities, their shape, and the clock of their request."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from hub.policy import Shape, opened
from hub.policy.second_factor import oversees, recovers

if TYPE_CHECKING:
    from uuid import UUID

    from hub.policy.viewpoint import Clock


STAFF = "stf"
"""With what the public id of a staff member begins."""


_BOOLEANS = {None: "null", False: "false", True: "true"}
"""JSON of what is a Boolean, if anything."""


@dataclass(frozen=True)
class Target:
    """The staff member as whom somebody views (P-33), with all of their capacities."""

    person_id: UUID
    staff_id: UUID
    guardian_id: UUID | None
    student_id: UUID | None
    epoch: int

    def parameters(self) -> dict[str, Any]:
        """The values of the target's parameters in a statement."""
        return {
            "their_person": self.person_id,
            "their_epoch": self.epoch,
            "their_staff": self.staff_id,
            "their_guardian": self.guardian_id,
            "their_student": self.student_id,
            "their_app": None,
            "viewing_as": json.dumps(f"{STAFF}_{self.staff_id}"),
        }


@dataclass(frozen=True)
class Viewer:
    """A signed-in person, or a vendor's app (`app_id`). The ids of capacities that they lack are
    None; an app has no other.

    `epoch` is the state of the facts from which `shape` was read; a statement refuses an old one.
    `target` is as whom they view, if as anybody; the shape then holds the target's as well.
    """

    token_id: UUID
    person_id: UUID
    staff_id: UUID | None
    guardian_id: UUID | None
    student_id: UUID | None
    app_id: UUID | None
    epoch: int
    shape: Shape
    clock: Clock
    target: Target | None = None

    @property
    def recovers(self) -> bool:
        """Whether they may, with a second person, let somebody set up a second factor anew."""
        return self.target is None and recovers(self.shape)

    @property
    def oversees(self) -> bool:
        """Whether they read when others signed in."""
        return self.target is None and oversees(self.shape)

    def parameters(self) -> dict[str, Any]:
        """The values of the viewer's parameters in a statement, and of their target's."""
        values = {
            "my_token": self.token_id,
            "my_epoch": self.epoch,
            "my_person": self.person_id,
            "my_staff": self.staff_id,
            "my_guardian": self.guardian_id,
            "my_student": self.student_id,
            "my_app": self.app_id,
            **_told(self.shape),
            "my_training": _BOOLEANS[self.shape.trained if self.staff_id else None],
            "today_text": f'"{self.clock.today.isoformat()}"',
            **self.clock.parameters(),
        }
        return values if self.target is None else {**values, **self.target.parameters()}


@lru_cache(maxsize=1024)
def _told(shape: Shape) -> dict[str, str]:
    """What a viewer of this shape is told of themselves, as JSON; not to be changed."""
    return {
        "my_standings": json.dumps(sorted(shape.relations)),
        "my_slices": json.dumps(opened(shape)),
        "viewing_as": "null",
    }
