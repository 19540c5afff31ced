"""Bring in: Ed-Fi interchange XML, streamed, with its descriptors, a report and no guessing."""

from hub.edfi.errors import FilesRefused
from hub.edfi.importer import import_files
from hub.edfi.report import EdfiReport

__all__ = ["EdfiReport", "FilesRefused", "import_files"]
