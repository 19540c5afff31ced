"""Declared: saying that something is wrong, and what becomes of it."""

from resolvers.mutations import problems
from schema.mutations.declared import VERSION, Shown, change

PROBLEM = Shown("problem", "Problem", "The report, as you may read it.")

change(
    problems.report_problem,
    "Say that something is wrong on a page or in a record (S6). It goes to whoever answers for "
    "that record at the school, and to the data steward where it is about none.",
    PROBLEM,
    said="What is wrong, in your words.",
    screen="The address of the page, from its first / on; what stands behind a ? is left out.",
    about="The record that it is about, by its id; left out where it is about none.",
    request="The id under which the page was answered: it stands in `extensions.requestId`.",
)
change(
    problems.take_problem_in_hand,
    "Say that you are looking into a report (S6): its reporter sees that somebody is.",
    PROBLEM,
    id="The report.",
    version=VERSION,
)
change(
    problems.answer_problem,
    "Say what became of a report (S6): its reporter reads the answer.",
    PROBLEM,
    id="The report.",
    version=VERSION,
    state="SETTLED, or NOTHING_WRONG.",
    answer="What you tell the reporter. Nothing of the student that they may not read.",
)
