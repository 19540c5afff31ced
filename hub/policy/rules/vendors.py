"""Allowed: what an agreement may list for a vendor's app, what a directory request gets, what an
engagement letter may list for a monitor; and who reads the letters themselves (S4).

A slice that is not here can't be listed by any letter. An app reads local and state identifiers
under none: the public id is the pseudonym that row 2 asks for.
"""

from hub.policy.grants import listed, read

TAUGHT = "LEARNING SPECIAL_EDUCATION"
TESTED = f"{TAUGHT} ASSESSMENT"
CARED = "TRANSPORT FOOD_SERVICE FIELD_TRIP"

# fmt: off
GRANTS = (
    *read("S0",                   "VA",           "NEED"),
    *read("S4",                   "PO DS",        "NEED"),
    *read("S4.vendor",            "EV",           "NEED"),
    *listed("1a",                 "VA",           "VENDOR"),
    *listed("1b",                 "VA",           "VENDOR"),
    *listed("3",                  "VA",           "VENDOR"),
    *listed("4",                  "VA",           "VENDOR"),
    *listed("5",                  "VA",           "VENDOR", "TRANSPORT"),
    *listed("6",                  "VA",           "VENDOR"),
    *listed("9",                  "VA",           "VENDOR", "FOOD_SERVICE"),
    *listed("TRN",                "VA",           "VENDOR", "TRANSPORT"),
    *listed("11",                 "VA",           "VENDOR", CARED),
    *listed("15",                 "VA",           "VENDOR", "IMMUNIZATION_REGISTRY"),
    *listed("17",                 "VA",           "VENDOR", TAUGHT, logged=True),
    *listed("17.accommodations",  "VA",           "VENDOR", TESTED, logged=True),
    *listed("18",                 "VA",           "VENDOR", "SPECIAL_EDUCATION", logged=True),
    *listed("504.supports",       "VA",           "VENDOR", TESTED, logged=True),
    *listed("25",                 "VA",           "VENDOR"),
    *listed("26",                 "VA",           "VENDOR"),
    *listed("27",                 "VA",           "VENDOR"),
    *listed("28",                 "VA",           "VENDOR"),
    *listed("29",                 "VA",           "VENDOR"),
    *listed("30",                 "VA",           "VENDOR"),
    *listed("31",                 "VA",           "VENDOR"),
    *listed("1a",                 "VA.directory", "DIR"),
    *listed("1b",                 "VA.directory", "DIR"),
    *listed("1a",                 "MO",           "AUDIT", logged=True),
    *listed("1b",                 "MO",           "AUDIT", logged=True),
    *listed("2",                  "MO",           "AUDIT", logged=True),
    *listed("3",                  "MO",           "AUDIT", logged=True),
    *listed("4",                  "MO",           "AUDIT", logged=True),
    *listed("5",                  "MO",           "AUDIT", logged=True),
    *listed("6",                  "MO",           "AUDIT", logged=True),
    *listed("7",                  "MO",           "AUDIT", logged=True),
    *listed("9",                  "MO",           "AUDIT", logged=True),
    *listed("10",                 "MO",           "AUDIT", logged=True),
    *listed("EH",                 "MO",           "AUDIT", logged=True),
    *listed("TRN",                "MO",           "AUDIT", logged=True),
    *listed("EL",                 "MO",           "AUDIT", logged=True),
    *listed("11",                 "MO",           "AUDIT", logged=True),
    *listed("12",                 "MO",           "AUDIT", logged=True),
    *listed("13",                 "MO",           "AUDIT", logged=True),
    *listed("14",                 "MO",           "AUDIT", logged=True),
    *listed("15",                 "MO",           "AUDIT", logged=True),
    *listed("16",                 "MO",           "AUDIT", logged=True),
    *listed("SCR",                "MO",           "AUDIT", logged=True),
    *listed("17",                 "MO",           "AUDIT", logged=True),
    *listed("18",                 "MO",           "AUDIT", logged=True),
    *listed("19",                 "MO",           "AUDIT", logged=True),
    *listed("504",                "MO",           "AUDIT", logged=True),
    *listed("504.supports",       "MO",           "AUDIT", logged=True),
    *listed("20",                 "MO",           "AUDIT", logged=True),
    *listed("21",                 "MO",           "AUDIT", logged=True),
    *listed("22",                 "MO",           "AUDIT", logged=True),
    *listed("23",                 "MO",           "AUDIT", logged=True),
    *listed("25",                 "MO",           "AUDIT", logged=True),
    *listed("26",                 "MO",           "AUDIT", logged=True),
    *listed("27",                 "MO",           "AUDIT", logged=True),
    *listed("28",                 "MO",           "AUDIT", logged=True),
    *listed("29",                 "MO",           "AUDIT", logged=True),
    *listed("30",                 "MO",           "AUDIT", logged=True),
    *listed("31",                 "MO",           "AUDIT", logged=True),
    *listed("32",                 "MO",           "AUDIT", logged=True),
    *listed("33",                 "MO",           "AUDIT", logged=True),
    *listed("CNS",                "MO",           "AUDIT", logged=True),
    *listed("DOC",                "MO",           "AUDIT", logged=True),
)
