"""Why a whole import is refused: nothing of it was kept."""

from __future__ import annotations


class ImportRefused(Exception):
    """Nothing was imported. The message says what to do, and holds no value of any row."""


class DistrictRefused(ImportRefused):
    """The database is not one to import into."""
