"""Changes, endings, the dry run and the brake: what a later bundle does to what is kept."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from hub.oneroster import (
    BrakePulled,
    Effect,
    Ends,
    EndsInDoubt,
    Finding,
    ImportReport,
    Limits,
    Wishes,
    import_bundle,
)
from tests.oneroster.bundles import Tables, contents, seat, sound, user, write_folder
from tests.oneroster.database import (
    SEATED,
    TODAY,
    UNBOUND,
    Watched,
    counts,
    everything,
    facts,
    imported,
    rows,
)

if TYPE_CHECKING:
    from pathlib import Path

    import asyncpg

GONE = {"status": "tobedeleted"}
STATE = {
    "seats": SEATED,
    "staff": "SELECT p.sourced_id, s.title, t.role, t.starts_on, t.ends_on FROM section_staff t "
    "JOIN section s ON s.id = t.section_id JOIN staff_member m ON m.id = t.staff_id "
    "JOIN person p ON p.id = m.person_id ORDER BY 1, 2, 4",
    "enrolled": "SELECT given_name, c.name, is_primary, h.grade_level, starts_on, ends_on "
    "FROM school_enrollment h JOIN student s ON s.id = student_id "
    "JOIN school c ON c.id = school_id ORDER BY 1, 2, 5",
    "posts": "SELECT p.sourced_id, c.name, role, starts_on, ends_on FROM post JOIN staff_member m "
    "ON m.id = staff_id JOIN person p ON p.id = m.person_id JOIN school c ON c.id = school_id "
    "ORDER BY 1, 2, 3",
    "families": "SELECT s.given_name, g.given_name, relationship, standing, h.starts_on, h.ends_on "
    "FROM guardianship h JOIN student s ON s.id = student_id "
    "JOIN guardian g ON g.id = guardian_id ORDER BY 1, 2, 5",
    "persons": "SELECT sourced_id, suspended_at IS NULL FROM person ORDER BY 1",
    "terms": "SELECT name, starts_on, ends_on FROM term ORDER BY 1",
}


async def state(owner: asyncpg.Connection) -> dict[str, list[tuple[object, ...]]]:
    """What holds, by name and not by key."""
    return {name: await rows(owner, question) for name, question in STATE.items()}


async def changed(
    owner: asyncpg.Connection, folder: Path, tables: Tables, wishes: Wishes | None = None
) -> ImportReport:
    """Import tables as files of changes."""
    path = write_folder(folder / "changes", contents(tables, *tables))
    return await import_bundle(
        owner, path, Watched(), wishes or Wishes(ends=Ends.INCLUSIVE, limits=UNBOUND)
    )


def without(tables: Tables, file: str, sourced_id: str) -> Tables:
    """The tables without a row."""
    tables[file] = [row for row in tables[file] if row["sourcedId"] != sourced_id]
    return tables


async def test_syn2_what_a_source_takes_back_is_ended_and_keeps_its_row(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, sound())
    before = await counts(owner)
    row = sound()["enrollments"][0] | GONE
    report = await changed(owner, tmp_path, {"enrollments": [row]})
    assert await counts(owner) == before
    seats = {(r[0], r[1]): r[3] for r in await rows(owner, SEATED)}
    assert seats["user-ada", "Algebra I, period 1"] == TODAY
    assert [(c.applied, c.unchanged) for c in report.files] == [(1, 0)]
    assert [(r.table, r.ended) for r in report.rows if r.ended] == [("section_enrollment", 1)]
    kept = await everything(owner)
    again = await changed(owner, tmp_path, {"enrollments": [row]})
    assert await everything(owner) == kept
    assert [(c.applied, c.unchanged) for c in again.files] == [(0, 1)]


async def test_syn2_what_comes_back_is_a_new_row_beside_the_ended_one(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, sound())
    tables = sound()
    tables["users"][0]["agentSourcedIds"] = "user-mum"
    await imported(owner, tmp_path, tables)
    await imported(owner, tmp_path, sound(), today=TODAY + timedelta(days=7))
    uncle = [row[4:] for row in (await state(owner))["families"] if row[1] == "Otto"]
    assert uncle == [(date(2020, 8, 17), TODAY), (TODAY + timedelta(days=7), None)]


async def test_a_whole_file_ends_what_it_lacks_and_a_file_of_changes_does_not(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, sound())
    before = await everything(owner)
    await changed(owner, tmp_path, {"enrollments": sound()["enrollments"][1:]})
    assert await everything(owner) == before
    report = await imported(owner, tmp_path, without(sound(), "enrollments", "seat-ada-alg"))
    assert [(r.table, r.ended) for r in report.rows if r.ended] == [("section_enrollment", 1)]


async def test_whoever_a_whole_file_lacks_is_switched_off_and_everything_of_theirs_ends(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, sound())
    tables = without(sound(), "users", "user-oak")
    await imported(owner, tmp_path, without(tables, "enrollments", "seat-oak-eng"))
    found = await state(owner)
    assert ("user-oak", False) in found["persons"]
    assert [row[-1] for row in found["posts"] if row[0] == "user-oak"] == [TODAY]
    await imported(owner, tmp_path, sound())
    found = await state(owner)
    assert ("user-oak", True) in found["persons"]
    assert [row[-1] for row in found["posts"] if row[0] == "user-oak"] == [date(2021, 5, 29)]


async def test_a_class_that_is_taken_back_ends_with_its_seats(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, sound())
    await changed(owner, tmp_path, {"classes": [sound()["classes"][2] | GONE]})
    seats = [row[3] for row in await rows(owner, SEATED) if row[1] == "Algebra I, grade 7"]
    assert seats == [TODAY]


async def test_a_student_who_changes_schools_is_enrolled_in_one_after_the_other(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, sound())
    tables = without(sound(), "enrollments", "seat-ben-mid")
    tables["users"][1]["orgSourcedIds"] = "org-high"
    for _ in range(2):
        await imported(owner, tmp_path, tables)
        found = [row for row in (await state(owner))["enrolled"] if row[0] == "Ben"]
        assert found == [
            ("Ben", "Alder High", True, 7, TODAY, date(2021, 5, 29)),
            ("Ben", "Alder Middle", True, 7, date(2020, 8, 17), TODAY),
        ]


async def test_taking_back_what_was_never_there_changes_nothing_and_is_said(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, sound())
    before = await facts(owner)
    row = seat("seat-none", "class-alg", "user-ada", "student") | GONE
    report = await changed(owner, tmp_path, {"enrollments": [row]})
    assert await facts(owner) == before
    assert report.findings == (Finding("enrollments", 2, Effect.DOUBTFUL, "gone_unknown"),)


async def test_what_a_bundle_takes_back_and_never_gave_is_said_alike_each_time(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    tables = sound()
    tables["courses"][0] |= GONE
    said = [
        [each.code for each in report.findings if each.file == "courses"]
        for report in [await imported(owner, tmp_path, tables) for _ in range(2)]
    ]
    assert said == [["gone_unknown"], ["gone_unknown"]]


async def test_a_course_that_is_taken_back_stays_as_it_was_and_that_is_said(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, sound())
    before = await facts(owner)
    row = sound()["courses"][0] | GONE
    report = await changed(owner, tmp_path, {"courses": [row]})
    assert await facts(owner) == before
    assert [each.code for each in report.findings] == ["gone_kept"]


async def test_a_change_older_than_what_is_kept_is_left_out(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, sound())
    newer = sound()["enrollments"][5] | {"endDate": "2020-10-30"}
    newer |= {"dateLastModified": "2020-11-02T10:00:00.000Z"}
    await changed(owner, tmp_path, {"enrollments": [newer]})
    before = await facts(owner)
    older = newer | {"endDate": "2020-11-27", "dateLastModified": "2020-11-01T10:00:00.000Z"}
    report = await changed(owner, tmp_path, {"enrollments": [older]})
    assert await facts(owner) == before
    assert [f.code for f in report.findings] == ["older_than_kept"]
    assert [(c.applied, c.unchanged, c.refused) for c in report.files] == [(0, 1, 0)]


async def test_syn3_a_seat_under_a_new_identifier_is_the_same_row(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, sound())
    seats = await rows(owner, "SELECT * FROM section_enrollment ORDER BY id")
    tables = sound()
    for row in tables["enrollments"]:
        if row["role"] == "student":
            row["sourcedId"] = f"new-{row['sourcedId']}"
    path = write_folder(tmp_path / "bundle", contents(tables))
    report = await import_bundle(owner, path, Watched(), Wishes())
    assert await rows(owner, "SELECT * FROM section_enrollment ORDER BY id") == seats
    assert report.refused == ()
    assert not any(row.ended or row.made for row in report.rows)


async def test_syn5_changes_come_to_the_same_as_the_whole(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    later = sound()
    later["users"][0]["grades"] = "10"
    later["users"].append(user("user-dee", "student", "Dee", "Lund", grades="09"))
    later["demographics"].append({"sourcedId": "user-dee", "birthDate": "2006-01-05"})
    later["enrollments"].append(seat("seat-dee", "class-alg", "user-dee", "student"))
    later["enrollments"][6]["endDate"] = "2020-11-27"
    later["academicSessions"][1]["title"] = "Autumn"
    changes: Tables = {
        "academicSessions": [later["academicSessions"][1]],
        "users": [later["users"][0], later["users"][-1]],
        "demographics": [later["demographics"][-1]],
        "enrollments": [later["enrollments"][6], later["enrollments"][-1]],
    }
    for row in later["enrollments"][3:4]:
        changes["enrollments"].append(row | GONE)
    del later["enrollments"][3]
    attempt = owner.transaction()
    await attempt.start()
    await imported(owner, tmp_path, sound())
    await imported(owner, tmp_path, later)
    whole = await state(owner)
    await attempt.rollback()
    await imported(owner, tmp_path, sound())
    report = await changed(owner, tmp_path, changes)
    assert report.refused == ()
    assert await state(owner) == whole


async def test_a_dry_run_changes_nothing_and_names_rows_and_fields_without_values(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, sound())
    before = await everything(owner)
    tables = without(sound(), "enrollments", "seat-ben-mid")
    tables["users"][0] |= {"givenName": "Adela", "grades": "10"}
    tables["users"].append(user("user-new", "aide", "Nora", "New"))
    path = write_folder(tmp_path / "bundle", contents(tables))
    report = await import_bundle(owner, path, Watched(), Wishes(dry=True))
    assert await everything(owner) == before
    told = report.text()
    assert "DRY RUN" in told
    assert "changed student: users.csv line 2: given_name, grade_level, sort_name" in told
    assert "ended section_enrollment: absent" in told
    assert "made staff_member: users.csv line 11" in told
    assert "enrollments: 1 of 5 (20.0 %; the limit is 5 %) - OVER" in told
    for value in ("Adela", "Nora", "user-new", "Quill"):
        assert value not in told
    table = {row.table: row for row in report.rows}
    assert (table["student"].changed, table["section_enrollment"].ended) == (1, 1)


async def test_a_dry_run_into_nothing_leaves_nothing(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    path = write_folder(tmp_path / "bundle", contents(sound()))
    report = await import_bundle(owner, path, Watched(), Wishes(TODAY, dry=True))
    assert await counts(owner) == {}
    assert {row.table: row.made for row in report.rows}["student"] == 3


async def test_a_file_that_drops_too_many_enrollments_is_refused_with_the_figures(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, sound())
    before = await everything(owner)
    path = write_folder(
        tmp_path / "bundle", contents(without(sound(), "enrollments", "seat-ada-alg"))
    )
    with pytest.raises(BrakePulled, match=r"end 1 of 5 enrollments \(20\.0 %.*--max-dropped"):
        await import_bundle(owner, path, Watched(), Wishes())
    assert await everything(owner) == before
    await import_bundle(owner, path, Watched(), Wishes(limits=Limits(dropped=20)))
    assert await everything(owner) != before


async def test_a_file_that_changes_too_many_guardians_is_refused_with_the_figures(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, sound())
    before = await everything(owner)
    tables = sound()
    tables["users"][7]["phone"] = "213 533 0000"
    path = write_folder(tmp_path / "bundle", contents(tables))
    with pytest.raises(BrakePulled, match=r"change or end 1 of 5 guardians.*--max-guardians"):
        await import_bundle(owner, path, Watched(), Wishes())
    assert await everything(owner) == before
    await import_bundle(owner, path, Watched(), Wishes(limits=Limits(guardians=20)))


async def test_what_is_over_already_may_be_left_out(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, sound())
    path = write_folder(
        tmp_path / "bundle", contents(without(sound(), "enrollments", "seat-ada-eng"))
    )
    report = await import_bundle(owner, path, Watched(), Wishes())
    assert not any(row.ended for row in report.rows)


async def test_cr1_where_the_files_leave_ends_in_doubt_somebody_has_to_say(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    tables = sound()
    for row in tables["academicSessions"]:
        row["endDate"] = row["endDate"].replace("18", "16").replace("28", "26")
    tables["enrollments"] = tables["enrollments"][:1]
    path = write_folder(tmp_path / "bundle", contents(tables))
    with pytest.raises(EndsInDoubt, match="--ends inclusive"):
        await import_bundle(owner, path, Watched(), Wishes(TODAY))
    assert await counts(owner) == {}
    report = await import_bundle(owner, path, Watched(), Wishes(TODAY, dry=True))
    assert "academicSessions.csv: exclusive (in doubt: --ends decides)" in report.text()
    for ends, day in ((Ends.INCLUSIVE, 27), (Ends.EXCLUSIVE, 26)):
        await import_bundle(owner, path, Watched(), Wishes(TODAY, ends=ends))
        assert await owner.fetchval("SELECT ends_on FROM school_year") == date(2021, 5, day)
