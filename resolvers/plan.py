"""The plan of an operation: frozen data that says what to read, under which clauses, shown how.

Predicates and masks are tuples of policy clauses, any of which opens a row or value. `None`
stands for "always": the policy was shown to hold already (constant folding).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from hub.policy.denies import row_of

if TYPE_CHECKING:
    from hub.policy import Clause, Shape
    from resolvers.catalog import Form, TypeEntry
    from resolvers.operation import Path

Clauses = "tuple[Clause, ...] | None"


@dataclass(frozen=True)
class Parameter:
    """A value that the client gave, bound as `name`: from the variables at `path`, or literal.

    `form` says how it is turned into a database value: `plain`, `id:<prefix>`, or `like`.
    """

    name: str
    path: Path | None
    literal: Any
    form: str


@dataclass(frozen=True)
class Show:
    """A column under a response key, masked by `clauses`. `whole`, where the rule of P-36 holds,
    are the clauses by which each row that leads to this one must be visible.

    `marker` are the clauses by which its state is told, where they are others: a silent slice.
    """

    key: str
    column: str
    form: Form
    prefix: str
    clauses: tuple[Clause, ...] | None
    slice: str
    open_ended: bool
    whole: tuple[Clause, ...] | None = None
    marker: tuple[Clause, ...] | None = None


@dataclass(frozen=True)
class Blank:
    """A field that no viewer of this shape can have: left out of the SQL, answered with null."""

    key: str
    slice: str
    reason: str


HIDDEN = "#"
"""With what the response keys begin that no client asked for."""


@dataclass(frozen=True)
class Derived:
    """A field that is worked out from hidden items of its row, by their keys in `needs`: withheld
    where one of them is, and from everybody of this shape where one is left out of the SQL
    (`reason`). Each of `entire`, judged on its row, opens an input on all rows of the student.
    """

    key: str
    needs: tuple[str, ...]
    slice: str
    reason: str | None
    entire: tuple[tuple[Clause, ...], ...] = ()


@dataclass(frozen=True)
class Typename:
    """`__typename`."""

    key: str
    name: str


@dataclass(frozen=True)
class Bound:
    """A parameter shown as it is: a fact about the viewer."""

    key: str
    parameter: str
    json: bool


@dataclass(frozen=True)
class Gaps:
    """The `withheld` or `states` list of an object: response keys of its entries' parts."""

    key: str
    kind: Literal["withheld", "states"]
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Child:
    """Rows below a row. `clauses` mask a to-one's foreign key, or say whether a list is allowed;
    they are evaluated on the parent. `redacted` are the items of a row that may not be seen;
    `open_ended` says that a to-one that leads nowhere lacks nothing.
    """

    key: str
    read: Read
    many: bool
    near: str
    far: str
    clauses: tuple[Clause, ...] | None
    slice: str
    redacted: tuple[Item, ...] | None = None
    open_ended: bool = False


Item = Show | Blank | Derived | Typename | Bound | Gaps | Child


@dataclass(frozen=True)
class Compare:
    """A comparison of one column with parameters, behind the column's guard.

    `value`: where these clauses do not hold the column counts as null (a silent slice).
    """

    column: str
    operator: str
    parameters: tuple[str, ...]
    clauses: tuple[Clause, ...] | None
    value: tuple[Clause, ...] | None = None


@dataclass(frozen=True)
class Hop:
    """Some row across a link satisfies `inner`; `allowed` guards the link on this side."""

    table: str
    near: str
    far: str
    visible: tuple[Clause, ...]
    subject: tuple[str, str] | None
    allowed: tuple[Clause, ...] | None
    linked: tuple[Clause, ...] | None
    inner: Filter


@dataclass(frozen=True)
class Junction:
    """All or any of some filters."""

    kind: Literal["all", "any"]
    parts: tuple[Filter, ...]


@dataclass(frozen=True)
class Negation:
    """Not the filter, and its guards hold nevertheless."""

    part: Filter


Filter = Compare | Hop | Junction | Negation


@dataclass(frozen=True)
class Part:
    """A selection of a connection, an edge, page info or count: a name under a response key.

    `items` are what a node shows; `inner` are the selections of an edge, page info or count.
    """

    key: str
    name: str
    items: tuple[Item, ...] = ()
    inner: tuple[Part, ...] = ()
    typename: str = ""


@dataclass(frozen=True)
class Page:
    """The page of a connection: size, cursor parameter, and what of it was selected."""

    first: int
    after: str | None
    cursor: str
    selections: tuple[Part, ...]


@dataclass(frozen=True)
class Search:
    """Names that resemble the text of a parameter; `first` if the likest of them come first."""

    parameter: str
    first: bool


@dataclass(frozen=True)
class Recount:
    """A page of what became of a student's rows, for viewers of a shape: the parameters of the
    student and of the entry behind which it begins, and how many entries it has at most. `shown`
    are the columns that the schema shows, by table; `leads` are those that hold keys, with the
    table to which each leads.
    """

    shape: Shape
    shown: frozenset[tuple[str, str]]
    leads: tuple[tuple[str, str, str], ...]
    student: str
    after: str | None
    first: int


@dataclass(frozen=True)
class Read:
    """Rows of one table that the viewer may see, and what is shown of each.

    `visible` is the row predicate (None: folded into the parent's). `subject` is set where rows
    are about the student of the parent row (its column there, and here), so that its relation
    flags serve here; `flags` are the relations to evaluate otherwise. `type_visible` is the
    predicate before folding. `linked` says when the key by which the rows hang on their parent is
    readable: a foreign key is a fact, and standing below its target tells it. `dated` guards the
    dates of a past day. `reached_by` narrows a root list to a set of relations before anything
    else. `as_of` is the parameter of the day on which facts must hold. `search` looks into names
    that are read wherever a row is. `named_in` leaves the rows of which the entries of a page are,
    or which their keys name.
    """

    type: TypeEntry
    visible: tuple[Clause, ...] | None
    items: tuple[Item, ...]
    subject: tuple[str, str] | None = None
    flags: tuple[str, ...] = ()
    where: Filter | None = None
    search: Search | None = None
    order: tuple[str, ...] = ()
    descending: bool = False
    page: Page | None = None
    as_of: str | None = None
    only_id: str | None = None
    reached_by: tuple[str, ...] = ()
    standings: tuple[str, ...] = ()
    linked: tuple[Clause, ...] | None = None
    dated: tuple[tuple[Clause, ...], ...] = ()
    type_visible: tuple[Clause, ...] = ()
    named_in: Recount | None = None


@dataclass(frozen=True)
class RootField:
    """A root field: its response key and what it reads; without a read it is about the viewer, is
    what became of rows (`recount`), or says a `bare` text such as `__typename`.
    """

    key: str
    read: Read | None
    many: bool
    items: tuple[Item, ...] = ()
    bare: str | None = None
    recount: Recount | None = None

    @property
    def beside(self) -> bool:
        """Whether it has a reading of its own in the log: a history, and what is read with it."""
        return self.recount is not None or self.key.startswith(HIDDEN)


@dataclass(frozen=True)
class Withheld:
    """A field that is withheld from everybody of this shape, by its path in the answer."""

    path: tuple[str, ...]
    slice: str
    reason: str


@dataclass(frozen=True)
class Plan:
    """A whole operation. `cursors` are the signatures by which its cursors are bound; `viewing_as`
    says that it is read as somebody (P-33), and leaves a record of that.
    """

    roots: tuple[RootField, ...]
    parameters: tuple[Parameter, ...]
    withheld: tuple[Withheld, ...]
    cursors: tuple[tuple[str, str], ...]
    computed: bool
    logs: bool
    viewing_as: bool = False


def withheld_of(plan: Plan) -> list[tuple[tuple[str, ...], str, str]]:
    """Path, row of the matrix and reason of each field that no viewer of the plan's shape can
    have, but for hidden ones.
    """
    return [
        (each.path, row_of(each.slice) if each.slice else "", each.reason)
        for each in dict.fromkeys(plan.withheld)
        if not any(part.startswith(HIDDEN) for part in each.path)
    ]
