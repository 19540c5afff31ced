"""Kept: who read and changed what, the seals over that, and where imported rows came from."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from hub.models.base import Base, Keyed, TimeKeyed, code, reference
from hub.models.codes import ChangeKind, SpanKind


class Recorded:
    """What every record has that is added to and never changed, and that the ledger seals.

    `entry` numbers the rows of one table: drawn by the INSERT itself, so not in the order of
    commits, and with gaps where one was taken back. Neither it nor `at` is the writer's to say. Its
    sequence hands out one number at a time (no cache), on which the ledger relies.
    """

    at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), server_default=text("clock_timestamp()")
    )
    entry: Mapped[int] = mapped_column(BigInteger, Identity(always=True), unique=True)


class Disclosure(Recorded, TimeKeyed, Base):
    """One student's record disclosed in one request: to whom, which slices, on what bases and for
    what (34 CFR 99.32, 300.614). It holds no values. `party` is the reader's name at the time.

    `first_id` is the id under which it was written, where that was given up since for another one
    of the same child (SYN-3): the list of who is kept tells it, and the seal is over what was
    written.
    """

    __tablename__ = "disclosure"
    __table_args__ = (
        Index("ix_disclosure_student_id_at", "student_id", "at"),
        Index("ix_disclosure_at_id", "at", "id"),
        CheckConstraint("first_id <> student_id", name="another_than_it_was"),
    )

    request_id: Mapped[UUID]
    person_id: Mapped[UUID] = reference("person.id")
    student_id: Mapped[UUID] = reference("student.id", index=False)
    first_id: Mapped[UUID | None] = mapped_column(ForeignKey("student.id"), index=True)
    slices: Mapped[list[str]] = mapped_column(ARRAY(String(40)))
    bases: Mapped[list[str]] = mapped_column(ARRAY(String(40)), server_default="{}")
    purposes: Mapped[list[str]] = mapped_column(ARRAY(String), server_default="{}")
    party: Mapped[str | None]


class ViewAs(Recorded, TimeKeyed, Base):
    """One request in which a staff member read as another one: as both of them (P-33).

    `request_id` is that of the answer, and of disclosures that it made. It holds no values.
    """

    __tablename__ = "view_as"
    __table_args__ = (Index("ix_view_as_at_id", "at", "id"),)

    request_id: Mapped[UUID]
    viewer_id: Mapped[UUID] = reference("staff_member.id")
    target_id: Mapped[UUID] = reference("staff_member.id")


class Access(Recorded, TimeKeyed, Base):
    """One request that read of students more than a directory says: who, which rows of the matrix,
    and whose records. `viewed_as` is the person as whom they read (P-33). It holds no values.

    It is written within a second of the answer, and `at` says when. A slice is listed where it was
    asked for, also if a mask hid it from the reader on every row.
    """

    __tablename__ = "access"
    __table_args__ = (
        Index("ix_access_students", "students", postgresql_using="gin"),
        Index("ix_access_person_id_at", "person_id", "at"),
    )

    request_id: Mapped[UUID]
    person_id: Mapped[UUID] = reference("person.id", index=False)
    viewed_as: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    slices: Mapped[list[str]] = mapped_column(ARRAY(String(40)))
    students: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))


class AccessSpan(Recorded, TimeKeyed, Base):
    """That a server began to keep the log of readings, ended in order, or was found to have ended
    without saying so: of a broken span, what was read in its last second is missing.
    """

    __tablename__ = "access_span"
    __table_args__ = (UniqueConstraint("span_id", "kind"),)

    span_id: Mapped[UUID]
    kind: Mapped[SpanKind] = mapped_column(code(SpanKind))


class Seal(Base):
    """The seal over the entries `after` < entry <= `through` of one table of records.

    `digest` is of its rows (`count` of them, by these `columns`), `total` how many rows are sealed
    up to here, and `chain` of the former seal's chain and everything that this one says, so that
    no seal can be changed or left out behind the next one.
    """

    __tablename__ = "seal"
    __table_args__ = (UniqueConstraint("record", "after"),)

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    record: Mapped[str] = mapped_column(String(63))
    columns: Mapped[list[str]] = mapped_column(ARRAY(String(63)))
    after: Mapped[int] = mapped_column(BigInteger)
    through: Mapped[int] = mapped_column(BigInteger)
    count: Mapped[int]
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    total: Mapped[int] = mapped_column(BigInteger)
    chain: Mapped[bytes] = mapped_column(LargeBinary)


class Change(Recorded, TimeKeyed, Base):
    """One row that somebody added, amended or took back: who, in which words of the work, what it
    said before and after, and why (AUD-2). `before` and `after` are objects of column and value.
    """

    __tablename__ = "change"
    __table_args__ = (
        Index("ix_change_row_id_at", "row_id", "at"),
        Index("ix_change_student_id_at", "student_id", "at"),
        Index("ix_change_person_id_at", "person_id", "at"),
    )

    request_id: Mapped[UUID]
    person_id: Mapped[UUID] = reference("person.id", index=False)
    operation: Mapped[str]
    entity: Mapped[str]
    row_id: Mapped[UUID]
    student_id: Mapped[UUID | None]
    kind: Mapped[ChangeKind] = mapped_column(code(ChangeKind))
    before: Mapped[Any | None] = mapped_column(JSONB)
    after: Mapped[Any | None] = mapped_column(JSONB)
    reason: Mapped[str | None]


class Outbox(Base):
    """Which rows the feed of changes has still to tell of. `written_by` is the transaction, by
    which a reader knows up to where everything has been committed (SYN-1). `other_id`: of a merge
    and its end, the row that is kept for this one (SYN-3).
    """

    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    written_by: Mapped[int] = mapped_column(
        BigInteger, server_default=text("(pg_current_xact_id()::text)::bigint"), index=True
    )
    entity: Mapped[str]
    row_id: Mapped[UUID]
    student_id: Mapped[UUID | None]
    kind: Mapped[ChangeKind] = mapped_column(code(ChangeKind))
    other_id: Mapped[UUID | None]


class Retry(Keyed, Base):
    """A change that its client can tell again: what was asked under a key, and the ids of what
    it changed. It keeps no answer: whoever asks again reads under the policy of that moment.
    """

    __tablename__ = "retry"
    __table_args__ = (UniqueConstraint("person_id", "key"),)

    person_id: Mapped[UUID] = reference("person.id", index=False)
    key: Mapped[str] = mapped_column(String(255))
    asked: Mapped[bytes] = mapped_column(LargeBinary)
    kept_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), server_default=text("clock_timestamp()"), index=True
    )
    outcome: Mapped[Any] = mapped_column(JSONB, server_default=text("'{}'::jsonb"))


class SourceRow(TimeKeyed, Base):
    """Which row of which source became which row here; `digest` tells an unchanged re-send.

    `modified_at` is the source's own word on its row's last change; `ended_on` the day on which
    the source took it back: a tombstone, so that its return is told from a first arrival (SYN-2).
    `file` and `line` say where it stood when it was last written. `inferred`: the source doesn't
    say it, but gives evidence of it at that place.
    """

    __tablename__ = "source_row"
    __table_args__ = (UniqueConstraint("source", "entity", "sourced_id"),)

    source: Mapped[str]
    entity: Mapped[str]
    sourced_id: Mapped[str]
    row_id: Mapped[UUID]
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    modified_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    ended_on: Mapped[date | None]
    inferred: Mapped[bool] = mapped_column(server_default="false")
    file: Mapped[str | None]
    line: Mapped[int | None]
