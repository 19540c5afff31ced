"""CR-1: whether an end date names the last day or the day after is read from the file itself."""

from __future__ import annotations

from datetime import date

from hub.oneroster.conventions import (
    Convention,
    Ends,
    SessionDates,
    enrollment_convention,
    session_convention,
)

INCLUSIVE = Convention("academicSessions", Ends.INCLUSIVE, "")
EXCLUSIVE = Convention("academicSessions", Ends.EXCLUSIVE, "")
TERM_END = date(2020, 12, 19)


def sessions(*dates: tuple[str, str]) -> list[SessionDates]:
    return [
        SessionDates("term", date.fromisoformat(starts_on), date.fromisoformat(ends_on))
        for starts_on, ends_on in dates
    ]


def test_cr1_a_next_term_that_begins_on_the_end_tells_exclusive() -> None:
    found = session_convention(sessions(("2020-08-17", "2021-01-08"), ("2021-01-08", "2021-05-28")))
    assert (found.ends, found.certain) == (Ends.EXCLUSIVE, True)


def test_cr1_a_next_term_that_begins_the_day_after_tells_inclusive() -> None:
    found = session_convention(sessions(("2020-08-17", "2021-01-08"), ("2021-01-09", "2021-05-29")))
    assert (found.ends, found.certain) == (Ends.INCLUSIVE, True)


def test_cr1_where_a_break_lies_between_terms_an_end_on_friday_tells_inclusive() -> None:
    found = session_convention(sessions(("2020-08-17", "2020-12-18"), ("2021-01-04", "2021-05-28")))
    assert found.ends is Ends.INCLUSIVE
    assert "2 fall on a Friday" in found.because


def test_cr1_where_a_break_lies_between_terms_an_end_on_saturday_tells_exclusive() -> None:
    found = session_convention(sessions(("2020-08-17", "2020-12-19"), ("2021-01-04", "2021-05-29")))
    assert found.ends is Ends.EXCLUSIVE


def test_cr1_an_end_with_the_month_tells_inclusive_and_on_the_first_exclusive() -> None:
    assert session_convention(sessions(("2020-07-01", "2021-06-30"))).ends is Ends.INCLUSIVE
    assert session_convention(sessions(("2020-07-01", "2021-07-01"))).ends is Ends.EXCLUSIVE


def test_cr1_without_evidence_the_specification_counts_and_the_doubt_is_said() -> None:
    found = session_convention(sessions(("2020-08-17", "2020-12-16")))
    assert (found.ends, found.certain) == (Ends.EXCLUSIVE, False)


def test_cr1_contrary_evidence_is_decided_by_number_and_the_doubt_is_said() -> None:
    found = session_convention(
        sessions(
            ("2020-01-01", "2020-02-03"),
            ("2020-02-03", "2020-03-03"),
            ("2020-03-03", "2020-04-06"),
            ("2020-04-07", "2020-05-06"),
        )
    )
    assert (found.ends, found.certain) == (Ends.EXCLUSIVE, False)


def test_cr1_enrollments_that_end_on_their_terms_last_day_are_inclusive() -> None:
    found = enrollment_convention([(date(2020, 12, 18), [TERM_END], 1)], EXCLUSIVE)
    assert (found.ends, found.certain) == (Ends.INCLUSIVE, True)


def test_cr1_enrollments_that_end_on_the_day_after_are_exclusive() -> None:
    found = enrollment_convention([(TERM_END, [TERM_END], 1)], INCLUSIVE)
    assert (found.ends, found.certain) == (Ends.EXCLUSIVE, True)


def test_cr1_enrollments_without_evidence_are_read_as_the_sessions_are() -> None:
    assert enrollment_convention([(date(2020, 10, 1), [TERM_END], 1)], INCLUSIVE).ends is (
        Ends.INCLUSIVE
    )
    assert enrollment_convention([], EXCLUSIVE).ends is Ends.EXCLUSIVE


def test_cr1_a_last_day_becomes_a_half_open_end() -> None:
    assert INCLUSIVE.half_open(date(2020, 12, 18)) == TERM_END
    assert EXCLUSIVE.half_open(TERM_END) == TERM_END
