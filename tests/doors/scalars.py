"""Draws values of our scalars: hooks of schemathesis, and the same for hypothesis-graphql."""

from __future__ import annotations

import schemathesis
from hypothesis import strategies as st
from hypothesis_graphql import nodes

SCALARS = {
    "Date": st.dates().map(lambda day: nodes.String(day.isoformat())),
    "DateTime": st.datetimes().map(lambda at: nodes.String(f"{at.isoformat()}Z")),
    "Decimal": st.decimals(allow_nan=False).map(lambda number: nodes.String(str(number))),
    "Time": st.times().map(lambda at: nodes.String(at.isoformat())),
}

for _name, _values in SCALARS.items():
    schemathesis.graphql.scalar(_name, _values)
