"""Allowed: notices, threats, counseling (slices 22-24), consents, documents, surveys (32), the
disclosure record (33), and what families ask of its custodian (REQ).
"""

from hub.policy.grants import logged, read, write

# fmt: off
GRANTS = (
    *read("22",             "PR",                   "CA-49079"),
    *read("22.now",         "TR CT SB SL CN CM RS", "CA-49079"),
    *read("22.receipt",     "TR CT SB SL",          "CA-49079"),
    *read("23",             "TT",                   "LEI"),
    *read("23",             "ES",                   "ELIGIBLE"),
    *read("23.education",   "GD",                   "PARENT"),
    *read("24",             "CN",                   "CA-49602"),
    *read("24.young",       "GD",                   "PARENT"),
    *logged("24.disclosed", "PR",                   "CA-49602"),
    *read("24.disclosed",   "GD",                   "CA-49602"),
    *read("CNS",            "RG",                   "CONSENT"),
    *read("CNS",            "ES",                   "ELIGIBLE"),
    *read("CNS",            "GD",                   "PARENT"),
    *read("CNS.honour",     "TR CT SB SL CN PR OF", "DIR"),
    *read("DOC",            "PR RG",                "LEI"),
    *read("DOC",            "ST ES",                "ELIGIBLE"),
    *read("DOC.residency",  "RG",                   "SAH"),
    *read("DOC.residency",  "ES",                   "ELIGIBLE"),
    *read("DOC.family",     "GD",                   "PARENT"),
    *read("12.document",    "NU NL",                "LEI"),
    *read("12.document",    "ST ES",                "ELIGIBLE"),
    *read("18.document",    "CM SE",                "IDEA-CONF"),
    *read("18.document",    "ST16 ES",              "ELIGIBLE"),
    *read("32",             "ES",                   "ELIGIBLE"),
    *read("32",             "GD",                   "PARENT"),
    *read("32.consent",     "CN",                   "PPRA"),
    *read("32.instrument",  "EV",                   "PPRA"),
    *read("33",             "RG PO",                "LOG"),
    *read("33",             "ES",                   "ELIGIBLE"),
    *read("33.opening",     "NL",                   "EMERG"),
    *read("33.family",      "GD",                   "PARENT"),
    *read("33.party",       "GD",                   "PARENT"),
    *read("REQ",            "RG PO",                "LOG"),
    *read("REQ.family",     "GD",                   "PARENT"),
    *read("REQ.party",      "GD",                   "PARENT"),
    *read("REQ.student",    "ES",                   "ELIGIBLE"),
)

WRITES = (
    *write("33.open",   "PR", "EMERG"),
    *write("33.review", "NL", "EMERG"),
    *write("22.receipt",    "TR CT",                "CA-49079"),
    *write("CNS",           "RG",                   "CONSENT"),
    *write("CNS",           "ES",                   "ELIGIBLE"),
    *write("CNS.family",    "GD",                   "PARENT"),
    *write("REQ.ask",         "GD",                 "PARENT"),
    *write("REQ.ask.student", "ES",                 "ELIGIBLE"),
    *write("REQ.answer",      "RG PO",              "LOG"),
)
