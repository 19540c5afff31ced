"""What the door gives back."""

import json
from dataclasses import dataclass, field

from resolvers.plan import Plan, withheld_of


@dataclass(frozen=True)
class Answer:
    """An answer as JSON text, with the milliseconds that each room took."""

    body: str
    timings: dict[str, float] = field(default_factory=dict)


def withheld(made: Plan, *above: str) -> str:
    """What of a plan's answer is withheld from every viewer of its shape, as the tail of an
    answer's extensions; `above` are the response keys under which it stands.
    """
    if not made.withheld:
        return ""
    said = [
        {"path": ".".join((*above, *path)), "slice": row, "reason": reason}
        for path, row, reason in withheld_of(made)
    ]
    return ',"withheld":' + json.dumps(said, separators=(",", ":"))
