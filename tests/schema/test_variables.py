"""Variables are read as graphql-core reads them, but for the nulls of fields that weren't given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from graphql import OperationDefinitionNode, get_variable_values, parse

from schema.build import build
from schema.variables import given_values

if TYPE_CHECKING:
    from graphql import GraphQLSchema

DEEP: dict[str, Any] = {"gradeLevel": {"eq": 9}}
for _ in range(100):
    DEEP = {"not": DEEP}
FITTING: tuple[tuple[str, dict[str, Any]], ...] = (
    ("$where: StudentWhere", {"where": {"gradeLevel": {"eq": 9}}}),
    ("$where: StudentWhere", {"where": None}),
    ("$where: StudentWhere", {"where": {}}),
    ("$where: StudentWhere", {}),
    ("$where: StudentWhere", {"where": {"gradeLevel": None, "and": {"gradeLevel": {"in": 9}}}}),
    ("$where: StudentWhere!", {"where": {"or": [{"familyName": {"eq": "Ruiz"}}, {"not": None}]}}),
    ("$where: StudentWhere", {"where": {"birthDate": {"lt": "2010-02-28"}}, "other": 1}),
    ("$alert: HealthAlertWhere", {"alert": {"severity": {"in": ["LIFE_THREATENING"]}}}),
    ("$first: Int, $id: ID!", {"first": 3, "id": "stu_1"}),
    ("$order: StudentOrder", {"order": {"field": "FAMILY_NAME"}}),
    ("$order: StudentOrder", {"order": {"field": "FAMILY_NAME", "direction": "DESC"}}),
)
UNFIT: tuple[tuple[str, dict[str, Any]], ...] = (
    ("$where: StudentWhere", {"where": {"gradeLevel": {"eq": "nine"}}}),
    ("$where: StudentWhere", {"where": {"grade": {"eq": 9}}}),
    ("$where: StudentWhere", {"where": {"birthDate": {"lt": "2010-02-30"}}}),
    ("$where: StudentWhere", {"where": {"or": [None]}}),
    ("$where: StudentWhere", {"where": [1]}),
    ("$where: StudentWhere!", {"where": None}),
    ("$where: StudentWhere!", {}),
    ("$where: StudentWhere", {"where": DEEP}),
    ("$order: StudentOrder", {"order": {}}),
    ("$order: StudentOrder", {"order": {"field": "NONE"}}),
    ("$first: Int = 7", {}),
    ("$first: Int", {"first": 2**40}),
    ("$student: Student", {"student": {}}),
    ("$alert: HealthAlertWhere", {"alert": {"severity": {"eq": "GRAVE"}}}),
)


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build().graphql


def _operation(defined: str) -> OperationDefinitionNode:
    (operation,) = parse(f"query({defined}) {{ __typename }}").definitions
    assert isinstance(operation, OperationDefinitionNode)
    return operation


def _without_nulls(value: Any, given: Any) -> Any:
    """What graphql-core read, less the null of whatever wasn't given."""
    if isinstance(value, list):
        items = given if isinstance(given, list) else [given]
        return [_without_nulls(*pair) for pair in zip(value, items, strict=True)]
    if not isinstance(value, dict) or not isinstance(given, dict):
        return value
    return {
        name: _without_nulls(each, given.get(name))
        for name, each in value.items()
        if name in given or each is not None
    }


@pytest.mark.parametrize(("defined", "variables"), FITTING)
def test_what_fits_is_read_as_graphql_core_reads_it(
    schema: GraphQLSchema, defined: str, variables: dict[str, Any]
) -> None:
    operation = _operation(defined)
    said = get_variable_values(schema, operation.variable_definitions or (), variables)
    assert not isinstance(said, list), said
    found = given_values(schema, operation, variables)
    assert found is not None
    assert found == _without_nulls(said.coerced, variables)


@pytest.mark.parametrize(("defined", "variables"), UNFIT)
def test_what_does_not_fit_or_has_a_default_is_left_to_graphql_core(
    schema: GraphQLSchema, defined: str, variables: dict[str, Any]
) -> None:
    assert given_values(schema, _operation(defined), variables) is None
