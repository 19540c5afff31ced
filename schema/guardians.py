"""Declared: guardians, their rights per child, court orders, and emergency contacts."""

from hub.models import guardians as kept
from schema.declared import column, computed, planned, to_many, to_one
from schema.values import ValidationState
from schema.withheld import Node


@planned(kept.Guardian, "gdn", order=("sort_name",))
class Guardian(Node):
    """An adult of a student's family, or one who stands in for it (slice 6)."""

    given_name = column("First name.")
    family_name = column("Last name.")
    sort_name = column("The key by which lists are put in order: last name first.")
    phone = column("The number to call; null where none is known.")
    phone_type = column("What kind of telephone that is; null where nobody has said (GUA-2).")
    email = column("Where to write to them; null where no address is known.")
    language = column("In which language they want to be addressed; null where they have not said.")
    guardianships = to_many(kept.Guardianship.guardian_id, "For which students they answer.")
    emergency_contacts = to_many(
        kept.EmergencyContact.guardian_id, "Where they are on a list of people to call (slice 7)."
    )


@planned(kept.Guardianship, "gsh", order=("contact_priority",))
class Guardianship(Node):
    """How one adult stands to one student on certain days; each child has its own (slice 6)."""

    relationship = column("What the adult is to the student.")
    standing = column("Whether the student's record comes with it.")
    lives_with = column("Whether the two live under one roof.")
    contact_priority = column("Whom to reach first about the student: 1 comes before 2.")
    shares_contact = column(
        "Whether the adult lets the student's other guardians see how to reach them."
    )
    validation_state = computed(
        "validation_state",
        "{ startsOn matchedOn contactVerifiedOn identityVerifiedOn validatedUntil rejectedOn }",
        ValidationState,
        "How far the district has checked today that it is true. Of court orders and of who may "
        "be the same adult it says nothing.",
    )
    matched_on = column(
        "The day on which staff tied it to one adult after a search; null if nobody has."
    )
    contact_verified_on = column(
        "The day on which the adult was last reached as recorded; null if nobody has tried since "
        "that changed."
    )
    identity_verified_on = column(
        "The day on which staff saw a document that shows who the adult is; null if nobody has."
    )
    validated_until = column(
        "The first day on which the check must be repeated, always a 1 July (GUA-4); null where "
        "it was never made in full."
    )
    rejected_on = column("The day on which staff found it untrue; null where nobody has.")
    starts_on = column("The first day on which it holds.")
    ends_on = column("The first day on which it no longer holds; null while it does.")
    student = to_one("student_id", "The child in it.")
    guardian = to_one("guardian_id", "The adult in it.")
    rights = to_many(
        kept.GuardianRight.guardianship_id, "What the adult may do for this child (slice 8b)."
    )


@planned(kept.GuardianCandidate, "gcd", order=("found_on",))
class GuardianCandidate(Node):
    """That a guardian of a student may be on record twice: staff decide (slice 6)."""

    reason = column("By what the two look like one person.")
    found_on = column("The day on which the checks found them.")
    decided_on = column("The day on which somebody decided; null while nobody has.")
    outcome = column("What was decided; null while nobody has.")
    student = to_one("student_id", "Of whom one of the two, or both, are guardians.")
    first = to_one("first_id", "One of the two.")
    second = to_one("second_id", "The other one.")
    decider = to_one("decided_by", "Who decided; null while nobody has.")
    kept = to_one(
        "kept_id", "Who stands for both, where they are one person; null where nobody says so."
    )
    confirmed_on = column(
        "The day on which another person confirmed that they are one; null while nobody has."
    )
    confirmer = to_one("confirmed_by", "Who confirmed that; null while nobody has.")


@planned(kept.GuardianRight, "grt", order=("starts_on",))
class GuardianRight(Node):
    """One thing that an adult may do for one child, on certain days (slice 8b)."""

    kind = column("What they may do.")
    starts_on = column("The first day on which they may.")
    ends_on = column("The first day on which they no longer may; null while they may.")
    guardianship = to_one("guardianship_id", "The bond on which it rests.")
    student = to_one("student_id", "The child for whom it holds.")


# Evidence (8a) and effect (8b) share no column, and each has readers who lack the other: only the
# id can sort without telling one of them something.
@planned(kept.CourtOrder, "ord")
class CourtOrder(Node):
    """What a court denies one person towards one child (effect slice 8b, evidence slice 8a)."""

    kind = column("What is denied.")
    starts_at = column("The moment, in UTC, from which it binds until someone has decided.")
    ends_on = column("The first day after the court's own dates; null where it names no end.")
    decided_at = column(
        "The moment, in UTC, at which staff decided that it binds no more; null while it binds."
    )
    lapses_on = column(
        "The day at whose beginning an order without a document falls away; null where it does not."
    )
    case_number = column("Under which number the court keeps it (slice 8a); null where unknown.")
    court = column("Which court made it (slice 8a); null where unknown.")
    order_text = column("What it says in the court's words (slice 8a); null where not copied.")
    document_key = column(
        "The key of the document's file (slice 8a), here or in a store elsewhere; null until it "
        "arrives."
    )
    proposed_at = column(
        "The moment, in UTC, at which somebody proposed to lift or shorten it (slice 8a); null "
        "where nobody has."
    )
    proposed_ends_on = column(
        "The first day on which, as proposed, the court no longer denies it (slice 8a); null where "
        "it would be lifted at once."
    )
    proposed_document_key = column(
        "The key of the file that shows what is proposed (slice 8a), here or in a store elsewhere; "
        "null where nothing is."
    )
    proposer = to_one(
        "proposed_by", "Who proposed to lift or shorten it (slice 8a); null where nobody has."
    )
    confirmer = to_one(
        "confirmed_by",
        "Who confirmed the proposal (slice 8a); null while it waits for a second person.",
    )
    student = to_one("student_id", "The child whom it protects.")
    guardian = to_one(
        "guardian_id", "The guardian whom it binds; null where it binds someone else."
    )


@planned(kept.EmergencyContact, "emc", order=("priority",))
class EmergencyContact(Node):
    """Someone to call about a student (slice 7; who may collect the student 7.pickup)."""

    name = column("Who answers the call.")
    phone = column("The number to call; null where none is known.")
    relationship = column("What they are to the student.")
    may_pick_up = column("Whether the student may leave with them, unless an order says otherwise.")
    priority = column("Whom to call first: 1 comes before 2.")
    student = to_one("student_id", "About whom they are called.")
    guardian = to_one("guardian_id", "The same adult as a guardian; null where they are none.")
