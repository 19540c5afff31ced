"""Allowed: attendance, schedule, scores, marks (slices 25-29)."""

from hub.policy.grants import own, read, write, write_own

# fmt: off
GRANTS = (
    *own("25",        "TR TR.grace CT SB SL",              "LEI"),
    *read("25",       "CN CM RS PR RG OF LI ST ES",        "LEI"),
    *read("25",       "GD",                                "PARENT"),
    *read("25.today", "TR CT SB SL NU NL HA PA",           "NEED"),
    *read("26",       "CN CM PR RG OF LI ST ES",           "LEI"),
    *read("26.open",  "GD",                                "PARENT"),
    *read("26.health","NU NL",                             "LEI"),
    *own("27",        "TR CT SB SL",                       "LEI"),
    *read("27",       "CN CN.school CM RS PR RG LI ST ES", "LEI"),
    *read("27",       "GD",                                "PARENT"),
    *read("27.now",   "TR CT NU NL HA",                    "NEED"),
    *read("27.day",   "CN PR RG ST ES",                    "LEI"),
    *read("27.day",   "GD",                                "PARENT"),
    *read("27.paper", "CN PR RG",                          "LEI"),
    *own("28",        "TR TR.grace CT.grading SL",         "LEI"),
    *read("28",       "CN CM PR ST ES",                    "LEI"),
    *read("28.family","GD",                                "PARENT"),
    *read("28.place", "GD",                                "PARENT"),
    *own("29",        "TR TR.grace SL",                    "LEI"),
    *read("29",       "CN CM PR RG LI ST ES",              "LEI"),
    *read("29.family","GD",                                "PARENT"),
    *read("29.place", "GD",                                "PARENT"),
)

WRITES = (
    *write_own("25", "TR CT SB SL",             "LEI"),
    *write("25",     "RG OF",                   "LEI"),
    *write("26",     "RG OF",                   "LEI"),
    *write("27",     "RG CN",                   "LEI"),
    *write("27.bell", "RG CN",                  "LEI"),
    *write("27.consent", "RG CN",               "LEI"),
    *write("27.approval", "PR",                 "LEI"),
    *write_own("28", "TR TR.grace CT.grading SL", "LEI"),
    *write_own("29", "TR TR.grace SL",          "LEI"),
    *write("29",     "RG",                      "LEI"),
)
