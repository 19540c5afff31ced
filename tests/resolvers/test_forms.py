"""A relation is defined once: its probe, set and population select the same subjects."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from hub.models import Base
from hub.policy import DENIES, OF_PERSONS, RELATIONS, Anchor, forms
from hub.policy.templates import Theirs
from hub.sql import written
from tests.operations.golden import sourced_id_of, updating
from tests.resolvers.conftest import prepared
from tests.resolvers.forms import EVERY, FORMS, selecting

if TYPE_CHECKING:
    from hub.policy.relations import Relation
    from hub.sql import Statement
    from hub.viewer import Viewer
    from tests.conftest import Hub

FOLDER = Path(__file__).parent / "forms"
WHO = (
    "teacher", "co_teacher", "changing_teacher", "substitute", "long_substitute", "counselor",
    "case_manager", "paraeducator", "provider", "contracted_provider", "nurse", "health_aide",
    "contracted_nurse", "principal", "registrar", "district_registrar", "office",
    "special_education", "liaison", "food_service", "transport", "nurse_lead", "privacy_officer",
    "data_steward", "monitor", "gradebook_app", "assessment_app", "yearbook_app",
    "guardian", "restricted_father", "no_pickup_father", "student", "student16", "adult_student",
)  # fmt: skip
NOBODY = {
    "SB/contracted", "SB/contracted:own", "SL/contracted", "SL/contracted:own", "PA/contracted",
    "NU.all", "NU.all/contracted", "HA.all", "PR.all", "OF.all",
}  # fmt: skip
"""Relations in which nobody of the demo district stands; the oracle's worlds have them."""


@pytest.mark.parametrize("name", EVERY)
def test_a_relation_is_printed_as_it_is_kept(name: str) -> None:
    path = FOLDER / f"{re.sub('[:/]', '_', name)}.sql"
    found = "".join(f"-- {form}\n{selecting(EVERY[name], form).sql};\n\n" for form in FORMS)
    if updating():
        FOLDER.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


def test_no_form_is_kept_without_its_relation() -> None:
    names = {re.sub("[:/]", "_", name) for name in EVERY}
    assert {path.stem for path in FOLDER.iterdir()} == names
    assert len(names) == len(EVERY)
    assert {name for name in set(RELATIONS) - set(EVERY) if not RELATIONS[name].listed} == set()


async def test_the_three_forms_select_the_same_subjects(demo: Hub) -> None:
    """Over the whole demo district, for each relation and more than a dozen people.

    Whoever stands to someone has the relation in their shape: else a grant would be pruned.
    """
    viewers = [await demo.viewer(sourced_id_of(who)) for who in WHO]
    stand: set[str] = set()
    for name, relation in EVERY.items():
        statements = {form: selecting(relation, form) for form in FORMS}
        for viewer, mine in zip(viewers, await _selected(demo, statements, viewers), strict=True):
            assert mine["probe"] == mine["set"] == mine["population"], (name, viewer.shape)
            if mine["set"]:
                stand.add(name)
                held = viewer.shape.relations | (OF_PERSONS if viewer.app_id else set())
                assert name in held | set(DENIES), (name, viewer.shape)
    assert set(EVERY) - stand == NOBODY


async def test_one_walk_through_a_pupils_seats_answers_every_window_of_their_teacher(
    demo: Hub, teacher: Viewer
) -> None:
    text = "query($id: ID!) { section(id: $id) { roster { nodes { student { gradeLevel } } } } }"
    some = {"id": "sec_00000000-0000-4000-8000-000000000000"}
    said = prepared(demo.door, text, teacher, some).statement.sql
    flags = [name for name in ("TR", "TR.before", "TR.grace") if f') AS "{name}"' in said]
    assert len(flags) == 3
    assert said.lower().count("= any (array((select section_staff") == 1


async def test_a_standing_says_of_each_student_what_the_forms_of_its_relations_do(
    demo: Hub,
) -> None:
    """Over the whole demo district, for all relations in which somebody stands at once."""
    held: set[str] = set()
    for who in WHO:
        viewer = await demo.viewer(sourced_id_of(who))
        drawn = tuple(
            each
            for name, each in RELATIONS.items()
            if name in viewer.shape.relations and _is_of_students(each) and not each.listed
        )
        if not drawn:
            continue
        said = await _said(demo, written(select(forms.standing(drawn))), viewer)
        for relation in drawn:
            (one,) = await _selected(demo, {"set": selecting(relation, "set")}, [viewer])
            assert _of(relation, said) == sorted(one["set"]), (who, relation.name)
            held |= {relation.name} if one["set"] else set()
    assert {"TR", "TR:own", "TR.grace", "TR.grace:own", "CT", "PR", "NU", "CN.school"} <= held


def test_p33_what_is_said_of_a_target_stands_in_no_cte() -> None:
    """A CTE is written once, for the viewer: a target's condition in it would be the viewer's."""
    row = Base.metadata.tables["student"].alias("this")
    few = forms.population(DENIES["order:any"], (row.c.id,))
    assert written(select(row.c.id).where(few)).sql.startswith("WITH")
    theirs = written(select(row.c.id).where(Theirs(few)))
    assert not theirs.sql.startswith("WITH")
    assert "their_person" in theirs.parameters
    assert "my_person" not in theirs.parameters
    drawn = forms.among("TR", (RELATIONS["TR"],), row.c.id)
    with pytest.raises(AssertionError, match="target"):
        written(select(row.c.id).where(Theirs(drawn)))


def _is_of_students(relation: Relation) -> bool:
    return relation.anchor is Anchor.STUDENT or relation.seats is not None


async def _said(demo: Hub, statement: Statement, viewer: Viewer) -> list[Any]:
    values = viewer.parameters()
    async with demo.database.acquire() as connection:
        return list(
            await connection.fetch(statement.sql, *(values[each] for each in statement.parameters))
        )


def _of(relation: Relation, rows: list[Any]) -> list[tuple[Any, ...]]:
    """The subjects of one relation, as rows of a standing tell them."""
    if relation.anchor is Anchor.STUDENT:
        return sorted((row["student_id"],) for row in rows if row[relation.name])
    return sorted(
        (row["student_id"], section) for row in rows for section in set(row[relation.name] or ())
    )


async def _selected(
    demo: Hub, statements: dict[str, Statement], viewers: list[Viewer]
) -> list[dict[str, list[Any]]]:
    """What each form selects for each viewer; each form is prepared once."""
    found: list[dict[str, list[Any]]] = [{} for _ in viewers]
    async with demo.database.acquire() as connection:
        for form, statement in statements.items():
            prepared = await connection.prepare(statement.sql)
            for mine, viewer in zip(found, viewers, strict=True):
                values = viewer.parameters()
                rows = await prepared.fetch(*(values[each] for each in statement.parameters))
                mine[form] = [tuple(row) for row in rows]
    return found
