"""The door's other leaf: one thing is entered, and shown as the viewer may read it.

A mutation operation is one transaction: the key under which it may be told again, the change, its
records, and a planned read of what it changed, all of it or nothing. What is wrong with the input
is told in `userErrors`; then nothing has happened, but for rows that a change enters one by one.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from hashlib import sha256
from time import perf_counter
from typing import Any, cast
from uuid import UUID

from graphql import DocumentNode, OperationDefinitionNode

from hub.errors import BadRequest, Clash, Refusal, ViewAsReads
from hub.sql import Statement, written
from hub.viewer import Viewer
from resolvers import binding, executor
from resolvers.accesses import rows_read
from resolvers.catalog import Catalog, Root
from resolvers.compiler import statement
from resolvers.mutations.clashes import in_words
from resolvers.mutations.errors import Refused, UserError
from resolvers.mutations.given import made
from resolvers.mutations.retries import claimed, remembered
from resolvers.mutations.work import Moved, Outcome, Rehearsed, Work
from resolvers.operation import Given, Selection, form, read
from resolvers.plan import Plan
from resolvers.planner import plan
from schema.answer import Answer, withheld
from schema.mutations.declared import CHANGES, Declared

CHANGED = "#changed"
"""Among the variables: what was changed, by field of the payload."""


class OneThing(BadRequest):
    """An operation enters one thing: what it means to tell it again would not be plain else."""

    def __init__(self) -> None:
        super().__init__("A mutation operation has one field: send one for each thing to enter.")


class KeyReused(Refusal):
    """An idempotency key came back with another request."""

    code = "IDEMPOTENCY_KEY_REUSED"
    status = 422

    def __init__(self) -> None:
        super().__init__("This Idempotency-Key was used for another request: take a new one.")


@dataclass(frozen=True)
class Entering:
    """A mutation operation with its field: what is asked, by whom, under which key."""

    ast: DocumentNode
    operation: OperationDefinitionNode
    text: str
    variables: Mapping[str, Any]
    viewer: Viewer
    request_id: UUID
    key: str | None

    @property
    def asked(self) -> bytes:
        """A digest of what is asked, by which a key that comes back is compared."""
        name = self.operation.name.value if self.operation.name else ""
        said = json.dumps([self.text, name, self.variables], sort_keys=True, default=str)
        return sha256(said.encode()).digest()


@dataclass(frozen=True)
class Showing:
    """The read of what was changed: its plan and statement."""

    plan: Plan
    statement: Statement


@dataclass(frozen=True)
class Entered:
    """What became of it: the payload's values, and the plan by which its row was read."""

    field: Selection
    declared: Declared
    data: dict[str, Any]
    errors: tuple[UserError, ...]
    plan: Plan | None
    seen: str | None = None
    counts: Mapping[str, int] | None = None


async def entered(door: Any, entering: Entering) -> Entered:
    """Enter one thing. Raises Refusal; Moved where the viewer's facts have moved."""
    if entering.viewer.target is not None:
        raise ViewAsReads
    field, declared = _field(door, entering)
    try:
        said = _plain(field.arguments["input"])
        given = made(declared.given, cast("dict[str, Any]", said), _prefixes(door), ("input",))
        return await _in_one(door, entering, field, declared, given)
    except Refused as refusal:
        return Entered(field, declared, {}, refusal.errors, None)
    except Rehearsed as tried:
        told = tried.outcome
        return Entered(field, declared, {}, told.errors, None, counts=told.counts)
    except Clash as clash:
        error = in_words(clash.constraint, [each.name for each in fields(declared.given)])
        return Entered(field, declared, {}, (error,), None)


async def answered(door: Any, seen: Any, entering: Entering) -> Answer:
    """The answer to a mutation operation: what became of it, printed as the schema has it."""
    started = perf_counter()
    done = await entered(door, entering)
    if done.plan is not None:
        rows = rows_read(done.plan)
        await door.told(entering.viewer, entering.request_id, rows, done.seen)
    data = json.dumps(
        {done.field.key: payload(door, done)}, separators=(",", ":"), ensure_ascii=False
    )
    if done.plan is not None and done.plan.computed:
        context = (door, entering.viewer, entering.request_id)
        data = await door.printing.printed(
            seen.graphql, entering.ast, entering.operation, entering.variables, data, context
        )
    told = "" if done.plan is None else withheld(done.plan, done.field.key)
    body = f'{{"data":{data},"extensions":{{"requestId":"{entering.request_id}"{told}}}}}'
    return Answer(body, {"change": (perf_counter() - started) * 1000})


async def _in_one(
    door: Any, entering: Entering, field: Selection, declared: Declared, given: Any
) -> Entered:
    async with executor.transaction(door.database) as running:
        reason = getattr(given, "reason", None)
        work = Work(
            running, entering.viewer, entering.request_id, declared.name, reason, door.identify
        )
        kept = None
        if entering.key is not None:
            kept = await claimed(work, entering.key, entering.asked)
            if kept is not None and kept.asked != entering.asked:
                raise KeyReused
        outcome = kept.outcome if kept else await _run(work, declared, given)
        if entering.key is not None and kept is None:
            await remembered(work, entering.key, outcome)
        entering = replace(entering, viewer=work.viewer)
        showing = await _showing(door, entering, field, declared) if outcome.shown else None
        if showing is None:
            return Entered(field, declared, {}, outcome.errors, None, counts=outcome.counts)
        shown = await _shown(door, running, entering, showing, declared, outcome)
        data = json.loads(shown.data)
        told = outcome.errors, showing.plan, shown.seen, outcome.counts
        return Entered(field, declared, data, *told)


async def _run(work: Work, declared: Declared, given: Any) -> Outcome:
    found = await declared.run(work, given)
    return found if isinstance(found, Outcome) else Outcome(found)


def _field(door: Any, entering: Entering) -> tuple[Selection, Declared]:
    seen = door.seen_by(entering.viewer)
    roots = read(seen.graphql, entering.ast, entering.operation, entering.variables)
    named = [each for each in roots if not each.name.startswith("__")]
    if len(named) != 1 or len(roots) != 1:
        raise OneThing
    return named[0], CHANGES[named[0].name]


async def _showing(
    door: Any, entering: Entering, field: Selection, declared: Declared
) -> Showing | None:
    """The read of what was changed, as the viewer may see it, made once for their shape; None
    where nothing of it is asked.
    """
    shown = tuple(each for each in field.only() if each.name == declared.shown.field)
    if not shown:
        return None
    viewer = entering.viewer
    name = declared.shown.field, *(form(each) for each in shown)
    made: Showing = await door.kept(
        ("change", entering.text, name, viewer.shape), lambda: _made(door, viewer, shown, declared)
    )
    return made


def _made(door: Any, viewer: Viewer, shown: tuple[Selection, ...], declared: Declared) -> Showing:
    catalog: Catalog = door.seen_by(viewer).catalog
    row = Given(None, (CHANGED, declared.shown.field))
    roots = tuple(replace(each, arguments={"id": row}) for each in shown)
    root = Root(declared.shown.field, declared.shown.type, "one")
    catalog = replace(catalog, roots={root.name: root})
    made = plan(roots, catalog, viewer.shape, fold=door.fold)
    if made.computed:
        made = plan(roots, catalog, viewer.shape, fold=door.fold, typed=True)
    return Showing(made, written(statement(made)))


async def _shown(
    door: Any,
    running: Any,
    entering: Entering,
    showing: Showing,
    declared: Declared,
    outcome: Outcome,
) -> executor.Answered:
    prefix = door.built.catalog.types[declared.shown.type].prefix
    variables = {
        **entering.variables,
        CHANGED: {declared.shown.field: f"{prefix}_{outcome.shown}"},
    }
    values = binding.bound(
        showing.plan, variables, entering.viewer, door.secret, entering.request_id
    )
    shown: executor.Answered = await running.answer(showing.statement, values)
    if not shown.fresh:
        raise Moved
    return shown


def payload(door: Any, entered: Entered) -> dict[str, Any]:
    """The payload as it is selected, in the order of the operation."""
    found: dict[str, Any] = {}
    for each in entered.field.only():
        if each.name == "__typename":
            found[each.key] = (
                f"{entered.declared.name[0].upper()}{entered.declared.name[1:]}Payload"
            )
        elif each.name == "userErrors":
            found[each.key] = [_error(door, error, each) for error in entered.errors]
        elif each.name in dict(entered.declared.shown.counts):
            found[each.key] = (entered.counts or {}).get(each.name)
        else:
            found[each.key] = entered.data.get(each.key)
    return found


def _error(door: Any, error: UserError, selected: Selection) -> dict[str, Any]:
    prefixes = _prefixes(door)
    about = [f"{prefixes[kind]}_{row_id}" for kind, row_id in error.about]
    said = {**asdict(error), "code": error.code.value, "about": about, "__typename": "UserError"}
    return {each.key: said[each.name] for each in selected.only()}


def _plain(argument: Any) -> Any:
    """An argument as plain values."""
    if isinstance(argument, dict):
        return {name: _plain(each) for name, each in argument.items()}
    if isinstance(argument, list):
        return [_plain(each) for each in argument]
    return argument.value if isinstance(argument, Given) else argument


def _prefixes(door: Any) -> dict[str, str]:
    return {name: entry.prefix for name, entry in door.built.catalog.types.items()}


__all__ = ["Entering", "KeyReused", "Moved", "OneThing", "answered", "entered"]
