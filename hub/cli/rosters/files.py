"""Writing the files of a bundle: headers as specified, cells guarded against spreadsheets."""

from __future__ import annotations

import csv
from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

from hub.oneroster.cells import guarded
from hub.oneroster.layout import is_credential

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from hub.cli.rosters.rows import CsvRow
    from hub.oneroster.layout import Dialect

_PRIVATE_FILE = 0o600


class Files:
    """The files of one bundle, open for writing; only their owner may read them."""

    def __init__(self, folder: Path, dialect: Dialect) -> None:
        self._folder = folder
        self._dialect = dialect
        self._open = ExitStack()
        self._writers: dict[str, csv.DictWriter[str]] = {}
        self.rows: dict[str, int] = {}
        """How many rows each file has."""

    def __enter__(self) -> Self:
        for file, header in self._dialect.headers.items():
            path = self._folder / f"{file}.csv"
            path.touch(mode=_PRIVATE_FILE)
            stream = self._open.enter_context(path.open("w", encoding="utf-8", newline=""))
            self._writers[file] = csv.DictWriter(stream, header, restval="")
            self._writers[file].writeheader()
            self.rows[file] = 0
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    def write(self, file: str, row: CsvRow) -> None:
        """Write a row; columns that the dialect hasn't are left out, as are credentials."""
        header = self._dialect.headers[file]
        kept = {c: guarded(v) for c, v in row.items() if c in header and not is_credential(c)}
        self._writers[file].writerow(kept)
        self.rows[file] += 1

    def manifest(self, properties: dict[str, str]) -> None:
        """Write the manifest, which comes last: a bundle without one is not whole."""
        path = self._folder / "manifest.csv"
        path.touch(mode=_PRIVATE_FILE)
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(("propertyName", "value"))
            writer.writerows(properties.items())
