"""Where a database is and as whom to speak to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

from sqlalchemy.engine import URL, make_url

from hub.postgres.errors import PostgresError

if TYPE_CHECKING:
    from pathlib import Path

OWNER = "homeroom_owner"
APPLICATION = "homeroom_app"
DATABASE = "homeroom"


@dataclass(frozen=True, slots=True)
class Address:
    """One database seen as one role. Its text form hides what may hold a password."""

    dsn: str
    """A libpq URL (`postgresql://role@/database?host=...`), as asyncpg takes it."""

    def __repr__(self) -> str:
        return f"Address({self.role}@.../{self.database})"

    @classmethod
    def read(cls, url: str) -> Address:
        """The address that a person wrote; SQLAlchemy's spelling of the scheme is welcome too.

        Raises PostgresError, without repeating the URL, when it isn't one of PostgreSQL.
        """
        scheme, _, rest = url.partition("://")
        if scheme.partition("+")[0] not in {"postgresql", "postgres"} or not rest:
            raise PostgresError(
                "The database URL must look like postgresql://ROLE:PASSWORD@HOST:5432/DATABASE"
            )
        return cls(f"postgresql://{rest}")

    @classmethod
    def on_socket(cls, folder: Path, role: str, database: str) -> Address:
        """The address of `database` behind the Unix socket in `folder`."""
        return cls(f"postgresql://{role}@/{database}?host={quote(str(folder), safe='/')}&port=5432")

    @property
    def role(self) -> str:
        """The role's name, or an empty text when the URL names none."""
        return urlsplit(self.dsn).username or ""

    @property
    def database(self) -> str:
        """The database's name, or an empty text when the URL names none."""
        return urlsplit(self.dsn).path.removeprefix("/")

    def to(self, database: str) -> Address:
        """The same server and role, another database."""
        return Address(urlunsplit(urlsplit(self.dsn)._replace(path=f"/{quote(database)}")))

    def sqlalchemy_url(self) -> URL:
        """The same for SQLAlchemy's asyncpg dialect (libpq-only options are not translated)."""
        return make_url(self.dsn).set(drivername="postgresql+asyncpg")


@dataclass(frozen=True, slots=True)
class ConnectionFacts:
    """The two roles' addresses of one database."""

    owner: Address
    """initdb, extensions, migrations and bulk loads, nothing else."""
    application: Address
    """What requests run as: no DDL, no server files, no programs."""

    @classmethod
    def on_socket(cls, folder: Path) -> ConnectionFacts:
        """The facts of an embedded server whose socket lies in `folder`."""
        return cls(
            owner=Address.on_socket(folder, OWNER, DATABASE),
            application=Address.on_socket(folder, APPLICATION, DATABASE),
        )

    def to(self, database: str) -> ConnectionFacts:
        """The same server and roles, another database (a test's clone)."""
        return ConnectionFacts(self.owner.to(database), self.application.to(database))
