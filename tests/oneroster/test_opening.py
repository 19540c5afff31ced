"""A bundle is opened whole and safely, or refused in words that help; nothing is unpacked."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from hub.oneroster import BundleRefused, bundle
from hub.oneroster.bundle import Bundle, Held, open_bundle
from hub.oneroster.csv_text import CsvRecord, records, text_lines
from hub.oneroster.layout import COLUMNS, ONEROSTER_11, header_of, is_credential
from hub.oneroster.manifest import Manifest, read_manifest
from tests.oneroster.bundles import HEADERS, contents, manifest, sound, write_folder, write_zip

if TYPE_CHECKING:
    from pathlib import Path

FILES = contents(sound())


def _read(opened: Bundle) -> dict[str, bytes]:
    """The bytes of every file."""
    found = {}
    for name, source in opened.files.items():
        with source.open() as stream:
            found[name] = stream.read()
    return found


def _lines(content: bytes) -> list[str]:
    return list(text_lines("users", Held(content)))


def _manifest(files: dict[str, bytes]) -> Manifest:
    return read_manifest({name: Held(content) for name, content in files.items()})


def test_a_folder_and_an_archive_of_it_are_the_same_bundle(tmp_path: Path) -> None:
    folder = open_bundle(write_folder(tmp_path / "sent", FILES | {"README.txt": b"hello"}))
    archive = open_bundle(write_zip(tmp_path / "sent.zip", FILES | {"README.txt": b"hello"}))
    assert _read(folder) == _read(archive)
    assert folder.strangers == archive.strangers == 1
    assert set(folder.files) == {"manifest", *HEADERS}


def test_an_archive_may_hold_its_files_in_one_folder(tmp_path: Path) -> None:
    nested = {f"export/{name}": content for name, content in FILES.items()}
    nested["__MACOSX/export/._users.csv"] = b"litter"
    assert open_bundle(write_zip(tmp_path / "sent.zip", nested)).files.keys() == {
        "manifest",
        *HEADERS,
    }


def test_file_names_are_known_in_any_letter_case(tmp_path: Path) -> None:
    shouted = {name.upper(): content for name, content in FILES.items()}
    assert "academicSessions" in open_bundle(write_zip(tmp_path / "sent.zip", shouted)).files


@pytest.mark.parametrize(
    "name", ["../users.csv", "/users.csv", "a/../../users.csv", "..\\users.csv", "C:users.csv"]
)
def test_an_archive_whose_paths_lead_out_of_it_is_refused(tmp_path: Path, name: str) -> None:
    path = write_zip(tmp_path / "sent.zip", FILES | {name: b""})
    with pytest.raises(BundleRefused, match="leads out"):
        open_bundle(path)


def test_an_archive_with_a_link_is_refused(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "sent.zip", FILES)
    link = zipfile.ZipInfo("results.csv")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/hostname")
    with pytest.raises(BundleRefused, match="link"):
        open_bundle(path)


def test_a_folder_with_a_link_out_of_it_is_refused(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "sent", FILES)
    (folder / "users.csv").rename(tmp_path / "elsewhere.csv")
    (folder / "users.csv").symlink_to(tmp_path / "elsewhere.csv")
    with pytest.raises(BundleRefused, match="link"):
        open_bundle(folder)


def test_an_encrypted_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sent.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("users.csv", "sourcedId\n")
        archive.infolist()[0].flag_bits |= 1
    with pytest.raises(BundleRefused, match="encrypted"):
        open_bundle(path)


def test_files_beyond_the_bounds_are_refused_before_they_are_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle, "FILE_BYTES", 10_000)
    swollen = FILES | {"users.csv": b"0" * 10_001}
    for path in (write_zip(tmp_path / "a.zip", swollen), write_folder(tmp_path / "a", swollen)):
        with pytest.raises(BundleRefused, match=r"users\.csv is larger"):
            open_bundle(path)
    monkeypatch.setattr(bundle, "BUNDLE_BYTES", 100)
    with pytest.raises(BundleRefused, match="bundle is larger"):
        open_bundle(write_zip(tmp_path / "b.zip", FILES))
    monkeypatch.setattr(bundle, "ENTRIES", 3)
    with pytest.raises(BundleRefused, match="more than 3 files"):
        open_bundle(write_zip(tmp_path / "b.zip", FILES))


def test_an_archive_that_lies_about_a_size_is_refused(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "sent.zip", FILES)
    content = path.read_bytes()
    size = len(FILES["users.csv"]).to_bytes(4, "little")
    assert size in content
    path.write_bytes(content.replace(size, (5).to_bytes(4, "little")))
    with pytest.raises(BundleRefused, match=r"users\.csv"):
        _read(open_bundle(path))


def test_an_archive_whose_content_is_broken_is_refused(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "sent.zip", FILES)
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo("users.csv").header_offset + 60
    content = bytearray(path.read_bytes())
    content[start : start + 40] = bytes(40)
    path.write_bytes(content)
    with pytest.raises(BundleRefused, match=r"users\.csv can't be unpacked"):
        _read(open_bundle(path))


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BundleRefused, match=r"two files named users\.csv"):
        open_bundle(write_zip(tmp_path / "sent.zip", FILES | {"USERS.csv": b""}))


def test_several_folders_in_an_archive_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BundleRefused, match="several folders"):
        open_bundle(write_zip(tmp_path / "sent.zip", FILES | {"old/users.csv": b""}))


def test_what_is_no_bundle_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sent.zip").write_text("hello")
    with pytest.raises(BundleRefused, match="neither a folder nor"):
        open_bundle(tmp_path / "sent.zip")
    with pytest.raises(BundleRefused, match="no folder or zip"):
        open_bundle(tmp_path / "nothing")


@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_any_line_ending_with_or_without_a_byte_order_mark(ending: str, mark: bytes) -> None:
    text = ending.join(["sourcedId,name", 'a,"x,y"', "b,é"])
    assert list(records(_lines(mark + text.encode()))) == [
        CsvRecord(1, ["sourcedId", "name"]),
        CsvRecord(2, ["a", "x,y"]),
        CsvRecord(3, ["b", "é"], open_end=True),
    ]


def test_a_value_with_line_breaks_is_one_record_and_lines_stay_counted() -> None:
    found = list(records(["a\n", '"1\n', "2\n", '3"\n', "\n", "b\n"]))
    assert found == [CsvRecord(1, ["a"]), CsvRecord(2, ["1\n2\n3"]), CsvRecord(6, ["b"])]


@pytest.mark.parametrize("bad", ['"never closed,1', '"closed"too early,1', "nul\0,1"])
def test_one_unreadable_record_costs_one_record(bad: str) -> None:
    others = [f"row{n},{n}" for n in range(30)]
    found = list(records(f"{line}\n" for line in ["a,b", bad, *others]))
    assert found[1] == CsvRecord(2, None)
    assert found[2:] == [CsvRecord(n + 3, other.split(",")) for n, other in enumerate(others)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "latin-1"])
def test_another_encoding_is_refused_by_file_and_line_without_its_text(encoding: str) -> None:
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    with pytest.raises(BundleRefused, match=r"users\.csv.*UTF-8") as refusal:
        _lines(mark + "sourcedId\r\nZárate\r\n".encode(encoding))
    assert "rate" not in str(refusal.value)
    if encoding == "latin-1":
        assert "line 2" in str(refusal.value)


def test_the_manifest_says_which_files_are_read() -> None:
    files = {"users": b"", "results": b"", "manifest": manifest("users", source_systemName="SIS")}
    found = _manifest(files)
    assert (found.system, found.listed, found.unlisted) == ("SIS", ("users",), ("results",))


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        (None, r"no manifest\.csv"),
        (manifest(oneroster_version="1.0"), r"1\.1, 1\.2"),
        (manifest(file_users="some"), "neither bulk, delta nor absent"),
        (manifest("users"), "incomplete"),
    ],
)
def test_a_bundle_that_its_manifest_contradicts_is_refused(
    written: bytes | None, reason: str
) -> None:
    with pytest.raises(BundleRefused, match=reason):
        _manifest({} if written is None else {"manifest": written})


def test_every_header_of_the_specification_is_known_to_the_last_column() -> None:
    for file, names in HEADERS.items():
        header = header_of(file, names.split(","))
        assert header.unknown == ()
        assert header.absent == ()
        specified = set(ONEROSTER_11.headers[file])
        assert set(header.positions) == set(COLUMNS[file]) & specified
        assert header.credentials == (("password",) if file == "users" else ())


def test_a_file_without_a_header_is_refused_without_repeating_it() -> None:
    with pytest.raises(BundleRefused, match="no column sourcedId") as refusal:
        header_of("users", ["u1", "Ada", "Quill"])
    assert "Quill" not in str(refusal.value)


def test_a_header_with_a_column_twice_is_refused() -> None:
    with pytest.raises(BundleRefused, match="name stands in the header twice"):
        header_of("orgs", ["sourcedId", "name", "type", "name"])


def test_a_column_is_known_in_any_letter_case() -> None:
    assert header_of("orgs", ["SOURCEDID", " Name", "type"]).positions["name"] == 1


@pytest.mark.parametrize(
    "column", ["password", "Password", "metadata.userPassword", "PIN", "passwd", "api_token"]
)
def test_credential_columns_are_known_by_their_name(column: str) -> None:
    assert is_credential(column)
    header = header_of("orgs", ["sourcedId", "name", "type", column])
    assert column not in header.positions
    assert header.credentials == (column,)


def test_no_layout_keeps_a_credential_column() -> None:
    assert not [c for columns in COLUMNS.values() for c in columns if is_credential(c)]
