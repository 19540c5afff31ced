"""What the schema's names stand for: each type is a table, each field a column or a link.

Built once, by the schema, from its declarations; the planner reads nothing else about types.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Column, Table

    from resolvers.operation import Selection

Form = Literal["plain", "text", "id"]
"""How a column is printed: as it is, as text (decimals), or as a public id."""


@dataclass(frozen=True)
class ColumnField:
    """A field that shows one column."""

    name: str
    column: Column[object]
    form: Form
    open_ended: bool = False


@dataclass(frozen=True)
class Constant:
    """A field that says the same of every row."""

    name: str
    value: str


@dataclass(frozen=True)
class Link:
    """A field that leads to rows of another type: `near` on this row equals `far` on that one.

    `open_ended`: where `near` is null there is nothing to lead to, and nothing is missing.
    """

    name: str
    target: str
    near: Column[object]
    far: Column[object]
    many: bool
    paged: bool
    redacts: bool = False
    open_ended: bool = False


@dataclass(frozen=True)
class ViewerField:
    """A field about the viewer: the name of a parameter that the executor binds."""

    name: str
    parameter: str
    json: bool


@dataclass(frozen=True)
class ViewerLink:
    """A link from the viewer to one row: the row whose id is the parameter."""

    name: str
    target: str
    parameter: str


@dataclass(frozen=True)
class Computed:
    """A field worked out in Python from hidden fields of its row: `needs`, whose response keys
    begin with `#` so that no client's can collide. It is withheld where any of them is; if
    `entire`, also where the viewer may read them on some rows of the student only. `under`: a
    derivation with slices of its own, which say who may have it, and of which rows it is made.
    """

    name: str
    loader: str
    needs: tuple[Selection, ...]
    entire: bool = False
    under: str = ""


@dataclass(frozen=True)
class Root:
    """A field of Query: one row by id, a page of rows, any node, or the viewer.

    `standings` narrows a page to rows to which the viewer has one of these relations now, `slices`
    to rows that are visible by one of these;
    `loader` names the batch function of a `computed` root, which is withheld, as of its `slice`,
    from whoever can have none of its `standings`, if it has some. `paired`: it is answered to
    whoever views as somebody too, by what both may read. `needs` are selections of Query that are
    read with it, as a computed field's are of its row.
    """

    name: str
    target: str | None
    kind: Literal["one", "page", "node", "viewer", "only", "computed"]
    standings: tuple[str, ...] = ()
    loader: str = ""
    slice: str = ""
    slices: tuple[str, ...] = ()
    paired: bool = False
    needs: tuple[Selection, ...] = ()


Field = ColumnField | Constant | Link | ViewerField | ViewerLink | Computed


@dataclass(frozen=True)
class TypeEntry:
    """One GraphQL object type over one table (none for the viewer itself).

    `order` is the default sort: NOT NULL columns. Rows of `dated` types hold on days, so that
    `asOf` chooses among them.
    """

    name: str
    table: Table | None
    prefix: str
    fields: Mapping[str, Field]
    order: tuple[str, ...] = ()
    dated: bool = False


@dataclass(frozen=True)
class Catalog:
    """All types and roots by name; `version` changes with any of them."""

    types: Mapping[str, TypeEntry]
    roots: Mapping[str, Root]
    version: str

    def by_prefix(self, prefix: str) -> TypeEntry | None:
        """The type whose public ids begin with `prefix`, if there is one."""
        return next((t for t in self.types.values() if t.prefix == prefix), None)
