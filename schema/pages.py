"""Declared: keyset connections in Relay's shape."""

from typing import Generic, TypeVar

import strawberry

from schema.withheld import Node

Item = TypeVar("Item", bound=Node)


@strawberry.type(description="Where a page lies in its connection.")
class PageInfo:
    """Relay's page information; pages go forward."""

    has_next_page: bool = strawberry.field(description="Whether more rows follow this page.")
    end_cursor: str | None = strawberry.field(
        description="Pass it as `after` for the next page; null on an empty page."
    )


@strawberry.type(description="How many rows a connection has in all.")
class TotalCount:
    """A count that stops at 10,000, so that it never costs more than that."""

    count: int = strawberry.field(description="The number of rows, 10,000 at most.")
    exact: bool = strawberry.field(description="False where there are more than 10,000.")


@strawberry.type(description="One row of a connection with its cursor.")
class Edge(Generic[Item]):
    """Relay's edge."""

    node: Item = strawberry.field(description="The row.")
    cursor: str = strawberry.field(
        description="Pass it as `after` to go on behind this row; bound to you and this order."
    )


@strawberry.type(description="A page of the rows that you may see.")
class Connection(Generic[Item]):
    """Relay's connection; `nodes` is the short way to its rows."""

    edges: list[Edge[Item]] = strawberry.field(description="The rows of this page with cursors.")
    nodes: list[Item] = strawberry.field(description="The rows of this page.")
    page_info: PageInfo = strawberry.field(description="Where this page lies.")
    total_count: TotalCount = strawberry.field(
        description="How many rows there are in all that you may see; counted only when asked."
    )
