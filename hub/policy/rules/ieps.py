"""Allowed: IEPs at a glance and in full, evaluations (slices 17-19).

Readings by contracted posts are logged: `hub.policy` marks them by their relation (300.614).
"""

from hub.policy.grants import read, write

TEAM = "TR CT SL CN CM RS PA PR SE"

# fmt: off
GRANTS = (
    *read("17",                TEAM,               "IDEA-TEAM"),
    *read("17",                "ST ES",            "ELIGIBLE"),
    *read("17",                "GD",               "PARENT"),
    *read("17.accommodations", "TR.before SB",     "IDEA-TEAM"),
    *read("17.health",         "NU NL",            "IDEA-TEAM"),
    *read("17.team",           TEAM,               "IDEA-TEAM"),
    *read("17.team",           "ST ES",            "ELIGIBLE"),
    *read("17.team",           "GD",               "PARENT"),
    *read("18",                "CM PR SE",         "IDEA-CONF"),
    *read("18",                "ST16 ES",          "ELIGIBLE"),
    *read("18",                "GD",               "PARENT"),
    *read("18.in_effect",      "TR CT SL",         "IDEA-TEAM"),
    *read("18.delivered",      "RS",               "IDEA-TEAM"),
    *read("18.sessions",       "RS",               "IDEA-TEAM"),
    *read("18.health",         "NU NL",            "IDEA-TEAM"),
    *read("19",                "CM SE PR.team",    "IDEA-CONF"),
    *read("19",                "ST16 ES",          "ELIGIBLE"),
    *read("19",                "GD",               "PARENT"),
    *read("19.status",         "CN",               "IDEA-CONF"),
    *read("19.own",            "RS",               "IDEA-CONF"),
    *read("19.health",         "NU NL",            "IDEA-CONF"),
)

WRITES = (
    *write("17.case",          "SE",               "IDEA-CONF"),
    *write("18.plan",          "CM",               "IDEA-CONF"),
    *write("18.sessions",      "RS",               "IDEA-TEAM"),
    *write("17.word",          "TR CT SL",         "IDEA-TEAM"),
)
