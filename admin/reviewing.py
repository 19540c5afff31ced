"""Reviews of access: when each school's was last done, and whether one is overdue (P-43)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from admin.answers import Gap
from hub.quarters import overdue, quarter_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    Told = dict[str, Any]
    Query = Mapping[str, str]


def listed(found: Told, _query: Query) -> Told:
    """Of each school its last review, and whether one is overdue: `last_of` and `late`, by id."""
    today = date.fromisoformat(found["viewer"]["today"])
    schools = found["schools"]["nodes"]
    last_of = {each["id"]: _last(each["reviews"]) for each in schools}
    late = {school: overdue(_quarter(last), today) for school, last in last_of.items()}
    return {"last_of": last_of, "late": late}


def told(found: Told, query: Query) -> Told:
    """The last review of the school, whether one is overdue or this quarter's is done already, and
    whether the names of the list are shown at once.
    """
    today = date.fromisoformat(found["viewer"]["today"])
    last = _last(found["school"]["reviews"])
    return {
        "last": last,
        "overdue": overdue(_quarter(last), today),
        "reviewed_now": _quarter(last) == quarter_of(today),
        "names_shown": query.get("names") == "all",
    }


def _last(reviews: Any) -> Any:
    """The latest of a school's reviews; None where there is none that the viewer reads."""
    done = [] if isinstance(reviews, Gap) else list(reviews)
    return max(done, key=lambda each: each["quarterStartsOn"], default=None)


def _quarter(last: Any) -> date | None:
    return None if last is None else date.fromisoformat(last["quarterStartsOn"])
