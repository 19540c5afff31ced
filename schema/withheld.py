"""Declared: how a field that shows no value says why (P-35)."""

from enum import Enum

import strawberry


@strawberry.enum(description="Why a field shows no value.")
class State(Enum):
    """The states of a field without a value."""

    NOT_RECORDED = strawberry.enum_value(
        "NOT_RECORDED", description="You may read it, and nobody has recorded a value."
    )
    NOT_APPLICABLE = strawberry.enum_value(
        "NOT_APPLICABLE", description="You may read it, and no value can be expected here."
    )
    WITHHELD = strawberry.enum_value(
        "WITHHELD",
        description="The policy does not let you read it; it may or may not hold a value.",
    )


@strawberry.enum(description="Why the policy withholds a field from you.")
class Reason(Enum):
    """A function of the viewer's grants only, never of the data."""

    NOT_GRANTED = strawberry.enum_value(
        "NOT_GRANTED", description="Nothing that you are to this student opens this field."
    )
    TRAINING_EXPIRED = strawberry.enum_value(
        "TRAINING_EXPIRED",
        description="Your confidentiality training is not current (34 CFR 300.623(c)).",
    )


@strawberry.type(description="A field of an object that the policy withholds from you.")
class Withheld:
    """One withheld field."""

    field: str = strawberry.field(description="The field's response key in your operation.")
    slice: str = strawberry.field(description="The slice of the record to which it belongs.")
    reason: Reason = strawberry.field(description="Why it is withheld.")


@strawberry.type(description="A selected field of an object that shows no value, and why.")
class FieldState:
    """One field without a value."""

    field: str = strawberry.field(description="The field's response key in your operation.")
    state: State = strawberry.field(description="Why it shows no value.")


@strawberry.interface(description="Anything with an id of its own.")
class Node:
    """What every object has."""

    id: strawberry.ID = strawberry.field(description="The object's id, as in `stu_<uuid>`.")
    withheld: list[Withheld] = strawberry.field(
        description="The selected fields of this object that the policy withholds from you."
    )
    states: list[FieldState] = strawberry.field(
        description="The selected fields of this object that show no value, each with its state."
    )
