"""The one door: a document, its variables and a viewer become an answer.

The text is looked up first; on a miss graphql-core parses and validates. Reading is planned as a
whole and runs as one statement whose JSON is the answer. graphql-core executes introspection, and
prints where a field is computed: over the same rows, from the same statement.
"""

import json
from asyncio import to_thread
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from graphql import OperationDefinitionNode, OperationType

from hub import policy
from hub.database import Database
from hub.errors import BadCursor, BadInput, LimitExceeded, ReadOnly, Unauthenticated
from hub.explain.roots import ANSWERS, Asking
from hub.ledger.accesses import Reading
from hub.limits import DOCUMENT_CACHE_MAX, PLAN_CACHE_MAX
from hub.sql import Statement, written
from hub.viewer import Viewer
from resolvers import binding, executor
from resolvers.accesses import rows_beside, rows_read
from resolvers.catalog import Catalog
from resolvers.compiler import statement
from resolvers.granted import granted
from resolvers.operation import Selection, read, structure
from resolvers.plan import Plan
from resolvers.planner import plan
from schema.answer import Answer, withheld
from schema.build import Built
from schema.changing import Entering, Moved
from schema.changing import answered as changed
from schema.documents import Document, chosen, coerced_values, name_of, parsed
from schema.narrowed import Schemas, Seen
from schema.printing import Printing


@dataclass(frozen=True)
class Prepared:
    """A planned operation: its plan, statement, the tail of its answer, and the rows of the matrix
    whose reading goes to the log; by key, those of roots with a reading of their own.
    """

    roots: tuple[Selection, ...]
    plan: Plan
    statement: Statement
    withheld: str
    kept: tuple[str, ...]
    beside: Mapping[str, tuple[str, ...]]


class Door:
    """Executes operations against one database. `identify` reads a viewer's facts anew within a
    transaction in which they may have moved; `tell` is told of each reading that is kept;
    `read_only` refuses every mutation.
    """

    identify: Callable[[Any, Viewer], Awaitable[Viewer]] | None = None
    tell: Callable[[Reading], Awaitable[None]] | None = None
    read_only: bool = False

    def __init__(
        self,
        built: Built,
        database: Database,
        secret: bytes,
        zone: ZoneInfo,
        *,
        fold: bool = True,
        printed: bool = False,
    ) -> None:
        """`secret` seals cursors; `zone` is the district's; `fold=False` keeps every predicate;
        `printed` answers through graphql-core's printing even where SQL could.
        """
        self.printed = printed
        self.built = built
        self.zone = zone
        self.schemas = Schemas(built.graphql, built.catalog)
        self.database = database
        self.secret = secret
        self.fold = fold
        self._documents: OrderedDict[tuple[str, Any], Document] = OrderedDict()
        self._plans: OrderedDict[tuple[Any, ...], Prepared] = OrderedDict()
        self._kept: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
        self.printing = Printing(built)

    async def execute(
        self,
        text: str,
        viewer: Viewer,
        *,
        variables: Mapping[str, Any] | None = None,
        operation_name: str | None = None,
        request_id: UUID | None = None,
        key: str | None = None,
    ) -> Answer:
        """Answer one operation as a viewer; a mutation under the key by which it may be told again.

        Raises Refusal; StaleViewer where the viewer's facts have moved since they were read.
        """
        started = perf_counter()
        request_id = request_id or uuid4()
        # in a thread: neither a hostile document nor a cold plan keeps everyone else waiting
        document = self._documents.get((text, seen_as(viewer)))
        if document is None:
            document = await to_thread(self.document, text, viewer)
        seen = self.seen_by(viewer)
        operation = chosen(document, operation_name)
        coerced = coerced_values(seen, operation, variables or {})
        if operation.operation is OperationType.MUTATION:
            if self.read_only:
                raise ReadOnly
            asking = Entering(document.ast, operation, text, coerced, viewer, request_id, key)
            try:
                return await changed(self, seen, asking)
            except Moved:
                raise StaleViewer from None
        if document.introspects_only(operation):
            return self.printing.introspected(
                seen.graphql, document.ast, operation, coerced, request_id
            )
        printed = self.printed or document.introspects(operation)
        asked = (text, printed)
        prepared = self._plans.get(self._key(asked, operation, coerced, viewer))
        if prepared is None:
            prepared = await to_thread(self.prepared, asked, document, operation, coerced, viewer)
        planned = perf_counter()
        values = binding.bound(prepared.plan, coerced, viewer, self.secret, request_id)
        answered = await executor.run(self.database, prepared.statement, values)
        ran = perf_counter()
        if not answered.fresh:
            raise StaleViewer
        if not answered.found:
            raise BadCursor("`after` names a row that is no longer in this list.")
        await self._tell(viewer, request_id, prepared, answered)
        data = answered.data
        if printed or prepared.plan.computed:
            data = await self.printing.printed(
                seen.graphql, document.ast, operation, coerced, data, (self, viewer, request_id)
            )
        body = f'{{"data":{data},"extensions":{{"requestId":"{request_id}"{prepared.withheld}}}}}'
        timings = {"plan": planned - started, "run": ran - planned, "print": perf_counter() - ran}
        return Answer(body, {room: seconds * 1000 for room, seconds in timings.items()})

    async def _tell(
        self, viewer: Viewer, request_id: UUID, prepared: Prepared, answered: executor.Answered
    ) -> None:
        """Tell the log what an operation read: of its own roots, and of each with its own."""
        await self.told(viewer, request_id, prepared.kept, answered.seen)
        for key, seen in json.loads(answered.beside or "{}").items():
            await self.told(viewer, request_id, prepared.beside[key], seen)

    async def told(
        self, viewer: Viewer, request_id: UUID, rows: tuple[str, ...], seen: str | None
    ) -> None:
        """Tell the log of readings whose records an answer is of, before anybody has it."""
        if self.tell is not None and rows and seen and seen.strip(","):
            target = None if viewer.target is None else viewer.target.person_id
            await self.tell(Reading(request_id, viewer.person_id, target, rows, seen))

    def staff_id(self, public_id: str) -> UUID | None:
        """The key of a staff member, as clients name them; None where it names nobody's."""
        try:
            return binding.public_id(public_id, self.built.catalog.types["StaffMember"].prefix)
        except BadInput:
            return None

    async def explained(self, root: str, viewer: Viewer, given: Mapping[str, Any]) -> Any:
        """What a root that explains says: who may read what, and why (P-45, P-43)."""
        async with executor.snapshot(self.database) as connection:
            asking = Asking(connection, self.built.catalog, viewer, self.zone)
            return await ANSWERS[root](asking, given)

    @property
    def catalog(self) -> Catalog:
        """What the whole schema's names stand for."""
        return self.built.catalog

    def prepared(
        self,
        asked: tuple[str, bool],
        document: Document,
        operation: OperationDefinitionNode,
        coerced: Mapping[str, Any],
        viewer: Viewer,
    ) -> Prepared:
        """The plan and statement of an operation for the viewer's shape, made once.

        `asked` is the text and whether graphql-core is to print it.
        """
        key = self._key(asked, operation, coerced, viewer)
        found = self._plans.get(key)
        if found is None:
            found = self._prepare(document, operation, coerced, viewer, typed=asked[1])
            _remember(self._plans, key, found, PLAN_CACHE_MAX)
        return found

    def _key(
        self,
        asked: tuple[str, bool],
        operation: OperationDefinitionNode,
        coerced: Mapping[str, Any],
        viewer: Viewer,
    ) -> tuple[Any, ...]:
        return (
            asked,
            name_of(operation),
            viewer.shape,
            structure(dict(coerced)),
            policy.version(),
            self.fold,
        )

    def _prepare(
        self,
        document: Document,
        operation: OperationDefinitionNode,
        coerced: Mapping[str, Any],
        viewer: Viewer,
        *,
        typed: bool,
    ) -> Prepared:
        seen = self.seen_by(viewer)
        roots = read(seen.graphql, document.ast, operation, coerced)
        roots = tuple(each for each in roots if each.name not in ("__schema", "__type"))
        catalog, shape = seen.catalog, viewer.shape
        made = plan(roots, catalog, shape, fold=self.fold, typed=typed)
        if made.computed and not typed:
            made = plan(roots, catalog, shape, fold=self.fold, typed=True)
        rows = rows_read(made), rows_beside(made)
        return Prepared(roots, made, written(statement(made)), withheld(made), *rows)

    async def kept(self, key: tuple[Any, ...], make: Callable[[], Any]) -> Any:
        """What was planned under a key and the present policy; else made, in a thread."""
        key = (*key, policy.version(), self.fold)
        found = self._kept.get(key)
        if found is None:
            found = await to_thread(make)
            _remember(self._kept, key, found, PLAN_CACHE_MAX)
        return found

    def seen_by(self, viewer: Viewer | None) -> Seen:
        """The schema that a viewer sees: an app's has what it is granted, and no more (P-28)."""
        shape = seen_as(viewer)
        return self.schemas.whole if shape is None else self.schemas.narrowed(shape, granted)

    def document(self, text: str, viewer: Viewer | None = None) -> Document:
        """The document of a text, parsed, and validated against the schema that the viewer sees.

        Raises Invalid; FieldNotGranted for an app.
        """
        key = text, seen_as(viewer)
        found = self._documents.get(key)
        if found is None:
            try:
                found = parsed(self.seen_by(viewer), text)
            except RecursionError as error:
                raise LimitExceeded("The document is nested too deeply.", limit="depth") from error
            _remember(self._documents, key, found, DOCUMENT_CACHE_MAX)
        return found


def seen_as(viewer: Viewer | None) -> policy.Shape | None:
    """What tells one viewer's schema from another's: None for the whole one, which persons see."""
    return viewer.shape if viewer is not None and viewer.app_id is not None else None


class StaleViewer(Unauthenticated):
    """The viewer's sign-in ended or their facts moved: read them anew, once."""

    def __init__(self) -> None:
        super().__init__("Sign in: the token is missing or no longer valid.")


def _remember(kept: OrderedDict[Any, Any], key: Any, value: Any, most: int) -> None:
    kept[key] = value
    while len(kept) > most:
        kept.popitem(last=False)
