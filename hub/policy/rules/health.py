"""Allowed: health alerts, conditions, medication, visits, doses and what they come to, screenings.

Slices 11-16 and SCR.
"""

from hub.policy.grants import logged, read, write

ACTING = "TR TR.before CT SB SL CN CM RS NU NL HA PA PR RG OF TP"

# fmt: off
GRANTS = (
    *read("11",          f"{ACTING} ST ES",     "LEI"),
    *read("11",          "GD",                  "PARENT"),
    *read("11.dietary",  "FS",                  "LEI"),
    *read("12",          "NU NL",               "LEI"),
    *read("12",          "ST ES",               "ELIGIBLE"),
    *logged("12",        "PR.opened",           "EMERG"),
    *read("12.open",     "GD",                  "PARENT"),
    *read("12.iep",      "CM RS",               "LEI"),
    *read("12.part",     "TR CT PA",            "LEI"),
    *read("12.action",   "PR",                  "LEI"),
    *read("12.trained",  "HA",                  "LEI"),
    *read("13",          "NU NL",               "LEI"),
    *read("13",          "ST ES",               "ELIGIBLE"),
    *logged("13",        "PR.opened",           "EMERG"),
    *read("13.open",     "GD",                  "PARENT"),
    *read("13.today",    "HA",                  "LEI"),
    *read("13.log",      "HA",                  "LEI"),
    *read("14",          "NU NL HA",            "HIPAA-X"),
    *read("14",          "ST ES",               "ELIGIBLE"),
    *logged("14",        "PR.opened",           "EMERG"),
    *read("14.open",     "GD",                  "PARENT"),
    *read("14.times",    "TR CT SB SL",         "NEED"),
    *read("15",          "NU NL HA RG",         "NEED"),
    *read("15",          "ST ES",               "ELIGIBLE"),
    *read("15.open",     "GD",                  "PARENT"),
    *read("16",          "NU NL HA PR RG LI",   "NEED"),
    *read("16",          "ES",                  "ELIGIBLE"),
    *read("16.open",     "GD",                  "PARENT"),
    *read("SCR",         "NU NL",               "LEI"),
    *read("SCR",         "ST ES",               "ELIGIBLE"),
    *read("SCR",         "GD",                  "PARENT"),
    *read("SCR.outcome", "HA",                  "LEI"),
    *read("11.authored", "AU",                  "LEI"),
    *read("12.authored", "AU",                  "LEI"),
    *read("13.authored", "AU",                  "LEI"),
    *read("14.authored", "AU",                  "LEI"),
    *read("15.authored", "AU",                  "LEI"),
)

WRITES = (
    *write("11",     "NU NL",        "LEI"),
    *write("12",     "NU NL",        "LEI"),
    *write("13",     "NU NL",        "LEI"),
    *write("13.log", "HA",           "LEI"),
    *write("14",     "NU NL HA",     "HIPAA-X"),
    *write("15",     "NU NL RG",     "NEED"),
    *write("SCR",    "NU NL",        "LEI"),
)
