"""Who works in the schools and in the district beside the teachers, whom the schedule hires."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hub.district.calendar import years_before
from hub.models.codes import PostRole, SchoolLevel

if TYPE_CHECKING:
    from datetime import date
    from random import Random

    from hub.district.people import School
    from hub.district.town import Town

DISTRICT_ROLES = (
    PostRole.NURSE_LEAD,
    PostRole.SPECIAL_EDUCATION,
    PostRole.LIAISON,
    PostRole.FOOD_SERVICE,
    PostRole.TRANSPORT,
    PostRole.ANALYST,
    PostRole.PRIVACY_OFFICER,
    PostRole.DATA_STEWARD,
    PostRole.MONITOR,
    PostRole.OPERATOR,
    PostRole.REGISTRAR,
)
"""Posts that every district has without a school, one of each."""

PER_POST = {
    # role: at least, then one more for so many students
    PostRole.PRINCIPAL: (1, 600),
    PostRole.REGISTRAR: (1, 2000),
    PostRole.OFFICE: (1, 450),
    PostRole.COUNSELOR: (2, 400),
    PostRole.HEALTH_AIDE: (1, 1500),
    PostRole.CASE_MANAGER: (2, 160),
    PostRole.PARAEDUCATOR: (2, 250),
    PostRole.COACH: (0, 400),
}
PER_SUBSTITUTE = 120
LONG_TERM, ONE_DAY = 2, 2


def staff_schools(town: Town) -> None:
    """Fill the posts of all schools and of the district."""
    dice = town.keys.dice("staffing")
    for school in town.schools:
        enrolled = len(school.spells.get(town.calendar.current.year, ()))
        for role, (least, students) in PER_POST.items():
            for number in range(least + enrolled // students):
                by_contract = role is PostRole.PARAEDUCATOR and number % 3 == 1
                town.hire(role, school, since=hired(town, dice), contracted=by_contract)
    for area in range(len(town.schools_of(SchoolLevel.HIGH))):
        _staff_area(town, dice, [school for school in town.schools if school.area == area])
    for role in DISTRICT_ROLES:
        town.hire(role, since=hired(town, dice))
    for number in range(LONG_TERM + ONE_DAY + len(town.students) // PER_SUBSTITUTE):
        contracted = number % 4 == 3  # noqa: PLR2004 - every fourth comes from an agency
        town.hire(PostRole.SUBSTITUTE, since=hired(town, dice), contracted=contracted)


def hired(town: Town, dice: Random) -> date:
    """Return a day of the last twenty years on which someone began."""
    today = town.calendar.today
    return years_before(today, 3) - timedelta(days=dice.randrange(1, 17 * 365))


def _retire_nurse(town: Town, dice: Random, schools: list[School]) -> None:
    """The nurse before the present one, who still reads what they wrote (P-5)."""
    former = town.hire(PostRole.NURSE, *schools, since=hired(town, dice))
    for post in former.posts:
        post.ends_on = town.calendar.current.starts_on


def _staff_area(town: Town, dice: Random, schools: list[School]) -> None:
    """Nurses and providers work at several schools of one area; some come by contract."""
    # the high school stands last, so its nurse serves one middle school besides
    secondary = [school for school in schools if school.level is not SchoolLevel.ELEMENTARY]
    elementary = [school for school in schools if school.level is SchoolLevel.ELEMENTARY]
    for pair in (secondary[-2:], secondary[:-2]):
        if pair:
            town.hire(PostRole.NURSE, *pair, since=hired(town, dice))
    _retire_nurse(town, dice, secondary[-2:])
    for index in range(0, len(elementary), 2):
        since, contracted = hired(town, dice), index % 4 == 0
        pair = elementary[index : index + 2]
        town.hire(PostRole.NURSE, *pair, since=since, contracted=contracted)
    for contracted in (False, True, False):
        town.hire(PostRole.PROVIDER, *schools, since=hired(town, dice), contracted=contracted)
