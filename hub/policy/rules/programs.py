"""Allowed: meals, support, transport, English learners, plans under section 504 (slices 9, 10, TRN,
EL, 504), transcripts and assessments (30, 31), former
students (34).

Readings by contracted posts of slice 504 are logged, as those of 17-19 are.
"""

from hub.policy.grants import read, write

TEAM = "TR CT SL CN CM RS PA PR SE"
HISTORY = "CN CM PR RG ST ES"

# fmt: off
GRANTS = (
    *read("9",             "FS",                     "NEED"),
    *read("9",             "ES",                     "ELIGIBLE"),
    *read("9",             "GD",                     "PARENT"),
    *read("10",            "RG LI",                  "MV"),
    *read("10",            "ST16 ES",                "ELIGIBLE"),
    *read("10",            "GD",                     "PARENT"),
    *read("10.flag",       "SU",                     "MV"),
    *read("TRN",           "PR RG OF LI TP ST ES",   "NEED"),
    *read("TRN",           "GD",                     "PARENT"),
    *read("TRN.now",       "TR CT SB SL PA",         "NEED"),
    *read("EL",            "TR CT CN CM RS PR RG",   "LEI"),
    *read("EL",            "ST ES",                  "ELIGIBLE"),
    *read("EL",            "GD",                     "PARENT"),
    *read("504",           "CM PR SE",               "IDEA-CONF"),
    *read("504",           "ST16 ES",                "ELIGIBLE"),
    *read("504",           "GD",                     "PARENT"),
    *read("504.in_effect", "TR CT SL",               "IDEA-TEAM"),
    *read("504.supports",  f"{TEAM} TR.before SB",   "IDEA-TEAM"),
    *read("504.supports",  "ST ES",                  "ELIGIBLE"),
    *read("504.supports",  "GD",                     "PARENT"),
    *read("504.health",    "NU NL",                  "IDEA-TEAM"),
    *read("30",            HISTORY,                  "LEI"),
    *read("30.family",     "GD",                     "PARENT"),
    *read("30.place",      "GD",                     "PARENT"),
    *read("30.college",    "ST ES",                  "ELIGIBLE"),
    *read("34",            "PR.former RG.former",    "LEI"),
    *read("34.record",     "RG.former",              "LEI"),
    *read("31",            "CN CM PR RG",            "LEI"),
    *read("31",            "ES",                     "ELIGIBLE"),
    *read("31",            "GD",                     "PARENT"),
    *read("31.subject",    "TR CT",                  "LEI"),
    *read("31.level",      "RS",                     "LEI"),
)

WRITES = (
    *write("504",          "CM",                     "IDEA-CONF"),
)
