"""How a record is staged: its values by element path, its references by key, what repeats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from hub.intake.values import text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hub.edfi.reading import Frame

    Converter: TypeAlias = Callable[[str], Any]
    Say: TypeAlias = Callable[[str], None]
    """Hears what is doubtful about a part of what repeats."""

SCHOOL = ("SchoolId",)
SESSION = ("SchoolReference/SchoolIdentity/SchoolId", "SchoolYear", "SessionName")
COURSE = (
    "EducationOrganizationReference/EducationOrganizationIdentity/EducationOrganizationId",
    "CourseCode",
)
OFFERING = (
    "LocalCourseCode",
    *(f"SessionReference/SessionIdentity/{path}" for path in SESSION),
)
"""A course offering's own school is its session's, so that the shorter key is enough."""
SECTION = (
    "SectionIdentifier",
    *(f"CourseOfferingReference/CourseOfferingIdentity/{path}" for path in OFFERING),
)
INCIDENT = ("SchoolReference/SchoolIdentity/SchoolId", "IncidentIdentifier")


@dataclass(frozen=True, slots=True)
class Field:
    """One value by its path below the record; `kind` is the type of its column."""

    name: str
    path: str
    read: Converter = text
    kind: str = "text"
    needed: bool = False
    """A blank value, and one that can't be read, refuse the record."""
    strict: bool = False
    """A value that can't be read refuses the record."""
    many: bool = False
    """It may repeat: the column holds all of them."""
    checked: bool = False
    """It is read for a check only, and has no place here."""


@dataclass(frozen=True, slots=True)
class Key:
    """Several values that name one thing, joined; `ref` may name it by its id in the file."""

    name: str
    paths: tuple[str, ...]
    ref: str = ""
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """An element that repeats with elements of its own: `pick` makes values of all of them."""

    path: str
    inner: tuple[str, ...]
    names: tuple[str, ...]
    pick: Callable[[Sequence[Frame], Say], tuple[Any, ...]]
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """A text made of texts of the same record: null where one of them is."""

    name: str
    of: tuple[str, ...]
    make: Callable[..., str]


Column: TypeAlias = Field | Key | Group | Made


@dataclass(frozen=True, slots=True)
class Staged:
    """A record of one name, and the temporary table in which it waits.

    `unique`: the columns that the standard says no two records share. `evidence`: what the record
    says has no place here, but something can be inferred from it.
    """

    record: str
    table: str
    columns: tuple[Column, ...]
    unique: tuple[str, ...]
    evidence: bool = False

    @property
    def identified(self) -> bool:
        """Whether others may refer to it by an id in the file."""
        return any(isinstance(each, Field) and each.path == "@id" for each in self.columns)


def named(path: str, *paths: str) -> tuple[str, ...]:
    """The paths of a key within a reference: `StudentReference` holds a `StudentIdentity`."""
    identity = path.rpartition("/")[2].removesuffix("Reference") + "Identity"
    return tuple(f"{path}/{identity}/{each}" for each in paths)


def reference(
    name: str,
    path: str,
    *paths: str,
    identity: str | None = None,
    needed: bool = True,
    below: str = "",
) -> Key:
    """A reference by key, or by the id of an element of the same file."""
    start = f"{below}/{path}" if below else path
    inner = identity or path.removesuffix("Reference") + "Identity"
    return Key(name, tuple(f"{start}/{inner}/{each}" for each in paths), f"{start}/@ref", needed)


def school(name: str = "school", path: str = "SchoolReference", *, needed: bool = True) -> Key:
    """A reference to a school."""
    return reference(name, path, *SCHOOL, identity="SchoolIdentity", needed=needed)


def organization(name: str = "organization", path: str = "EducationOrganizationReference") -> Key:
    """A reference to an education organization."""
    return reference(
        name, path, "EducationOrganizationId", identity="EducationOrganizationIdentity"
    )


def student(below: str = "") -> Key:
    """A reference to a student."""
    return reference("student", "StudentReference", "StudentUniqueId", below=below)


def staff() -> Key:
    """A reference to a staff member."""
    return reference("staff", "StaffReference", "StaffUniqueId")


def session() -> Key:
    """A reference to a session of a school."""
    return reference("session", "SessionReference", *SESSION)


def section() -> Key:
    """A reference to a section."""
    return reference("section", "SectionReference", *SECTION)


def incident(below: str = "") -> Key:
    """A reference to a discipline incident."""
    return reference("incident", "DisciplineIncidentReference", *INCIDENT, below=below)


def person() -> Key:
    """What says that several records are about one human being."""
    paths = (
        "PersonReference/PersonIdentity/SourceSystem",
        "PersonReference/PersonIdentity/PersonId",
    )
    return Key("person", paths, "", needed=False)
