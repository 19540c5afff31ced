"""An error tells a code, a place and a request id; no value, no suggestion, nothing of us."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from hub.limits import ERRORS_MAX
from schema.door import Door
from tests.doors.conftest import refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.doors.conftest import Doors

SECRET = "Quillfeather"
"""A value that stands for a name, a birth date or a diagnosis in a client's document."""
INVALID = "GRAPHQL_VALIDATION_FAILED"
LITERALS = [
    f'{{student(id:{{a:"{SECRET}"}}){{id}}}}',
    f'{{student(id:["{SECRET}"]){{id}}}}',
    f'{{students(first:"{SECRET}"){{nodes{{id}}}}}}',
    f"{{students(first:{SECRET}){{nodes{{id}}}}}}",
    f"{{students(orderBy:{{field:{SECRET}}}){{nodes{{id}}}}}}",
    f'{{students(orderBy:{{field:"{SECRET}"}}){{nodes{{id}}}}}}',
    f'{{students(where:"{SECRET}"){{nodes{{id}}}}}}',
    f'{{students(where:{{givenName:"{SECRET}"}}){{nodes{{id}}}}}}',
    f'{{students(where:{{birthDate:{{eq:"{SECRET}"}}}}){{nodes{{id}}}}}}',
    f'{{students(where:{{gradeLevel:{{eq:"{SECRET}"}}}}){{nodes{{id}}}}}}',
    f'{{students(where:{{gradeLevel:{{in:["{SECRET}"]}}}}){{nodes{{id}}}}}}',
    f'{{students(where:{{nothing:"{SECRET}"}}){{nodes{{id}}}}}}',
    f'{{viewer{{today}} "{SECRET}"}}',
    f'{{viewer{{today}} """{SECRET}"""}}',
    f'{{viewer(a:"{SECRET}){{today}}}}',
    f'query($a:Int="{SECRET}"){{students(first:$a){{nodes{{id}}}}}}',
    f'query($a:DateFilter={{eq:"{SECRET}"}}){{students(where:{{birthDate:$a}}){{nodes{{id}}}}}}',
    f'{{viewer{{today @include(if:"{SECRET}")}}}}',
    f"{{viewer{{today @skip(if:{SECRET})}}}}",
    f'{{student(id:"{SECRET}"){{id}}}}',
    f'{{students(after:"{SECRET}"){{nodes{{id}}}}}}',
]
VARIABLES: list[tuple[str, Any]] = [
    ("Int", SECRET),
    ("Int!", None),
    ("Int", {SECRET: SECRET}),
    ("ID", {"a": SECRET}),
    ("StudentWhere", SECRET),
    ("StudentWhere", {SECRET: SECRET}),
    ("StudentWhere", {"givenName": SECRET}),
    ("StudentWhere", {"givenName": {"eq": {"a": SECRET}}}),
    ("StudentWhere", {"birthDate": {"eq": SECRET}}),
    ("StudentWhere", {"gradeLevel": {"in": [1, SECRET]}}),
    ("StudentOrder", {"field": SECRET}),
    ("StudentOrder", {"direction": SECRET}),
    ("[Date!]", [SECRET]),
    ("Boolean!", SECRET),
]
USES = {
    "Int": "students(first:$a){nodes{id}}",
    "ID": "student(id:$a){id}",
    "StudentWhere": "students(where:$a){nodes{id}}",
    "StudentOrder": "students(orderBy:$a){nodes{id}}",
    "[Date!]": "students(where:{birthDate:{in:$a}}){nodes{id}}",
    "Boolean!": "viewer{today @include(if:$a)}",
}


@pytest.mark.parametrize("query", LITERALS)
async def test_a_literal_comes_back_in_no_error(doors: Doors, query: str) -> None:
    response = await doors.ask("demo-teacher", query)
    assert response.status_code == 400
    assert SECRET not in response.text
    assert response.json()["errors"][0]["extensions"]["code"] in (
        INVALID,
        "BAD_INPUT",
        "BAD_CURSOR",
    )


@pytest.mark.parametrize(("kind", "value"), VARIABLES, ids=str)
async def test_a_variable_comes_back_in_no_error(doors: Doors, kind: str, value: Any) -> None:
    use = USES.get(kind) or USES[kind.rstrip("!")]
    response = await doors.ask("demo-teacher", f"query($a:{kind}){{{use}}}", a=value)
    refusal(response, 400, INVALID)
    assert SECRET not in response.text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("{viewer{tody}}", "Cannot query field 'tody' on type 'Viewer'."),
        ("{viewer{today(a:1)}}", "Unknown argument 'a' on field 'Viewer.today'."),
        ("{viewer}", "Field 'viewer' of type 'Viewer!' must have a selection of subfields."),
        ("{...Missing}", "Unknown fragment 'Missing'."),
        ("query($a:Int){viewer{today}}", "Variable '$a' is never used."),
        ("{student(id:$a){id}}", "Variable '$a' is not defined."),
        ("{viewer{today @nothing}}", "Unknown directive '@nothing'."),
        ('{node(id:"x"){... on Studnt{id}}}', "Unknown type 'Studnt'."),
        ("{students(first:true){nodes{id}}}", "A value does not fit type `Int`."),
        ("{viewer{today}", "Syntax error: Expected Name."),
        ("{viewer{today}}}", "Syntax error."),
    ],
)
async def test_an_error_says_what_to_mend_and_suggests_nothing(
    doors: Doors, query: str, said: str
) -> None:
    error = refusal(await doors.ask("demo-teacher", query), 400, INVALID)
    assert error["message"] == said
    assert error["locations"][0].keys() == {"line", "column"}


async def test_a_value_of_a_scalar_that_does_not_fit_is_told_by_its_type(doors: Doors) -> None:
    query = '{students(where:{birthDate:{eq:"2011"}}){nodes{id}}}'
    error = refusal(await doors.ask("demo-teacher", query), 400, INVALID)
    assert error["message"] == "A value does not fit type `Date`."


async def test_a_variable_that_does_not_fit_is_named_with_its_type(doors: Doors) -> None:
    query = "query($first:Int){students(first:$first){nodes{id}}}"
    error = refusal(await doors.ask("demo-teacher", query, first="many"), 400, INVALID)
    assert error["message"] == "`$first` has a value that does not fit type `Int`."


@pytest.mark.parametrize("name", ["\u0130", "\u0130" * 20, "givenNam"])
async def test_an_unknown_name_in_a_variable_is_compared_with_no_other(
    doors: Doors, name: str
) -> None:
    """graphql-core's search for suggestions failed over letters that grow in lower case."""
    query = "query($where:StudentWhere){students(where:$where){nodes{id}}}"
    error = refusal(await doors.ask("demo-teacher", query, where={name: None}), 400, INVALID)
    assert name not in error["message"]
    assert "Did you mean" not in error["message"]


async def test_what_a_client_sent_does_not_come_back_at_length(doors: Doors) -> None:
    long = "x" * 100_000
    for query in (f"{{{long}}}", f"{{viewer{{today(a:{long})}}}}", f"{{...{long}}}", f'{{"{long}'):
        response = await doors.ask("demo-teacher", query)
        refusal(response, 400, INVALID)
        assert len(response.content) < 1_000


async def test_one_answer_has_few_errors(doors: Doors) -> None:
    fields = " ".join(f"wrong{number}" for number in range(ERRORS_MAX * 5))
    response = await doors.ask("demo-teacher", f"{{viewer{{{fields}}}}}")
    refusal(response, 400, INVALID)
    assert len(response.json()["errors"]) == ERRORS_MAX


@pytest.mark.parametrize(
    "query",
    [
        "{" * 3_000,
        "{a" * 2_000 + "}" * 2_000,
        "{students(where:" + "{not:" * 1_500 + "{}" + "}" * 1_500 + "){nodes{id}}}",
        "{students(where:{and:" + "[" * 2_500 + "]" * 2_500 + "}){nodes{id}}}",
        "query($a:" + "[" * 2_000 + "Int" + "]" * 2_000 + "){viewer{today}}",
        "{viewer{today " + "@skip(if:false)" * 700 + "}}",
        "{...A} " + " ".join(f"fragment F{n} on Query{{...F{n + 1}}}" for n in range(1_000)),
    ],
    ids=["open", "fields", "nots", "lists", "types", "directives", "fragments"],
)
async def test_a_bomb_is_refused_and_no_5xx(doors: Doors, query: str) -> None:
    response = await doors.ask("demo-teacher", query)
    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] in (INVALID, "LIMIT_EXCEEDED")


async def test_what_nobody_expected_is_a_500_that_tells_nothing(
    doors: Doors,
    monkeypatch: pytest.MonkeyPatch,
    logged: Callable[[], list[dict[str, object]]],
) -> None:
    async def fails(*_: object, **__: object) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(Door, "execute", fails)
    response = await doors.ask("demo-teacher", f"# {SECRET}\n{{viewer{{today}}}}")
    error = refusal(response, 500, "INTERNAL")
    assert error.keys() == {"message", "extensions"}
    assert error["extensions"].keys() == {"code", "requestId"}
    assert SECRET not in response.text
    failed, answered = logged()
    assert failed["event"] == "request.failed"
    assert failed["error"] == "builtins.RuntimeError"
    assert str(failed["place"]).startswith("tests.doors.test_errors:")
    assert answered["status"] == 500
    assert failed["request_id"] == answered["request_id"] == error["extensions"]["requestId"]
    assert SECRET not in json.dumps([failed, answered])


async def test_every_request_has_an_id_of_its_own(doors: Doors) -> None:
    headers = await doors.headers("demo-teacher") | {"x-request-id": "mine"}
    seen = set()
    for body in (b'{"query":"{viewer{today}}"}', b"1", b'{"query":"{viewer{today}}"}'):
        response = await doors.http.post("/graphql", content=body, headers=headers)
        seen.add(UUID(response.headers["x-request-id"]))
    assert len(seen) == 3
    assert all(each.version == 4 for each in seen)
    response = await doors.ask("demo-teacher", "{viewer{today}}")
    assert response.json()["extensions"]["requestId"] == response.headers["x-request-id"]
