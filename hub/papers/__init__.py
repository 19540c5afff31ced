"""Papers: files are kept under keys that nobody can guess, and given for a key by the row that
names it. Who may read a key is not known here: whoever asks has read it through the door.
"""

from hub.papers.keeping import Kept, Papers, Receiving
from hub.papers.kinds import KINDS, kind_of
from hub.papers.purging import purge, purging

__all__ = ["KINDS", "Kept", "Papers", "Receiving", "kind_of", "purge", "purging"]
