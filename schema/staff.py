"""Declared: staff members, their posts and training."""

from hub import models
from hub.models import staff as kept
from schema.declared import column, paged, planned, to_many, to_one
from schema.withheld import Node


@planned(kept.StaffMember, "stf", order=("sort_name",))
class StaffMember(Node):
    """A person who works for the district, employed or contracted (slice S1)."""

    given_name = column("First name, as used at work.")
    family_name = column("Last name, as used at work.")
    sort_name = column("The key by which lists are put in order: last name first.")
    email = column("Where to write to them at work; null where they have no address.")
    posts = to_many(kept.Post.staff_id, "What they are employed as, and where.")
    sections = to_many(
        models.sections.SectionStaff.staff_id, "Classes that they teach or help to teach."
    )
    trainings = to_many(kept.Training.staff_id, "Courses that they have completed (slice S2).")
    coverages = to_many(
        models.sections.Coverage.staff_id, "Classes for which they stand in (slice S2)."
    )
    caseload = paged(
        models.enrollment.Caseload.staff_id,
        "Students who are named to them as counselor, case manager or aide.",
    )


@planned(kept.Post, "pst", order=("starts_on",))
class Post(Node):
    """A job that a staff member holds at one school or in the whole district (slice S1)."""

    role = column("What the job is; it decides which records come with it.")
    contracted = column("Whether an outside agency supplies the person, not the district.")
    starts_on = column("The first day in the job.")
    ends_on = column("The first day no longer in it; null while they hold it.")
    staff_member = to_one("staff_id", "Who holds it.")
    school = to_one("school_id", "Where the work is done; null for the whole district.")


@planned(kept.Training, "trn", order=("completed_on",))
class Training(Node):
    """A course that a staff member has passed, good until it lapses (slice S2)."""

    kind = column("What it taught.")
    completed_on = column("The day on which they passed it.")
    expires_on = column("The first day on which it no longer counts.")
    staff_member = to_one("staff_id", "Who passed it.")
