"""Why a whole import is refused: nothing of it was kept."""

from __future__ import annotations


class ImportRefused(Exception):
    """Nothing was imported. The message says what to do, and holds no value of any row."""


class BundleRefused(ImportRefused):
    """The bundle can't be read as roster CSV."""


class DistrictRefused(ImportRefused):
    """The database is not one to import into."""


class EndsInDoubt(ImportRefused):
    """The files don't tell whether an end date is the last day or the day after."""


class BrakePulled(ImportRefused):
    """The bundle would end or change more than it may."""
