"""Declared: changes of posts and of coverage."""

from resolvers.mutations import staff
from schema.mutations.declared import VERSION, Shown, change

POST = Shown("post", "Post", "The post, as you may read it.")
COVERAGE = Shown("coverage", "Coverage", "The coverage, as you may read it.")
REASON = "Why, for whoever asks later."

change(
    staff.assign_post,
    "Give somebody a post: of most kinds at one's own school as its principal, or any for whoever "
    "runs the systems; never to oneself (S1; P-43). It opens records at once.",
    POST,
    staff_id="Who holds it.",
    role="What the job is.",
    reason=REASON,
    school_id="Where the work is done; left out for the whole district.",
    starts_on="The first day in it: today, unless it is said.",
    ends_on="The first day no longer in it, if that is known.",
    contracted="Whether an outside agency supplies the person.",
)
change(
    staff.end_post,
    "End a post (S1; P-43). What it opened is closed at once; who teaches what stays (P-9).",
    POST,
    id="The post.",
    version=VERSION,
    reason=REASON,
    ends_on="The first day on which it is no longer held: today, unless it is said.",
)
change(
    staff.assign_coverage,
    "Let somebody stand in for a section's teacher, for days that are said (S2; P-10).",
    COVERAGE,
    section_id="The section.",
    staff_id="Who stands in.",
    ends_on="The first day on which they no longer do.",
    starts_on="The first day: today, unless it is said.",
    long_term="Whether more than 20 school days are meant: they then read as its teacher does.",
    reason=REASON,
)
change(
    staff.end_coverage,
    "End coverage of a section before its last day (S2; P-10).",
    COVERAGE,
    id="The coverage.",
    version=VERSION,
    ends_on="The first day without them: today, unless it is said.",
    reason=REASON,
)
