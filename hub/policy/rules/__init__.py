"""Allow: nothing but grants, one file a domain; what a privacy officer reads."""

from hub.policy.grants import Grant
from hub.policy.rules import (
    behavior,
    confidences,
    guardians,
    health,
    ieps,
    learning,
    orgs,
    problems,
    programs,
    scopes,
    students,
    vendors,
)

GRANTS: tuple[Grant, ...] = (
    *orgs.GRANTS,
    *students.GRANTS,
    *guardians.GRANTS,
    *health.GRANTS,
    *ieps.GRANTS,
    *behavior.GRANTS,
    *learning.GRANTS,
    *programs.GRANTS,
    *confidences.GRANTS,
    *vendors.GRANTS,
    *problems.GRANTS,
    *scopes.GRANTS,
)
"""Every grant of the default policy (domain.md 2.3 with 2.3a)."""

WRITES: tuple[Grant, ...] = (
    *health.WRITES,
    *behavior.WRITES,
    *learning.WRITES,
    *guardians.WRITES,
    *students.WRITES,
    *orgs.WRITES,
    *ieps.WRITES,
    *programs.WRITES,
    *confidences.WRITES,
    *problems.WRITES,
    *scopes.WRITES,
)
"""Every grant to write (`W` and `w` of domain.md 2.3 with 2.3a)."""
