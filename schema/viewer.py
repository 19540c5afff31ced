"""Declared: the viewer, and the pupil of whom nothing may be told."""

from datetime import date

from strawberry import ID

from schema.declared import from_viewer, planned, said


@planned(None, "")
class Viewer:
    """Who you are to this hub, and what that opens."""

    standings = from_viewer(
        "my_standings",
        list[str],
        "How you can stand to students, staff and schools today, by the codes of the policy.",
    )
    slices = from_viewer(
        "my_slices", list[str], "The slices of records that your standings open, by their ids."
    )
    trained = from_viewer(
        "my_training",
        bool | None,
        "Whether your confidentiality training is current; null if you are no staff member.",
    )
    viewing_as = from_viewer(
        "viewing_as",
        ID | None,
        "The id of the staff member as whom you view, by the header Homeroom-View-As: rows and "
        "values are then those that you both may read. Null if you view as nobody.",
    )
    today = from_viewer("today_text", date, "The day by which your access is decided.")
    staff_member = from_viewer("my_staff", "StaffMember", "You as staff; null if you are none.")
    guardian = from_viewer("my_guardian", "Guardian", "You as guardian; null if you are none.")
    student = from_viewer("my_student", "Student", "You as student; null if you are none.")


@planned(None, "")
class AnotherStudent:
    """A student who took part in an incident and whose part you may not see (P-36)."""

    label = said("another student", "The same words for everyone.")
