"""Allowed: what people report is wrong (slice S6): to themselves, and to the desk on which it lies;
to whoever leads a school, and to the data steward, how much of it is open and not what it says.
"""

from hub.policy.grants import read, write

# fmt: off
GRANTS = (
    *read("S6.mine",  "EV",    "NEED"),
    *read("S6.reply", "EV",    "NEED"),
    *read("S6.desk",  "STAFF", "NEED"),
    *read("S6.site",  "STAFF", "NEED"),
    *read("S6.all",   "DS",    "NEED"),
)

WRITES = (
    *write("S6.report", "EV",    "NEED"),
    *write("S6.answer", "STAFF", "NEED"),
)
