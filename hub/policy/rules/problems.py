"""Allowed: what people report is wrong (slices S6, S7): to themselves, and to the desk on which it
lies; to whoever leads a school, and to the data steward, how much of it is open and no word of it.
"""

from hub.policy.grants import read, write

# fmt: off
GRANTS = (
    *read("S6.mine",  "EV",    "NEED"),
    *read("S6.reply", "EV",    "NEED"),
    *read("S6.desk",  "STAFF", "NEED"),
    *read("S6.site",  "STAFF", "NEED"),
    *read("S6.all",   "DS",    "NEED"),
    *read("S7",       "STAFF", "IDEA-CONF"),
)

WRITES = (
    *write("S6.report", "EV",    "NEED"),
    *write("S6.answer", "STAFF", "NEED"),
    *write("S7.answer", "STAFF", "IDEA-CONF"),
)
