"""Allowed: schools, staff and their training, findings (slices S0-S3), who viewed as
whom (S5), and reviews of access (RVW).
"""

from hub.policy.grants import read, write

# fmt: off
GRANTS = (
    *read("S0",          "EV",        "NEED"),
    *read("S1",          "SCH",       "NEED"),
    *read("S1.district", "STAFF",     "NEED"),
    *read("S2",          "SCH:staff", "IDEA-CONF"),
    *read("S2.own",      "EV",        "NEED"),
    *read("S2.site",     "STAFF",     "NEED"),
    *read("S3",          "DS",        "NEED"),
    *read("S5",          "PO",        "LOG"),
    *read("RVW",         "PO",        "LOG"),
    *read("RVW.site",    "STAFF",     "LOG"),
)

WRITES = (
    *write("S0.bells", "STAFF", "NEED"),
    *write("S1.site",  "STAFF", "NEED"),
    *write("S1.all",   "STAFF", "NEED"),
    *write("S2.site",  "STAFF", "NEED"),
    *write("RVW",      "PO",    "LOG"),
    *write("RVW.site", "STAFF", "LOG"),
)
