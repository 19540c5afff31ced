"""The six cases of each change: may, nearly may, may not, bad input, stale version, told again.

A file a domain, as in `resolvers/mutations`. A new change gets a `Case` in the `CASES` of its
domain's file: who may, what they give (`given` looks it up, and enters what has to stand before),
what is refused to whom, and which records it leaves; a new domain's file is listed in `DISTRICTS`.
"""

from __future__ import annotations

from tests.mutations.cases import (
    acknowledging,
    behavior,
    bells,
    cases,
    consents,
    enrollment,
    grades,
    guardians,
    health,
    identity,
    ieps,
    merging,
    openings,
    orders,
    plans,
    problems,
    programs,
    requests,
    reviews,
    rights,
    rollover,
    schedules,
    scopes,
    sections,
    staff,
    students,
    undoing,
    validation,
)

DISTRICTS = (
    (health, undoing, openings, acknowledging, ieps, rights),
    (validation, consents, reviews, requests, guardians, orders),
    (students, sections, schedules, bells, grades, behavior, staff, cases, problems, scopes),
    (plans, programs, enrollment, rollover),
    (merging,),
    (identity,),
)
"""The domains, those together in whose way nothing of one another stands: they share a copy of the
district, in this order.
"""
