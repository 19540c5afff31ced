"""Keep: the tables, and nothing that knows who may read them."""

from hub.models import (
    audit,
    behavior,
    consents,
    counseling,
    enrollment,
    grades,
    guardians,
    health,
    ieps,
    orgs,
    programs,
    quality,
    safety,
    sections,
    staff,
    students,
    transcripts,
)
from hub.models.base import Base

__all__ = [
    "Base",
    "audit",
    "behavior",
    "consents",
    "counseling",
    "enrollment",
    "grades",
    "guardians",
    "health",
    "ieps",
    "orgs",
    "programs",
    "quality",
    "safety",
    "sections",
    "staff",
    "students",
    "transcripts",
]
