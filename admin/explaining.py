"""Who may see what, in words: explanations, who could read, what an order would change, and the
policy's own table.

An explanation is asked about a thing that has a name of its own in a school; which field of the
schema stands for it is said here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from admin.answers import Gap, rows_of
from admin.days import day_typed
from admin.language import gettext, marked
from admin.words import spoken
from hub.ledger.laws import BASES, row_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    Query = Mapping[str, str]
    Told = dict[str, Any]

THINGS: dict[str, dict[str, tuple[str, str]]] = {
    marked("Who the student is"): {
        "name": (marked("Name"), "Student.givenName"),
        "former-names": (marked("Former names"), "FormerName.familyName"),
        "birth-date": (marked("Birth date"), "Student.birthDate"),
        "school": (marked("School"), "Student.enrollments"),
        "numbers": (marked("Student numbers"), "StudentIdentifier.value"),
        "address": (marked("Home address"), "StudentAddress.line1"),
        "origins": (marked("Race and ethnicity"), "Demographics.races"),
        "language": (marked("Home language"), "Demographics.homeLanguage"),
    },
    marked("Family"): {
        "guardians": (marked("Guardians and how to reach them"), "Guardian.phone"),
        "contacts": (marked("Emergency contacts"), "EmergencyContact.phone"),
        "orders": (marked("What a court order denies"), "CourtOrder.kind"),
        "order-text": (marked("Text of a court order"), "CourtOrder.orderText"),
    },
    marked("Health"): {
        "alerts": (marked("Health alerts and allergies"), "HealthAlert.instruction"),
        "conditions": (marked("Conditions and diagnoses"), "Condition.name"),
        "medication": (marked("Medication orders"), "MedicationOrder.drug"),
        "doses": (marked("Medication that was given"), "MedicationAdministration.givenAt"),
        "visits": (marked("Visits to the nurse"), "HealthVisit.complaint"),
        "immunizations": (marked("Immunizations"), "Immunization.vaccine"),
        "screenings": (marked("Screenings"), "Screening.outcome"),
    },
    marked("Special education"): {
        "supports": (marked("Accommodations and supports"), "IepSupport.instruction"),
        "iep": (marked("IEP: disability and placement"), "Iep.disability"),
        "goals": (marked("IEP goals"), "IepGoal.goal"),
        "services": (marked("IEP services"), "IepService.area"),
        "evaluations": (marked("Evaluations"), "Evaluation.report"),
        "plan-504": (marked("Plan under section 504"), "Plan504.impairment"),
    },
    marked("Behavior and safety"): {
        "incidents": (marked("Incidents"), "Incident.description"),
        "actions": (marked("What followed from incidents"), "IncidentAction.kind"),
        "notices": (marked("Notices of dangerous acts"), "SafetyNotice.acts"),
        "threats": (marked("Threat assessments"), "ThreatRecord.summary"),
        "counseling": (marked("Counseling notes"), "CounselingNote.body"),
    },
    marked("Classes"): {
        "schedule": (marked("Schedule"), "SectionEnrollment.startsOn"),
        "attendance": (marked("Attendance"), "AttendanceEvent.status"),
        "reasons": (marked("Reasons of absence"), "AttendanceEvent.reason"),
        "scores": (marked("Scores"), "Score.points"),
        "marks": (marked("Posted marks"), "Mark.value"),
        "transcript": (marked("Transcript"), "TranscriptLine.mark"),
        "tests": (marked("Results of assessments"), "AssessmentResult.scaleScore"),
    },
    marked("Support and services"): {
        "meals": (marked("Free and reduced meals"), "MealBenefit.benefit"),
        "support": (marked("Homeless, foster or migrant"), "SupportProgram.kind"),
        "learning-english": (marked("Learning English"), "EnglishLearner.level"),
        "bus": (marked("School bus"), "TransportAssignment.stop"),
        "consents": (marked("Consents and refusals"), "Consent.state"),
        "documents": (marked("Documents"), "Document.title"),
        "disclosures": (marked("Who outside the school read the record"), "Disclosure.party"),
        "requests": (marked("Requests about the record"), "RecordRequest.words"),
    },
}
"""Things by the words of a group and their short name in an address: label, and field."""
RESTS = {
    "adult_access": marked("that a student of age lets a parent read"),
    "agreement": marked("an agreement with a vendor"),
    "agreement_scope": marked("which students an agreement is about"),
    "break_glass": marked("an opening in an emergency"),
    "caseload": marked("a caseload"),
    "counselor_range": marked("the part of the alphabet that a counselor has"),
    "court_order": marked("an order of a court"),
    "coverage": marked("coverage of a class"),
    "engagement": marked("an engagement letter"),
    "engagement_scope": marked("which students a letter is about"),
    "evaluation": marked("an evaluation"),
    "guardianship": marked("a guardianship"),
    "iep": marked("an IEP"),
    "iep_service": marked("a service of an IEP"),
    "iep_team_member": marked("a place in an IEP team"),
    "incident": marked("an incident that was reported"),
    "incident_participation": marked("a part in an incident"),
    "meal_benefit": marked("a benefit for meals"),
    "plan_504": marked("a plan under section 504"),
    "post": marked("a post"),
    "school_enrollment": marked("an enrollment at a school"),
    "section": marked("a class"),
    "section_enrollment": marked("a seat in a class"),
    "section_staff": marked("a teaching place in a class"),
    "student": marked("that they are the student"),
    "support_program": marked("a support program"),
    "support_team_member": marked("a place in a support team"),
    "threat_team_member": marked("a place in a threat team"),
    "transport_assignment": marked("a place on a bus"),
}
"""On what a standing or a deny rests, by the table of the row."""
EVENTS = {
    "DOCUMENT": marked("If the document of the court is filed"),
    "LAPSE": marked("If no document is filed, and the order lapses"),
    "CONFIRMATION": marked("If a second person confirms what is proposed"),
}
"""What may become of an order, as the heading of what would change then."""
CELLS = {
    "R": marked("read it"),
    "R$": marked("read it, and each reading is put on record"),
    "own": marked("read it of their own class, or what they wrote"),
    "c": marked("read it where their letter lists it"),
    "c$": marked("read it where their letter lists it, and each reading is put on record"),
    "part": marked("read it, some of them"),
    "W": marked("enter it"),
    "w": marked("enter it for their own class"),
}
"""The codes of a cell of the matrix, as the end of a sentence about those who stand so."""


def known() -> dict[str, tuple[str, str]]:
    """Every thing by its short name."""
    return {name: each for group in THINGS.values() for name, each in group.items()}


def own(query: Query, _today: date) -> dict[str, Any]:
    """The variables of a question about oneself: the field, if a thing was named."""
    thing = known().get(query.get("thing", ""))
    return {"asked": thing is not None, "field": thing[1] if thing else ""}


def anyone(query: Query, today: date) -> dict[str, Any]:
    """The variables of the privacy officer's question: whom, what, and on which day."""
    student, person = query.get("student", ""), query.get("person", "")
    asked = own(query, today)
    return {
        "field": asked["field"],
        "asked": bool(asked["asked"] and student and person),
        "student": student or None,
        "person": person or None,
        "on": _day(query),
        "ids": [each for each in (student, person) if each],
        "whom": query.get("q", "").strip(),
        "finds": bool(not student and query.get("q", "").strip()),
        "who": query.get("who", "").strip(),
        "looks": bool(student and not person and query.get("who", "").strip()),
    }


def readers(query: Query, today: date) -> dict[str, Any]:
    """The variables of the question who could read a thing on a day."""
    return {**own(query, today), "on": _day(query)}


def _day(query: Query) -> str | None:
    """The day that was typed; what is none goes on as it is, and the door refuses it."""
    typed = query.get("on", "").strip()
    return day_typed(typed) or typed or None


def told(found: Told, query: Query) -> Told:
    """What a page says of its question: the things in `groups`, which one is meant (`thing`,
    `thing_said`), the `names` of those who were named by id, what was typed, and the `answer`.
    """
    thing = query.get("thing", "")
    explanation = found.get("explain")
    known_by_id = {each["id"]: each["name"] for each in rows_of(found.get("named") or [])}
    return {
        "groups": _groups(),
        "thing": thing if thing in known() else "",
        "thing_said": gettext(known()[thing][0]) if thing in known() else "",
        "names": known_by_id,
        "student_id": query.get("student", ""),
        "person_id": query.get("person", ""),
        "typed": {name: query.get(name, "").strip() for name in ("q", "who", "on")},
        "found_students": rows_of(found.get("students") or []),
        "found_people": rows_of(found.get("people") or []),
        "answer": None if isinstance(explanation, Gap | None) else _answer(explanation),
        "officer": found.get("named") is not None,
    }


def _groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """The things by group, as a field offers them."""
    return [
        (gettext(group), [(name, gettext(label)) for name, (label, _) in things.items()])
        for group, things in THINGS.items()
    ]


def _answer(explanation: Any) -> Told:
    """An explanation in words: whether, by which ways it is open, what keeps it closed, and who
    could read it at all.
    """
    ways = [_way(each) for each in explanation["ways"]]
    by = {
        name: [each for each in ways if each["outcome"] in outcomes]
        for name, outcomes in {
            "opens": ("OPENS",),
            "stopped": ("DENIED", "UNTRAINED"),
            "empty": ("NO_ROW", "OTHER_ROWS"),
        }.items()
    }
    unheld = [each["title"] for each in ways if each["outcome"] == "NOT_HELD"]
    return {
        "readable": explanation["readable"],
        "suspended": explanation["suspended"],
        "day": explanation["day"],
        "rows": explanation["rows"],
        "readable_rows": explanation["readableRows"],
        "unheld": list(dict.fromkeys(unheld)),
        **by,
    }


def _way(way: Any) -> Told:
    """One way in, in words."""
    return {
        "outcome": way["outcome"],
        "title": spoken(way["title"]),
        "slice": spoken(way["sliceTitle"]),
        "basis": in_words(way["basis"]),
        "logged": way["logged"],
        "until": way["until"],
        "change": spoken(way["change"]),
        "beaten_by": [spoken(each) for each in way["beatenBy"]],
        "rests_on": [
            {"what": gettext(RESTS.get(each["table"], marked("a row of the record"))), "row": each}
            for each in way["restsOn"]
        ],
    }


def in_words(bases: Iterable[str]) -> str:
    """Legal bases in words."""
    return "; ".join(str(spoken(BASES.get(each, each))) for each in bases)


def could(found: Told, query: Query) -> Told:
    """Who could read a thing, each with how they stand in words: `could`, null without a thing."""
    rows = found.get("readers")
    people = None if rows is None else [
        {"id": each["id"], "name": each["name"], "stands": [spoken(t) for t in each["titles"]]}
        for each in rows_of(rows)
    ]  # fmt: skip
    return {**told(found, query), "could": people}


def foreseen(found: Told, _query: Query) -> Told:
    """What each event would change, in words: `events`."""
    return {"events": [_foreseen(each) for each in rows_of(found["foreseeOrder"])]}


def _foreseen(told: Any) -> Told:
    """One event, and what would open, close and stay open."""
    heading = EVENTS[told["event"]]
    changes = ("gained", "lost", "kept")
    slices = {name: [spoken(one["title"]) for one in told[name]] for name in changes}
    return {"said": gettext(heading), **slices}


def read_within(found: Told, _query: Query) -> Told:
    """The log of readings with what was read in words: `entries`."""
    log = found["readings"]
    entries = [] if isinstance(log, Gap) else log["entries"]
    return {
        "entries": [
            {**{name: each[name] for name in ("at", "reader", "viewedAs")},
             "read": "; ".join(dict.fromkeys(_row(one) for one in each["slices"]))}
            for each in entries
        ],
        "earlier": None if isinstance(log, Gap) or isinstance(log["last"], Gap) else log["last"],
    }  # fmt: skip


def _row(slice_id: str) -> str:
    return str(spoken(row_in_words(slice_id)))


def matrix(found: Told, query: Query) -> Told:
    """The policy as rows, as the address narrows it: `rows` with who may what in words, every
    standing and slice to choose from, and what is chosen.
    """
    table = found["policy"]
    titles = {each["standing"]: str(spoken(each["title"])) for each in table["standings"]}
    standing = query.get("standing", "") if query.get("standing", "") in titles else ""
    piece = query.get("slice", "")
    rows = [
        {
            "slice": each["slice"],
            "title": spoken(each["title"]),
            "basis": in_words(each["basis"]),
            "may": _may(each["cells"], titles, standing),
        }
        for each in table["slices"]
        if not piece or each["slice"] == piece or each["slice"].startswith(f"{piece}.")
    ]
    return {
        "table_rows": [each for each in rows if each["may"]],
        "standings": titles,
        "slices": [(each["slice"], spoken(each["title"])) for each in table["slices"]],
        "chosen": {"standing": standing, "slice": piece},
    }


def _may(cells: Any, titles: Mapping[str, str], standing: str) -> list[tuple[str, list[str]]]:
    """What may be done, and who may: standings by what they may, in words."""
    found: dict[str, list[str]] = {}
    for each in cells:
        if standing and each["standing"] != standing:
            continue
        for code in each["cell"].split("+"):
            found.setdefault(code, []).append(titles[each["standing"]])
    return [(gettext(CELLS[code]), found[code]) for code in CELLS if code in found]
