"""What is entered of an IEP: a session of a service that one gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from admin.days import NO_DAY, day_typed
from admin.entered import Wrong
from admin.forms import Form, Given
from admin.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from admin.entered import Entered

    Path = Mapping[str, str]

NO_MINUTES = "Say how many minutes it took, as a whole number."


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


FORMS = (
    Form(
        Screen("/admin/services/{id}/log", "services/log", subject="node"),
        _session,
        lambda _path: "/admin?done=service",
    ),
)
