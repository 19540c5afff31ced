"""The columns of each file of each dialect, as data: specified, needed, kept, under which name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hub.oneroster.errors import BundleRefused

if TYPE_CHECKING:
    from collections.abc import Mapping

COLUMNS = {
    file: tuple(names.split())
    for file, names in {
        "academicSessions": "sourcedId status dateLastModified title type startDate endDate "
        "parentSourcedId schoolYear",
        "orgs": "sourcedId status dateLastModified name type parentSourcedId",
        "courses": "sourcedId status dateLastModified title schoolYearSourcedId courseCode "
        "orgSourcedId subjects subjectCodes",
        "classes": "sourcedId status dateLastModified title courseSourcedId schoolSourcedId "
        "termSourcedIds classCode location subjectCodes periods",
        "users": "sourcedId status dateLastModified orgSourcedIds role givenName familyName "
        "enabledUser userIds middleName identifier email sms phone agentSourcedIds grades "
        "preferredGivenName primaryOrgSourcedId",
        "roles": "sourcedId status dateLastModified userSourcedId orgSourcedId role roleType "
        "beginDate endDate sessionSourcedId grades",
        "relationships": "sourcedId status dateLastModified userSourcedId "
        "relationshipUserSourcedId relationshipRole",
        "userProfiles": "sourcedId status dateLastModified userSourcedId",
        "demographics": "sourcedId status dateLastModified birthDate sex "
        "americanIndianOrAlaskaNative asian blackOrAfricanAmerican "
        "nativeHawaiianOrOtherPacificIslander white demographicRaceTwoOrMoreRaces "
        "hispanicOrLatinoEthnicity raceCodes ethnicityCodes",
        "enrollments": "sourcedId status dateLastModified classSourcedId userSourcedId role "
        "schoolSourcedId primary beginDate endDate",
    }.items()
}
"""The columns that are staged, under the names by which they are known here; in the order in
which one file may refer to another."""

NEEDED = {
    "academicSessions": ("sourcedId", "title", "type", "startDate", "endDate"),
    "orgs": ("sourcedId", "name", "type"),
    "courses": ("sourcedId", "title"),
    "classes": ("sourcedId", "title", "courseSourcedId", "schoolSourcedId", "termSourcedIds"),
    "users": ("sourcedId", "orgSourcedIds", "role", "givenName", "familyName"),
    "roles": ("sourcedId", "userSourcedId", "orgSourcedId", "role"),
    "relationships": ("userSourcedId", "relationshipUserSourcedId", "relationshipRole"),
    "userProfiles": ("sourcedId", "userSourcedId"),
    "demographics": ("sourcedId", "birthDate"),
    "enrollments": ("sourcedId", "classSourcedId", "userSourcedId", "role"),
}
"""What must stand in a header, as far as the dialect has it."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """One way of writing a roster as CSV files."""

    name: str
    headers: Mapping[str, tuple[str, ...]]
    """The specification's header of each file that is read."""
    unmapped: tuple[str, ...]
    """Files that the dialect knows and that have no place here: their rows are counted."""
    renamed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By file: a column's name in the dialect to its name here."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By file without identifiers: the columns (named as here) that tell one row from another."""
    inclusive: bool = False
    """The dialect itself says that an end is the last day."""

    @property
    def files(self) -> tuple[str, ...]:
        """Every file of the dialect, those that are read first and in the order of reading."""
        return (*(file for file in COLUMNS if file in self.headers), *self.unmapped)

    def known_as(self, file: str, column: str) -> str:
        """The name here of a column of the dialect."""
        return self.renamed.get(file, {}).get(column, column)

    def specified(self, file: str) -> tuple[str, ...]:
        """The specification's columns, named as here."""
        return tuple(self.known_as(file, column) for column in self.headers[file])


@dataclass(frozen=True, slots=True)
class Header:
    """What one file's header has: where each kept column stands, and what is left out."""

    width: int
    positions: dict[str, int]
    credentials: tuple[str, ...]
    unused: tuple[str, ...]
    unknown: tuple[str, ...]
    absent: tuple[str, ...]
    """Columns that the specification has and the header hasn't."""


def _headers(**files: str) -> dict[str, tuple[str, ...]]:
    return {file: tuple(names.split(",")) for file, names in files.items()}


_STAMPED = "sourcedId,status,dateLastModified,"
_ROSTER = _headers(
    academicSessions=_STAMPED + "title,type,startDate,endDate,parentSourcedId,schoolYear",
    orgs=_STAMPED + "name,type,identifier,parentSourcedId",
    courses=_STAMPED + "schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,"
    "subjectCodes",
    classes=_STAMPED + "title,grades,courseSourcedId,classCode,classType,location,"
    "schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods",
    demographics=_STAMPED + "birthDate,sex,americanIndianOrAlaskaNative,asian,"
    "blackOrAfricanAmerican,nativeHawaiianOrOtherPacificIslander,white,"
    "demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,countryOfBirthCode,"
    "stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus",
    enrollments=_STAMPED + "classSourcedId,schoolSourcedId,userSourcedId,role,primary,"
    "beginDate,endDate",
)
"""The files that OneRoster 1.1 and 1.2 write alike."""

ONEROSTER_11 = Dialect(
    "OneRoster 1.1",
    _ROSTER
    | _headers(
        users=_STAMPED + "enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,"
        "middleName,identifier,email,sms,phone,agentSourcedIds,grades,password",
    ),
    unmapped=(
        *("resources", "classResources", "courseResources"),
        *("categories", "lineItems", "results"),
    ),
)

ONEROSTER_12 = Dialect(
    "OneRoster 1.2",
    _ROSTER
    | _headers(
        users=_STAMPED + "enabledUser,username,userIds,givenName,familyName,middleName,"
        "identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,"
        "resourceSourcedIds,preferredGivenName,preferredMiddleName,preferredFamilyName,"
        "primaryOrgSourcedId,pronouns",
        roles=_STAMPED + "userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,"
        "userProfileSourcedId",
        userProfiles=_STAMPED + "userSourcedId,profileType,vendorId,applicationId,description,"
        "credentialType,username,password",
    ),
    unmapped=(
        *("resources", "classResources", "courseResources", "userResources"),
        *("categories", "lineItems", "lineItemLearningObjectiveIds", "lineItemScoreScales"),
        *("results", "resultLearningObjectiveIds", "resultScoreScales", "scoreScales"),
    ),
)

SDS_21 = Dialect(
    "School Data Sync 2.1",
    _headers(
        academicSessions="sourcedId,title,type,schoolYear,startDate,endDate",
        orgs="sourcedId,name,type,parentSourcedId",
        courses="sourcedId,orgSourcedId,title,code,schoolYearSourcedId,subject,grade",
        classes="sourcedId,orgSourcedId,title,sessionSourcedIds,courseSourcedId",
        users="sourcedId,username,givenName,familyName,password,activeDirectoryMatchId,email,"
        "phone,sms",
        roles="userSourcedId,orgSourcedId,role,sessionSourcedId,grade,isPrimary,roleStartDate,"
        "roleEndDate",
        relationships="userSourcedId,relationshipUserSourcedId,relationshipRole",
        demographics="userSourcedId,sex,birthDate,birthCity,birthState,birthCountry,"
        "ethnicityCodes,raceCodes",
        enrollments="classSourcedId,userSourcedId,role",
    ),
    unmapped=("userFlags",),
    renamed={
        "courses": {"code": "courseCode", "subject": "subjects", "grade": "grades"},
        "classes": {"orgSourcedId": "schoolSourcedId", "sessionSourcedIds": "termSourcedIds"},
        "roles": {
            "grade": "grades",
            "isPrimary": "roleType",
            "roleStartDate": "beginDate",
            "roleEndDate": "endDate",
        },
        "demographics": {"userSourcedId": "sourcedId"},
    },
    keys={
        "roles": ("userSourcedId", "orgSourcedId", "role", "sessionSourcedId", "beginDate"),
        "relationships": ("userSourcedId", "relationshipUserSourcedId"),
        "enrollments": ("classSourcedId", "userSourcedId", "role"),
    },
    inclusive=True,
)

DIALECTS = {"1.1": ONEROSTER_11, "1.2": ONEROSTER_12}
"""The dialects that a manifest can name."""

FILES = tuple(
    dict.fromkeys((*COLUMNS, *ONEROSTER_11.unmapped, *ONEROSTER_12.unmapped, *SDS_21.unmapped))
)
"""Every file of every dialect."""

_CREDENTIAL_PARTS = ("password", "passwd", "passphrase", "passcode", "pwd", "secret", "token")
_CREDENTIAL_NAMES = ("pin", "pass", "hash", "salt")


def is_credential(column: str) -> bool:
    """Whether a column's name says that it holds a credential: it is dropped before staging."""
    name = column.casefold().rpartition(".")[2]
    return name in _CREDENTIAL_NAMES or any(part in name for part in _CREDENTIAL_PARTS)


def header_of(file: str, names: list[str], dialect: Dialect = ONEROSTER_11) -> Header:
    """Compare a file's first record with the dialect's header. Raises BundleRefused.

    A message names the columns that should be there, never those that are: a file without a
    header begins with somebody's data.
    """
    specified, kept = dialect.specified(file), COLUMNS[file]
    spelled = {column.casefold(): column for column in dialect.headers[file]}
    stripped = [name.strip() for name in names]
    columns = [dialect.known_as(file, spelled.get(s.casefold(), s)) for s in stripped]
    missing = [c for c in NEEDED[file] if c in specified and c not in columns]
    if missing:
        raise BundleRefused(f"{file}.csv: the first line has no column {', '.join(missing)}.")
    read = [column for column in kept if column in specified]
    twice = [column for column in read if columns.count(column) > 1]
    if twice:
        raise BundleRefused(f"{file}.csv: the column {twice[0]} stands in the header twice.")
    plain = [column for column in columns if not is_credential(column)]
    return Header(
        width=len(columns),
        positions={column: columns.index(column) for column in read if column in columns},
        credentials=tuple(filter(is_credential, columns)),
        unused=tuple(c for c in plain if c in specified and c not in kept),
        unknown=tuple(c for c in plain if c not in specified),
        absent=tuple(c for c in specified if c not in columns and not is_credential(c)),
    )
