"""Reason code to plain words, for the reasons that every source has."""

from __future__ import annotations

WORDS = {
    "value_missing": "a value that is needed is missing",
    "date_unreadable": "not a date written as year-month-day with a four-digit year",
    "dates_out_of_order": "it ends before it begins",
    "birth_date_unlikely": "the birth date lies in the future or before 1900",
    "phone_unreadable": "not a telephone number of ten digits (GUA-2); left out",
    "email_unreadable": "not an e-mail address (GUA-2); left out",
}
"""Said alike of a CSV row and of an XML record."""
