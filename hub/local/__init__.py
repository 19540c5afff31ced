"""Assign: what a district knows and its files don't name, such as its nurse, kept as ours."""

from hub.local.assigning import AssignReport, assign_file
from hub.local.sheet import SheetRefused

__all__ = ["AssignReport", "SheetRefused", "assign_file"]
