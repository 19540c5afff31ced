"""The brake: a bundle that would end or change more than a set share is refused (domain 3.11).

Whatever the cause (half a file, another year's file, identifiers made anew), a roster that loses
many enrollments at once, or changes many guardians, is for a person to look at first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub.oneroster.errors import BrakePulled

if TYPE_CHECKING:
    from datetime import date

    import asyncpg

PERCENT = 100

_HELD = {
    "enrollments": """
        SELECT id, NULL::text AS state FROM section_enrollment
        WHERE ends_on IS NULL OR ends_on > $1
        UNION ALL
        SELECT id, NULL FROM school_enrollment WHERE ends_on IS NULL OR ends_on > $1
    """,
    "guardians": """
        SELECT id, md5(row(student_id, guardian_id, relationship, standing)::text) AS state
        FROM guardianship WHERE ends_on IS NULL OR ends_on > $1
        UNION ALL
        SELECT id, md5(row(given_name, family_name, phone, email)::text) FROM guardian
    """,
}
"""What is in force on a day: keys, and what of them counts as a change."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one import may do, in percent of what is in force."""

    dropped: float = 5.0
    """Enrollments, in schools and in sections, that end."""
    guardians: float = 10.0
    """Guardians and guardianships that change or end: telephone numbers change more often."""


@dataclass(frozen=True, slots=True)
class Share:
    """How much of what was in force an import touched."""

    what: str
    touched: int
    held: int
    limit: float

    @property
    def percent(self) -> float:
        """The share that was touched."""
        return PERCENT * self.touched / self.held if self.held else 0.0

    @property
    def is_over(self) -> bool:
        """Whether it is more than may be."""
        return self.percent > self.limit

    @property
    def words(self) -> str:
        """The figures in words."""
        verb = "end" if self.what == "enrollments" else "change or end"
        return (
            f"it would {verb} {self.touched:,} of {self.held:,} {self.what} ({self.percent:.1f} %, "
            f"and {self.limit:g} % is the limit; --max-{self.option} raises it)"
        )

    @property
    def option(self) -> str:
        """The end of the name of the option that raises the limit."""
        return "dropped" if self.what == "enrollments" else "guardians"


async def note_held(connection: asyncpg.Connection, today: date) -> None:
    """Note what is in force before an import."""
    for what, query in _HELD.items():
        await connection.execute(
            f"CREATE TEMPORARY TABLE oneroster_held_{what} ON COMMIT DROP AS "
            + query.replace("$1", f"date '{today}'")
        )


async def shares(connection: asyncpg.Connection, today: date, limits: Limits) -> tuple[Share, ...]:
    """What an import did to what was in force before it."""
    found = []
    for what, query in _HELD.items():
        row = await connection.fetchrow(
            f"""
            SELECT count(*) AS held, count(*) FILTER (
                WHERE now_held.id IS NULL OR now_held.state IS DISTINCT FROM held.state
            ) AS touched
            FROM oneroster_held_{what} held LEFT JOIN ({query}) now_held USING (id)
            """,  # noqa: S608 -- no value stands in it
            today,
        )
        await connection.execute(f"DROP TABLE oneroster_held_{what}")
        assert row is not None
        limit = limits.dropped if what == "enrollments" else limits.guardians
        found.append(Share(what, row["touched"], row["held"], limit))
    return tuple(found)


def brake(found: tuple[Share, ...]) -> None:
    """Raise BrakePulled where a share is over its limit."""
    over = [share.words for share in found if share.is_over]
    if over:
        raise BrakePulled(
            f"The bundle is refused, and nothing was changed: {'; '.join(over)}. Look at it with "
            "--dry-run; if it is right, import it with a higher limit."
        )
