"""The named people of the district: who they are to whom, and which case each student is.

They exist in every district, whatever its seed and size, under the same names and sourced ids.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Persona:
    """Someone who can sign in: a short key, the person's sourced id, and who they are to whom."""

    key: str
    sourced_id: str
    given_name: str
    family_name: str
    who: str

    @property
    def name(self) -> str:
        """Given name and family name."""
        return f"{self.given_name} {self.family_name}"


@dataclass(frozen=True, slots=True)
class NamedStudent:
    """A student who is a case: a short key, the person's sourced id, and what the case is."""

    key: str
    sourced_id: str
    given_name: str
    family_name: str
    grade: int
    case: str

    @property
    def name(self) -> str:
        """Given name and family name."""
        return f"{self.given_name} {self.family_name}"


def personas() -> tuple[Persona, ...]:
    """Return everyone who can sign in to a demo district, staff first, vendors' apps last."""
    return _STAFF + _FAMILY + _APPS


def persona(key: str) -> Persona:
    """Return one persona by key; KeyError names the keys there are."""
    if key not in _BY_KEY:
        raise KeyError(f"There is no persona {key}. There are: {', '.join(_BY_KEY)}.")
    return _BY_KEY[key]


def named_students() -> tuple[NamedStudent, ...]:
    """Return the students who are cases, Ana first."""
    return _STUDENTS


def named_student(key: str) -> NamedStudent:
    """Return one named student by key; KeyError names the keys there are."""
    if key not in _STUDENTS_BY_KEY:
        raise KeyError(f"There is no student {key}. There are: {', '.join(_STUDENTS_BY_KEY)}.")
    return _STUDENTS_BY_KEY[key]


def _persona(key: str, name: str, who: str) -> Persona:
    given, _, family = name.partition(" ")
    return Persona(key, f"demo-{key.replace('_', '-')}", given, family, who)


def _student(key: str, name: str, grade: int, case: str) -> NamedStudent:
    given, _, family = name.partition(" ")
    return NamedStudent(key, f"demo-{key.replace('_', '-')}", given, family, grade, case)


_STAFF = (
    _persona(
        "teacher",
        "Rosa Diaz",
        "teaches Geometry at the high school, Ana's class among hers; coaches there, which opens "
        "nothing; and is the mother of Mateo, a student of the school whom she doesn't teach",
    ),
    _persona(
        "co_teacher",
        "Noah Kim",
        "co-teaches two of Rosa Diaz's sections: grades in Ana's, doesn't in the other",
    ),
    _persona(
        "case_manager",
        "Priya Nair",
        "manages the IEPs of Ana and others at the high school, and co-teaches a section in which "
        "Marcus sits, who is on a colleague's caseload",
    ),
    _persona(
        "other_case_manager",
        "Helen Ward",
        "manages the IEPs of Marcus and others at the high school, not Ana's",
    ),
    _persona(
        "counselor",
        "Daniel Reyes",
        "counsels a range of the alphabet at the high school, and Ana by name; is the father of "
        "Ivy, whose records a court closed to him, and of Owen, whose records it did not",
    ),
    _persona("nurse", "Grace Obi", "nurse of two schools, the high school and a middle school"),
    _persona("contracted_nurse", "Colin Frost", "nurse of an elementary school, sent by an agency"),
    _persona(
        "health_aide", "Tessa Lopez", "health aide of the high school, trained on Ana's care plan"
    ),
    _persona("provider", "Miriam Katz", "speech therapist, employed: gives Ana speech"),
    _persona(
        "contracted_provider", "Leo Brandeis", "counseling provider, by contract: counsels Ana"
    ),
    _persona("paraeducator", "Dolores Pena", "one-to-one aide of Ana"),
    _persona(
        "principal",
        "Victoria Stone",
        "principal of the high school; opened Ana's health record a quarter of an hour ago, and "
        "another student's last week, which is closed again",
    ),
    _persona("registrar", "Martin Okoro", "registrar of the high school"),
    _persona("district_registrar", "Judith Wolfe", "registrar of the whole district"),
    _persona("office", "Pam Sorensen", "front office of the high school"),
    _persona("nurse_lead", "Ruth Adeyemi", "nurse lead of the district"),
    _persona("special_education", "Samuel Greer", "director of special education"),
    _persona("liaison", "Yolanda Cruz", "liaison for homeless, foster and migrant students"),
    _persona("food_service", "Frank Muller", "runs the kitchens"),
    _persona("transport", "Irina Volkov", "runs the buses"),
    _persona("analyst", "Wei Zhang", "counts, and sees no student"),
    _persona("privacy_officer", "Nora Ashford", "answers for who may see what"),
    _persona("data_steward", "Ethan Blake", "answers for the quality of the data"),
    _persona(
        "monitor",
        "Claire Dumont",
        "independent monitor of a consent decree, by a letter that lists four slices",
    ),
    _persona(
        "operator",
        "Ravi Menon",
        "runs the machines, and sees no student: of two who have to sign his letter one has",
    ),
    _persona("substitute", "Hugo Salas", "covers Ana's Geometry today, and only today"),
    _persona(
        "long_substitute", "Beth Morgan", "covers Ana's English since six weeks, for the term"
    ),
    _persona("untrained_teacher", "Carl Jensen", "teaches Ana Chemistry; training has lapsed"),
    _persona(
        "suspended_teacher",
        "Derek Shaw",
        "teaches Ana World History, as far as the schedule says; the sign-in is suspended",
    ),
    _persona("former_teacher", "Olga Ivanova", "taught Ana Physical Education until a month ago"),
    _persona(
        "changing_teacher",
        "Amir Haddad",
        "leads a class that Lily left five days ago, and one that begins in three weekdays",
    ),
)

_FAMILY = (
    _persona(
        "guardian",
        "Lucia Torres",
        "mother of Ana and Leo, who live with her and, in turn, with their father elsewhere",
    ),
    _persona("father", "Gabriel Vega", "father of Ana and Leo, in the other of two households"),
    _persona(
        "aunt", "Carmen Ruiz", "aunt of Ana and Leo: may be called and may collect, reads nothing"
    ),
    _persona(
        "restricted_father",
        "Victor Marin",
        "father of Sofia; a court ordered no contact, and that he may not learn where she is",
    ),
    _persona(
        "no_pickup_father",
        "Jonas Brandt",
        "father of Kai; a court ordered that he may not collect him, and nothing else",
    ),
    _persona("unvalidated_guardian", "Layla Mansour", "mother of Omar; imported, never validated"),
    _persona(
        "parent_of_adult",
        "Karen Bennett",
        "mother of Zoe, who is 18 and her dependent: reads on",
    ),
    _persona(
        "parent_of_adult_without",
        "Paul Bennett",
        "father of Zoe, who is 18 and has withdrawn the consent that she gave him",
    ),
    _persona("student", "Ana Torres", "student of grade 10, 15 years old"),
    _persona("student16", "Jade Nguyen", "student of grade 11, 16 years old, with an IEP"),
    _persona("adult_student", "Zoe Bennett", "student of grade 12, 18 years old"),
)

_APPS = (
    _persona("gradebook_app", "Inkwell Gradebook", "rosters and marks of the high school"),
    _persona("assessment_app", "Summit Tests", "tests grade 10, with accommodations and no IEP"),
    _persona("yearbook_app", "Keepsake Yearbook", "directory information, for the yearbook"),
    _persona("portrait_app", "Brightside Offers", "directory information for profit: refused"),
    _persona("expired_app", "Mathrise Practice", "an agreement that ended yesterday"),
)

_STUDENTS = (
    _student("student", "Ana Torres", 10, "every kind of record there is, on one student"),
    _student(
        "two_homes", "Leo Torres", 8, "two households with different addresses, half a week each"
    ),
    _student("teachers_child", "Mateo Diaz", 9, "the child of a teacher and coach of the school"),
    _student(
        "closed_to_father", "Ivy Reyes", 10, "records closed to the father, who counsels here"
    ),
    _student("open_to_father", "Owen Reyes", 11, "Ivy's brother, whose records are open to him"),
    _student("restricted", "Sofia Marin", 10, "a father with no contact and no location"),
    _student("no_pickup", "Kai Brandt", 4, "a father who may not collect"),
    _student("unvalidated", "Omar Mansour", 6, "no guardian but one imported and never validated"),
    _student("without_schedule", "Grace Lin", 9, "enrolled, and not in a single section"),
    _student("overdue_iep", "Tyler Brooks", 7, "an IEP in effect past its annual date"),
    _student("safe_at_home", "Mina Sato", 5, "a substitute address, the actual one confidential"),
    _student("dropped", "Ben Carter", 10, "dropped Geometry after two weeks for Algebra 2"),
    _student("algebra_in_8", "Nadia Rahman", 9, "passed Algebra 1 in grade 8, at a middle school"),
    _student("repeated", "Caleb Moore", 11, "passed Biology A twice, which counts once"),
    _student("student16", "Jade Nguyen", 11, "16 years old, with an IEP and an evaluation"),
    _student("adult_student", "Zoe Bennett", 12, "18 years old since two months"),
    _student("eighteen_today", "Aaron Scott", 12, "turns 18 today: the parents' rights have ended"),
    _student("sixteen_today", "Elif Demir", 10, "turns 16 today"),
    _student("classmate", "Dylan Price", 10, "took part in an incident with Ana and Ruth"),
    _student("witness", "Ruth Okafor", 10, "saw an incident between Ana and Dylan"),
    _student("other_caseload", "Marcus Hill", 10, "an IEP on another caseload"),
    _student("left_class", "Lily Chen", 10, "left a class five days ago"),
    _student("foster", "Andre Wilson", 8, "a foster parent holds the education rights"),
    _student("left_yesterday", "Hannah Cole", 11, "yesterday was the last day here"),
    _student("starts_tomorrow", "Peter Novak", 9, "tomorrow is the first day here"),
    _student("two_schools", "Iris Flores", 8, "enrolled at a middle and a high school at once"),
)

_BY_KEY = {entry.key: entry for entry in personas()}
_STUDENTS_BY_KEY = {entry.key: entry for entry in _STUDENTS}
