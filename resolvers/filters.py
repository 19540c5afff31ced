"""Filters: a `where` becomes comparisons, each behind the guard of what it names.

What the viewer can never read is refused as a filter just as it is withheld when selected (P-32);
what they can read on some rows is guarded on each row, on every hop, also under `not`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hub import policy
from hub.errors import BadInput, FieldWithheld, LimitExceeded
from hub.limits import FILTER_LEAVES_MAX, FILTER_LIST_MAX
from resolvers import flags, folding
from resolvers.catalog import ColumnField, Link
from resolvers.operation import Given
from resolvers.plan import Compare, Hop, Junction, Negation

if TYPE_CHECKING:
    from hub.policy import Clause
    from resolvers.catalog import TypeEntry
    from resolvers.operation import Argument
    from resolvers.plan import Filter
    from resolvers.planning import Planning

JUNCTIONS = {"and": "all", "or": "any"}
LIKE = {"startsWith": "starts", "contains": "contains"}


@dataclass
class Count:
    """How many comparisons one `where` has so far."""

    leaves: int = 0


def filter_of(planning: Planning, entry: TypeEntry, where: Argument) -> Filter | None:
    """The filter that a `where` argument asks for, or None."""
    if not isinstance(where, dict) or not where:
        return None
    return _where(planning, entry, where, Count())


def _where(planning: Planning, entry: TypeEntry, where: dict[str, Any], count: Count) -> Filter:
    parts = [
        part
        for name, value in where.items()
        for part in _entry(planning, entry, name, value, count)
    ]
    return Junction("all", tuple(parts))


def _entry(
    planning: Planning, entry: TypeEntry, name: str, value: Argument, count: Count
) -> list[Filter]:
    if value is None:
        return []
    if name in JUNCTIONS and isinstance(value, list):
        inner = tuple(
            _where(planning, entry, each, count) for each in value if isinstance(each, dict)
        )
        return [Junction("all" if name == "and" else "any", inner)]
    assert isinstance(value, dict)
    if name == "not":
        return [Negation(_where(planning, entry, value, count))]
    found = entry.fields.get(name)
    if isinstance(found, Link):
        return [_hop(planning, entry, found, value, count)]
    if name == "id":
        return _compares(planning, value, "id", Guard(), f"id:{entry.prefix}", count)
    assert isinstance(found, ColumnField)
    guard = _guard(planning, entry, found.column.name, name)
    return _compares(planning, value, found.column.name, guard, "plain", count)


@dataclass(frozen=True)
class Guard:
    """When a column may be compared, and when it has a value at all (None: always)."""

    clauses: tuple[Clause, ...] | None = None
    value: tuple[Clause, ...] | None = None


def _guard(planning: Planning, entry: TypeEntry, column: str, name: str) -> Guard:
    """The clauses that let a row's column be compared; a reading that has to be logged leaves no
    row to hang the record on, and so opens no filter.
    """
    assert entry.table is not None
    table = entry.table.name
    clauses = _unlogged(policy.clauses(table, column, planning.shape))
    if not clauses or (table, column) in policy.WHOLE_ONLY:
        raise FieldWithheld(f"`where` names `{name}`, which is withheld from you.", field=name)
    told = policy.marker(clauses)
    folded = planning.fold and folding.implied(policy.visible(table, planning.shape), told)
    return Guard(None if folded else told, None if told == clauses else clauses)


def _compares(
    planning: Planning,
    value: dict[str, Any],
    column: str,
    guard: Guard,
    form: str,
    count: Count,
) -> list[Filter]:
    found: list[Filter] = []
    for operator, operand in value.items():
        if operand is None:
            continue
        count.leaves += 1
        if count.leaves > FILTER_LEAVES_MAX:
            raise LimitExceeded(
                f"`where` has more than {FILTER_LEAVES_MAX} comparisons.", limit="filter"
            )
        found.append(_compare(planning, column, operator, operand, guard, form))
    return found


def _compare(
    planning: Planning,
    column: str,
    operator: str,
    operand: Argument,
    guard: Guard,
    form: str,
) -> Filter:
    if operator == "isNull":
        assert isinstance(operand, Given)
        kind = "null" if operand.value else "not null"
        return Compare(column, kind, (), guard.clauses, guard.value)
    if isinstance(operand, list):
        if len(operand) > FILTER_LIST_MAX:
            raise LimitExceeded(
                f"`in` has more than {FILTER_LIST_MAX} values.", limit="filter list"
            )
        names = [planning.parameter(each, form) for each in operand if isinstance(each, Given)]
        return Compare(column, "in", tuple(names), guard.clauses, guard.value)
    assert isinstance(operand, Given)
    form = LIKE.get(operator, form)
    name = planning.parameter(operand, form)
    return Compare(column, operator, (name,), guard.clauses, guard.value)


def _hop(
    planning: Planning, entry: TypeEntry, link: Link, value: dict[str, Any], count: Count
) -> Filter:
    target = planning.catalog.types[link.target]
    assert entry.table is not None
    assert target.table is not None
    near, far = link.near.name, link.far.name
    visible = _unlogged(policy.visible(target.table.name, planning.shape))
    mask = policy.clauses(entry.table.name, near, planning.shape) if not link.many else ()
    mask = _unlogged(mask)
    if not visible or (not link.many and not mask):
        raise FieldWithheld(
            f"`where` names `{link.name}`, which is withheld from you.", field=link.name
        )
    if link.redacts:
        raise BadInput(f"`where` cannot go through `{link.name}`.", field=link.name)
    subject = flags.subject(entry, target, (near, far))
    same = subject == (near, far)
    allowed = flags.list_mask(visible, same=same) if link.many else mask
    tells = _unlogged(policy.clauses(target.table.name, far, planning.shape)) if link.many else None
    if tells == ():
        raise FieldWithheld(
            f"`where` names `{link.name}`, which is withheld from you.", field=link.name
        )
    inner = _where(planning, target, value, count)
    return Hop(target.table.name, near, far, visible, subject, allowed, tells, inner)


def _unlogged(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    return tuple(each for each in clauses if not each.recorded)
