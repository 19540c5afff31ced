"""Kept: the district, its schools, years, terms and calendar."""

from datetime import date
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from hub.models.base import Base, Dated, Keyed, TimeKeyed, code, dates_in_order, reference
from hub.models.codes import DistrictKind, SchoolLevel, TermKind


class District(Keyed, Base):
    """The one district of this database; `fixed_today` pins the clock of a demo or sample."""

    __tablename__ = "district"
    __table_args__ = (Index("uq_district_one", text("(true)"), unique=True),)

    name: Mapped[str]
    kind: Mapped[DistrictKind] = mapped_column(code(DistrictKind))
    timezone: Mapped[str] = mapped_column(server_default="America/Los_Angeles")
    fixed_today: Mapped[date | None]
    seed: Mapped[str | None]


class School(Keyed, Base):
    """A school; what hangs on it is found by school_id."""

    __tablename__ = "school"
    __table_args__ = (Index("ix_school_name_id", "name", "id"),)

    name: Mapped[str]
    level: Mapped[SchoolLevel] = mapped_column(code(SchoolLevel))


class SchoolYear(Keyed, Dated, Base):
    """A school year, named by the calendar year in which it ends."""

    __tablename__ = "school_year"
    __table_args__ = (
        UniqueConstraint("year"),
        dates_in_order(),
        Index("ix_school_year_starts_on_id", "starts_on", "id"),
    )

    year: Mapped[int]
    name: Mapped[str]


class Term(Keyed, Dated, Base):
    """A marking term of a school year."""

    __tablename__ = "term"

    school_year_id: Mapped[UUID] = reference("school_year.id")
    name: Mapped[str]
    kind: Mapped[TermKind] = mapped_column(code(TermKind))


class CalendarDay(TimeKeyed, Base):
    """A day on which a school teaches; days without a row are not school days."""

    __tablename__ = "calendar_day"
    __table_args__ = (UniqueConstraint("school_id", "day"),)

    school_id: Mapped[UUID] = reference("school.id", index=False)
    day: Mapped[date]
