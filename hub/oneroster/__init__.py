"""Bring in: OneRoster 1.1 CSV bundles, row by row, with a report and without guessing."""

from hub.oneroster.errors import BundleRefused, DistrictRefused, ImportRefused
from hub.oneroster.findings import Effect, Finding
from hub.oneroster.importer import import_bundle
from hub.oneroster.report import FileCount, ImportReport, RowCount

__all__ = [
    "BundleRefused",
    "DistrictRefused",
    "Effect",
    "FileCount",
    "Finding",
    "ImportRefused",
    "ImportReport",
    "RowCount",
    "import_bundle",
]
