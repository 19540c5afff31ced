"""Which law has a disclosure listed: a pure rule over the slices and bases of one record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Law:
    """A list that the law asks for. `slices`: rows of the matrix that it is about, None for all;
    `exempt`: bases on which a reading needs no place in it.
    """

    id: str
    title: str
    slices: frozenset[str] | None
    exempt: frozenset[str]

    def lists(self, slices: Iterable[str], bases: Iterable[str]) -> bool:
        """Whether a disclosure of these slices on these bases belongs on the list.

        A record says slices and bases apart, so one of several readings is enough; a basis that
        isn't known to be exempt is not, and neither is a record that says none.
        """
        about = self.slices is None or not self.slices.isdisjoint(slices)
        on = frozenset(bases)
        return about and (not on or not on <= self.exempt)


FAMILY = frozenset({"ELIGIBLE", "PARENT"})
OFFICIALS = frozenset({"IDEA-CONF", "IDEA-TEAM", "LEI", "NEED", "VENDOR"})
"""Officials of the school, contractors under its control among them (99.31(a)(1)); a vendor that
is none reads with the family's consent, which is exempt as well."""

LAWS = {
    law.id: law
    for law in (
        Law(
            "99.32",
            "Requests for and disclosures of education records (34 CFR 99.32)",
            None,
            # 99.32(d): the family, officials, whoever has the family's consent, directory
            # information. An emergency is listed (99.32(a)(5)), and so are auditors.
            FAMILY | OFFICIALS | {"CONSENT", "DIR"},
        ),
        Law(
            "300.614",
            "Access to records of special education (34 CFR 300.614)",
            frozenset({"17", "18", "19"}),
            # authorized employees are exempt too, and leave no disclosure: only contractors,
            # vendors, monitors and emergencies do
            FAMILY,
        ),
    )
}
"""Each list by the section of the regulation."""

BASES = {
    "AUDIT": "an audit or evaluation under an engagement letter, 34 CFR 99.31(a)(3) and 99.35",
    "CA-49079": "teachers are told of dangerous acts, California Education Code 49079",
    "CA-49602": "told by the counselor, California Education Code 49602",
    "CONSENT": "consent of the family, 34 CFR 99.30",
    "DIR": "directory information, 34 CFR 99.37",
    "ELIGIBLE": "the student's own right, 34 CFR 99.5",
    "EMERG": "an emergency of health or safety, 34 CFR 99.36",
    "HIPAA-X": "records of a school nurse are education records, 34 CFR 99.3",
    "IDEA-CONF": "special education under confidentiality, 34 CFR 300.622 and 300.623",
    "IDEA-TEAM": "responsible for carrying out the IEP, 34 CFR 300.323(d)",
    "LEI": "a school official with a legitimate educational interest, 34 CFR 99.31(a)(1)",
    "LOG": "the record of disclosures, 34 CFR 99.32",
    "MV": "education of students without a home, 42 USC 11432(g)",
    "NEED": "what the work needs and no more, by the policy of the district",
    "PARENT": "a parent's right, 34 CFR 99.10",
    "PPRA": "surveys of students, 34 CFR 98",
    "SAH": "addresses under Safe at Home, California Government Code 6207",
    "VENDOR": "a service under an agreement with the district, 34 CFR 99.31(a)(1)(i)(B)",
}
"""The bases of grants in words; one without words is told by its short name."""

ROWS = {
    "1": "names under which the student is on record",
    "1a": "name and grade",
    "1b": "school and photo",
    "1c": "former names",
    "2": "student numbers",
    "3": "birth date",
    "4": "sex, race, ethnicity and home language",
    "5": "home address",
    "6": "guardians and how to reach them",
    "7": "emergency contacts",
    "8a": "text of a court order",
    "8b": "what a court order denies",
    "9": "school meals",
    "10": "support of students without a home, in foster care or migrant",
    "11": "health alerts",
    "12": "conditions and care plans",
    "13": "medication",
    "14": "visits to the health office",
    "15": "doses of vaccines",
    "16": "immunization status",
    "17": "what the IEP asks of staff in class",
    "18": "the IEP",
    "19": "evaluations for special education",
    "20": "an incident",
    "21": "incidents over the years",
    "22": "notices of dangerous acts",
    "23": "threat assessment",
    "24": "what a counselor told",
    "25": "attendance in a class",
    "26": "attendance",
    "27": "schedule",
    "28": "scores in a class",
    "29": "posted marks",
    "30": "transcript",
    "31": "assessment results",
    "32": "surveys",
    "33": "this list itself",
    "34": "the record of a former student",
    "504": "the plan under section 504",
    "CNS": "consents and opt-outs",
    "DOC": "documents",
    "EH": "schools attended before",
    "EL": "learning English",
    "REQ": "requests about the record",
    "SCR": "tests of sight, hearing and teeth",
    "TRN": "the school bus",
}
"""The rows of the matrix about a student, in words for whoever reads a list of disclosures."""


def row_in_words(slice_id: str) -> str:
    """A slice as the row of the matrix to which it belongs; one without words as it is."""
    return ROWS.get(slice_id.partition(".")[0], slice_id)
