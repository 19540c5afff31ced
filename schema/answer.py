"""What the door gives back."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Answer:
    """An answer as JSON text, with the milliseconds that each room took."""

    body: str
    timings: dict[str, float] = field(default_factory=dict)
