"""What repeats within a record, and which of it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hub.edfi import codes, values
from hub.edfi.layout import Group
from hub.edfi.values import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hub.edfi.reading import Frame

RESIDENCES = ("Home", "Physical", "Temporary", "Mother Address", "Father Address")


def _first(rank: str, read: Callable[[str], Any]) -> Callable[[Sequence[Frame]], tuple[Any, ...]]:
    """The first value that can be read, of the best kind; a reason only where none can."""

    def pick(frames: Sequence[Frame]) -> tuple[Any, ...]:
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


def _residence(frames: Sequence[Frame]) -> tuple[Any, ...]:
    """Line 1, line 2, city, state, postal code and kind of where somebody lives or gets mail."""
    for frame in frames:
        word = (frame[0] or "").rpartition("#")[2]
        kind = "RESIDENCE" if word in RESIDENCES else "MAILING" if word == "Mailing" else None
        if kind and all(frame[1:6:2]) and frame[4] and frame[5]:
            state = codes.STATE.code(frame[4])
            return frame[1], frame[2], frame[3], state, frame[5], kind
    return (None,) * 6


def _meetings(frames: Sequence[Frame]) -> tuple[Any, ...]:
    """Starts and ends, as two lists."""
    times = [(values.clock_time(f[0] or ""), values.clock_time(f[1] or "")) for f in frames]
    if any(start >= end for start, end in times):
        raise Unreadable("times_out_of_order")
    return [start for start, _ in times], [end for _, end in times]


def _doses(frames: Sequence[Frame]) -> tuple[Any, ...]:
    """Vaccines and days, as two lists of one length: a dose each."""
    doses = [
        (vaccine, values.day(given))
        for frame in frames
        for vaccine in [codes.TEXT["ImmunizationType"].code(frame[0] or "")]
        for given in frame[1] or ()
    ]
    return [vaccine for vaccine, _ in doses], [given for _, given in doses]


def _more_doses(frames: Sequence[Frame]) -> tuple[Any, ...]:
    """As doses, of vaccines that are named in words."""
    doses = [(frame[0], values.day(given)) for frame in frames for given in frame[1] or ()]
    return [vaccine for vaccine, _ in doses], [given for _, given in doses]


def _disabilities(frames: Sequence[Frame]) -> tuple[Any, ...]:
    """The disabilities in the order in which the file ranks them, in words."""
    ranked = sorted(frames, key=lambda frame: frame[1] or "9")
    words = [str(codes.TEXT["Disability"].code(frame[0] or "")) for frame in ranked]
    return (", ".join(words) or None,)


def _services(frames: Sequence[Frame]) -> tuple[Any, ...]:
    """Areas and providers of services, as two lists; those without a provider are left out."""
    pairs = [
        (codes.SERVICE.code(frame[0] or ""), provider)
        for frame in frames
        for provider in frame[1] or ()
    ]
    return [area for area, _ in pairs], [provider for _, provider in pairs]


def _identifiers(frames: Sequence[Frame]) -> tuple[Any, ...]:
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
IDENTIFIERS = Group(
    "StudentIdentificationCode",
    ("StudentIdentificationSystem", "IdentificationCode"),
    ("kinds", "numbers"),
    _identifiers,
    ("text[]", "text[]"),
)
