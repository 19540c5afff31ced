"""One empty database for all of this folder's tests; each undoes what it did."""

from __future__ import annotations

from tests.oneroster.conftest import owner, shared

__all__ = ["owner", "shared"]
