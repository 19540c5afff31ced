"""Seal: rows of records become a chain that tells whether one was changed, and checkpoints of it.

Records are tables to which the application's role can only add (`hub.rights.RECORDS`). The
sealer digests their new rows in batches, and each seal digests the one before it, so that nobody
can change, take out or slip in a row that was sealed without breaking a seal, nor a seal without
breaking the chain. Whoever owns the database could remake the whole chain: against that, its head
leaves the database each minute as a checkpoint.

A table joins by its model (`hub.models.audit.Recorded`), a migration and its name in `RECORDS`.
"""

from hub.ledger.checkpoints import Checkpoint, place_of
from hub.ledger.keeping import kept
from hub.ledger.sealing import Sealer
from hub.ledger.verifying import Verdict, verify

__all__ = ["Checkpoint", "Sealer", "Verdict", "kept", "place_of", "verify"]
