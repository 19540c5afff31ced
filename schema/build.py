"""Declare: the Strawberry schema and its catalog, built once from the domain files."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from hashlib import sha256
from typing import Annotated, Any

import strawberry
from graphql import GraphQLSchema
from sqlalchemy import Column
from strawberry.schema.config import StrawberryConfig
from strawberry.utils.str_converters import to_camel_case

from hub.memory import lasting
from resolvers.catalog import (
    Catalog,
    ColumnField,
    Computed,
    Constant,
    Field,
    Link,
    TypeEntry,
    ViewerField,
    ViewerLink,
)
from schema import (
    arguments,
    audit,
    behavior,
    consents,
    counseling,
    enrollment,
    grades,
    guardians,
    health,
    ieps,
    orgs,
    problems,
    programs,
    quality,
    requests,
    reviews,
    safety,
    schedules,
    scopes,
    sections,
    staff,
    students,
    transcripts,
    vendors,
    viewer,
)
from schema.codes import DESCRIPTIONS
from schema.declared import (
    PLANNED,
    ColumnOf,
    ComputedBy,
    FromViewer,
    PlannedType,
    Said,
    ToMany,
    ToOne,
)
from schema.explain import EXPLANATIONS
from schema.filters import Inputs, target, type_of
from schema.history import RECOUNTED
from schema.immunizing import QUEUES
from schema.mutations.building import mutation
from schema.needs import hidden
from schema.pages import Connection
from schema.policy import TOLD
from schema.query import ROOTS
from schema.scheduling import BOARDS
from schema.withheld import Node

COMPUTED = BOARDS | EXPLANATIONS | QUEUES | RECOUNTED | TOLD
"""The roots that batch functions work out."""
DOMAINS = (
    orgs,
    staff,
    students,
    guardians,
    enrollment,
    sections,
    schedules,
    grades,
    health,
    behavior,
    ieps,
    programs,
    transcripts,
    safety,
    counseling,
    consents,
    audit,
    requests,
    reviews,
    quality,
    problems,
    scopes,
    vendors,
    viewer,
)
"""The domain files; each declares its types when it is imported."""

TIMELESS = frozenset({"SchoolYear", "Term"})
"""Dated types of which lists show all rows: the calendar itself."""
OPEN_ENDED = frozenset(
    {
        "agreement_scope.course_id",
        "agreement_scope.grade_level",
        "agreement_scope.section_id",
        "bell_schedule.first_grade",
        "bell_schedule.last_grade",
        "consent.vendor_id",
        "court_order.decided_at",
        "court_order.guardian_id",
        "court_order.confirmed_by",
        "court_order.lapses_on",
        "court_order.proposed_at",
        "court_order.proposed_by",
        "court_order.proposed_document_key",
        "court_order.proposed_ends_on",
        "emergency_contact.guardian_id",
        "engagement_scope.course_id",
        "engagement_scope.grade_level",
        "engagement_scope.section_id",
        "evaluation.completed_on",
        "guardian_candidate.confirmed_by",
        "guardian_candidate.confirmed_on",
        "guardian_candidate.decided_by",
        "guardian_candidate.decided_on",
        "guardian_candidate.kept_id",
        "guardian_candidate.outcome",
        "guardianship.rejected_on",
        "health_visit.left_at",
        "iep.amends_id",
        "iep.consented_on",
        "iep.declined_on",
        "iep.offered_on",
        "iep.superseded_on",
        "iep_goal.iep_service_id",
        "iep_service.declined_on",
        "counseling_disclosure.guardian_id",
        "counseling_disclosure.staff_id",
        "mark.reason",
        "mark.superseded_at",
        "medication_order.due_at",
        "period_consent.decided_by",
        "period_consent.decided_on",
        "period_consent.decision",
        "period_consent.withdrawn_on",
        "plan_504.adopted_on",
        "post.school_id",
        "problem.answer",
        "problem.answered_at",
        "problem.entity",
        "problem.guardian_id",
        "problem.row_key",
        "problem.school_id",
        "problem.section_id",
        "problem.staff_id",
        "problem.student_id",
        "problem.students",
        "problem.taken_at",
        "problem.taken_by",
        "record_request.answer",
        "record_request.answered_by",
        "record_request.answered_on",
        "record_request.guardian_id",
        "record_request.latest_on",
        "record_request.outcome",
        "record_request.record_key",
        "record_request.record_type",
        "record_request.should_say",
        "record_request.stated_on",
        "record_request.statement",
        "record_request.words",
        "school_enrollment.exit_reason",
        "student_merge.confirmed_by",
        "student_merge.confirmed_on",
        "survey_response.answered_on",
        "threat_record.closed_on",
    }
)
"""Columns beside `ends_on` in which a null says that the thing has not ended or does not apply."""


@dataclass(frozen=True)
class Built:
    """The schema, and what its names stand for."""

    schema: strawberry.Schema
    catalog: Catalog

    @property
    def graphql(self) -> GraphQLSchema:
        """graphql-core's own schema, against which documents are validated."""
        return self.schema._schema  # noqa: SLF001 - Strawberry has no public name for it


@lasting()
def build() -> Built:
    """Build schema and catalog. Called once a process."""
    codes = {kind: _enum(kind, *said) for kind, said in DESCRIPTIONS.items()}
    inputs = Inputs(codes)
    for planned in PLANNED.values():
        _finish(planned, codes, inputs)
    for planned in PLANNED.values():
        strawberry.type(planned.python, description=planned.python.__doc__)
    query = _query(inputs)
    schema = strawberry.Schema(
        query=query,
        mutation=mutation(codes),
        types=[planned.python for planned in PLANNED.values()],
        config=StrawberryConfig(disable_field_suggestions=True),
    )
    entries = {name: _entry(planned) for name, planned in PLANNED.items()}
    version = sha256(schema.as_str().encode()).hexdigest()[:16]
    roots = {name: root for name, (root, *_) in (ROOTS | COMPUTED).items()}
    return Built(schema, Catalog(entries, roots, version))


def _enum(kind: type, description: str, values: dict[str, str]) -> Any:
    members = {
        value: strawberry.enum_value(value, description=said) for value, said in values.items()
    }
    made: Any = Enum(kind.__name__, members)  # type: ignore[misc]
    return strawberry.enum(made, description=description)


def _finish(planned: PlannedType, codes: dict[type, type], inputs: Inputs) -> None:
    """Turn the declarations of a class into annotated Strawberry fields."""
    annotations: dict[str, Any] = {}
    for name, declared in planned.fields.items():
        annotations[name] = _annotation(planned, name, declared, codes)
        field = strawberry.field(description=declared.description)
        field.arguments = _arguments(declared, inputs)
        setattr(planned.python, name, field)
    planned.python.__annotations__ = annotations


def _annotation(planned: PlannedType, name: str, declared: Any, codes: dict[type, type]) -> Any:
    if isinstance(declared, ColumnOf):
        return _scalar(planned.table.c[declared.of or name], codes) | None
    if isinstance(declared, ToOne):
        return PLANNED[target(planned.table.c[declared.key])].python | None
    if isinstance(declared, ToMany):
        return _many(declared)
    if isinstance(declared, FromViewer):
        leads = isinstance(declared.annotation, str)
        return PLANNED[declared.annotation].python | None if leads else declared.annotation
    if isinstance(declared, Said):
        return str
    return codes.get(declared.annotation, declared.annotation) | None


def _many(declared: ToMany) -> Any:
    there = PLANNED[type_of(declared.key.table.name)].python
    if declared.paged:
        return Connection[there] | None  # type: ignore[valid-type]
    if declared.redacts:
        said = "A participant of an incident, or another student of whom nothing may be told."
        either = there | PLANNED["AnotherStudent"].python
        return list[Annotated[either, strawberry.union("Participant", description=said)]] | None  # type: ignore[valid-type]
    return list[there] | None  # type: ignore[valid-type]


def _scalar(column: Column[Any], codes: dict[type, type]) -> Any:
    enum = getattr(column.type, "enum_class", None)
    if enum is not None:
        return codes[enum]
    kind = column.type.python_type
    assert kind in (str, int, bool, date, datetime, time, Decimal, list), column
    return list[str] if kind is list else kind


def _arguments(declared: Any, inputs: Inputs) -> list[Any]:
    if not isinstance(declared, ToMany):
        return []
    name = type_of(declared.key.table.name)
    found = arguments.paging(inputs.where[name], inputs.order[name]) if declared.paged else []
    return [*found, arguments.as_of(), arguments.history()] if _dated(PLANNED[name]) else found


def _dated(planned: PlannedType) -> bool:
    name = planned.python.__name__
    return (
        name not in TIMELESS
        and planned.table is not None
        and "ends_on" in planned.table.c
        and ("starts_on" in planned.table.c)
    )


def _named(target: str) -> bool:
    """Whether a type's rows are people, who have names."""
    table = PLANNED[target].table if target in PLANNED else None
    return table is not None and "sort_name" in table.c


def _query(inputs: Inputs) -> type:
    annotations: dict[str, Any] = {}
    fields: dict[str, Any] = {}
    for name, (root, description) in ROOTS.items():
        python = PLANNED[root.target].python if root.target else Node
        annotations[name] = Connection[python] if root.kind == "page" else python | None  # type: ignore[valid-type]
        field = strawberry.field(description=description)
        field.arguments = {
            "page": [
                *arguments.paging(
                    inputs.where.get(root.target or ""),
                    inputs.order.get(root.target or ""),
                    searched=_named(root.target or ""),
                ),
                arguments.as_of(),
            ],
            "one": [arguments.row_id(), arguments.as_of()],
            "node": [arguments.row_id(), arguments.as_of()],
        }.get(root.kind, [])
        fields[name] = field
    for name, (_, description, annotation, given) in COMPUTED.items():
        annotations[name] = annotation
        fields[name] = strawberry.field(description=description)
        fields[name].arguments = given
    annotations["viewer"] = PLANNED["Viewer"].python
    python = type("Query", (), {"__annotations__": annotations, "__module__": __name__, **fields})
    return strawberry.type(python, description="The ways into the district's records.")


def _entry(planned: PlannedType) -> TypeEntry:
    fields = {
        to_camel_case(name): _field(planned, name, declared)
        for name, declared in planned.fields.items()
    }
    if planned.table is not None:
        fields["id"] = ColumnField("id", planned.table.c.id, "id")
    name = planned.python.__name__
    return TypeEntry(name, planned.table, planned.prefix, fields, planned.order, _dated(planned))


def _open_ended(column: Column[Any]) -> bool:
    return column.name == "ends_on" or f"{column.table.name}.{column.name}" in OPEN_ENDED


def _field(planned: PlannedType, name: str, declared: Any) -> Field:
    public = to_camel_case(name)
    if isinstance(declared, ColumnOf):
        column = planned.table.c[declared.of or name]
        decimal = column.type.python_type is Decimal
        return ColumnField(public, column, "text" if decimal else "plain", _open_ended(column))
    if isinstance(declared, ToOne):
        near = planned.table.c[declared.key]
        far = next(iter(near.foreign_keys)).column
        ends = _open_ended(near)
        return Link(public, target(near), near, far, many=False, paged=False, open_ended=ends)
    if isinstance(declared, ToMany):
        there = type_of(declared.key.table.name)
        near = planned.table.c.id
        return Link(
            public,
            there,
            near,
            declared.key,
            many=True,
            paged=declared.paged,
            redacts=declared.redacts,
        )
    if isinstance(declared, ComputedBy):
        needs = hidden(declared.needs, declared.under)
        return Computed(public, declared.loader, needs, declared.entire, declared.under)
    if isinstance(declared, Said):
        return Constant(public, declared.value)
    if isinstance(declared.annotation, str):
        return ViewerLink(public, declared.annotation, declared.parameter)
    return ViewerField(public, declared.parameter, json=True)
