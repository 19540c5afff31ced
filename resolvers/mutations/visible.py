"""Read: a row of any table by its key, if whoever makes a change may see it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Uuid, cast, null, select

from hub import policy
from hub.models import Base
from hub.sql import written
from resolvers.compiler.predicates import Row, any_of
from resolvers.mutations.asked import key

if TYPE_CHECKING:
    from hub.policy import Shape
    from hub.sql import Statement


@lru_cache(maxsize=256)
def seen_by(table: str, shape: Shape) -> Statement:
    """The row of a key, if viewers of a shape may see it: of which student, section and school."""
    kept = Base.metadata.tables[table]
    rows = kept.alias("about")
    own = {"student": "student_id", "section": "section_id", "school": "school_id"}.get(table)

    def column(name: str) -> Any:
        if name == own:
            return rows.c.id.label(name)
        return rows.c[name] if name in rows.c else cast(null(), Uuid).label(name)

    return written(
        select(*(column(name) for name in ("student_id", "section_id", "school_id"))).where(
            rows.c.id == key("id"),
            any_of(policy.visible(table, shape), Row(rows, table)).is_(True),
        )
    )
