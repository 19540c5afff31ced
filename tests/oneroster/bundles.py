"""A small district as a OneRoster bundle, written by the suite: sound, or with chosen defects."""

from __future__ import annotations

import csv
import io
import zipfile
from copy import deepcopy
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from pathlib import Path

Rows: TypeAlias = list[dict[str, str]]
Tables: TypeAlias = dict[str, Rows]

PASSWORD = "correct-horse-battery"

HEADERS = {
    "academicSessions": "sourcedId,status,dateLastModified,title,type,startDate,endDate,"
    "parentSourcedId,schoolYear",
    "orgs": "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId",
    "courses": "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,"
    "orgSourcedId,subjects,subjectCodes",
    "classes": "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,"
    "location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods",
    "users": "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,"
    "givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password",
    "demographics": "sourcedId,status,dateLastModified,birthDate,sex,americanIndianOrAlaskaNative,"
    "asian,blackOrAfricanAmerican,nativeHawaiianOrOtherPacificIslander,white,"
    "demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,countryOfBirthCode,"
    "stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus",
    "enrollments": "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,"
    "role,primary,beginDate,endDate",
}

HEADERS_12 = HEADERS | {
    "users": "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,"
    "middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,"
    "resourceSourcedIds,preferredGivenName,preferredMiddleName,preferredFamilyName,"
    "primaryOrgSourcedId,pronouns",
    "roles": "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,"
    "orgSourcedId,userProfileSourcedId",
    "userProfiles": "sourcedId,status,dateLastModified,userSourcedId,profileType,vendorId,"
    "applicationId,description,credentialType,username,password",
}
"""The headers of OneRoster 1.2."""

KEPT = {
    "district": 1,
    "school": 2,
    "school_year": 1,
    "term": 3,
    "course": 2,
    "section": 3,
    "person": 9,
    "staff_member": 4,
    "student": 3,
    "guardian": 2,
    "student_identifier": 4,
    "demographics": 3,
    "post": 3,
    "school_enrollment": 3,
    "guardianship": 3,
    "section_staff": 4,
    "section_enrollment": 4,
}
"""What the sound district comes to, by table."""


def sound() -> Tables:
    """A district without defects: two schools, a year of two semesters, ends inclusive.

    Ada (grade 9) and Ben (grade 7) are siblings with one parent and an uncle; Cleo (grade 9) has
    no adult. Ms. Ito teaches algebra and shares English with Mr. Oak; Mr. Fir helps in algebra;
    Ms. Elm is an administrator.
    """
    return deepcopy(_SOUND)


def lines(tables: Tables, file: str) -> int:
    """The line of a file's last row, where every row is one line."""
    return len(tables[file]) + 1


def csv_bytes(
    file: str,
    rows: Rows,
    headers: dict[str, str] = HEADERS,
    *,
    ending: str = "\r\n",
    mark: bool = False,
) -> bytes:
    """One file's rows as CSV with its full header, a row's missing columns blank."""
    text = io.StringIO(newline="")
    columns = headers[file].split(",")
    extra = [column for row in rows for column in row if column not in columns]
    writer = csv.DictWriter(
        text, [*columns, *dict.fromkeys(extra)], restval="", lineterminator=ending
    )
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig" if mark else "utf-8")


def manifest(*files: str, **said: str) -> bytes:
    """A manifest that lists files as bulk; `said` overrides properties (dots as underscores)."""
    properties = {"manifest.version": "1.0", "oneroster.version": "1.1"}
    properties |= {f"file.{file}": "bulk" for file in files}
    properties |= {name.replace("_", ".", 1): value for name, value in said.items()}
    pairs = "".join(f"{name},{value}\n" for name, value in properties.items())
    return f"propertyName,value\n{pairs}".encode()


def contents(tables: Tables, *delta: str) -> dict[str, bytes]:
    """The bundle's files by their name; those of `delta` hold changes only."""
    files = {f"{file}.csv": csv_bytes(file, rows) for file, rows in tables.items()}
    said = {f"file_{file}": "delta" for file in delta}
    return {"manifest.csv": manifest(*tables, **said)} | files


def sound_12() -> dict[str, bytes]:
    """The sound district as a OneRoster 1.2 bundle, where Ms. Ito is a parent and counselor too."""
    tables = sound()
    roles: Rows = []
    for row in tables["users"]:
        role = row.pop("role")
        for place, org in enumerate(row.pop("orgSourcedIds").split(",")):
            held = {"sourcedId": f"role-{row['sourcedId']}-{place}", "role": role}
            held |= {"userSourcedId": row["sourcedId"], "orgSourcedId": org}
            roles.append(held | {"roleType": "secondary" if place else "primary"})
    ito = {"userSourcedId": "user-ito", "roleType": "secondary"}
    roles += [
        ito
        | {"sourcedId": "role-ito-c", "role": "counselor", "orgSourcedId": "org-middle"}
        | {"beginDate": "2020-09-01", "endDate": "2020-12-18"},
        ito | {"sourcedId": "role-ito-p", "role": "parent", "orgSourcedId": "org-middle"},
    ]
    tables["users"][2]["agentSourcedIds"] = "user-ito"
    tables["users"][0] |= {"preferredGivenName": "Addie"}
    tables["roles"] = roles
    tables["userProfiles"] = [
        {"sourcedId": "prof-1", "userSourcedId": "user-ada", "password": PASSWORD},
        {"sourcedId": "prof-2", "userSourcedId": "user-none"},
    ]
    files = {f"{file}.csv": csv_bytes(file, rows, HEADERS_12) for file, rows in tables.items()}
    return {"manifest.csv": manifest(*tables, oneroster_version="1.2")} | files


def write_folder(folder: Path, files: dict[str, bytes]) -> Path:
    """Write a bundle as a folder; what stood there before under these names is replaced."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def write_zip(path: Path, files: dict[str, bytes]) -> Path:
    """Write a bundle as a zip archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def user(sourced_id: str, role: str, given: str, family: str, **more: str) -> dict[str, str]:
    """A user's row, with a password in it."""
    row = {"sourcedId": sourced_id, "enabledUser": "true", "orgSourcedIds": "org-high"}
    row |= {"role": role, "username": f"{given}.{family}", "givenName": given}
    return row | {"familyName": family, "password": PASSWORD} | more


def seat(sourced_id: str, class_id: str, user_id: str, role: str, **more: str) -> dict[str, str]:
    """An enrollment's row without dates."""
    row = {"sourcedId": sourced_id, "classSourcedId": class_id, "userSourcedId": user_id}
    return row | {"role": role} | more


def born(sourced_id: str, birth_date: str, **more: str) -> dict[str, str]:
    """A demographics row."""
    return {"sourcedId": sourced_id, "birthDate": birth_date} | more


_FALL = {"beginDate": "2020-08-17", "endDate": "2020-12-18"}
_BOTH = "term-fall,term-spring"

_SOUND: Tables = {
    "academicSessions": [
        {"sourcedId": "term-year", "title": "2020-2021", "type": "schoolYear"}
        | {"startDate": "2020-08-17", "endDate": "2021-05-28", "schoolYear": "2021"},
        {"sourcedId": "term-fall", "title": "Fall", "type": "semester", "schoolYear": "2021"}
        | {"startDate": "2020-08-17", "endDate": "2020-12-18", "parentSourcedId": "term-year"},
        {"sourcedId": "term-spring", "title": "Spring", "type": "semester", "schoolYear": "2021"}
        | {"startDate": "2021-01-04", "endDate": "2021-05-28", "parentSourcedId": "term-year"},
    ],
    "orgs": [
        {"sourcedId": "org-district", "name": "Alder Unified", "type": "district"},
        {"sourcedId": "org-high", "name": "Alder High", "type": "school"}
        | {"parentSourcedId": "org-district"},
        {"sourcedId": "org-middle", "name": "Alder Middle", "type": "school"}
        | {"parentSourcedId": "org-district"},
    ],
    "courses": [
        {"sourcedId": "course-alg", "title": "Algebra I", "courseCode": "ALG1"}
        | {"subjects": "Mathematics,Algebra", "subjectCodes": "02052"},
        {"sourcedId": "course-eng", "title": "English I", "courseCode": "ENG1"}
        | {"subjects": "English", "subjectCodes": "01001"},
    ],
    "classes": [
        {"sourcedId": "class-alg", "title": "Algebra I, period 1", "courseSourcedId": "course-alg"}
        | {"schoolSourcedId": "org-high", "termSourcedIds": _BOTH, "periods": "1,2"}
        | {"location": "R12", "subjectCodes": "02052"},
        {"sourcedId": "class-eng", "title": "English I, period 3", "courseSourcedId": "course-eng"}
        | {"schoolSourcedId": "org-high", "termSourcedIds": "term-fall", "periods": "3"},
        {"sourcedId": "class-mid", "title": "Algebra I, grade 7", "courseSourcedId": "course-alg"}
        | {"schoolSourcedId": "org-middle", "termSourcedIds": _BOTH, "periods": "4"},
    ],
    "users": [
        user("user-ada", "student", "Ada", "Quill", grades="09", userIds="{Local:0071}")
        | {"agentSourcedIds": "user-mum,user-uncle", "middleName": "Wren"},
        user("user-ben", "student", "Ben", "Quill", grades="07", orgSourcedIds="org-middle")
        | {"agentSourcedIds": "user-mum", "userIds": "{Local:0072},{State:9000000072}"},
        user("user-cleo", "student", "Cleo", "Zárate", grades="09", identifier="0073"),
        user("user-ito", "teacher", "Hana", "Ito", email="hana.ito@alder.example")
        | {"orgSourcedIds": "org-high,org-district"},
        user("user-oak", "teacher", "Tom", "Oak"),
        user("user-fir", "aide", "Sam", "Fir"),
        user("user-elm", "administrator", "Ida", "Elm"),
        user("user-mum", "parent", "Vera", "Quill", phone="(213) 533-1632 x218")
        | {"email": "vera@quill.example"},
        user("user-uncle", "relative", "Otto", "Quill", sms="+1 213 533 1699"),
    ],
    "demographics": [
        born("user-ada", "2006-03-04", sex="female", asian="true", white="true")
        | {"hispanicOrLatinoEthnicity": "false"},
        born("user-ben", "2008-02-29", sex="male", blackOrAfricanAmerican="true"),
        born("user-cleo", "2006-07-01"),
    ],
    "enrollments": [
        seat("seat-ada-alg", "class-alg", "user-ada", "student"),
        seat("seat-ada-eng", "class-eng", "user-ada", "student", **_FALL),
        seat("seat-cleo-alg", "class-alg", "user-cleo", "student", beginDate="2020-09-01")
        | {"endDate": "2020-10-30"},
        seat("seat-ben-mid", "class-mid", "user-ben", "student"),
        seat("seat-ito-alg", "class-alg", "user-ito", "teacher"),
        seat("seat-ito-eng", "class-eng", "user-ito", "teacher", primary="true"),
        seat("seat-oak-eng", "class-eng", "user-oak", "teacher", primary="false"),
        seat("seat-fir-alg", "class-alg", "user-fir", "aide"),
    ],
}
