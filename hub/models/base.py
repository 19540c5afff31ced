"""What every table shares: naming of constraints, keys, and half-open dates."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Column,
    ColumnElement,
    Enum,
    ForeignKey,
    Index,
    MetaData,
    Table,
    func,
    literal_column,
    text,
)
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from hub.models.codes import Code

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The root of all tables; its metadata is what migrations compare with the database."""

    metadata = MetaData(naming_convention=NAMING)


class Keyed:
    """A random key: it tells neither order nor moment of creation."""

    id: Mapped[UUID] = mapped_column(
        primary_key=True, server_default=text("gen_random_uuid()"), sort_order=-10
    )


class TimeKeyed:
    """A time-ordered key for the big tables; nothing may use it as a change cursor."""

    id: Mapped[UUID] = mapped_column(
        primary_key=True, server_default=text("uuidv7()"), sort_order=-10
    )


VERSION = "row_version"
"""In no slice: it moves with any column of its row, so whoever may write some of them reads it."""


class Versioned:
    """A row that is changed in place: `row_version` counts its changes, so that nobody overwrites
    what they have not seen. It tells that something of the row has changed: only whoever may
    write some of it reads it.
    """

    row_version: Mapped[int] = mapped_column(server_default=text("1"), sort_order=30)


def written(table: Table) -> list[Column[Any]]:
    """The columns of a table that its writers fill: all but numbers that the database draws, and
    the count of its changes.
    """
    return [
        column for column in table.columns if column.identity is None and column.name != VERSION
    ]


class Dated:
    """A fact that holds on the days in [starts_on, ends_on); no end means still open."""

    starts_on: Mapped[date] = mapped_column(sort_order=10)
    ends_on: Mapped[date | None] = mapped_column(sort_order=11)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[object, ...]:  # noqa: N805 - SQLAlchemy passes the class
        return (dates_in_order(),)


DATES_IN_ORDER = "ends_on IS NULL OR ends_on >= starts_on"


def dates_in_order() -> CheckConstraint:
    """The end of a half-open interval is never before its start."""
    return CheckConstraint(DATES_IN_ORDER, name="dates_in_order")


def reference(target: str, *, index: bool = True, nullable: bool = False) -> Mapped[UUID]:
    """A foreign key to `target` ("table.column"), indexed unless a wider index serves it."""
    return mapped_column(ForeignKey(target), index=index, nullable=nullable)


def searched(table: str) -> Index:
    """The index by which people are found by names that resemble theirs."""
    return Index(
        f"ix_{table}_sort_name_trigrams",
        "sort_name",
        postgresql_using="gin",
        postgresql_ops={"sort_name": "gin_trgm_ops"},
    )


def code(kind: type[Code]) -> Enum:
    """The column type of a code list: text checked against its members."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=40,
        name=kind.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )


NO_VALUE: dict[type, str] = {int: "'0'", str: "''", date: "'epoch'", datetime: "'epoch'"}
"""What stands in for a null in a sort key, behind or before all values: any value would do."""


def sort_key(
    kept: Column[Any], shown: ColumnElement[Any] | None = None
) -> tuple[ColumnElement[Any], ...]:
    """By what rows are sorted for a column: nulls come last in ascending and first in descending
    order, as PostgreSQL has them. `shown` is the column under the alias by which it is read.

    No part of it is ever NULL, so that a cursor is compared as a row, and an index of these
    expressions and the id carries it.
    """
    column = kept if shown is None else shown
    if not kept.nullable:
        return (column,)
    stand_in: ColumnElement[Any] = literal_column(NO_VALUE[kept.type.python_type])
    return (column.is_(None), func.coalesce(column, stand_in))


def no_overlap(name: str, *keys: str, where: str | None = None) -> ExcludeConstraint:
    """Two rows with the same keys never hold on the same day.

    Its condition, true of every row, keeps PostgreSQL from answering queries with the GiST index
    behind it, which it takes to be as cheap as a B-tree: nothing in a query implies it.
    """
    return ExcludeConstraint(
        *((key, "=") for key in keys),
        (text("daterange(starts_on, ends_on)"), "&&"),
        where=text(f"{where} AND ({DATES_IN_ORDER})" if where else DATES_IN_ORDER),
        using="gist",
        name=name,
    )
