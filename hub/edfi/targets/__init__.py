"""The targets in the order of writing: each after those to which it refers."""

from hub.edfi.target import Target
from hub.edfi.targets import care, classes, families, places, programs, seats, staff

TARGETS: tuple[Target, ...] = (
    *places.TARGETS,
    *classes.TARGETS,
    *staff.TARGETS,
    *families.TARGETS,
    *seats.TARGETS,
    *care.TARGETS,
    *programs.TARGETS,
)

DERIVED = families.DERIVED
"""Temporary tables that are made of others, after staging and in this order."""

__all__ = ["DERIVED", "TARGETS"]
