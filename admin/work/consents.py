"""What is entered of consents: a family opts out, or takes a refusal back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from admin.answers import Gap
from admin.entered import Wrong
from admin.forms import Form, Given
from admin.language import gettext, marked
from admin.screen import Screen
from admin.words import posted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from admin.entered import Entered

    Path = Mapping[str, str]
    Told = dict[str, Any]

KINDS = {
    "DIRECTORY": marked("Name and school in directories, yearbooks and programs"),
    "MEDIA": marked("Pictures and films of the student that are published"),
    "MILITARY_RECRUITERS": marked("Name and address to recruiters of the armed forces"),
    "VENDOR": marked("What an app or service of a company gets"),
    "RELEASE_OF_RECORDS": marked("Release of records"),
}
"""What is agreed to or refused, in words for a family."""
REFUSABLE = ("DIRECTORY", "MEDIA", "MILITARY_RECRUITERS", "VENDOR")
NO_KIND = marked("Choose what is refused.")
NOBODY = marked("Choose who of the family said so.")
GUARDIAN, OF_AGE = "GD", "ES"
"""The standings of the policy in which a family says something (P-24)."""
STUDENT = "student"
"""In the place of a guardian's id: the student of age."""


def told(found: Told, _query: Mapping[str, str]) -> Told:
    """What stands and what stood (`stands`, `stood`), what can be refused (`kinds`) to whom
    (`vendors`), and who on this page may say so: `says` is "family", "office" or nobody.
    """
    student, today = found["student"], found["viewer"]["today"]
    rows = [] if isinstance(student["consents"], Gap) else student["consents"]
    held = [each for each in rows if _holds(each, today)]
    return {
        "stands": held,
        "stood": [each for each in rows if each not in held],
        "said_of": KINDS,
        "kinds": [(kind, gettext(KINDS[kind])) for kind in REFUSABLE],
        "vendors": _vendors(found),
        "says": says(found),
        "adults": adults(student),
    }


def says(found: Told) -> str:
    """As whom the viewer says something of the student: of the family, or for them. What is entered
    is judged all the same.
    """
    viewer, student = found["viewer"], found["student"]
    if viewer["student"]["id"] == student["id"]:
        return "family" if OF_AGE in viewer["standings"] else ""
    if isinstance(viewer["staffMember"], Gap) and GUARDIAN in viewer["standings"]:
        return "family"  # an order may hide how they stand to the child: they see no other
    me = viewer["guardian"]["id"]
    if not isinstance(me, Gap) and any(each["guardian"]["id"] == me for each in _ties(student)):
        return "family"
    return "office" if posted(viewer, "REGISTRAR") else ""


def adults(student: Any) -> list[tuple[str, str]]:
    """The guardians of a student, and the student, as a field has them to choose."""
    named = [
        (
            each["guardian"]["id"],
            f"{each['guardian']['givenName']} {each['guardian']['familyName']}",
        )
        for each in _ties(student)
        if not isinstance(each["guardian"], Gap) and each["standing"] != "CONTACT_ONLY"
    ]
    return [("", gettext("Choose")), *named, (STUDENT, gettext("The student, who is of age"))]


def _holds(consent: Any, today: str) -> bool:
    ends = consent["endsOn"]
    return bool(isinstance(ends, Gap) or ends > today)


def _ties(student: Any) -> list[Any]:
    return [] if isinstance(student["guardianships"], Gap) else student["guardianships"]


def _vendors(found: Told) -> list[tuple[str, str]]:
    named = [(each["id"], str(each["name"])) for each in found["vendors"]["nodes"]]
    return [("", gettext("Every company")), *named]


def _entered(path: Path, entered: Entered) -> list[Given | Wrong]:
    if entered["take-back"]:
        said = {"id": entered["take-back"], "version": entered.number("version")}
        return [Given("withdrawOptOut", said, name=entered["take-back"])]
    if entered["kind"] not in REFUSABLE:
        return [Wrong("kind", NO_KIND)]
    refused: Told = {"studentId": path["id"], "kind": entered["kind"]}
    if entered["kind"] == "VENDOR" and entered["vendorId"]:
        refused["vendorId"] = entered["vendorId"]
    if entered["asked"] and not entered["guardianId"]:
        return [Wrong("guardianId", NOBODY)]
    if entered["guardianId"] not in ("", STUDENT):
        refused["guardianId"] = entered["guardianId"]
    return [Given("recordOptOut", refused)]


FORMS = (
    Form(
        Screen("/admin/students/{id}/consents", "consents/form", subject="student", adds=told),
        _entered,
        lambda path: f"/admin/students/{path['id']}/consents?done=consents",
    ),
)
