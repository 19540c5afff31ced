"""Kept: the files of papers, as they were sent in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from hub.models.base import Base, Keyed, reference

KEY_PREFIX = "paper_"
"""How a key of the hub's own store begins. Other keys are of stores elsewhere, and open nothing."""


class Paper(Keyed, Base):
    """One file, which no slice and no type has: whoever reads the column of a row that names its
    key reads it. `key` holds 256 random bits; `media_type` is what the bytes say they are, and
    `sha256` is of them. What the file was called at home is not kept: it may name a child.

    `person_id` sent it in. `entity` and `row_id` are the row that names it, from `named_at` on: it
    is named once, by that row, and stays as long as the record does, which may tell of it after
    the row names another. One that nothing names goes after some days.
    """

    __tablename__ = "paper"
    __table_args__ = (
        UniqueConstraint("key"),
        CheckConstraint(f"starts_with(key, '{KEY_PREFIX}') AND length(key) >= 49", name="ours"),
        CheckConstraint("size > 0 AND size = octet_length(content)", name="sized"),
        CheckConstraint("octet_length(sha256) = 32", name="digested"),
        CheckConstraint("num_nulls(entity, row_id, named_at) IN (0, 3)", name="named_as_a_whole"),
        Index("ix_paper_person_id_kept_at", "person_id", "kept_at"),
        Index("ix_paper_kept_at", "kept_at", postgresql_where=text("named_at IS NULL")),
    )

    key: Mapped[str]
    person_id: Mapped[UUID] = reference("person.id", index=False)
    kept_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    media_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    entity: Mapped[str | None] = mapped_column(String(63))
    row_id: Mapped[UUID | None]
    named_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
