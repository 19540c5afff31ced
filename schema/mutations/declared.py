"""The words in which the files of this folder declare changes.

    change(
        health.write_health_alert,
        "Write what to do for a student (slice 11).",
        Shown("healthAlert", "HealthAlert", "The alert as you may read it; null where none came."),
        student_id="Whom it protects.",
    )

The name of the change is that of the function; its input is the dataclass that the function takes.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, get_type_hints

from resolvers.mutations.given import in_schema


@dataclass(frozen=True)
class Shown:
    """What of a change its payload shows: the row that it is about, read under the policy, and how
    many there were of which kind: name in the schema and description of each.
    """

    field: str
    type: str
    description: str
    counts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Declared:
    """A change: its function, input, payload, and what each field of the input means."""

    name: str
    run: Callable[[Any, Any], Awaitable[Any]]
    given: type
    description: str
    shown: Shown
    said: dict[str, str] = field(default_factory=dict)


VERSION = "The version that you have read; refused if somebody has changed it since."
PAPER = "It is the key of a file that you sent in on a page here, or of one in a store elsewhere."
CHANGES: dict[str, Declared] = {}
"""Every change by its name in the schema."""
ROWS: dict[type, dict[str, str]] = {}
"""What the fields of a row of a change's input mean, by its dataclass."""


def change(run: Any, about: str, shown: Shown, /, **said: str) -> None:
    """Declare a change."""
    name = in_schema(run.__name__)
    hints = get_type_hints(run, localns={"Work": Any, "Outcome": Any})
    CHANGES[name] = Declared(name, run, hints["given"], about, shown, said)


def row(given: type, **said: str) -> None:
    """Declare the rows of an input that is a list of them."""
    ROWS[given] = said
