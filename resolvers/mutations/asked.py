"""The parameters of what a rule asks beside: their text is the same for every change."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Uuid, bindparam

NOBODY = UUID(int=0)
"""No row has this key."""


def key(name: str) -> BindParameter[Any]:
    """A key that a rule is about."""
    return bindparam(name, type_=Uuid())
