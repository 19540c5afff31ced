"""Declared: objects that are worked out, and have no row of their own."""

from datetime import datetime

import strawberry

from schema.explain import EXPLAINED


@strawberry.type(description="A coming meeting of a section.")
class NextMeeting:
    """When and where a section meets next."""

    starts_at: datetime = strawberry.field(description="When it begins.")
    ends_at: datetime = strawberry.field(description="When it ends.")
    room: str | None = strawberry.field(description="Where; null where no room is set.")


VALUES = frozenset({"NextMeeting"}) | EXPLAINED
"""Types whose fields resolve by their own names, from what a batch function returned."""
