"""Declared: the ways in."""

from resolvers.catalog import Root

ROOTS: dict[str, tuple[Root, str]] = {
    root.name: (root, said)
    for root, said in (
        (Root("viewer", "Viewer", "viewer"), "You: who you are, and what you may see."),
        (Root("node", None, "node"), "Anything by its id; null if there is none for you."),
        (Root("district", "District", "only"), "The district of this hub."),
        (Root("student", "Student", "one"), "A student by id; null if there is none for you."),
        (Root("students", "Student", "page"), "The students whom you may see."),
        (
            Root(
                "myCaseload",
                "Student",
                "page",
                ("CN", "CM", "PA", "PA/contracted", "RS", "RS/contracted"),
            ),
            "The students on your caseload today: counseled, managed, aided or served by you.",
        ),
        (Root("guardian", "Guardian", "one"), "A guardian by id; null if there is none for you."),
        (Root("guardians", "Guardian", "page"), "The guardians whom you may see."),
        (
            Root("guardianships", "Guardianship", "page"),
            "How guardians stand to students, as far as you may see it.",
        ),
        (
            Root("guardianCandidates", "GuardianCandidate", "page"),
            "The guardians who may be on record twice.",
        ),
        (
            Root("studentMerges", "StudentMerge", "page"),
            "The students of whom somebody says that they are one child.",
        ),
        (Root("section", "Section", "one"), "A section by id."),
        (Root("sections", "Section", "page"), "All sections that run."),
        (
            Root("mySections", "Section", "page", ("TC:section", "SB:section")),
            "The sections that you teach, support or cover today.",
        ),
        (Root("school", "School", "one"), "A school by id."),
        (Root("schools", "School", "page"), "The schools of the district."),
        (Root("courses", "Course", "page"), "The catalog of courses."),
        (Root("schoolYears", "SchoolYear", "page"), "The school years."),
        (Root("staffMember", "StaffMember", "one"), "A staff member by id; null if none for you."),
        (Root("staff", "StaffMember", "page"), "The staff members whom you may see."),
        (Root("incident", "Incident", "one"), "An incident by id; null if there is none for you."),
        (Root("incidents", "Incident", "page"), "The incidents that you may see."),
        (
            Root("courtOrders", "CourtOrder", "page"),
            "The court orders of which you may see a part.",
        ),
        (Root("ieps", "Iep", "page"), "The IEPs that you may see."),
        (
            Root("disclosures", "Disclosure", "page"),
            "The disclosures of records of which you may know.",
        ),
        (
            Root("recordRequests", "RecordRequest", "page"),
            "What families ask of the custodian of the record, as far as you may read it.",
        ),
        (Root("viewings", "ViewAs", "page"), "Who viewed as whom, and when."),
        (Root("findings", "Finding", "page"), "What is doubtful in the data, without values."),
        (
            Root("myProblems", "Problem", "page", slices=("S6.mine",)),
            "What you reported is wrong, and how far it has come.",
        ),
        (
            Root("problems", "Problem", "page"),
            "What people report is wrong: what you reported or answer for, else its state.",
        ),
        (
            Root("myScopes", "SavedScope", "page"),
            "The questions of the list of students that you saved.",
        ),
        (Root("vendors", "Vendor", "page"), "The vendors of whom you may know."),
        (Root("agreements", "Agreement", "page"), "The agreements that you may see."),
        (Root("engagements", "Engagement", "page"), "The engagement letters that you may see."),
        (
            Root("openings", "BreakGlass", "page"),
            (
                "The openings in an emergency of which you may know (P-12). `reviewedAt: {isNull: "
                "true}` are those to look into, with `escalatesOn: {lte: TODAY}` those that have "
                "escalated."
            ),
        ),
        (Root("healthAlerts", "HealthAlert", "page"), "The health alerts that you may see."),
    )
}
"""Every root field with its description."""
