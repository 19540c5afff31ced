"""What repeats within a record, and which of it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hub.edfi import codes, values
from hub.edfi.layout import Group
from hub.edfi.values import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from hub.edfi.layout import Say
    from hub.edfi.reading import Frame

RESIDENCES = ("Home", "Physical", "Temporary", "Mother Address", "Father Address")


def _first(
    rank: str, read: Callable[[str], Any]
) -> Callable[[Sequence[Frame], Say], tuple[Any, ...]]:
    """The first value that can be read, of the best kind; a reason only where none can."""

    def pick(frames: Sequence[Frame], _say: Say) -> tuple[Any, ...]:
        reason: Unreadable | None = None
        for frame in values.best(rank, frames):
            try:
                return (read(frame[1] or ""),)
            except Unreadable as found:
                reason = found
        if reason is not None:
            raise reason
        return (None,)

    return pick


def _residence(frames: Sequence[Frame], _say: Say) -> tuple[Any, ...]:
    """Line 1, line 2, city, state, postal code and kind of where somebody lives or gets mail."""
    for frame in frames:
        word = (frame[0] or "").rpartition("#")[2]
        kind = "RESIDENCE" if word in RESIDENCES else "MAILING" if word == "Mailing" else None
        if kind and all(frame[1:6:2]) and frame[4] and frame[5]:
            state = codes.STATE.code(frame[4])
            return frame[1], frame[2], frame[3], state, frame[5], kind
    return (None,) * 6


def _meetings(frames: Sequence[Frame], _say: Say) -> tuple[Any, ...]:
    """Starts and ends, as two lists."""
    times = [(values.clock_time(f[0] or ""), values.clock_time(f[1] or "")) for f in frames]
    if any(start >= end for start, end in times):
        raise Unreadable("times_out_of_order")
    return [start for start, _ in times], [end for _, end in times]


def _given(vaccine: str | None, days: Sequence[str] | None, say: Say) -> list[tuple[str, date]]:
    """A dose for each day; one without a day, or whose day can't be read, is said."""
    doses = []
    for raw in days or ():
        try:
            doses.append((vaccine or "", values.day(raw)))
        except Unreadable as reason:
            say(reason.code)
    if not days:
        say("dose_without_date")
    return doses


def _doses(frames: Sequence[Frame], say: Say) -> tuple[Any, ...]:
    """Vaccines and days, as two lists of one length: a dose each."""
    doses = []
    for frame in frames:
        try:
            vaccine = str(codes.TEXT["ImmunizationType"].code(frame[0] or ""))
        except Unreadable as reason:
            say(reason.code)
        else:
            doses += _given(vaccine, frame[1], say)
    return [vaccine for vaccine, _ in doses], [given for _, given in doses]


def _more_doses(frames: Sequence[Frame], say: Say) -> tuple[Any, ...]:
    """As doses, of vaccines that are named in words."""
    doses = [dose for frame in frames for dose in _given(frame[0], frame[1], say) if frame[0]]
    return [vaccine for vaccine, _ in doses], [given for _, given in doses]


def _disabilities(frames: Sequence[Frame], _say: Say) -> tuple[Any, ...]:
    """The disabilities in the order in which the file ranks them, in words."""
    ranked = sorted(frames, key=lambda frame: frame[1] or "9")
    words = [str(codes.TEXT["Disability"].code(frame[0] or "")) for frame in ranked]
    return (", ".join(words) or None,)


def _services(frames: Sequence[Frame], say: Say) -> tuple[Any, ...]:
    """Areas and providers of services, as two lists; one without a provider is said."""
    pairs = []
    for frame in frames:
        area = codes.SERVICE.code(frame[0] or "")
        pairs += [(area, provider) for provider in frame[1] or ()]
        if not frame[1]:
            say("service_without_provider")
    return [area for area, _ in pairs], [provider for _, provider in pairs]


def _meals(frames: Sequence[Frame], say: Say) -> tuple[Any, ...]:
    """The benefits that a student's meals come to, each once."""
    benefits = []
    for frame in frames:
        try:
            benefits.append(str(codes.MEAL.code(frame[0] or "")))
        except Unreadable as reason:
            say(reason.code)
    return (list(dict.fromkeys(benefits)),)


def _bus(frames: Sequence[Frame], _say: Say) -> tuple[Any, ...]:
    """The first route, or the bus where no route is named."""
    routes = [str(codes.TEXT["BusRoute"].code(frame[0])) for frame in frames if frame[0]]
    return (next(iter([*routes, *(frame[1] for frame in frames if frame[1])]), None),)


def _score(frames: Sequence[Frame], say: Say) -> tuple[Any, ...]:
    """The score on the scale of the assessment as a whole, where it is a whole number."""
    for frame in frames:
        if (frame[0] or "").partition("#")[2] in (codes.SCORED.words or ()) and frame[1]:
            score = values.number(frame[1])
            if score == int(score):
                return (int(score),)
            say("number_unreadable")
    return (None,)


def _identifiers(frames: Sequence[Frame], _say: Say) -> tuple[Any, ...]:
    """Kinds and values of identifiers, as two lists."""
    pairs = [(codes.IDENTIFIER.code(frame[0] or ""), frame[1]) for frame in frames if frame[1]]
    return [kind for kind, _ in pairs], [value for _, value in pairs]


EMAILS = Group(
    "ElectronicMail",
    ("ElectronicMailType", "ElectronicMailAddress"),
    ("email",),
    _first("email", values.email),
)
TELEPHONES = Group(
    "Telephone",
    ("TelephoneNumberType", "TelephoneNumber"),
    ("phone",),
    _first("phone", values.phone),
)
ADDRESSES = Group(
    "Address",
    (
        "AddressType",
        "StreetNumberName",
        "ApartmentRoomSuiteNumber",
        "City",
        "StateAbbreviation",
        "PostalCode",
    ),
    ("line1", "line2", "city", "state", "postal_code", "address_kind"),
    _residence,
)
MEETINGS = Group(
    "MeetingTime", ("StartTime", "EndTime"), ("begins", "ends"), _meetings, ("time[]", "time[]")
)
DOSES = Group(
    "RequiredImmunization",
    ("ImmunizationType", "ImmunizationDate*"),
    ("vaccines", "given"),
    _doses,
    ("text[]", "date[]"),
)
MORE_DOSES = Group(
    "AdditionalImmunization",
    ("ImmunizationName", "ImmunizationDate*"),
    ("more_vaccines", "more_given"),
    _more_doses,
    ("text[]", "date[]"),
)
DISABILITIES = Group(
    "Disability", ("Disability", "OrderOfDisability"), ("disability",), _disabilities
)
SERVICES = Group(
    "SpecialEducationProgramService",
    (
        "SpecialEducationProgramService",
        "ServiceProvider/StaffReference/StaffIdentity/StaffUniqueId*",
    ),
    ("areas", "providers"),
    _services,
    ("text[]", "text[]"),
)
MEALS = Group(
    "SchoolFoodServiceProgramService",
    ("SchoolFoodServiceProgramService",),
    ("benefits",),
    _meals,
    ("text[]",),
)
BUSES = Group("StudentBusDetails", ("BusRoute", "BusNumber"), ("route",), _bus)
SCORES = Group(
    "ScoreResult", ("AssessmentReportingMethod", "Result"), ("score",), _score, ("integer",)
)
IDENTIFIERS = Group(
    "StudentIdentificationCode",
    ("StudentIdentificationSystem", "IdentificationCode"),
    ("kinds", "numbers"),
    _identifiers,
    ("text[]", "text[]"),
)
