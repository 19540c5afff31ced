"""Rows about staff: who they are, their posts and their training."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hub.district import names
from hub.models.codes import PostRole, TrainingKind
from hub.models.staff import Post as PostRow
from hub.models.staff import StaffMember, Training
from hub.names import sort_name

if TYPE_CHECKING:
    from random import Random

    from hub.district.people import Staff
    from hub.district.town import Town

UNTRAINED = "untrained_teacher"
LAPSED, NEVER, TRAINED_BEFORE = 0.03, 0.02, 0.4
YEAR = timedelta(days=365)
MEDICATION_ROLES = (PostRole.HEALTH_AIDE, PostRole.NURSE, PostRole.OFFICE)


def write(town: Town) -> None:
    """Write the rows of staff."""
    dice = town.keys.dice("training")
    for number, staff in enumerate(town.staff):
        town.rows.add(
            StaffMember,
            id=staff.id,
            person_id=staff.person_id,
            given_name=staff.given,
            family_name=staff.family,
            sort_name=sort_name(staff.family, staff.given),
            email=names.email(staff.given, staff.family, number, "schools.example.org"),
        )
        for post in staff.posts:
            town.rows.add(
                PostRow,
                staff_id=staff.id,
                school_id=post.school.id if post.school else None,
                role=post.role,
                contracted=post.contracted,
                starts_on=post.starts_on,
                ends_on=post.ends_on,
            )
        _train(town, dice, staff)


def _train(town: Town, dice: Random, staff: Staff) -> None:
    """Everyone is to be trained in confidentiality each year; a few lapse (300.623(c))."""
    draw = dice.random()
    ago = timedelta(days=dice.randrange(20, 340))
    if staff.named == UNTRAINED or (not staff.named and draw < LAPSED):
        ago += YEAR
    elif not staff.named and draw < LAPSED + NEVER:
        return
    _trained(town, staff, TrainingKind.CONFIDENTIALITY, ago)
    if dice.random() < TRAINED_BEFORE:
        _trained(town, staff, TrainingKind.CONFIDENTIALITY, ago + YEAR)
    if staff.posts[0].role in MEDICATION_ROLES:
        _trained(town, staff, TrainingKind.MEDICATION, ago)


def _trained(town: Town, staff: Staff, kind: TrainingKind, ago: timedelta) -> None:
    completed = town.calendar.today - ago
    town.rows.add(
        Training,
        staff_id=staff.id,
        kind=kind,
        completed_on=completed,
        expires_on=completed + YEAR,
    )
