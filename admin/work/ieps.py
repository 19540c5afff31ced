"""What is entered of an IEP: a session of a service, and that one knows one's part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from admin.days import NO_DAY, day_typed
from admin.entered import Wrong
from admin.forms import Form, Given
from admin.language import marked
from admin.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from admin.entered import Entered

    Path = Mapping[str, str]

NO_MINUTES = marked("Say how many minutes it took, as a whole number.")


def _session(path: Path, entered: Entered) -> list[Given | Wrong]:
    """A session: today, unless a day is said."""
    wrong: list[Given | Wrong] = []
    said: dict[str, Any] = {"iepServiceId": path["id"], "minutes": entered.number("minutes")}
    if not entered["minutes"].isdecimal():
        wrong.append(Wrong("minutes", NO_MINUTES))
    if entered["outcome"]:
        said["outcome"] = entered["outcome"]
    if entered["day"]:
        said["day"] = day_typed(entered["day"])
        if said["day"] is None:
            wrong.append(Wrong("day", NO_DAY))
    return wrong or [Given("logService", said)]


def _part(path: Path, _entered: Entered) -> list[Given | Wrong]:
    """Whoever teaches the student knows their part of the version in effect (IEP-11)."""
    return [Given("acknowledgeIep", {"iepId": path["id"]}, {("iepId",): ""})]


FORMS = (
    Form(
        Screen("/admin/ieps/{id}/part", "ieps/part", subject="node"),
        _part,
        lambda _path: "/admin?done=part",
    ),
    Form(
        Screen("/admin/services/{id}/log", "services/log", subject="node"),
        _session,
        lambda _path: "/admin?done=service",
    ),
)
