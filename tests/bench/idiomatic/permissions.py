"""Permission classes, one per rule, asked in Python on each field of each object."""

from typing import Any

from strawberry import Info
from strawberry.permission import BasePermission

from hub.models.codes import OrderKind
from tests.bench.idiomatic.loading import Stand, loaders


class Standing(BasePermission):
    """Asks how the viewer stands to the student of this object."""

    message = "withheld"
    error_extensions: dict[str, Any] = {}  # noqa: RUF012 - Strawberry declares it so

    async def has_permission(self, source: Any, info: Info, **_arguments: Any) -> bool:
        """Whether the field may be read."""
        key = getattr(source, "student_id", source.id)
        return self.allows(await loaders(info).stands.load(key))

    def allows(self, stand: Stand) -> bool:
        """Whether somebody who stands so may read it."""
        raise NotImplementedError


class ReadsRecord(Standing):
    """A guardian whom no order keeps from the record."""

    def allows(self, stand: Stand) -> bool:
        """Whether somebody who stands so may read it."""
        return stand.guards and not stand.closed


class ReadsPlaces(ReadsRecord):
    """The same, unless an order keeps the student's whereabouts from them."""

    def allows(self, stand: Stand) -> bool:
        """Whether somebody who stands so may read it."""
        where = stand.ordered(OrderKind.NO_CONTACT, OrderKind.NO_LOCATION)
        return super().allows(stand) and not where


class ReadsFamily(ReadsRecord):
    """A guardian who may have contact, or a teacher."""

    def allows(self, stand: Stand) -> bool:
        """Whether somebody who stands so may read it."""
        guards = super().allows(stand) and not stand.ordered(OrderKind.NO_CONTACT)
        return guards or stand.teaches


class ReadsAlerts(ReadsRecord):
    """A guardian, or a teacher."""

    def allows(self, stand: Stand) -> bool:
        """Whether somebody who stands so may read it."""
        return super().allows(stand) or stand.teaches


class ReadsSchedule(ReadsPlaces):
    """A guardian who may know the student's whereabouts, or a teacher."""

    def allows(self, stand: Stand) -> bool:
        """Whether somebody who stands so may read it."""
        return super().allows(stand) or stand.teaches


class ReadsMarks(ReadsRecord):
    """A guardian, or whoever grades the student."""

    def allows(self, stand: Stand) -> bool:
        """Whether somebody who stands so may read it."""
        return super().allows(stand) or stand.grades


class ReadsMarkPlaces(ReadsPlaces):
    """A guardian who may know the student's whereabouts, or whoever grades the student."""

    def allows(self, stand: Stand) -> bool:
        """Whether somebody who stands so may read it."""
        return super().allows(stand) or stand.grades
