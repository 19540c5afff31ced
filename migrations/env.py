"""What alembic runs: on a connection that it is handed, or on the settings' database."""

import asyncio

from alembic import context
from sqlalchemy import Connection

from hub import models
from hub.database import open_database
from hub.models.base import Base
from hub.progress import Progress
from hub.settings import Settings

__all__ = ["models"]  # importing the package is what fills the metadata


def run(connection: Connection) -> None:
    """Run the migrations that were asked for, in one transaction, as the owner."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_type=True,
        compare_server_default=True,
        on_version_apply=context.config.attributes.get("on_version_apply", ()),
    )
    with context.begin_transaction():
        context.run_migrations()


async def run_as_command() -> None:
    """Serve the `alembic` command: open (and start, if need be) the database of the settings."""
    async with (
        open_database(Settings(), Progress()) as database,
        database.owner_through_sqlalchemy() as connection,
    ):
        await connection.run_sync(run)
        await connection.commit()


def main() -> None:
    """Take the connection that hub.database hands over, else open one."""
    if context.is_offline_mode():
        raise SystemExit("Migrations are written against a live database: leave out --sql.")
    handed = context.config.attributes.get("connection")
    if handed is None:
        asyncio.run(run_as_command())
    else:
        run(handed)


main()
