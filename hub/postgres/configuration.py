"""How the embedded server is set up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.postgres.address import APPLICATION, DATABASE

if TYPE_CHECKING:
    from pathlib import Path

EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent")

PROVISION = (
    *(f"CREATE EXTENSION {name};" for name in EXTENSIONS),
    (
        f"CREATE ROLE {APPLICATION} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION "
        "NOBYPASSRLS;"
    ),
    "REVOKE ALL ON SCHEMA public FROM PUBLIC;",
    f"GRANT USAGE ON SCHEMA public TO {APPLICATION};",
    "REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC;",
    # cloned by CREATE DATABASE, so that a test's database starts with all of the above
    f"CREATE DATABASE {DATABASE};",
    f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC;",
    f"GRANT CONNECT ON DATABASE {DATABASE} TO {APPLICATION};",
)
"""Statements of the bootstrap role, run once in a new cluster's template1."""

_ALWAYS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    # the log may hold no row's value: no statements, no messages about them, no details
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
}

_THROW_AWAY = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


def arguments(socket_folder: Path, *, durable: bool) -> list[str]:
    """The server's settings on its command line, so that no file in its folder has to be written.

    With `durable` off a crash may lose the cluster: for tests that throw it away anyway.
    """
    chosen = {
        **_ALWAYS,
        **({} if durable else _THROW_AWAY),
        "unix_socket_directories": str(socket_folder),
    }
    return [text for name, value in chosen.items() for text in ("-c", f"{name}={value}")]
