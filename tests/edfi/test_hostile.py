"""A hostile or broken file is refused by its line, and changes nothing (security.md, XML)."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING

import pytest

from hub.edfi import FilesRefused, import_files
from hub.edfi.reading import TEXT_CHARACTERS
from tests.edfi.elements import NAMESPACE, student
from tests.edfi.interchange import TODAY, district, text_of, write
from tests.oneroster.database import Watched, everything

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import asyncpg

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
OPEN, CLOSE = f'<InterchangeStudent xmlns="{NAMESPACE}">\n', "</InterchangeStudent>\n"
SOUND = text_of("Student", [student("500", "Ana", "Lopez")])
LAUGHS = "\n".join(f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10 if n else "lol"}">' for n in range(10))


def _with(text: str) -> str:
    """A file whose only student is called `text`."""
    return HEAD + OPEN + student("500", text, "Lopez") + CLOSE


HOSTILE: dict[str, tuple[bytes, str]] = {
    "billion laughs": (
        (HEAD + f"<!DOCTYPE lolz [\n{LAUGHS}\n]>\n" + _with("&lol9;")[len(HEAD) :]).encode(),
        "line 2: it declares a document type",
    ),
    "quadratic entity": (
        (
            HEAD
            + f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>\n'
            + OPEN
            + student("1", "&a;" * 5_000, "b")
            + CLOSE
        ).encode(),
        "line 2: it declares a document type",
    ),
    "external entity": (
        (
            HEAD
            + '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>\n'
            + _with("&secret;")[len(HEAD) :]
        ).encode(),
        "line 2: it declares a document type",
    ),
    "external document type": (
        (HEAD + '<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd">\n' + OPEN + CLOSE).encode(),
        "line 2: it declares a document type",
    ),
    "parameter entity": (
        (HEAD + '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>\n' + OPEN).encode(),
        "line 2: it declares a document type",
    ),
    "unknown entity": (_with("&nbsp;").encode(), "line 6: it names an unknown entity"),
    "cut between records": (
        SOUND[: SOUND.index("</Interchange")].encode(),
        "the file ends too early",
    ),
    "cut within a tag": (SOUND[: SOUND.index("<LastSurname") + 5].encode(), "line 7: "),
    "nothing in it": (b"", "the file ends too early"),
    "utf-16": (SOUND.encode("utf-16"), "line 1: this is not UTF-8"),
    "utf-16 without a mark": (SOUND.encode("utf-16-le"), "line 1: this is not UTF-8"),
    "latin-1 that says utf-8": (_with("José").encode("latin-1"), "line 6: "),
    "latin-1 that says so": (
        _with("José").replace("UTF-8", "ISO-8859-1").encode("latin-1"),
        "line 1: the encoding is not UTF-8",
    ),
    "a NUL byte": (_with("A\0na").encode(), "line 6: a character that is not UTF-8"),
    "a control character": (_with("A\x08na").encode(), "line 6: a character that is not UTF-8"),
    "a huge text": (
        _with("A" * (TEXT_CHARACTERS * 3)).encode(),
        f"a text of more than {TEXT_CHARACTERS:,} characters",
    ),
    "a huge attribute": (
        (HEAD + OPEN + f'<Student id="{"A" * 3_000_000}">' + CLOSE).encode(),
        "a tag or comment of more than 1,048,576 bytes",
    ),
    "a huge comment": (
        (HEAD + OPEN + f"<!--{'A' * 3_000_000}-->" + CLOSE).encode(),
        "a tag or comment of more than 1,048,576 bytes",
    ),
    "deep elements": (
        (HEAD + OPEN + "<Student>" + "<a>" * 5_000).encode(),
        "elements lie too deep",
    ),
    "a record without end": (
        (HEAD + OPEN + "<Student>" + "<a/>" * 30_000).encode(),
        "a record is too long",
    ),
    "endless kinds of elements": (
        (HEAD + OPEN + "".join(f"<Kind{n}/>" for n in range(30_000)) + CLOSE).encode(),
        "more than 20,000 kinds of elements",
    ),
    "tags that don't match": (SOUND.replace("</Name>", "</Nom>").encode(), "a closing tag"),
    "two documents": ((SOUND + OPEN + CLOSE).encode(), "line 14: "),
    "another standard": ((HEAD + "<rss><channel/></rss>").encode(), "no Ed-Fi interchange"),
    "no namespace": (
        (HEAD + "<InterchangeStudent></InterchangeStudent>").encode(),
        "doesn't name the Ed-Fi namespace",
    ),
}


@pytest.mark.parametrize("defect", HOSTILE)
async def test_a_hostile_file_is_refused_by_its_line_and_changes_nothing(
    owner: asyncpg.Connection, tmp_path: Path, defect: str
) -> None:
    content, said = HOSTILE[defect]
    folder = write(
        tmp_path / "edfi", {"EducationOrganization": district()["EducationOrganization"]}
    )
    (folder / "Student.xml").write_bytes(content)
    before = await everything(owner)
    with pytest.raises(FilesRefused) as refused:
        await import_files(owner, folder, Watched(), today=TODAY)
    assert "Student.xml" in str(refused.value)
    assert "line " in str(refused.value)
    assert said in str(refused.value)
    assert "root:" not in str(refused.value)
    assert await everything(owner) == before


async def test_a_later_file_that_is_cut_undoes_the_earlier_ones(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    folder = write(tmp_path / "edfi", district())
    before = await everything(owner)
    text = (folder / "StudentProgram.xml").read_text(encoding="utf-8")
    (folder / "StudentProgram.xml").write_text(text[:-40], encoding="utf-8")
    with pytest.raises(FilesRefused, match=r"StudentProgram\.xml, line \d+"):
        await import_files(owner, folder, Watched(), today=TODAY)
    assert await everything(owner) == before


@pytest.mark.parametrize("defect", ["a huge attribute", "a huge comment", "a huge text"])
async def test_what_is_huge_is_refused_before_it_is_held(
    owner: asyncpg.Connection, tmp_path: Path, defect: str
) -> None:
    content, _ = HOSTILE[defect]
    folder = tmp_path / "edfi"
    folder.mkdir()
    (folder / "Student.xml").write_bytes(content.replace(b"A" * 9_000, b"A" * 90_000))
    tracemalloc.start()
    with pytest.raises(FilesRefused):
        await import_files(owner, folder, Watched(), today=TODAY)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 16_000_000


async def test_duplicate_records_cost_themselves_only(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    files = {name: records * 2 for name, records in district().items()}
    report = await import_files(owner, write(tmp_path / "edfi", files), Watched(), today=TODAY)
    assert await owner.fetchval("SELECT count(*) FROM student") == 5
    assert await owner.fetchval("SELECT count(*) FROM incident_participation") == 2
    for each in report.files:
        assert each.read == each.applied + each.unchanged + each.refused + each.not_mapped
    assert {each.file: each.refused for each in report.files}["Student.xml"] == 5


async def test_records_on_one_line_are_told_apart(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    folder = write(tmp_path / "edfi", district())
    for path in folder.iterdir():
        path.write_text(path.read_text(encoding="utf-8").replace("\n", ""), encoding="utf-8")
    report = await import_files(owner, folder, Watched(), today=TODAY)
    assert {each.file: each.applied for each in report.files}["Student.xml"] == 5


async def test_a_link_that_leads_out_of_the_folder_is_refused(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    folder = write(tmp_path / "edfi", {})
    (tmp_path / "elsewhere.xml").write_text(SOUND, encoding="utf-8")
    (folder / "Student.xml").symlink_to(tmp_path / "elsewhere.xml")
    with pytest.raises(FilesRefused, match="leads out of the folder"):
        await import_files(owner, folder, Watched(), today=TODAY)


def _empty(folder: Path) -> None:
    folder.mkdir()


def _only_text(folder: Path) -> None:
    folder.mkdir()
    (folder / "notes.txt").write_text("nothing", encoding="utf-8")


@pytest.mark.parametrize("make", [_empty, _only_text])
async def test_a_folder_without_files_is_refused(
    owner: asyncpg.Connection, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    make(tmp_path / "edfi")
    with pytest.raises(FilesRefused, match="holds no XML file"):
        await import_files(owner, tmp_path / "edfi", Watched(), today=TODAY)
