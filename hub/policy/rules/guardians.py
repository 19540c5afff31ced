"""Allowed: guardians, emergency contacts, court orders (slices 6-8)."""

from hub.policy.grants import read, write

CONTACTED = "TR CT CN CM RS NU NL HA PR RG OF LI"
RELEASING = "TR TR.before CT SB SL CN CM RS NU NL HA PA OF RG PR"

# fmt: off
GRANTS = (
    *read("6",        f"{CONTACTED} ST ES",          "LEI"),
    *read("6.family", "GD",                          "PARENT"),
    *read("6.self",   "GD",                          "PARENT"),
    *read("6.same",   "RG",                          "LEI"),
    *read("7",        "CN CM NU NL HA PR RG OF LI",  "LEI"),
    *read("7",        "ES",                          "ELIGIBLE"),
    *read("7.pickup", "TR CT SB SL",                 "LEI"),
    *read("7.family", "GD",                          "PARENT"),
    *read("7.self",   "GD",                          "PARENT"),
    *read("8a",       "PR RG PO",                    "SAH"),
    *read("8a.own",   "ES",                          "ELIGIBLE"),
    *read("8b",       RELEASING,                     "LEI"),
    *read("8b.own",   "ES",                          "ELIGIBLE"),
)

WRITES = (
    *write("6",      "RG",  "LEI"),
    *write("6.same", "RG",  "LEI"),
    *write("7",      "RG",  "LEI"),
    *write("7.family", "GD", "PARENT"),
    *write("8a",     "RG",  "SAH"),
    *write("8b",     "RG",  "LEI"),
)
