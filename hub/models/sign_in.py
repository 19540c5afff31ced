"""Kept: by what a person signs in, who did so when, how often somebody tried, and who let whom
begin anew.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from hub.models.base import Base, Keyed, TimeKeyed, code, reference
from hub.models.sign_in_codes import SignInKind


class Credential(Keyed, Base):
    """The user name and password of a person. The name is kept folded, so that it is one name in
    any case; the password as an argon2id hash, null until the person has chosen one.
    """

    __tablename__ = "credential"
    __table_args__ = (
        UniqueConstraint("person_id"),
        UniqueConstraint("user_name"),
        CheckConstraint("user_name = lower(user_name) AND user_name <> ''", name="folded"),
        CheckConstraint("(hash IS NULL) = (set_at IS NULL)", name="set_as_a_whole"),
    )

    person_id: Mapped[UUID] = reference("person.id", index=False)
    user_name: Mapped[str] = mapped_column(String(254))
    hash: Mapped[str | None]
    set_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class SecondFactor(Keyed, Base):
    """The secret by which a person's phone makes codes (RFC 6238), encrypted for that person.

    It is kept once a code of it was right. `last_step` is the time step of the last code that was
    taken, so that none is taken twice.
    """

    __tablename__ = "second_factor"
    __table_args__ = (UniqueConstraint("person_id"),)

    person_id: Mapped[UUID] = reference("person.id", index=False)
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    enrolled_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    last_step: Mapped[int] = mapped_column(BigInteger)


class Recovery(Keyed, Base):
    """That a person who lost their second factor may set up another: who asked for it and why, and
    the second person who confirmed it.
    """

    __tablename__ = "recovery"
    __table_args__ = (
        CheckConstraint("confirmed_by <> asked_by", name="second_person"),
        CheckConstraint("person_id <> asked_by AND person_id <> confirmed_by", name="not_ones_own"),
        CheckConstraint(
            "(confirmed_by IS NULL) = (confirmed_at IS NULL)", name="confirmed_as_a_whole"
        ),
    )

    person_id: Mapped[UUID] = reference("person.id")
    asked_by: Mapped[UUID] = reference("person.id")
    asked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    reason: Mapped[str]
    confirmed_by: Mapped[UUID | None] = reference("person.id", nullable=True)
    confirmed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class Attempt(Base):
    """How often somebody tried to sign in, by a digest of whom they said they are and from where.

    `level` rises by one with each try and sinks with time; nobody tries before `free_at`.
    `known_until`: from there this account was signed in to, so that what strangers try elsewhere
    doesn't keep its owner waiting.
    """

    __tablename__ = "attempt"

    key: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    level: Mapped[float]
    last_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    free_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    known_until: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class SignIn(TimeKeyed, Base):
    """That a session of a person began or ended, or that a try to sign in was refused.

    A refused try of an account that there isn't names nobody, and is kept all the same, so that it
    costs what a wrong password does. `known_place`: this account was signed in to from there
    before; from which address isn't kept, since it tells where somebody lives. A session that
    ends by time, or because its person is suspended, leaves no row.
    """

    __tablename__ = "sign_in"
    __table_args__ = (Index("ix_sign_in_person_id_id", "person_id", "id"),)

    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), server_default=text("clock_timestamp()"), index=True
    )
    kind: Mapped[SignInKind] = mapped_column(code(SignInKind))
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("token.id"), index=True)
    known_place: Mapped[bool | None]
