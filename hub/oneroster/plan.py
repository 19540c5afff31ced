"""What an import is going to write, before anything is written, and what it found on the way."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from hub.oneroster.findings import Effect, Finding, Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from hub.models.codes import TermKind
    from hub.oneroster.staging import Row

STAGES = (
    "district",
    "school",
    "school_year",
    "term",
    "course",
    "section",
    "person",
    "staff_member",
    "student",
    "guardian",
    "student_identifier",
    "demographics",
    "post",
    "school_enrollment",
    "guardianship",
    "section_staff",
    "section_enrollment",
)
"""The tables that an import writes, each after those that it refers to."""


class Fate(Enum):
    """What an import does with a row."""

    MADE = auto()
    CHANGED = auto()
    UNCHANGED = auto()


@dataclass(frozen=True, slots=True)
class Kept:
    """What an earlier import kept for a source's row: the row here and its digest."""

    row_id: UUID
    digest: bytes


@dataclass(slots=True)
class Entry:
    """One row to be kept. `once` columns are written when it is made and never again."""

    table: str
    sourced_id: str
    row_id: UUID | None
    columns: dict[str, object]
    origins: tuple[Origin, ...]
    once: dict[str, object] = field(default_factory=dict)
    said: dict[str, object] | None = None
    """What the digest is made of, where that isn't the columns."""
    exists: bool = False
    """The row itself is there already; this source's row is only tied to it."""
    moves: UUID | None = None
    """The person whose relations to students this row may change."""
    fate: Fate = Fate.UNCHANGED
    digest: bytes = b""

    def judge(self, kept: Kept | None) -> None:
        """Compare with what was kept: the digest tells an unchanged re-send (SYN-9)."""
        said = self.columns if self.said is None else self.said
        text = json.dumps(said, sort_keys=True, default=str)
        self.digest = hashlib.sha256(text.encode()).digest()
        same_row = kept is not None and kept.row_id == self.row_id
        if kept is not None and same_row and kept.digest == self.digest:
            self.fate = Fate.UNCHANGED
        else:
            self.fate = Fate.CHANGED if same_row or self.exists else Fate.MADE


@dataclass(slots=True)
class Unit:
    """Entries that are kept or refused together; `main` where they are what their row is about."""

    entries: list[Entry]
    main: bool = True

    @property
    def origins(self) -> tuple[Origin, ...]:
        """The rows from which the entries were made."""
        return tuple(dict.fromkeys(o for entry in self.entries for o in entry.origins))


@dataclass(frozen=True, slots=True)
class Span:
    """A term or school year as later rows see it: half-open, in a school year."""

    row_id: UUID
    starts_on: date
    ends_on: date
    year: int
    kind: TermKind | None = None
    parent: str = ""
    """The sourcedId of the session that this one names as its parent."""


@dataclass(frozen=True, slots=True)
class ClassFacts:
    """A class as its enrollments see it."""

    row_id: UUID
    school: str
    school_id: UUID
    span: Span
    terms: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class UserFacts:
    """A user as later rows see it; `capacity_id` is the staff member, student or guardian."""

    row: Row
    role: str
    person_id: UUID
    capacity_id: UUID
    grade: int | None = None


class Plan:
    """The units of one import by stage, its findings, and the rows that others may refer to."""

    def __init__(self, kept: Mapping[tuple[str, str], Kept], district_id: UUID) -> None:
        """`kept` is what earlier imports wrote, by table and sourcedId."""
        self.kept = kept
        self.district_id = district_id
        self.units: dict[str, list[Unit]] = {stage: [] for stage in STAGES}
        self.findings: list[Finding] = []
        self.refused: set[Origin] = set()
        self.sourced_ids: dict[str, set[str]] = defaultdict(set)
        self.terms: dict[str, Span] = {}
        self.years: dict[int, Span] = {}
        self.schools: dict[str, UUID] = {}
        self.districts: set[str] = set()
        self.courses: dict[str, UUID] = {}
        self.classes: dict[str, ClassFacts] = {}
        self.users: dict[str, UserFacts] = {}
        self.attended: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        """The schools in which a user has a seat or teaches, by user and school year."""
        self._made: dict[tuple[str, str], UUID] = {}

    def refuse(self, origin: Origin, code: str, column: str | None = None) -> None:
        """Say that a row is not kept."""
        self.refused.add(origin)
        self.findings.append(Finding(*origin, Effect.REFUSED, code, column))

    def doubt(self, origin: Origin, code: str, column: str | None = None) -> None:
        """Say that a row is kept with a doubt."""
        self.findings.append(Finding(*origin, Effect.DOUBTFUL, code, column))

    def row_id(self, table: str, sourced_id: str) -> UUID:
        """The row that an earlier import kept, or a new random key."""
        key = (table, sourced_id)
        if key in self.kept:
            return self.kept[key].row_id
        return self._made.setdefault(key, uuid4())

    def missing(self, file: str, sourced_id: str) -> str:
        """Why a reference leads nowhere, as a reason code."""
        known = sourced_id in self.sourced_ids[file]
        return "depends_on_refused" if known else "dangling_reference"

    def add(self, *entries: Entry, main: bool = True) -> None:
        """Plan to keep entries as one unit, in the stage of the first."""
        self.units[entries[0].table].append(Unit(list(entries), main=main))

    def entries(self) -> Iterable[Entry]:
        """All entries, in the order of writing."""
        return (e for stage in STAGES for unit in self.units[stage] for e in unit.entries)
