"""Kept: what importers and checks doubt about the rows that are here."""

from datetime import datetime

from sqlalchemy import DateTime, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hub.models.base import Base, Keyed, code
from hub.models.codes import FindingSeverity, FindingState


class Finding(Keyed, Base):
    """One doubt about one row, or about one line of a file that became none. It holds no values.

    `entity` is the row's table, or the record's name where it became no row, and `row_key` the
    row's key, which may be gone; `place` tells it from other findings of its rule. `source` is
    who found it (an importer, or the checks); it is open until that source no longer finds it,
    or somebody dismisses it.
    """

    __tablename__ = "finding"
    __table_args__ = (
        UniqueConstraint("source", "rule", "entity", "place"),
        Index("ix_finding_first_seen_at_id", "first_seen_at", "id"),
        Index("ix_finding_rule_state", "rule", "state"),
    )

    source: Mapped[str]
    rule: Mapped[str]
    severity: Mapped[FindingSeverity] = mapped_column(code(FindingSeverity))
    state: Mapped[FindingState] = mapped_column(code(FindingState), server_default="OPEN")
    entity: Mapped[str]
    place: Mapped[str]
    row_key: Mapped[str | None]
    field: Mapped[str | None]
    file: Mapped[str | None]
    line: Mapped[int | None]
    first_seen_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    last_seen_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
