"""A big OneRoster bundle, written row by row: as many students as wanted, without a district."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from hub.oneroster.layout import ONEROSTER_11

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

SCHOOL_OF = 900
"""Students a school."""
CLASSES = 7
"""Classes a student sits in."""
CLASS_OF = 30

Row = dict[str, str]


def write_bundle(folder: Path, students: int) -> Path:
    """Write a bundle of so many students, each with a guardian, seven classes and demographics."""
    folder.mkdir(parents=True, exist_ok=True)
    schools = max(1, students // SCHOOL_OF)
    for file, rows in (
        ("academicSessions", _sessions()),
        ("orgs", _orgs(schools)),
        ("courses", _courses()),
        ("classes", _classes(students, schools)),
        ("users", _users(students, schools)),
        ("demographics", _demographics(students)),
        ("enrollments", _enrollments(students, schools)),
    ):
        _write(folder, file, rows)
    said = {"manifest.version": "1.0", "oneroster.version": "1.1"}
    said |= {f"file.{file}": "bulk" for file in ONEROSTER_11.headers}
    text = "".join(f"{name},{value}\n" for name, value in said.items())
    (folder / "manifest.csv").write_text(f"propertyName,value\n{text}", encoding="utf-8")
    return folder


def _write(folder: Path, file: str, rows: Iterable[Row]) -> None:
    with (folder / f"{file}.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, ONEROSTER_11.headers[file], restval="")
        writer.writeheader()
        writer.writerows(rows)


def _sessions() -> Iterator[Row]:
    year = {"title": "2020-2021", "type": "schoolYear", "schoolYear": "2021"}
    yield year | {"sourcedId": "y", "startDate": "2020-08-17", "endDate": "2021-05-28"}


def _orgs(schools: int) -> Iterator[Row]:
    yield {"sourcedId": "d", "name": "Big Unified", "type": "district"}
    for n in range(schools):
        yield {"sourcedId": f"o{n}", "name": f"School {n}", "type": "school"}


def _courses() -> Iterator[Row]:
    for n in range(CLASSES):
        yield {"sourcedId": f"k{n}", "title": f"Course {n}", "courseCode": f"C{n}"}


def _class_of(student: int, period: int, schools: int) -> str:
    """The class of a student: pupils of one school sit together by thirties."""
    return f"c{student % schools}-{student // schools // CLASS_OF}-{period}"


def _groups(students: int, schools: int) -> Iterator[tuple[int, int]]:
    for school in range(schools):
        here = len(range(school, students, schools))
        for group in range(-(-here // CLASS_OF)):
            yield school, group


def _classes(students: int, schools: int) -> Iterator[Row]:
    for school, group in _groups(students, schools):
        for period in range(CLASSES):
            row = {"sourcedId": f"c{school}-{group}-{period}", "courseSourcedId": f"k{period}"}
            row |= {"title": f"Course {period}, group {group}", "periods": str(period + 1)}
            yield row | {"schoolSourcedId": f"o{school}", "termSourcedIds": "y"}


def _users(students: int, schools: int) -> Iterator[Row]:
    for n in range(students):
        row = {"sourcedId": f"s{n}", "enabledUser": "true", "orgSourcedIds": f"o{n % schools}"}
        row |= {"role": "student", "givenName": f"Given{n}", "familyName": f"Family{n}"}
        row |= {"grades": f"{n % 13:02}", "userIds": f"{{Local:{n:06}}}"}
        yield row | {"agentSourcedIds": f"g{n}", "password": "never kept"}
    for n in range(students):
        row = {"sourcedId": f"g{n}", "enabledUser": "true", "orgSourcedIds": f"o{n % schools}"}
        row |= {"role": "parent", "givenName": f"Adult{n}", "familyName": f"Family{n}"}
        yield row | {"phone": f"213{n:07}", "email": f"adult{n}@mail.example"}
    for school, group in _groups(students, schools):
        row = {"sourcedId": f"t{school}-{group}", "enabledUser": "true", "role": "teacher"}
        row |= {"givenName": f"Teacher{group}", "familyName": f"Of{school}"}
        yield row | {"orgSourcedIds": f"o{school}"}


def _demographics(students: int) -> Iterator[Row]:
    for n in range(students):
        row = {"sourcedId": f"s{n}", "birthDate": f"{2015 - n % 13}-0{n % 9 + 1}-11"}
        yield row | {"sex": "female" if n % 2 else "male", "white": "true"}


def _enrollments(students: int, schools: int) -> Iterator[Row]:
    for n in range(students):
        for period in range(CLASSES):
            row = {"sourcedId": f"e{n}-{period}", "userSourcedId": f"s{n}", "role": "student"}
            yield row | {"classSourcedId": _class_of(n, period, schools)}
    for school, group in _groups(students, schools):
        for period in range(CLASSES):
            row = {"sourcedId": f"f{school}-{group}-{period}", "role": "teacher"}
            row |= {"userSourcedId": f"t{school}-{group}", "primary": "true"}
            yield row | {"classSourcedId": f"c{school}-{group}-{period}"}
