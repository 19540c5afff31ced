"""Allowed: incidents and what followed (slices 20-21)."""

from hub.policy.grants import read, write

# fmt: off
GRANTS = (
    *read("20",          "CN CM PR",  "LEI"),
    *read("20",          "ST ES",     "ELIGIBLE"),
    *read("20.family",   "GD",        "PARENT"),
    *read("20.place",    "GD",        "PARENT"),
    *read("20.reported", "STAFF",     "LEI"),
    *read("21",          "CN CM PR",  "LEI"),
    *read("21",          "ST ES",     "ELIGIBLE"),
    *read("21",          "GD",        "PARENT"),
)

WRITES = (
    *write("20.report", "STAFF",                                       "LEI"),
    *write("20.party",  "TR CT SB SL CN CM RS PA NU NL HA PR RG LI",   "LEI"),
    *write("20",        "PR",                                          "LEI"),
    *write("21",        "PR",                                          "LEI"),
)
