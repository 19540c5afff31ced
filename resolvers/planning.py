"""What the planning of one operation gathers, and where in the answer it is. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from hub import policy
from resolvers.plan import Parameter, Withheld

if TYPE_CHECKING:
    from hub.policy import Clause, Shape
    from resolvers.catalog import Catalog, TypeEntry
    from resolvers.operation import Given

TODAY = "today"


@dataclass
class Planning:
    """What the planning of one operation gathers as it walks the selection."""

    catalog: Catalog
    shape: Shape
    fold: bool = True
    typed: bool = False
    parameters: list[Parameter] = field(default_factory=list)
    withheld: list[Withheld] = field(default_factory=list)
    cursors: list[tuple[str, str]] = field(default_factory=list)
    computed: bool = False
    explanations: int = 0

    def parameter(self, given: Given, form: str = "plain") -> str:
        """Register a client's value and return the name under which it is bound."""
        name = f"p{len(self.parameters)}"
        self.parameters.append(Parameter(name, given.path, given.value, form))
        return name

    def reason(self, slice_id: str) -> str:
        """Why a slice is withheld: a function of the viewer's shape only."""
        expired = not self.shape.trained and policy.row_of(slice_id) in policy.NEEDS_TRAINING
        staff = any(policy.is_staff(name) for name in self.shape.relations)
        return "TRAINING_EXPIRED" if expired and staff else "NOT_GRANTED"


@dataclass(frozen=True)
class Place:
    """Where in the answer the planner stands: path, day of facts, rows asked for so far, and the
    parent's row predicate with its table. `raised`: what is known of a row by the one that led
    to it.
    """

    path: tuple[str, ...] = ()
    as_of: str = TODAY
    rows: int = 1
    parent: TypeEntry | None = None
    known: tuple[Clause, ...] = ()
    raised: tuple[Clause, ...] = ()

    def below(self, key: str) -> Place:
        """The same place one response key deeper."""
        return replace(self, path=(*self.path, key))
