"""The work that is entered on a form, a file a domain, each with how its fields become changes."""

from __future__ import annotations

from admin.work import (
    alerts,
    behavior,
    bells,
    bonds,
    consents,
    enrollment,
    grades,
    guardians,
    health,
    identity,
    ieps,
    orders,
    plans,
    problems,
    programs,
    requests,
    reviews,
    schedules,
    scopes,
    sections,
    staff,
)

FORMS = (
    *grades.FORMS,
    *health.FORMS,
    *guardians.FORMS,
    *sections.FORMS,
    *schedules.FORMS,
    *bells.FORMS,
    *ieps.FORMS,
    *plans.FORMS,
    *programs.FORMS,
    *behavior.FORMS,
    *identity.FORMS,
    *enrollment.FORMS,
    *orders.FORMS,
    *problems.FORMS,
    *consents.FORMS,
    *requests.FORMS,
    *reviews.FORMS,
    *bonds.FORMS,
    *alerts.FORMS,
    *scopes.FORMS,
    *staff.FORMS,
)
"""Every form."""
