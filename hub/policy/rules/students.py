"""Allowed: who a student is (slices 1-5) and where they are enrolled."""

from hub.policy.grants import read, write

ALL = "TR TR.before TR.grace CT SB SL CN CN.school CM RS PA NU HA NL PR RG OF SE LI FS TP ST ES"
NAMED = "SU TT PR.former RG.former RG.before"
WROTE = "AU:wrote STAFF:reported"
AT_SCHOOL = "TR TR.before CT SB SL CN CM RS NU HA NL PR RG OF LI ST ES"
COUNSELED = "TR CT CN CM RS NU NL PR RG OF LI ST ES"

# fmt: off
GRANTS = (
    *read("1a",                  ALL,                                            "LEI"),
    *read("1a",                  WROTE,                                          "LEI"),
    *read("1a",                  NAMED,                                          "NEED"),
    *read("1a.preferred",        NAMED,                                          "NEED"),
    *read("1a.preferred",        WROTE,                                          "LEI"),
    *read("1a",                  "GD",                                           "PARENT"),
    *read("1a.preferred",        ALL,                                            "LEI"),
    *read("1a.preferred.family", "GD",                                           "PARENT"),
    *read("1b",                  AT_SCHOOL,                                      "LEI"),
    *read("1b",                  "GD",                                           "PARENT"),
    *read("1b.counselor",        COUNSELED,                                      "LEI"),
    *read("1b.counselor",        "GD",                                           "PARENT"),
    *read("1c",                  "RG",                                           "LEI"),
    *read("1.same",              "RG",                                             "LEI"),
    *read("2",                   "CN CM NU NL PR RG LI ST ES",                   "NEED"),
    *read("2",                   "GD",                                           "PARENT"),
    *read("2.local",             "TR CT RS HA",                                  "NEED"),
    *read("3",                   "CN CM RS NU NL HA PR RG LI ST ES",             "NEED"),
    *read("3",                   "GD",                                           "PARENT"),
    *read("3",                   "RG.before",                                    "NEED"),
    *read("4",                   "CM PR RG ST ES",                               "NEED"),
    *read("4",                   "GD",                                           "PARENT"),
    *read("4.language",          "TR CT CN RS NU NL LI",                         "NEED"),
    *read("5",                   "CN CM NU NL PR RG LI ST ES TP",                "SAH"),
    *read("5.household",         "GD",                                           "PARENT"),
    *read("5.actual",            "RG",                                           "SAH"),
    *read("EH",                  "CN PR RG",                                     "LEI"),
    *read("EH",                  "RG.before",                                    "NEED"),
)

WRITES = (
    *write("1a",           "RG", "LEI"),
    *write("1a",           "RG.before", "NEED"),
    *write("1a.preferred", "RG", "LEI"),
    *write("1.same",       "RG", "LEI"),
    *write("3",            "RG", "NEED"),
    *write("3",            "RG.before", "NEED"),
    *write("5",            "RG", "SAH"),
    *write("EH",           "RG", "LEI"),
    *write("EH",           "RG.before", "NEED"),
)
