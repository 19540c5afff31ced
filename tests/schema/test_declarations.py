"""Promises about the declared types, checked against the tables without a database."""

from __future__ import annotations

import ast
import inspect
import re
from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import Enum
from strawberry.utils.str_converters import to_camel_case

from hub.models import Base
from hub.models.codes import Code, Emergency, MarkReason, Race
from hub.models.guardian_codes import IdentityDocument
from schema import (
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
)
from schema.codes import DESCRIPTIONS
from schema.declared import PLANNED, ColumnOf, ComputedBy, ToMany, ToOne
from schema.withheld import Node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Column, Table

    from schema.declared import PlannedType

DOMAINS = (
    orgs, staff, students, guardians, enrollment, sections, grades, health, behavior, ieps,
    programs, transcripts, safety, schedules, counseling, consents, audit, quality, requests,
    problems, reviews, scopes, vendors,
)  # fmt: skip

NOT_EXPOSED = {
    "Access",
    "AccessSpan",
    "AdultAccess",
    "CounselorRange",
    "Household",
    "HouseholdGuardian",
    "Person",
    "Seal",
    "SourceRow",
    "Change",
    "Outbox",
    "Paper",
    "Retry",
    "Token",
    "Attempt",
    "Credential",
    "Recovery",
    "SecondFactor",
    "SignIn",
}

NOT_SHOWN = {
    "disclosure.entry",
    "disclosure.request_id",
    "view_as.entry",
    "view_as.request_id",
}
"""Columns of exposed tables that are no keys and of which nobody needs the value."""

NOT_FOLLOWED = {"disclosure.first_id"}
"""Keys of exposed tables that are for the ledger alone."""

HELD_AS_TEXT = {Race, MarkReason, Emergency, IdentityDocument}
"""Code lists whose words stand in a text, so that no column names their type."""

SENTENCES = 2
"""The most that a description may take."""

TYPES = [
    planned
    for planned in PLANNED.values()
    if planned.python.__module__ in {domain.__name__ for domain in DOMAINS}
]
MODELS = {
    mapper.class_.__name__: mapper.class_
    for mapper in Base.registry.mappers
    if mapper.class_.__name__ not in NOT_EXPOSED
}
EXPOSED_TABLES = {model.__table__ for model in MODELS.values()}


def label(planned: PlannedType, name: str) -> str:
    """Name a field in a failure, as in "Student.schedule"."""
    return f"{planned.python.__name__}.{name}"


def columns() -> Iterator[tuple[str, Table, str]]:
    """Give each field that shows a column: its label, its type's table, the column's name."""
    for planned in TYPES:
        for name, field in planned.fields.items():
            if isinstance(field, ColumnOf):
                yield label(planned, name), planned.table, field.of or name


def links() -> Iterator[tuple[str, PlannedType, ToOne]]:
    """Give each field that follows a key of its own row."""
    for planned in TYPES:
        for name, field in planned.fields.items():
            if isinstance(field, ToOne):
                yield label(planned, name), planned, field


def lists() -> Iterator[tuple[str, PlannedType, ToMany]]:
    """Give each field that leads to rows which point here."""
    for planned in TYPES:
        for name, field in planned.fields.items():
            if isinstance(field, ToMany):
                yield label(planned, name), planned, field


def targets(column: Column[object]) -> set[object]:
    """Give the tables to which a column is a foreign key."""
    return {key.column.table for key in column.foreign_keys}


def written(python: type[Node]) -> list[str]:
    """Give the names that a class's body assigns, as often as it assigns them."""
    body = ast.parse(inspect.getsource(python)).body[0]
    return [
        target.id
        for statement in ast.walk(body)
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    ]


def repeated(names: list[str]) -> list[str]:
    """Give the names that occur more than once."""
    return sorted(name for name, times in Counter(names).items() if times > 1)


def shown_codes() -> set[type[Code]]:
    """Give the code lists that some exposed column holds or computed field gives."""
    kinds = (table.c[name].type for _, table, name in columns() if name in table.c)
    fields = (each for planned in TYPES for each in planned.fields.values())
    derived = {each.annotation for each in fields if isinstance(each, ComputedBy)}
    codes = {each for each in derived if isinstance(each, type) and issubclass(each, Code)}
    return (
        HELD_AS_TEXT
        | codes
        | {
            kind.enum_class
            for kind in kinds
            if isinstance(kind, Enum) and kind.enum_class and issubclass(kind.enum_class, Code)
        }
    )


def is_prose(text: str) -> bool:
    """Say whether a description is one or two sentences on one line."""
    return (
        re.fullmatch(r"[A-Z0-9][^\n]*\.", text) is not None and len(text.split(". ")) <= SENTENCES
    )


def test_every_exposed_model_has_a_type() -> None:
    declared = {planned.python.__name__: planned.table for planned in TYPES}
    assert declared == {name: model.__table__ for name, model in MODELS.items()}


def test_what_is_not_exposed_is_still_a_model() -> None:
    models = {mapper.class_.__name__ for mapper in Base.registry.mappers}
    assert sorted(NOT_EXPOSED - models) == []


def test_no_type_is_declared_twice() -> None:
    classes = [
        node.name
        for domain in DOMAINS
        for node in ast.parse(inspect.getsource(domain)).body
        if isinstance(node, ast.ClassDef)
    ]
    assert sorted(classes) == sorted(planned.python.__name__ for planned in TYPES)


def test_a_type_stands_in_the_file_of_its_models_domain() -> None:
    astray = {
        planned.python.__name__
        for planned in TYPES
        if planned.python.__module__.removeprefix("schema.")
        != MODELS[planned.python.__name__].__module__.removeprefix("hub.models.")
    }
    assert astray == set()


def test_a_shown_column_is_a_column_of_the_types_table() -> None:
    unknown = [where for where, table, name in columns() if name not in table.c]
    assert unknown == []


def test_no_key_is_shown_as_a_value() -> None:
    keys = [
        where
        for where, table, name in columns()
        if name in table.c and (table.c[name].primary_key or table.c[name].foreign_keys)
    ]
    assert keys == []


def test_every_column_that_is_no_key_is_shown() -> None:
    shown = {(table, name) for _, table, name in columns()}
    hidden = [
        f"{table}.{column.name}"
        for table in EXPOSED_TABLES
        for column in table.c
        if not (column.primary_key or column.foreign_keys or (table, column.name) in shown)
    ]
    assert set(hidden) == NOT_SHOWN


def test_a_to_one_link_follows_a_foreign_key_to_an_exposed_table() -> None:
    broken = [
        where
        for where, planned, link in links()
        if link.key not in planned.table.c
        or not targets(planned.table.c[link.key])
        or not targets(planned.table.c[link.key]) <= EXPOSED_TABLES
    ]
    assert broken == []


def test_every_foreign_key_to_an_exposed_table_is_followed() -> None:
    followed = {(planned.table, link.key) for _, planned, link in links()}
    lost = [
        f"{table}.{column.name}"
        for table in EXPOSED_TABLES
        for column in table.c
        if targets(column) & EXPOSED_TABLES and (table, column.name) not in followed
    ]
    assert set(lost) == NOT_FOLLOWED


def test_a_list_leads_to_exposed_rows_whose_key_points_at_this_type() -> None:
    broken = [
        where
        for where, planned, many in lists()
        if targets(many.key) != {planned.table} or many.key.table not in EXPOSED_TABLES
    ]
    assert broken == []


def test_no_two_lists_of_a_type_lead_over_the_same_key() -> None:
    keys = [f"{planned.python.__name__} over {many.key}" for _, planned, many in lists()]
    assert repeated(keys) == []


def test_p36_the_participations_of_an_incident_are_the_one_list_that_redacts() -> None:
    assert [where for where, _, many in lists() if many.redacts] == ["Incident.participations"]


def test_ids_begin_with_three_letters() -> None:
    odd = [p.prefix for p in TYPES if re.fullmatch(r"[a-z]{3}", p.prefix) is None]
    assert odd == []


def test_no_two_types_share_the_beginning_of_their_ids() -> None:
    assert (
        repeated([planned.prefix for planned in PLANNED.values() if planned.table is not None])
        == []
    )


def test_lists_are_sorted_by_columns_that_are_never_null() -> None:
    wrong = [
        label(planned, name)
        for planned in TYPES
        for name in planned.order
        if name not in planned.table.c or planned.table.c[name].nullable
    ]
    assert wrong == []


def test_rows_that_differ_in_what_a_reader_sees_are_not_sorted_by_what_may_be_withheld() -> None:
    """POLICY: 8a and 8b, 27.now, 19.status, 4.language, P-36: a hidden value must not sort."""
    orders = {planned.python.__name__: planned.order for planned in TYPES}
    narrow = (
        "CourtOrder",
        "Demographics",
        "Evaluation",
        "IncidentParticipation",
        "SectionEnrollment",
    )
    assert [orders[name] for name in narrow] == [(), (), ("area",), (), ("student_id",)]


def test_no_field_is_declared_twice_in_a_type() -> None:
    twice = {p.python.__name__: repeated(written(p.python)) for p in TYPES}
    assert {name: fields for name, fields in twice.items() if fields} == {}


def test_no_field_takes_the_name_of_one_that_every_object_has() -> None:
    taken = [label(p, name) for p in TYPES for name in p.fields if name in Node.__annotations__]
    assert taken == []


def test_no_two_fields_of_a_type_become_one_in_camel_case() -> None:
    shared = {
        p.python.__name__: repeated([to_camel_case(name) for name in p.fields]) for p in TYPES
    }
    assert {name: fields for name, fields in shared.items() if fields} == {}


def test_no_code_list_bears_the_name_of_a_type() -> None:
    assert {code.__name__ for code in DESCRIPTIONS} & set(PLANNED) == set()


def test_every_shown_code_list_is_described_and_no_other() -> None:
    assert set(DESCRIPTIONS) == shown_codes()


def test_every_word_of_a_code_list_is_described_and_no_other() -> None:
    wrong = {
        code.__name__: sorted({word.value for word in code} ^ set(words))
        for code, (_, words) in DESCRIPTIONS.items()
        if {word.value for word in code} != set(words)
    }
    assert wrong == {}


def test_code_lists_and_their_words_are_described_in_sentences() -> None:
    texts = [text for about, words in DESCRIPTIONS.values() for text in (about, *words.values())]
    assert [text for text in texts if not is_prose(text)] == []


def test_every_field_is_described_in_sentences() -> None:
    bare = [
        label(planned, name)
        for planned in TYPES
        for name, field in planned.fields.items()
        if not is_prose(field.description)
    ]
    assert bare == []


def test_every_type_is_described_in_sentences() -> None:
    bare = [p.python.__name__ for p in TYPES if not is_prose(p.python.__doc__ or "")]
    assert bare == []


def test_every_type_says_in_which_slice_it_lies() -> None:
    silent = [
        planned.python.__name__
        for planned in TYPES
        if not re.search(r"slice (S[0-8]|[A-Z]{2,3}|[0-9]+[a-z]?)\b", planned.python.__doc__ or "")
    ]
    assert silent == []


def test_p35_a_field_that_can_be_null_says_what_null_means() -> None:
    can_be_null = [
        (where, planned.table.c[link.key], link.description) for where, planned, link in links()
    ] + [
        (label(planned, name), planned.table.c[field.of or name], field.description)
        for planned in TYPES
        for name, field in planned.fields.items()
        if isinstance(field, ColumnOf)
    ]
    silent = [
        where
        for where, column, description in can_be_null
        if column.nullable != bool(re.search(r"\bnull\b", description))
    ]
    assert silent == []
