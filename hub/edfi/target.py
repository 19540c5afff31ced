"""What a target is: how staged records become rows of one table here, as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SOURCE = "edfi"
"""The name under which source_row keeps where a row came from."""


@dataclass(frozen=True, slots=True)
class Link:
    """A row that another record became: `entity` as source_row calls it, `key` as SQL over `e`.

    `staged` is the temporary table whose refused rows explain a missing one.
    """

    entity: str
    key: str
    path: str = ""
    staged: str = ""
    staged_key: str = "key"
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Check:
    """What refuses a row, or makes it doubtful: SQL that is true where it does."""

    code: str
    when: str
    path: str = ""
    effect: str = "refused"


@dataclass(frozen=True, slots=True)
class Target:
    """Rows of `table`, one for each row of `rows` (a temporary table, or SQL with `n` in it).

    All texts are SQL over `e` (the record), `k_NAME` (the links' source rows) and `joins`.
    `existing` gives a row that is there already and only tied. `main` targets speak for their
    record: what refuses them refuses it, while of others a part was left out. `inferred` rows are
    marked so, and say nothing about their record. An `entity` beside `table` keeps several
    targets of one table apart; without a table the record is only tied to an existing row.
    """

    table: str
    rows: str
    key: str
    columns: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, Link] = field(default_factory=dict)
    joins: str = ""
    once: Mapping[str, str] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    when: str = "true"
    existing: str = "NULL::uuid"
    entity: str = ""
    main: bool = True
    inferred: bool = False

    @property
    def kind(self) -> str:
        """The name under which source_row keeps these rows."""
        return self.entity or self.table
