"""Rows with one defect each, and what the importer must say about them."""

from __future__ import annotations

from typing import NamedTuple

from hub.oneroster import Effect
from tests.oneroster.bundles import Tables, born, seat, user


class Defect(NamedTuple):
    """One row to add to a sound bundle, and the finding that it must give."""

    name: str
    file: str
    row: dict[str, str]
    effect: Effect
    code: str
    column: str | None = None

    def added(self, tables: Tables) -> Tables:
        """The bundle with the row at its file's end."""
        tables[self.file].append(self.row)
        return tables


def _session(**more: str) -> dict[str, str]:
    row = {"sourcedId": "term-bad", "title": "Term", "type": "term", "schoolYear": "2021"}
    return row | {"startDate": "2020-08-17", "endDate": "2020-12-18"} | more


def _org(**more: str) -> dict[str, str]:
    return {"sourcedId": "org-bad", "name": "Fir", "type": "school"} | more


def _course(**more: str) -> dict[str, str]:
    return {"sourcedId": "course-bad", "title": "Latin", "courseCode": "LAT"} | more


def _class(**more: str) -> dict[str, str]:
    row = {"sourcedId": "class-bad", "title": "Latin", "courseSourcedId": "course-alg"}
    return row | {"schoolSourcedId": "org-high", "termSourcedIds": "term-fall"} | more


def _student(**more: str) -> dict[str, str]:
    return user("user-bad", "student", "Nemo", "Nobody", grades="09") | more


def _parent(**more: str) -> dict[str, str]:
    return user("user-bad", "parent", "Nemo", "Nobody") | more


def _seat(**more: str) -> dict[str, str]:
    return seat("seat-bad", "class-eng", "user-cleo", "student") | more


def _refused(
    name: str, file: str, row: dict[str, str], code: str, column: str | None = None
) -> Defect:
    return Defect(name, file, row, Effect.REFUSED, code, column)


def _doubtful(
    name: str, file: str, row: dict[str, str], code: str, column: str | None = None
) -> Defect:
    return Defect(name, file, row, Effect.DOUBTFUL, code, column)


DEFECTS = (
    _refused(
        "year of two digits",
        "academicSessions",
        _session(startDate="20-08-17"),
        "date_unreadable",
        "startDate",
    ),
    _refused(
        "session backwards",
        "academicSessions",
        _session(endDate="2020-08-16"),
        "dates_out_of_order",
        "endDate",
    ),
    _refused(
        "session of no type",
        "academicSessions",
        _session(type="fortnight"),
        "session_type_unknown",
        "type",
    ),
    _refused(
        "session of a span",
        "academicSessions",
        _session(schoolYear="2020/21"),
        "school_year_unreadable",
        "schoolYear",
    ),
    _refused(
        "session of no year",
        "academicSessions",
        _session(schoolYear=""),
        "school_year_unknown",
        "schoolYear",
    ),
    _refused("department", "orgs", _org(type="department"), "org_type_unknown", "type"),
    _refused("second district", "orgs", _org(type="district"), "second_district", "type"),
    _refused("course without title", "courses", _course(title=""), "value_missing", "title"),
    _refused(
        "class of no course",
        "classes",
        _class(courseSourcedId="course-none"),
        "dangling_reference",
        "courseSourcedId",
    ),
    _refused(
        "class of no school",
        "classes",
        _class(schoolSourcedId="org-none"),
        "dangling_reference",
        "schoolSourcedId",
    ),
    _refused(
        "class of no term",
        "classes",
        _class(termSourcedIds="term-none"),
        "dangling_reference",
        "termSourcedIds",
    ),
    _refused(
        "class without terms",
        "classes",
        _class(termSourcedIds=""),
        "value_missing",
        "termSourcedIds",
    ),
    _refused("unknown role", "users", _parent(role="wizard"), "role_unknown", "role"),
    _refused("student without birth date", "users", _student(), "birth_date_missing"),
    _refused("student of no grade", "users", _student(grades="PS"), "grade_unknown", "grades"),
    _refused("user without name", "users", _parent(givenName=""), "value_missing", "givenName"),
    _refused(
        "user without identifier", "users", _parent(sourcedId=""), "value_missing", "sourcedId"
    ),
    _refused(
        "same identifier",
        "users",
        _parent(sourcedId="user-ada"),
        "duplicate_sourced_id",
        "sourcedId",
    ),
    _refused("other status", "users", _parent(status="inactive"), "status_unknown", "status"),
    _refused(
        "demographics of nobody",
        "demographics",
        born("user-none", "2006-01-01"),
        "dangling_reference",
    ),
    _refused(
        "demographics of staff", "demographics", born("user-ito", "1980-01-01"), "not_a_student"
    ),
    _refused(
        "seat of nobody",
        "enrollments",
        _seat(userSourcedId="user-none"),
        "dangling_reference",
        "userSourcedId",
    ),
    _refused(
        "seat in nothing",
        "enrollments",
        _seat(classSourcedId="class-none"),
        "dangling_reference",
        "classSourcedId",
    ),
    _refused("proctor's seat", "enrollments", _seat(role="proctor"), "role_without_seat", "role"),
    _refused("seat of no role", "enrollments", _seat(role="wizard"), "role_unknown", "role"),
    _refused(
        "student teaches", "enrollments", _seat(role="teacher"), "role_contradicts_user", "role"
    ),
    _refused(
        "parent learns",
        "enrollments",
        _seat(userSourcedId="user-mum"),
        "role_contradicts_user",
        "role",
    ),
    _refused(
        "parent teaches",
        "enrollments",
        _seat(userSourcedId="user-mum", role="teacher"),
        "role_contradicts_user",
        "role",
    ),
    _refused(
        "seat backwards",
        "enrollments",
        _seat(beginDate="2020-11-01", endDate="2020-10-01"),
        "dates_out_of_order",
        "endDate",
    ),
    _refused(
        "seat of two digits",
        "enrollments",
        _seat(beginDate="20-09-01"),
        "date_unreadable",
        "beginDate",
    ),
    _refused("seat in spring", "enrollments", _seat(beginDate="2021-02-01"), "dates_outside_class"),
    _refused(
        "seat taken",
        "enrollments",
        seat("seat-bad", "class-alg", "user-ada", "student"),
        "seat_overlaps",
    ),
    _doubtful(
        "parent term missing",
        "academicSessions",
        _session(parentSourcedId="term-none"),
        "dangling_reference",
        "parentSourcedId",
    ),
    _doubtful(
        "parent org missing",
        "orgs",
        _org(parentSourcedId="org-none"),
        "dangling_reference",
        "parentSourcedId",
    ),
    _doubtful(
        "course of no org",
        "courses",
        _course(orgSourcedId="org-none"),
        "dangling_reference",
        "orgSourcedId",
    ),
    _doubtful(
        "code taken", "courses", _course(courseCode="ALG1"), "course_code_shared", "courseCode"
    ),
    _doubtful(
        "one term missing",
        "classes",
        _class(termSourcedIds="term-fall,term-none"),
        "dangling_reference",
        "termSourcedIds",
    ),
    _doubtful("taken back, never kept", "users", _parent(status="tobedeleted"), "gone_unknown"),
    _doubtful("bad phone", "users", _parent(phone="533-1632"), "phone_unreadable", "phone"),
    _doubtful("bad mail", "users", _parent(email="at home"), "email_unreadable", "email"),
    _doubtful(
        "bad switch", "users", _parent(enabledUser="maybe"), "flag_unreadable", "enabledUser"
    ),
    _doubtful(
        "no such agent",
        "users",
        _parent(agentSourcedIds="user-none"),
        "dangling_reference",
        "agentSourcedIds",
    ),
    _doubtful(
        "agent teaches",
        "users",
        _parent(agentSourcedIds="user-ito"),
        "agent_not_student",
        "agentSourcedIds",
    ),
    _doubtful(
        "agent only here",
        "users",
        _parent(agentSourcedIds="user-cleo"),
        "one_sided_agent",
        "agentSourcedIds",
    ),
    _doubtful("administrator", "users", _parent(role="administrator"), "post_withheld", "role"),
    _doubtful("proctor", "users", _parent(role="proctor"), "post_withheld", "role"),
    _doubtful(
        "teacher of nowhere",
        "users",
        _parent(role="teacher", orgSourcedIds=""),
        "no_school",
        "orgSourcedIds",
    ),
    _doubtful(
        "teacher of the district",
        "users",
        _parent(role="teacher", orgSourcedIds="org-district"),
        "no_school",
        "orgSourcedIds",
    ),
    _doubtful(
        "teacher of no such school",
        "users",
        _parent(role="teacher", orgSourcedIds="org-none"),
        "dangling_reference",
        "orgSourcedIds",
    ),
    _doubtful(
        "other school",
        "enrollments",
        _seat(schoolSourcedId="org-middle"),
        "school_contradicts_class",
        "schoolSourcedId",
    ),
    _doubtful("seat too long", "enrollments", _seat(endDate="2021-05-28"), "dates_clamped"),
)
