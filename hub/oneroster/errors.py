"""Why a whole bundle is refused."""

from __future__ import annotations

from hub.intake.errors import ImportRefused


class BundleRefused(ImportRefused):
    """The bundle can't be read as roster CSV."""


class EndsInDoubt(ImportRefused):
    """The files don't tell whether an end date is the last day or the day after."""


class BrakePulled(ImportRefused):
    """The bundle would end or change more than it may."""
