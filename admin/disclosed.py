"""Who outside the school read a student's record, in words: on which lists of the law each reading
stands, what was read, for what, and on what basis (34 CFR 99.32, 300.614).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from admin.answers import Gap, nodes_of
from admin.language import gettext, marked
from admin.words import spoken
from hub.ledger.laws import BASES, LAWS, row_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Told = dict[str, Any]

LISTS = {
    "99.32": marked("Disclosures (34 CFR 99.32)"),
    "300.614": marked("Special education (34 CFR 300.614)"),
}
"""The lists by which a page can be filtered, as links name them."""


def told(found: Told, query: Mapping[str, str]) -> Told:
    """The rows of the page in words, newest first: `entries`; of how many (`of`), by which law
    (`law`, none: all; `by_law` in words), and every law with its name (`laws`).
    """
    law = query.get("law", "")
    rows = nodes_of(found["student"]["disclosures"])
    entries = [_entry(row) for row in rows]
    chosen = [each for each in entries if law not in LAWS or law in each["laws"]]
    return {
        "entries": chosen,
        "of": len(rows),
        "law": law if law in LAWS else "",
        "laws": LISTS,
        "by_law": LAWS[law].title if law in LAWS else "",
    }


def _entry(row: Any) -> Told:
    """One reading: `at`, `party`, and in words what was read, for what, on what basis and where it
    is listed. A part that is withheld stays a gap.
    """
    slices, bases, purposes = row["slices"], row["bases"], row["purposes"]
    known = [[] if isinstance(each, Gap) else each for each in (slices, bases)]
    return {
        "at": row["at"],
        "party": row["party"],
        "read": _worded(slices, lambda name: spoken(row_in_words(name))),
        "purpose": _worded(purposes, str),
        "basis": _worded(bases, lambda name: spoken(BASES.get(name, name))),
        "laws": [law.id for law in LAWS.values() if law.lists(*known)],
    }


def _worded(names: Any, said: Any) -> Any:
    """Words for names, each once; a gap stays one, and no name is said to be not kept."""
    if isinstance(names, Gap):
        return names
    words: Iterable[str] = dict.fromkeys(said(each) for each in names)
    return "; ".join(words) or gettext("not kept")
