"""A defect is reported with file, line and reason, costs its own row, and stops no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hub.oneroster import (
    BundleRefused,
    Effect,
    FileCount,
    Finding,
    ImportReport,
    Wishes,
    import_bundle,
)
from hub.oneroster.findings import WORDS
from tests.oneroster.bundles import (
    KEPT,
    PASSWORD,
    Tables,
    born,
    contents,
    csv_bytes,
    lines,
    manifest,
    seat,
    sound,
    user,
    write_folder,
    write_zip,
)
from tests.oneroster.database import TODAY, Watched, counts, facts, imported
from tests.oneroster.defects import DEFECTS, Defect

if TYPE_CHECKING:
    from pathlib import Path

    import asyncpg


def all_defects() -> Tables:
    """A bundle with a row for each defect, each with an identifier of its own."""
    tables = sound()
    for place, defect in enumerate(DEFECTS):
        row = dict(defect.row)
        if row["sourcedId"].endswith("-bad"):
            row["sourcedId"] += str(place)
        tables[defect.file].append(row)
    return tables


async def test_each_defect_is_said_and_touches_no_other_row(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, sound())
    before = await facts(owner)
    for defect in DEFECTS:
        attempt = owner.transaction()
        await attempt.start()
        report = await imported(owner, tmp_path, defect.added(sound()))
        after = await facts(owner)
        await attempt.rollback()
        assert_said_alone(report, defect)
        if defect.effect is Effect.REFUSED:
            assert after == before, defect.name
        else:
            assert all(set(map(str, before[t])) <= set(map(str, after[t])) for t in before)


def assert_said_alone(report: ImportReport, defect: Defect) -> None:
    """The defect is found on its own line, and every sound row is unchanged."""
    tables = defect.added(sound())
    line = lines(tables, defect.file)
    said = Finding(defect.file, line, defect.effect, defect.code, defect.column)
    others = {(f.file, f.line) for f in report.findings if f.code != "post_withheld"}
    assert said in report.findings, defect.name
    assert others <= {(defect.file, line)}, defect.name
    for count in report.files:
        extra = count.file == defect.file
        refused = extra and defect.effect is Effect.REFUSED
        told = (count.unchanged, count.refused, count.applied)
        applied = int(extra and not refused and defect.code != "gone_unknown")
        unchanged = len(tables[count.file]) - int(refused) - applied
        expected = (unchanged, int(refused), applied)
        assert told == expected, defect.name


async def test_all_defects_together_leave_the_sound_rows_as_they_are(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    report = await imported(owner, tmp_path, all_defects())
    found = await counts(owner)
    assert {table for table in KEPT if found[table] < KEPT[table]} == set()
    assert {defect.code for defect in DEFECTS} <= {finding.code for finding in report.findings}
    assert sum(count.refused for count in report.files) == len(
        {(finding.file, finding.line) for finding in report.refused}
    )


async def test_a_report_repeats_no_value_of_any_person(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    tables = all_defects()
    report = await imported(owner, tmp_path, tables)
    told = report.text() + repr(report)
    columns = ("sourcedId", "givenName", "familyName", "username", "email", "phone", "birthDate")
    for row in (*tables["users"], *tables["demographics"], *tables["enrollments"]):
        for value in (row.get(column, "") for column in columns):
            assert not value or value not in told
    assert PASSWORD not in told


async def test_a_row_of_the_wrong_width_is_refused_unless_what_is_over_is_blank(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    files = contents(sound())
    good, more, fewer = b"org-a,,,A,school,,,\r\n", b"org-b,,,B,school,,,x\r\n", b"org-c,,,C\r\n"
    files["orgs.csv"] += good + more + fewer
    report = await import_bundle(
        owner, write_folder(tmp_path / "b", files), Watched(), Wishes(today=TODAY)
    )
    assert Finding("orgs", 5, Effect.DOUBTFUL, "surplus_blank") in report.findings
    assert report.refused == (
        Finding("orgs", 6, Effect.REFUSED, "field_count"),
        Finding("orgs", 7, Effect.REFUSED, "field_count"),
    )
    assert await owner.fetchval("SELECT count(*) FROM school WHERE name = 'A'") == 1


async def test_a_stray_quotation_mark_costs_one_row(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    files = contents(sound())
    files["users.csv"] = files["users.csv"].replace(b"user-uncle,", b'"user-uncle,', 1)
    report = await import_bundle(
        owner, write_folder(tmp_path / "b", files), Watched(), Wishes(today=TODAY)
    )
    assert {finding.code for finding in report.refused} <= {"record_unreadable"}
    assert (await counts(owner))["student"] == KEPT["student"]


@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
async def test_every_line_ending_and_a_byte_order_mark_give_the_same_district(
    owner: asyncpg.Connection, tmp_path: Path, ending: str
) -> None:
    tables = sound()
    files = {"manifest.csv": manifest(*tables).replace(b"\n", ending.encode())} | {
        f"{file}.csv": csv_bytes(file, rows, ending=ending, mark=True)
        for file, rows in tables.items()
    }
    path = write_zip(tmp_path / "bundle.zip", files)
    await import_bundle(owner, path, Watched(), Wishes(today=TODAY))
    assert await counts(owner) == KEPT


async def test_what_hangs_on_a_refused_row_is_refused_with_that_reason(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    tables = sound()
    tables["demographics"][0]["birthDate"] = "06-03-04"
    report = await imported(owner, tmp_path, tables)
    assert [(f.file, f.line, f.code) for f in report.refused] == [
        ("users", 2, "birth_date_missing"),
        ("demographics", 2, "date_unreadable"),
        ("enrollments", 2, "depends_on_refused"),
        ("enrollments", 3, "depends_on_refused"),
    ]
    assert await owner.fetchval("SELECT count(*) FROM person WHERE sourced_id = 'user-ada'") == 0


async def test_what_the_database_refuses_costs_its_own_row(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await owner.execute("INSERT INTO person (sourced_id) VALUES ('user-oak')")
    report = await imported(owner, tmp_path, sound())
    assert Finding("users", 6, Effect.REFUSED, "database_refused") in report.refused
    assert Finding("enrollments", 8, Effect.REFUSED, "database_refused") in report.refused
    found = await counts(owner)
    assert (found["student"], found["staff_member"]) == (KEPT["student"], KEPT["staff_member"] - 1)


async def test_a_part_that_the_database_refuses_costs_only_that_part(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await imported(owner, tmp_path, sound())
    await owner.execute(
        "INSERT INTO post (staff_id, school_id, role, starts_on) SELECT staff.id, school.id, "
        "'TEACHER', date '2020-01-01' FROM staff_member staff, school "
        "WHERE staff.family_name = 'Oak' AND school.name = 'Alder Middle'"
    )
    tables = sound()
    tables["users"][4]["orgSourcedIds"] = "org-high,org-middle"
    report = await imported(owner, tmp_path, tables)
    assert Finding("users", 6, Effect.DOUBTFUL, "part_refused") in report.findings
    assert report.refused == ()


async def test_a_course_whose_subject_its_classes_contradict_is_doubtful(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    tables = sound()
    tables["courses"][0]["subjectCodes"] = "01001"
    report = await imported(owner, tmp_path, tables)
    said = Finding("courses", 2, Effect.DOUBTFUL, "subject_contradicted", "subjectCodes")
    assert said in report.doubtful


async def test_an_age_far_from_the_grade_is_doubtful(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    tables = sound()
    tables["demographics"][0]["birthDate"] = "1997-05-30"
    report = await imported(owner, tmp_path, tables)
    assert Finding("users", 2, Effect.DOUBTFUL, "age_and_grade", "grades") in report.doubtful


async def test_a_birth_date_in_the_future_refuses_the_student(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    tables = sound()
    tables["users"].append(user("user-new", "student", "N", "N", grades="KG"))
    tables["demographics"].append(born("user-new", "2021-03-01"))
    tables["enrollments"].append(seat("seat-new", "class-alg", "user-new", "student"))
    report = await imported(owner, tmp_path, tables)
    assert [finding.code for finding in report.refused] == [
        "birth_date_missing",
        "birth_date_unlikely",
        "depends_on_refused",
    ]


async def test_files_without_a_place_here_are_counted_and_not_mapped(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    tables = sound()
    files = contents(tables) | {
        "manifest.csv": manifest(*tables, "results"),
        "results.csv": b"sourcedId,score\r\nr1,5\r\nr2,6\r\n",
        "lineItems.csv": b"sourcedId\r\nl1\r\n",
    }
    path = write_folder(tmp_path / "b", files)
    report = await import_bundle(owner, path, Watched(), Wishes(today=TODAY))
    assert (report.files[-1].file, report.files[-1].not_mapped) == ("results", 2)
    assert "doesn't list it: lineItems.csv" in report.text()


async def test_a_bundle_that_cannot_be_read_as_a_whole_leaves_nothing(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    files = contents(sound()) | {"enrollments.csv": b"sourcedId\r\n"}
    with pytest.raises(BundleRefused, match="classSourcedId"):
        await import_bundle(
            owner, write_folder(tmp_path / "b", files), Watched(), Wishes(today=TODAY)
        )
    assert await counts(owner) == {}


async def test_a_header_that_cannot_be_read_is_refused(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    files = contents(sound()) | {"orgs.csv": b'"sourcedId,name\r\n'}
    with pytest.raises(BundleRefused, match=r"orgs\.csv: the first line"):
        await import_bundle(
            owner, write_folder(tmp_path / "b", files), Watched(), Wishes(today=TODAY)
        )


async def test_unknown_columns_are_named_only_where_they_look_like_names(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    tables = sound()
    tables["orgs"][0] |= {"metadata.city": "Alder", "call Vera Quill, 213 533": "x"}
    told = (await imported(owner, tmp_path, tables)).text()
    assert (
        "Not read, unknown to the specification: orgs.csv metadata.city, 1 without a plain name."
        in told
    )
    assert "Vera" not in told


def test_a_report_that_does_not_add_up_cannot_be_made() -> None:
    with pytest.raises(AssertionError, match="3 rows read, 2 accounted for"):
        FileCount("users", read=3, applied=1, refused=1)


def test_every_reason_has_plain_words_and_no_placeholder() -> None:
    assert all(words.strip() and "{}" not in words for words in WORDS.values())


def test_long_lists_of_lines_are_cut_and_counted() -> None:
    findings = tuple(
        Finding("users", line, Effect.REFUSED, "role_unknown", "role") for line in range(2, 202, 2)
    )
    report = ImportReport("b", "s", None, (), (), findings, (), ())
    assert "lines 2, 4, 6" in report.text()
    assert "58, 60 and 70 more, role: role_unknown" in report.text()
