"""The six cases of each change: may, nearly may, may not, bad input, stale version, told again.

A file a domain, as in `resolvers/mutations`. A new change gets a `Case` in the `CASES` of its
domain's file: who may, what they give (`given` looks it up, and enters what has to stand before),
what is refused to whom, and which records it leaves; a new domain's file is listed in `DOMAINS`.
"""

from __future__ import annotations

from tests.mutations.cases import (
    acknowledging,
    behavior,
    cases,
    enrollment,
    grades,
    guardians,
    health,
    ieps,
    openings,
    orders,
    plans,
    programs,
    rights,
    sections,
    staff,
    students,
    undoing,
    validation,
)

DOMAINS = (
    students,
    enrollment,
    guardians,
    orders,
    rights,
    validation,
    health,
    openings,
    sections,
    grades,
    behavior,
    staff,
    cases,
    acknowledging,
    ieps,
    plans,
    programs,
    undoing,
)
