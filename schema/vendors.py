"""Declared: vendors, their apps and agreements, and the engagement letters of monitors."""

from hub.models import vendors as kept
from schema.declared import column, planned, to_many, to_one
from schema.withheld import Node


@planned(kept.Vendor, "vnd", order=("name",))
class Vendor(Node):
    """A company or club that asks for records (slice S4.vendor)."""

    name = column("What it is called.")
    for_profit = column("Whether it works for profit.")
    apps = to_many(kept.VendorApp.vendor_id, "Its programs that sign in here (slice S4).")
    agreements = to_many(kept.Agreement.vendor_id, "What was agreed with it (slice S4).")


@planned(kept.VendorApp, "app")
class VendorApp(Node):
    """A vendor's program that signs in with a token of its own (slice S4)."""

    name = column("What it is called.")
    vendor = to_one("vendor_id", "Whose program it is.")


@planned(kept.Agreement, "agr", order=("starts_on",))
class Agreement(Node):
    """What a vendor may read, for what, and until when (slice S4)."""

    basis = column("On what ground the vendor gets records.")
    function = column("What the vendor does for the district; some slices are for one only.")
    purpose = column("For what records may be used.")
    slices = column("The slices that it lists, by their ids; nothing else is read by it.")
    terms_on = column("The day since which all terms are on record; null where one is missing.")
    starts_on = column("The first day on which it opens anything.")
    ends_on = column("The first day on which it opens nothing any more.")
    vendor = to_one("vendor_id", "With whom it was made.")
    scopes = to_many(kept.AgreementScope.agreement_id, "Whom it is about; nobody if there is none.")


@planned(kept.AgreementScope, "ags")
class AgreementScope(Node):
    """Students whom an agreement is about: those enrolled at a school, or some (slice S4)."""

    grade_level = column("The grade that they are in; null for every grade.")
    agreement = to_one("agreement_id", "Which agreement.")
    school = to_one("school_id", "Where they are enrolled.")
    course = to_one("course_id", "The course that they take there; null where none is named.")
    section = to_one("section_id", "The class in which they sit; null where none is named.")


@planned(kept.Engagement, "ltr", order=("starts_on",))
class Engagement(Node):
    """A letter by which a monitor, or who supports this hub, reads for a while (slice S4)."""

    kind = column("What the person does.")
    purpose = column("For what records may be used.")
    slices = column("The slices that it lists, by their ids; each reading of them is recorded.")
    starts_on = column("The first day on which it opens anything.")
    ends_on = column("The first day on which it opens nothing any more.")
    staff_member = to_one("staff_id", "Who reads by it.")
    first_signer = to_one("first_signer_id", "Who signed; null while nobody has.")
    second_signer = to_one("second_signer_id", "Who else signed; null while nobody has.")
    scopes = to_many(
        kept.EngagementScope.engagement_id, "Whom it is about; nobody if there is none."
    )


@planned(kept.EngagementScope, "egs")
class EngagementScope(Node):
    """Students whom an engagement letter is about: those of a school, or some (slice S4)."""

    grade_level = column("The grade that they are in; null for every grade.")
    engagement = to_one("engagement_id", "Which letter.")
    school = to_one("school_id", "Where they are enrolled.")
    course = to_one("course_id", "The course that they take there; null where none is named.")
    section = to_one("section_id", "The class in which they sit; null where none is named.")
