"""The columns of each OneRoster 1.1 file, as data: needed, read, and without a place here."""

from __future__ import annotations

from dataclasses import dataclass

from hub.oneroster.errors import BundleRefused


@dataclass(frozen=True, slots=True)
class Layout:
    """One file's columns. `needed` must stand in its header; `unused` are known and not kept."""

    needed: tuple[str, ...]
    read: tuple[str, ...] = ()
    unused: tuple[str, ...] = ("dateLastModified",)

    @property
    def kept(self) -> tuple[str, ...]:
        """The columns that are staged."""
        return self.needed + self.read


@dataclass(frozen=True, slots=True)
class Header:
    """What one file's header has: where each kept column stands, and what is left out."""

    width: int
    positions: dict[str, int]
    credentials: tuple[str, ...]
    unused: tuple[str, ...]
    unknown: tuple[str, ...]


LAYOUTS = {
    "academicSessions": Layout(
        needed=("sourcedId", "title", "type", "startDate", "endDate"),
        read=("status", "parentSourcedId", "schoolYear"),
    ),
    "orgs": Layout(
        needed=("sourcedId", "name", "type"),
        read=("status", "parentSourcedId"),
        unused=("dateLastModified", "identifier"),
    ),
    "courses": Layout(
        needed=("sourcedId", "title"),
        read=(
            "status",
            "schoolYearSourcedId",
            "courseCode",
            "orgSourcedId",
            "subjects",
            "subjectCodes",
        ),
        unused=("dateLastModified", "grades"),
    ),
    "classes": Layout(
        needed=("sourcedId", "title", "courseSourcedId", "schoolSourcedId", "termSourcedIds"),
        read=("status", "classCode", "location", "subjectCodes", "periods"),
        unused=("dateLastModified", "grades", "classType", "subjects"),
    ),
    "users": Layout(
        needed=("sourcedId", "orgSourcedIds", "role", "givenName", "familyName"),
        read=(
            "status",
            "enabledUser",
            "userIds",
            "middleName",
            "identifier",
            "email",
            "sms",
            "phone",
            "agentSourcedIds",
            "grades",
        ),
        unused=("dateLastModified", "username"),
    ),
    "demographics": Layout(
        needed=("sourcedId", "birthDate"),
        read=(
            "status",
            "sex",
            "americanIndianOrAlaskaNative",
            "asian",
            "blackOrAfricanAmerican",
            "nativeHawaiianOrOtherPacificIslander",
            "white",
            "demographicRaceTwoOrMoreRaces",
            "hispanicOrLatinoEthnicity",
        ),
        unused=(
            "dateLastModified",
            "countryOfBirthCode",
            "stateOfBirthAbbreviation",
            "cityOfBirth",
            "publicSchoolResidenceStatus",
        ),
    ),
    "enrollments": Layout(
        needed=("sourcedId", "classSourcedId", "userSourcedId", "role"),
        read=("status", "schoolSourcedId", "primary", "beginDate", "endDate"),
    ),
}
"""The files that are read, in the order in which one may refer to another."""

UNMAPPED = (
    "resources",
    "classResources",
    "courseResources",
    "categories",
    "lineItems",
    "results",
)
"""Files that OneRoster knows and that have no place here yet: their rows are counted."""

FILES = (*LAYOUTS, *UNMAPPED)

_CREDENTIAL_PARTS = ("password", "passwd", "passphrase", "passcode", "pwd", "secret", "token")
_CREDENTIAL_NAMES = ("pin", "pass", "hash", "salt")


def is_credential(column: str) -> bool:
    """Whether a column's name says that it holds a credential: it is dropped before staging."""
    name = column.casefold().rpartition(".")[2]
    return name in _CREDENTIAL_NAMES or any(part in name for part in _CREDENTIAL_PARTS)


def header_of(file: str, names: list[str]) -> Header:
    """Compare a file's first record with its layout. Raises BundleRefused.

    A message names the columns that should be there, never those that are: a file without a
    header begins with somebody's data.
    """
    layout = LAYOUTS[file]
    spelled = {column.casefold(): column for column in (*layout.kept, *layout.unused)}
    columns = [spelled.get(name.strip().casefold(), name.strip()) for name in names]
    missing = [column for column in layout.needed if column not in columns]
    if missing:
        raise BundleRefused(f"{file}.csv: the first line has no column {', '.join(missing)}.")
    twice = [column for column in layout.kept if columns.count(column) > 1]
    if twice:
        raise BundleRefused(f"{file}.csv: the column {twice[0]} stands in the header twice.")
    return Header(
        width=len(columns),
        positions={column: columns.index(column) for column in layout.kept if column in columns},
        credentials=tuple(filter(is_credential, columns)),
        unused=tuple(column for column in columns if column in layout.unused),
        unknown=tuple(c for c in columns if c not in spelled.values() and not is_credential(c)),
    )
