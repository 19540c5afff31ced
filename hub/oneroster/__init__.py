"""Bring in: OneRoster and School Data Sync CSV bundles, row by row, reported and never guessed."""

from hub.intake.counts import FileCount, RowCount
from hub.intake.errors import DistrictRefused, ImportRefused
from hub.oneroster.brake import Limits, Share
from hub.oneroster.conventions import Ends
from hub.oneroster.errors import BrakePulled, BundleRefused, EndsInDoubt
from hub.oneroster.findings import Effect, Finding
from hub.oneroster.importer import Wishes, import_bundle
from hub.oneroster.report import ImportReport

__all__ = [
    "BrakePulled",
    "BundleRefused",
    "DistrictRefused",
    "Effect",
    "Ends",
    "EndsInDoubt",
    "FileCount",
    "Finding",
    "ImportRefused",
    "ImportReport",
    "Limits",
    "RowCount",
    "Share",
    "Wishes",
    "import_bundle",
]
