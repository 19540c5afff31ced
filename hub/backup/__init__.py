"""Put by: a whole database as one file, taken in one view, and put back into an empty database.

The file is a zip archive: `tables/NAME.copy` is a table's rows as PostgreSQL's COPY writes text, in
the order of their keys, and `manifest.json`, which is written last, says of each how many rows it
has and what they digest to. The same rows give the same digest in whatever database they lie, so a
restored one is held against the file by reading it as it was read for the file. Rows are streamed:
no table is ever in memory.
"""

from hub.backup.archive import Backup, BackupRefused, Kept, Manifest, opened
from hub.backup.comparing import Compared, compared
from hub.backup.restoring import restore
from hub.backup.tables import tables_of
from hub.backup.taking import back_up

__all__ = [
    "Backup",
    "BackupRefused",
    "Compared",
    "Kept",
    "Manifest",
    "back_up",
    "compared",
    "opened",
    "restore",
    "tables_of",
]
