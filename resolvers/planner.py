"""Plan: a selection, a viewer's shape, the policy and the catalog become a frozen Plan. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hub import policy
from hub.errors import BadInput, LimitExceeded
from hub.limits import PAGE_PRODUCT_MAX, ROOT_FIELDS_MAX
from resolvers import flags, folding, pages
from resolvers.catalog import Computed, Constant, Link, ViewerField, ViewerLink
from resolvers.deriving import derived, explanation, is_hidden, whole_list
from resolvers.entries import recounted
from resolvers.filters import filter_of
from resolvers.plan import (
    HIDDEN,
    Blank,
    Bound,
    Child,
    Gaps,
    Plan,
    Read,
    RootField,
    Show,
    Typename,
    Withheld,
)
from resolvers.planning import TODAY, Place, Planning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hub.policy import Clause, Shape
    from resolvers.catalog import Catalog, ColumnField, Root, TypeEntry
    from resolvers.operation import Argument, Given, Selection
    from resolvers.plan import Item

REDACTED_TYPE = "AnotherStudent"


def plan(
    roots: tuple[Selection, ...],
    catalog: Catalog,
    shape: Shape,
    *,
    fold: bool = True,
    typed: bool = False,
) -> Plan:
    """The plan of an operation's root selections for viewers of a shape.

    `fold=False` keeps every predicate; `typed` adds each object's type under the hidden key
    `#type`, for graphql-core's printing. Raises Refusal where an argument cannot be meant or
    names what the viewer may not read.
    """
    if len(roots) > ROOT_FIELDS_MAX:
        raise LimitExceeded(f"More than {ROOT_FIELDS_MAX} root fields.", limit="root fields")
    planning = Planning(catalog, shape, fold, typed)
    fields = tuple(each for selection in roots for each in _root(planning, selection))
    return Plan(
        fields,
        tuple(planning.parameters),
        tuple(planning.withheld),
        tuple(planning.cursors),
        planning.computed,
        flags.logs(fields),
        shape.target is not None,
    )


def _root(planning: Planning, selection: Selection) -> Iterator[RootField]:
    """A root, with what is read beside it."""
    if selection.name.startswith("__"):
        yield RootField(selection.key, None, many=False, bare="Query")
        return
    root = planning.catalog.roots[selection.name]
    if root.kind == "computed":
        yield from _computed_root(planning, root, selection)
    elif root.kind == "viewer":
        entry = planning.catalog.types["Viewer"]
        items = _items(planning, entry, selection.only(), Place(path=(selection.key,)))
        yield RootField(selection.key, None, many=False, items=items)
    else:
        place = Place(path=(selection.key,), as_of=pages.as_of(planning, selection, TODAY))
        found = _root_page if root.kind == "page" else _root_row
        yield found(planning, root, selection, place)


def _computed_root(planning: Planning, root: Root, selection: Selection) -> Iterator[RootField]:
    made = explanation(planning, root, selection)
    if not root.needs:
        yield made
        return
    # nobody asked for what is read beside it, and is told what of that is withheld
    asked, place = replace(planning, typed=False, withheld=[]), Place(path=(HIDDEN,))

    def reads(entry: TypeEntry, chosen: tuple[Selection, ...]) -> Read:
        return flags.gathered(_read(asked, entry, chosen, place))

    yield from recounted(asked, root, selection, reads)


def _root_row(planning: Planning, root: Root, selection: Selection, place: Place) -> RootField:
    given = _given(selection.arguments.get("id")) if root.kind != "only" else None
    if root.kind == "node":
        assert given is not None
        entry = planning.catalog.by_prefix(str(given.value)[:3])
        if entry is None or entry.table is None:
            raise BadInput("`id` is not the id of anything.", argument="id")
    else:
        entry = planning.catalog.types[str(root.target)]
    only_id = planning.parameter(given, f"id:{entry.prefix}") if given else None
    read = _read(planning, entry, selection.children.get(entry.name, ()), place)
    return RootField(selection.key, flags.gathered(replace(read, only_id=only_id)), many=False)


def _root_page(planning: Planning, root: Root, selection: Selection, place: Place) -> RootField:
    entry = planning.catalog.types[str(root.target)]
    read = _page(planning, entry, selection, place, root.slices)
    read = replace(
        read,
        standings=flags.standings(root, planning.shape),
        reached_by=flags.reached_by(entry, read.visible or (), searched=read.search is not None),
    )
    if entry.dated:
        read = _on_day(planning, read, place.as_of)
    return RootField(selection.key, flags.gathered(read), many=True)


def _page(
    planning: Planning,
    entry: TypeEntry,
    selection: Selection,
    place: Place,
    slices: tuple[str, ...] = (),
) -> Read:
    visible = policy.visible(_table(entry), planning.shape)
    if slices:
        visible = tuple(each for each in visible if each.slice in slices)
    first = pages.first(selection)
    if place.rows * first > PAGE_PRODUCT_MAX:
        raise LimitExceeded(
            f"Nested pages ask for more than {PAGE_PRODUCT_MAX} rows.", limit="page product"
        )
    order, descending = pages.order(planning, entry, visible, selection)
    where = filter_of(planning, entry, selection.arguments.get("where"))
    inside = replace(place, rows=place.rows * first, parent=entry, known=visible, raised=())

    def items(chosen: tuple[Selection, ...], path: tuple[str, ...]) -> tuple[Item, ...]:
        return _items(planning, entry, chosen, replace(inside, path=(*inside.path, *path)))

    page = pages.page(planning, entry, selection, first, (order, descending), items)
    return Read(
        entry,
        visible,
        items=(),
        where=where,
        search=pages.search(planning, entry, visible, selection),
        order=order,
        descending=descending,
        page=page,
        type_visible=visible,
    )


def _read(
    planning: Planning, entry: TypeEntry, chosen: tuple[Selection, ...], place: Place
) -> Read:
    visible = policy.visible(_table(entry), planning.shape)
    folded = planning.fold and folding.implied_by_lift(place.raised, visible)
    inside = replace(place, parent=entry, known=place.raised if folded else visible, raised=())
    items = _items(planning, entry, chosen, inside)
    order = tuple(
        name
        for name in entry.order
        if folding.implied(visible, policy.clauses(_table(entry), name, planning.shape))
    )
    seen = None if folded else visible
    return Read(entry, seen, items=items, order=order, type_visible=visible)


def _items(
    planning: Planning, entry: TypeEntry, chosen: tuple[Selection, ...], place: Place
) -> tuple[Item, ...]:
    items = (item for selection in chosen for item in _item(planning, entry, selection, place))
    hidden = (Typename("#type", entry.name),) if planning.typed else ()
    # two computed fields may need the same hidden field: the key is the same, so one serves
    return tuple({item.key: item for item in (*hidden, *items)}.values())


def _item(
    planning: Planning, entry: TypeEntry, selection: Selection, place: Place
) -> tuple[Item, ...]:
    name, key = selection.name, selection.key
    if name == "__typename":
        return (Typename(key, entry.name),)
    if name in ("withheld", "states") and entry.table is not None:
        parts = tuple((part.key, part.name) for part in selection.only())
        return (Gaps(key, "withheld" if name == "withheld" else "states", parts),)
    found = entry.fields[name]
    if isinstance(found, Link):
        return (_link(planning, entry, found, selection, place.below(key)),)
    if isinstance(found, ViewerField):
        return (Bound(key, found.parameter, found.json),)
    if isinstance(found, ViewerLink):
        return (_viewer_link(planning, found, selection, place.below(key)),)
    if isinstance(found, Constant):
        return (Typename(key, found.value),)
    if isinstance(found, Computed):
        # what is worked out is today's; its inputs are read under its own slices, if it has some,
        # and nobody prints them
        today = replace(place, as_of=TODAY)
        inside = policy.inside(planning.shape, found.under)
        asked = replace(planning, shape=inside, typed=False)
        return derived(planning, key, found, _items(asked, entry, found.needs, today), place)
    return (_show(planning, entry, found, key, place),)


def _show(planning: Planning, entry: TypeEntry, shown: ColumnField, key: str, place: Place) -> Item:
    table, column = _table(entry), shown.column.name
    slices = policy.slices_of(table, column, planning.shape.within)
    piece = slices[0] if slices else ""
    clauses = policy.clauses(table, column, planning.shape)
    if not clauses:
        return _blank(planning, key, piece, place.below(key))
    only = policy.WHOLE_ONLY.get((table, column))
    whole = policy.visible(only.through, planning.shape) if only else None
    kept = whole is not None or any(each.recorded for each in clauses)
    folded = planning.fold and not kept and folding.implied(place.known, clauses)
    return Show(
        key,
        column,
        shown.form,
        entry.prefix,
        None if folded else clauses,
        piece,
        shown.open_ended,
        whole,
        None if policy.marker(clauses) == clauses else policy.marker(clauses),
    )


def _blank(planning: Planning, key: str, piece: str, place: Place) -> Blank:
    reason = planning.reason(piece)
    planning.withheld.append(Withheld(place.path, piece, reason))
    return Blank(key, piece, reason)


def _link(
    planning: Planning, entry: TypeEntry, link: Link, selection: Selection, place: Place
) -> Item:
    target = planning.catalog.types[link.target]
    way = _way(planning, entry, target, link)
    if not way.opens:
        return _blank(planning, selection.key, way.slice, place)
    raised = folding.raised(place.known, _table(entry), _table(target), (way.near, way.far))
    read = _below(planning, link, target, selection, replace(place, raised=raised))
    visible = read.visible or ()
    subject = flags.subject(entry, target, (way.near, way.far))
    if way.tells is not None and not (planning.fold and folding.implied(visible, way.tells)):
        read = replace(read, linked=way.tells)
    if planning.fold and subject and folding.implied_below(place.known, visible):
        read = replace(read, visible=None)
    same = subject == (way.near, way.far)
    mask = flags.list_mask(visible, same=same) if link.many else way.mask
    if planning.fold and mask and _passes(place.known, mask, many=link.many):
        mask = None
    read = replace(read, subject=subject)
    hidden = _redacted(planning, link, selection, place)
    return Child(
        selection.key,
        read,
        link.many,
        way.near,
        way.far,
        mask,
        way.slice,
        hidden,
        link.open_ended,
    )


@dataclass(frozen=True)
class Way:
    """How a link may be gone: the clauses of the key on this side (to one) or on the far side
    (to many), either of which is a fact, and the slice by which a refusal is named.
    """

    near: str
    far: str
    mask: tuple[Clause, ...] | None
    tells: tuple[Clause, ...] | None
    opens: bool
    slice: str


def _way(planning: Planning, entry: TypeEntry, target: TypeEntry, link: Link) -> Way:
    near, far = link.near.name, link.far.name
    table, key = (_table(target), far) if link.many else (_table(entry), near)
    clauses = policy.clauses(table, key, planning.shape)
    visible = policy.visible(_table(target), planning.shape)
    slices = policy.slices_of(table, key, planning.shape.within)
    return Way(
        near,
        far,
        None if link.many else clauses,
        clauses if link.many else None,
        bool(clauses and visible),
        slices[0] if slices else "",
    )


def _passes(known: tuple[Clause, ...], mask: tuple[Clause, ...], *, many: bool) -> bool:
    """Whether a link's mask holds wherever its row is visible: judged on the row itself."""
    if many:
        return folding.implied_below(known, mask, terms=False)
    return folding.implied(known, mask)


def _below(
    planning: Planning, link: Link, target: TypeEntry, selection: Selection, place: Place
) -> Read:
    as_of = pages.as_of(planning, selection, place.as_of)
    place = replace(place, as_of=as_of)
    if link.paged and not is_hidden(selection.key):
        read = _page(planning, target, selection, place)
    else:
        if link.paged:
            whole_list(place)
        read = _read(planning, target, selection.children.get(target.name, ()), place)
    dated = link.many and target.dated and not pages.history(selection)
    return _on_day(planning, read, as_of) if dated else read


def _on_day(planning: Planning, read: Read, as_of: str) -> Read:
    """Only rows that hold on the day. Asked for another day than today, their dates must be
    readable: trying day after day would tell them.
    """
    if as_of == TODAY:
        return replace(read, as_of=as_of)
    table = _table(read.type)
    starts = policy.clauses(table, "starts_on", planning.shape)
    ends = policy.clauses(table, "ends_on", planning.shape)
    return replace(read, as_of=as_of, dated=(starts, ends))


def _redacted(
    planning: Planning, link: Link, selection: Selection, place: Place
) -> tuple[Item, ...] | None:
    if not link.redacts:
        return None
    entry = planning.catalog.types[REDACTED_TYPE]
    return _items(planning, entry, selection.children.get(REDACTED_TYPE, ()), place)


def _viewer_link(planning: Planning, link: ViewerLink, selection: Selection, place: Place) -> Child:
    target = planning.catalog.types[link.target]
    read = _read(planning, target, selection.only(), place)
    read = replace(read, only_id=link.parameter)
    return Child(
        selection.key, flags.gathered(read), many=False, near="", far="id", clauses=None, slice=""
    )


def _given(argument: Argument) -> Given:
    if argument is None or isinstance(argument, dict | list):
        raise BadInput("`id` is missing.", argument="id")
    return argument


def _table(entry: TypeEntry) -> str:
    return entry.table.name if entry.table is not None else ""
