"""What an import is going to write, before it is written, and what it found on the way."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING, cast

from hub.intake.keys import random_key
from hub.oneroster.findings import Effect, Finding, Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from hub.models.codes import Relationship, Standing, TermKind

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


FINDINGS_KEPT = 10_000
"""How many findings of one reason in one file are kept one by one."""


class Fate(Enum):
    """What an import does with a row."""

    MADE = auto()
    CHANGED = auto()
    UNCHANGED = auto()
    ENDED = auto()


@dataclass(frozen=True, slots=True)
class Kept:
    """What an earlier import kept for a source's row: the row here and its digest.

    `ended` says that the source has taken it back since (its tombstone); `modified_at` is the
    source's own word on when it last changed.
    """

    row_id: UUID
    digest: bytes
    modified_at: datetime | None = None
    ended: bool = False


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
    confirms: bool = False
    """It says nothing new: where the row is kept, it stays as it is."""
    moves: UUID | None = None
    """The person whose relations to students this row may change."""
    modified_at: datetime | None = None
    fate: Fate = Fate.UNCHANGED
    digest: bytes = b""

    def judge(self, kept: Kept | None, today: date) -> None:
        """Compare with what was kept: the digest tells an unchanged re-send (SYN-9).

        What comes back after its tombstone is new where it holds from a day of its own (SYN-2).
        """
        said = self.columns if self.said is None else self.said
        self.digest = hashlib.sha256(repr(sorted(said.items())).encode()).digest()
        if kept is None:
            self.fate = Fate.CHANGED if self.exists else Fate.MADE
        elif kept.ended:
            self._revive(kept, today)
        else:
            self.row_id = self.row_id or kept.row_id
            same = kept.row_id == self.row_id
            if same and (self.confirms or kept.digest == self.digest):
                self.fate, self.digest = Fate.UNCHANGED, kept.digest
            else:
                self.fate = Fate.CHANGED if same or self.exists else Fate.MADE

    def follow(self, kept_for: Mapping[UUID, UUID]) -> None:
        """Be about who is kept for a student who was given up; a row that is here stays with whom
        it has (SYN-3). The digest is of what was said.
        """
        kept = kept_for.get(cast("UUID", self.columns.get("student_id")))
        if kept is not None and self.fate is Fate.MADE:
            self.columns["student_id"] = kept
        elif kept is not None:
            del self.columns["student_id"]

    def _revive(self, kept: Kept, today: date) -> None:
        if "starts_on" in self.once:
            self.row_id, self.fate = random_key(), Fate.MADE
            self.once["starts_on"] = today
        else:
            self.row_id, self.fate = self.row_id or kept.row_id, Fate.CHANGED


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
class RoleFacts:
    """One role of a user, at one organization or none; the dates are as sent, or not said."""

    role: str
    org: str
    origin: Origin
    begins_on: date | None = None
    ends_on: date | None = None
    session: str = ""
    primary: bool = False


@dataclass(slots=True)
class UserFacts:
    """A user as later rows see it; `capacities` are their rows as student, staff and guardian."""

    sourced_id: str
    origin: Origin | None
    """None for somebody of an earlier import whose row isn't in this bundle."""
    person_id: UUID
    capacities: dict[str, UUID]
    roles: tuple[RoleFacts, ...] = ()
    grade: int | None = None
    link: tuple[Relationship, Standing] | None = None
    """How a guardian stood to children in earlier imports."""


class Tally:
    """What became of each row of each file: a byte a row, however many there are."""

    REFUSED, APPLIED = 1, 2

    def __init__(self) -> None:
        self._marks: dict[str, bytearray] = defaultdict(bytearray)

    def mark(self, origin: Origin, what: int) -> None:
        """Note what became of a row."""
        marks = self._marks[origin.file]
        if origin.line >= len(marks):
            marks.extend(bytes(max(1_000, origin.line + 1 - len(marks), len(marks))))
        marks[origin.line] |= what

    def is_refused(self, origin: Origin) -> bool:
        """Whether a row was refused."""
        marks = self._marks.get(origin.file, b"")
        return origin.line < len(marks) and bool(marks[origin.line] & self.REFUSED)

    def counts(self, file: str) -> tuple[int, int]:
        """How many rows were refused, and how many of the others were applied."""
        marks = bytes(self._marks.get(file, b""))
        applied = marks.count(self.APPLIED)
        return len(marks) - marks.count(0) - applied, applied


class Plan:
    """The units of one chunk by stage; findings, and the rows that others may refer to."""

    def __init__(self, district_id: UUID, today: date, *, fresh: bool = True) -> None:
        """`fresh`: no earlier import kept anything."""
        self.district_id = district_id
        self.today = today
        self.fresh = fresh
        self.merged: dict[UUID, tuple[UUID, UUID]] = {}
        """Who is kept for guardians who were given up, as guardian and as a person."""
        self.given_up: frozenset[UUID] = frozenset()
        """Persons who were given up so, or as students."""
        self.students: dict[UUID, UUID] = {}
        """Who is kept for students who were given up."""
        self.kept: dict[tuple[str, str], Kept] = {}
        """What earlier imports kept, as far as this chunk asks, by table and sourcedId."""
        self.units: dict[str, list[Unit]] = {stage: [] for stage in STAGES}
        self.findings: list[Finding] = []
        self.unlisted = 0
        """How many findings aren't among them: a hostile file has as many as rows."""
        self._alike: Counter[tuple[str, str]] = Counter()
        self.tally = Tally()
        self.delta: frozenset[str] = frozenset()
        """The files that hold changes only."""
        self.sourced_ids: dict[str, set[str]] = defaultdict(set)
        self.unsaid: dict[str, set[str]] = defaultdict(set)
        """Rows that were refused, by file: what earlier imports kept of them stays."""
        self.gone: dict[str, dict[str, Origin]] = defaultdict(dict)
        """Rows that a file takes back, by file."""
        self.terms: dict[str, Span] = {}
        self.years: dict[int, Span] = {}
        self.schools: dict[str, UUID] = {}
        self.districts: set[str] = set()
        self.courses: dict[str, UUID] = {}
        self.classes: dict[str, ClassFacts] = {}
        self.users: dict[str, UserFacts] = {}
        self.attended: dict[str, frozenset[tuple[int, str]]] = {}
        """The school years and schools in which a user has a seat or teaches."""
        self._made: dict[tuple[str, str], UUID] = {}

    def refuse(self, origin: Origin, code: str, column: str | None = None) -> None:
        """Say that a row is not kept."""
        self.note(Finding(*origin, Effect.REFUSED, code, column))

    def doubt(self, origin: Origin, code: str, column: str | None = None) -> None:
        """Say that a row is kept with a doubt."""
        self.note(Finding(*origin, Effect.DOUBTFUL, code, column))

    def note(self, finding: Finding) -> None:
        """Keep a finding; of those that are alike so many, and the number of the others."""
        if finding.effect is Effect.REFUSED:
            self.tally.mark(Origin(finding.file, finding.line), Tally.REFUSED)
        self._alike[finding.file, finding.code] += 1
        if self._alike[finding.file, finding.code] <= FINDINGS_KEPT:
            self.findings.append(finding)
        else:
            self.unlisted += 1

    def row_id(self, table: str, sourced_id: str) -> UUID:
        """The row that an earlier import kept, or a new random key."""
        key = (table, sourced_id)
        if key in self.kept:
            return self.kept[key].row_id
        return self._made.setdefault(key, random_key())

    def missing(self, file: str, sourced_id: str) -> str:
        """Why a reference leads nowhere, as a reason code."""
        known = sourced_id in self.sourced_ids[file]
        return "depends_on_refused" if known else "dangling_reference"

    def attends(self, user: str, year: int, school: str) -> None:
        """Note that a user has a seat or teaches at a school in a school year."""
        found = self.attended.get(user, frozenset())
        if (year, school) not in found:
            self.attended[user] = found | {(year, school)}

    def add(self, *entries: Entry, main: bool = True) -> None:
        """Plan to keep entries as one unit, in the stage of the first."""
        self.units[entries[0].table].append(Unit(list(entries), main=main))

    def written(self) -> None:
        """Forget what has been written, but not what others refer to."""
        self.units = {stage: [] for stage in STAGES}
        self._made = {}

    def entries(self) -> Iterable[Entry]:
        """All entries of this chunk, in the order of writing."""
        return (e for stage in STAGES for unit in self.units[stage] for e in unit.entries)
