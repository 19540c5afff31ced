"""What a vendor's app is told over HTTP: refusals with codes, and no name of what is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.doors.conftest import refusal

if TYPE_CHECKING:
    from tests.doors.conftest import Doors

GRADEBOOK = "demo-gradebook-app"


@pytest.mark.parametrize(
    ("app", "code"),
    [
        ("demo-expired-app", "AGREEMENT_EXPIRED"),
        ("demo-portrait-app", "DIRECTORY_FOR_PROFIT"),
    ],
)
async def test_p28_p31_an_app_without_an_agreement_in_force_is_forbidden(
    doors: Doors, app: str, code: str
) -> None:
    """Whatever it sends: it is told before its document is looked at."""
    for text in ("{ students { nodes { id } } }", "{ nothing", "{ __schema { types { name } } }"):
        refusal(await doors.ask(app, text), 403, code)


async def test_p28_what_is_not_granted_is_refused_as_a_whole_and_nothing_is_suggested(
    doors: Doors,
) -> None:
    said = []
    for name in ("birthDate", "birthDato", "givenNome"):
        response = await doors.ask(GRADEBOOK, f"{{ students {{ nodes {{ givenName {name} }} }} }}")
        assert "data" not in response.json()
        error = response.json()["errors"][0]
        assert error["extensions"]["code"] == "FIELD_NOT_GRANTED"
        said.append(error["message"].replace(name, "*"))
    assert set(said) == {"Cannot query field '*' on type 'Student'."}


async def test_p28_an_app_is_answered_what_its_agreement_lists(doors: Doors) -> None:
    response = await doors.ask(GRADEBOOK, "{ students(first: 1) { nodes { givenName } } }")
    assert response.status_code == 200
    assert response.json()["data"]["students"]["nodes"][0]["givenName"]
