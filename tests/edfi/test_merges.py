"""SYN-3, GUA-3: files sent again follow a merge of two guardians, and of two students."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.edfi.elements import contact, link
from tests.edfi.interchange import TODAY, district, imported
from tests.oneroster.database import everything, rows
from tests.oneroster.test_merges import ADULT, FAMILIES, KEYS, merge
from tests.oneroster.test_student_merges import merge_students

if TYPE_CHECKING:
    from pathlib import Path

    import asyncpg


async def test_syn3_files_again_follow_a_merge_of_guardians(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    """Uma Ortiz is Maria Lopez, and stands to one of her children by a record of her own."""
    files = district()
    files["Contact"].append(link("500", "902", "Aunt"))
    await imported(owner, tmp_path, files)
    await merge(owner, "Maria", "Uma", TODAY)
    before, keys = await everything(owner), await owner.fetch(KEYS)
    await imported(owner, tmp_path, files)
    assert await everything(owner) == before

    maria = await rows(owner, ADULT.replace("$1", "'Maria'"))
    files["Contact"][2] = contact("902", "Uma", "Ortega")
    files["Contact"][6:] = [link("503", "902", "Mother"), link("500", "902", "Mother")]
    report = await imported(owner, tmp_path, files)
    assert {each.file: each.refused for each in report.files}["Contact.xml"] == 0
    assert await owner.fetch(KEYS) == keys, "none is made, and none is anybody else's"
    assert await rows(owner, ADULT.replace("$1", "'Maria'")) == maria
    assert ("Dan", "Maria", "PARENT", True) in await rows(owner, FAMILIES)
    files["Contact"].append(link("504", "902", "Mother"))
    await imported(owner, tmp_path, files)
    assert ("Eve", "Maria", "PARENT", True) in await rows(owner, FAMILIES)


async def test_syn3_files_again_follow_a_merge_of_students(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    """Eve is Dan: what is sent of her goes to him, and what stands with her stays there."""
    files = district()
    await imported(owner, tmp_path, files)
    await merge_students(owner, "Dan", "Eve", TODAY)
    before = await everything(owner)
    await imported(owner, tmp_path, files)
    assert await everything(owner) == before
    files["Contact"].append(link("504", "901", "Mother"))
    await imported(owner, tmp_path, files)
    families = await rows(owner, FAMILIES)
    assert ("Dan", "Ruth", "PARENT", True) in families
    assert not [child for child, *_ in families if child == "Eve"]
