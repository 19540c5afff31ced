"""Rows about vendors: their apps and agreements, who refuses them, and engagement letters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from hub.district.personas import persona
from hub.models.codes import (
    AgreementBasis,
    AgreementFunction,
    ConsentKind,
    ConsentState,
    EngagementKind,
    SchoolLevel,
)
from hub.models.consents import Consent
from hub.models.staff import Person
from hub.models.vendors import (
    Agreement,
    AgreementScope,
    Engagement,
    EngagementScope,
    Vendor,
    VendorApp,
)

if TYPE_CHECKING:
    from uuid import UUID

    from hub.district.people import School
    from hub.district.town import Town

DAY = timedelta(days=1)
SOPHOMORES = 10


@dataclass(frozen=True)
class Agreed:
    """A vendor with one app and one agreement; `over` says that it ended today at 00:00."""

    key: str
    vendor: str
    purpose: str
    slices: str
    basis: AgreementBasis
    function: AgreementFunction
    for_profit: bool = False
    grade: int | None = None
    over: bool = False


AGREED = (
    Agreed(
        "gradebook_app",
        "Inkwell Learning, Inc.",
        "Rosters and gradebook of the high school",
        "1a 1b 27 28 29",
        AgreementBasis.SCHOOL_OFFICIAL,
        AgreementFunction.LEARNING,
        for_profit=True,
    ),
    Agreed(
        "assessment_app",
        "Summit Measures",
        "The state's tests in grade 10",
        "1a 3 17.accommodations 504.supports 31",
        AgreementBasis.SCHOOL_OFFICIAL,
        AgreementFunction.ASSESSMENT,
        grade=SOPHOMORES,
    ),
    Agreed(
        "yearbook_app",
        "Port Linden Student Press",
        "The yearbook",
        "1a 1b",
        AgreementBasis.DIRECTORY,
        AgreementFunction.YEARBOOK,
    ),
    Agreed(
        "portrait_app",
        "Brightside Portraits, LLC",
        "Offers of pictures to families",
        "1a 1b",
        AgreementBasis.DIRECTORY,
        AgreementFunction.YEARBOOK,
        for_profit=True,
    ),
    Agreed(
        "expired_app",
        "Mathrise, Inc.",
        "Practice in mathematics",
        "1a 27",
        AgreementBasis.SCHOOL_OFFICIAL,
        AgreementFunction.LEARNING,
        for_profit=True,
        over=True,
    ),
)


def write(town: Town) -> None:
    """Write vendors and letters; one family refuses the gradebook, another any list of names."""
    high = town.schools_of(SchoolLevel.HIGH)[0]
    vendors = {agreed.key: _agree(town, agreed, high) for agreed in AGREED}
    refused = ((ConsentKind.VENDOR, "witness"), (ConsentKind.DIRECTORY, "classmate"))
    for kind, key in refused:
        student = town.cast.students[key]
        town.rows.add(
            Consent,
            student_id=student.id,
            guardian_id=student.family.ties[0].adult.id,
            kind=kind,
            state=ConsentState.REFUSED,
            vendor_id=vendors["gradebook_app"] if kind is ConsentKind.VENDOR else None,
            starts_on=town.calendar.current.starts_on,
        )
    _engage(town, high)


def _agree(town: Town, agreed: Agreed, high: School) -> UUID:
    known, rows = persona(agreed.key), town.rows
    today, begins = town.calendar.today, town.calendar.current.starts_on
    vendor = rows.add(Vendor, name=agreed.vendor, for_profit=agreed.for_profit)
    person = rows.add(Person, sourced_id=known.sourced_id)
    rows.add(VendorApp, vendor_id=vendor, person_id=person, name=known.name)
    agreement = rows.add(
        Agreement,
        vendor_id=vendor,
        basis=agreed.basis,
        function=agreed.function,
        purpose=agreed.purpose,
        slices=agreed.slices.split(),
        terms_on=None if agreed.basis is AgreementBasis.DIRECTORY else begins,
        starts_on=begins,
        ends_on=today if agreed.over else begins + 365 * DAY,
    )
    rows.add(AgreementScope, agreement_id=agreement, school_id=high.id, grade_level=agreed.grade)
    return vendor


def _engage(town: Town, high: School) -> None:
    """The monitor's letter is signed by two; that of who supports the hub by one, so far."""
    staff, begins = town.cast.staff, town.calendar.today - 30 * DAY
    officer, director = staff["privacy_officer"].id, staff["special_education"].id
    for key, kind, purpose, second in (
        ("monitor", EngagementKind.MONITOR, "Review under the consent decree", director),
        ("operator", EngagementKind.SUPPORT, "A slow list of students", None),
    ):
        letter = town.rows.add(
            Engagement,
            staff_id=staff[key].id,
            kind=kind,
            purpose=purpose,
            slices="1a 17 18 25".split() if second else ["1a"],
            first_signer_id=officer,
            second_signer_id=second,
            starts_on=begins,
            ends_on=begins + 90 * DAY,
        )
        town.rows.add(EngagementScope, engagement_id=letter, school_id=high.id)
