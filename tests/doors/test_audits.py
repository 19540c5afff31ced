"""GraphQL over HTTP to the letter: the audits of the npm package graphql-http find nothing."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
from asyncio.subprocess import PIPE
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.doors.conftest import listening

if TYPE_CHECKING:
    from tests.doors.conftest import Doors

AUDITS = Path(__file__).parent / "audits"
pytestmark = pytest.mark.skipif(
    not (shutil.which("node") and shutil.which("npm")), reason="Node is not installed"
)
COUNT = 61
"""The audits of graphql-http 1.23: fewer would mean that they were not all run."""
BY_GET = {"5A70", "D6D5", "6A70"}
"""What a server MAY do and this one doesn't: a document in an address stands in logs and histories,
and what GET answers can be asked for by any page that a signed-in person opens."""


async def _said(*command: str, folder: Path, **environment: str) -> bytes:
    running = await asyncio.create_subprocess_exec(
        *command, cwd=folder, env=os.environ | environment, stdout=PIPE, stderr=PIPE
    )
    said, complaint = await running.communicate()
    if running.returncode != 0 and command[0] == "npm" and not os.environ.get("CI"):
        pytest.skip("npm could not install the audits")
    assert running.returncode == 0, complaint.decode()
    return said


async def _audited(doors: Doors, folder: Path) -> list[dict[str, Any]]:
    installed = shutil.copytree(AUDITS, folder / "audits")
    await _said("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", folder=installed)
    token = await doors.token("demo-teacher")
    async with listening(doors.app) as port:
        url = f"http://127.0.0.1:{port}/graphql"
        said = await _said("node", "audit.mjs", url, folder=installed, HOMEROOM_TOKEN=token)
    found: list[dict[str, Any]] = json.loads(said)
    return found


async def test_every_audit_of_graphql_over_http_is_passed(doors: Doors, tmp_path: Path) -> None:
    found = await _audited(doors, tmp_path)
    assert len(found) == COUNT
    assert {each["id"] for each in found if each["status"] != "ok"} == BY_GET
    assert {each["name"].partition(" ")[0] for each in found if each["id"] in BY_GET} == {"MAY"}
