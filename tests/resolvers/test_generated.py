"""Operations generated from the schema give the same answer on the fast path and when printed.

The fast path's JSON is PostgreSQL's own; printing is graphql-core's execution over typed rows.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from graphql import GraphQLError, parse, validate

from hub import policy
from hub.errors import FieldWithheld, Refusal
from schema.door import Door
from tests.conftest import SECRET
from tests.operations.golden import sourced_id_of
from tests.resolvers.generation import OPERATIONS, Generated, Generator, Left
from tests.resolvers.specified import in_specified_order

if TYPE_CHECKING:
    from schema.build import Built
    from tests.conftest import Hub

SEED = "every field"
GROUPS = 12
ROUNDS = 12
"""How often operations are drawn again for what no answer has shown yet."""
WHO = (
    "nurse", "case_manager", "principal", "district_registrar", "guardian", "student",
    "counselor", "special_education", "privacy_officer", "contracted_provider", "teacher",
    "data_steward",
)  # fmt: skip
STUDENT = "demo-student"
ONLY_FOR = {
    "AnotherStudent": ["guardian", "student"],
    "Explanation": ["privacy_officer"],
    "FieldState": ["special_education", "teacher"],
    "Reader": ["privacy_officer"],
    "RestsOn": ["privacy_officer"],
    "WayIn": ["privacy_officer"],
    "Withheld": ["special_education", "teacher"],
    "DueDose": ["nurse"],
    "ImmunizationExemption": ["nurse_lead"],
    "ImmunizationQueue": ["nurse"],
    "ImmunizationRequirement": ["nurse"],
    "JudgedDose": ["nurse"],
    "SavedScope": ["registrar", "teacher"],
    "ScheduleGaps": ["district_registrar", "counselor", "principal"],
    "StudentDue": ["nurse"],
    "SupportProgram": ["registrar"],
    "SupportTeamMember": ["registrar"],
    "Plan504": ["special_education"],
    "Plan504Accommodation": ["special_education"],
    "SafetyNotice": ["principal"],
    "NoticeReceipt": ["principal"],
    "ThreatRecord": ["principal"],
    "ThreatTeamMember": ["principal"],
}
"""Who sees a type that most people seldom see."""
UNTOLD = frozenset(
    {"FieldHistory", "Foreseen", "HistoryEntry", "LoggedReading", "Named", "PolicySlice"}
)
"""Types of which the demo tells nothing by any generated operation: nobody has changed or read a
row there, no order waits to be decided, and no drawn word is somebody's name. `tests/history` and
`tests/explain` see to them."""
VIEWERS_EACH = 4
OTHERS = {
    "support_program": "demo-witness",
    "support_team_member": "demo-witness",
    "plan_504": "demo-classmate",
    "plan_504_accommodation": "demo-classmate",
    "safety_notice": "demo-classmate",
    "notice_receipt": "demo-classmate",
    "threat_record": "demo-classmate",
    "threat_team_member": "demo-classmate",
}
"""Tables in which our student has no row, and who has one."""
CLOSER = {
    **{
        table: f"SELECT r.id FROM {table} r JOIN student s ON s.id = r.student_id"
        f" JOIN person p ON p.id = s.person_id WHERE p.sourced_id = '{who}'"
        for table, who in OTHERS.items()
    },
    "confidential_address": "SELECT id FROM confidential_address",
    "guardian_candidate": "SELECT id FROM guardian_candidate",
    "student_merge": "SELECT id FROM student_merge",
    "period_consent": "SELECT id FROM period_consent",
    "student_bell_schedule": "SELECT id FROM student_bell_schedule",
    "immunization_exemption": "SELECT id FROM immunization_exemption",
    "section": "SELECT section_id FROM section_enrollment WHERE student_id = $1"
    " AND ends_on IS NULL",
    "guardian": "SELECT guardian_id FROM guardianship WHERE student_id = $1 AND shares_contact",
    "incident": "SELECT incident_id FROM incident_participation WHERE student_id = $1"
    " AND role = 'VICTIM'",
    "school": "SELECT school_id FROM school_enrollment WHERE student_id = $1 AND ends_on IS NULL",
    "staff_member": "SELECT id FROM staff_member WHERE email LIKE 'priya.nair%'",
    "student": "SELECT $1::uuid",
}
"""How to find a row about our student, or near them, where a table has no student of its own."""


@pytest.fixture(scope="session")
def generator(built: Built) -> Generator:
    """A generator that has generated its operations, and what it has left."""
    made = Generator(built, SEED)
    made.generate()
    return made


def test_every_type_field_and_argument_is_covered(generator: Generator) -> None:
    operations = generator.operations
    everything = Left(generator.schema)
    assert len(operations) >= OPERATIONS >= 500
    assert set().union(*(each.fields for each in operations)) == everything.fields
    assert set().union(*(each.arguments for each in operations)) == everything.arguments
    assert generator.left.inputs == set()


def test_the_same_seed_gives_the_same_operations(generator: Generator, built: Built) -> None:
    again = Generator(built, SEED).generate()
    assert [each.text for each in again] == [each.text for each in generator.operations]


def test_every_kind_of_selection_is_drawn(generator: Generator) -> None:
    text = "\n".join(each.text for each in generator.operations)
    drawn = (
        "fragment Part", "... on Node", "... {", "@skip(if: $", "@include(if: $", "__typename",
        "query Another", "__type(", "= {", "k2:", "after: $", "orderBy: {",
    )  # fmt: skip
    for sign in drawn:
        assert text.count(sign) >= 5, sign


def test_every_operation_is_valid(generator: Generator) -> None:
    for each in generator.operations:
        assert validate(generator.schema, parse(each.text)) == [], each.text


class Playing:
    """Executes generated operations twice, as whoever may see what they aim at."""

    def __init__(self, hub: Hub, built: Built) -> None:
        self.hub, self.built = hub, built
        self.slow = Door(built, hub.database, SECRET, hub.door.zone, printed=True)
        self.rows: dict[str, str] = {}
        self.turn = 0
        self.told = self.played = 0
        self.reached: set[tuple[str, str]] = set()

    async def play(self, operation: Generated) -> None:
        """Execute an operation, as another viewer where it is refused or finds nothing."""
        self.turn += 1
        self.played += 1
        told = False
        viewers = ONLY_FOR.get(operation.aim) or await self._viewers(operation.of)
        if "readers(" in operation.text:
            viewers = ["privacy_officer"]
        for who in viewers[:VIEWERS_EACH]:
            try:
                shown = await self._twice(operation, who)
            except FieldWithheld:
                continue
            told = True
            if shown:
                break
        self.told += told

    async def _viewers(self, of: str) -> list[str]:
        """Everybody who may see rows of the type, another first each time."""
        entry = self.built.catalog.types.get(of)
        able = []
        for who in WHO:
            shape = (await self.hub.viewer(sourced_id_of(who))).shape
            if entry is None or entry.table is None or policy.visible(entry.table.name, shape):
                able.append(who)
        at = self.turn % len(able)
        return able[at:] + able[:at]

    async def _twice(self, operation: Generated, who: str) -> bool:
        """Both answers are the same; whether the type at which they aim was found."""
        variables = dict(operation.variables)
        for name, of in operation.ids.items():
            variables[name] = await self._row(of)
        answer = await self._same(operation, who, variables)
        for name in operation.cursors:
            page: dict[str, Any] = next(_under(answer, f"page_{name}"), {})
            cursor = page.get("endCursor")
            if cursor is not None:
                await self._same(operation, who, {**variables, name: cursor})
        document = parse(operation.text)
        schema = self.built.schema._schema
        walked = in_specified_order(
            schema, document, operation.operation_name, variables, answer["data"]
        )
        self.reached |= walked
        return operation.aim in {kind for kind, _ in walked}

    async def _same(self, operation: Generated, who: str, variables: dict[str, Any]) -> Any:
        fast = await self._answer(operation, who, variables, self.hub.door)
        slow = await self._answer(operation, who, variables, self.slow)
        assert fast == slow, f"as {who}: {operation.text}\n{json.dumps(variables)}"
        if isinstance(fast, FieldWithheldTold):
            raise FieldWithheld(fast.message)
        return json.loads(fast)

    async def _answer(
        self, operation: Generated, who: str, variables: dict[str, Any], door: Door
    ) -> Any:
        """The answer without its request id, keys in their order; or how it was refused."""
        viewer = await self.hub.viewer(sourced_id_of(who))
        try:
            answer = await door.execute(
                operation.text,
                viewer,
                variables=variables,
                operation_name=operation.operation_name,
            )
        except FieldWithheld as refusal:
            return FieldWithheldTold(refusal.message)
        except (Refusal, GraphQLError) as error:
            raise AssertionError(f"as {who}: {operation.text}: {error!r}") from error
        body = json.loads(answer.body)
        del body["extensions"]["requestId"]
        return json.dumps(body)

    async def _row(self, of: str) -> str:
        """The public id of a row of a type, about our student if there is one."""
        if of not in self.rows:
            entry = self.built.catalog.types[of]
            assert entry.table is not None
            table = entry.table.name
            mine = "student_id" in entry.table.c and table not in CLOSER
            query = CLOSER.get(table, f"SELECT id FROM {table}")
            query += " WHERE student_id = $1" if mine else ""
            async with self.hub.database.owner() as owner:
                student = await owner.fetchval(
                    "SELECT s.id FROM student s JOIN person p ON p.id = s.person_id"
                    " WHERE p.sourced_id = $1",
                    STUDENT,
                )
                needed = (student,) if "$1" in query else ()
                found = await owner.fetchval(f"{query} ORDER BY 1 LIMIT 1", *needed)
            self.rows[of] = f"{entry.prefix}_{found}"
        return self.rows[of]


class FieldWithheldTold(str):
    """The words of a FieldWithheld, so that those of two executions can be compared."""

    __slots__ = ()

    @property
    def message(self) -> str:
        """The words."""
        return str(self)


def _under(value: Any, key: str) -> Any:
    """Every object that stands under a key, outer ones first."""
    if isinstance(value, dict):
        if isinstance(value.get(key), dict):
            yield value[key]
        for each in value.values():
            yield from _under(each, key)
    elif isinstance(value, list):
        for each in value:
            yield from _under(each, key)


@pytest.mark.parametrize("group", range(GROUPS))
async def test_generated_operations_give_the_same_answer_printed(
    group: int, demo: Hub, built: Built, generator: Generator
) -> None:
    """Byte for byte in the order of keys; and every field is answered on some object."""
    playing = Playing(demo, built)
    everything = Left(generator.schema).fields
    types = sorted({name for name, _ in everything} - UNTOLD)[group::GROUPS]
    operations = [each for each in generator.operations if each.aim in types]
    for operation in operations:
        await playing.play(operation)
    assert playing.told >= 0.9 * playing.played
    left = {each for each in everything if each[0] in types} - playing.reached
    for again in range(ROUNDS if left else 0):
        for operation in Generator(built, f"{SEED} {again}", left).generate():
            await playing.play(operation)
        left -= playing.reached
    assert left == set()
