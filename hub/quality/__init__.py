"""Doubt: findings of importers and of the checks over what is kept, without any value."""

from hub.quality.checks import check
from hub.quality.recording import CHECKS, EDFI, ONEROSTER, Found, record, record_rows

__all__ = ["CHECKS", "EDFI", "ONEROSTER", "Found", "check", "record", "record_rows"]
