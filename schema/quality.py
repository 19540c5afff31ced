"""Declared: findings about the data."""

from hub.models import quality as kept
from schema.declared import column, planned
from schema.withheld import Node


@planned(kept.Finding, "fnd", order=("first_seen_at",))
class Finding(Node):
    """A doubt about one record, or about one line of a file that became none (slice S3)."""

    source = column("Who found it: an importer by its name, or the checks over what is kept.")
    rule = column("The rule that it breaks, in the words of the import's report.")
    severity = column("How grave it is.")
    state = column("Whether it still holds.")
    entity = column("The kind of record, such as guardianship or Contact.")
    place = column("What tells it from other findings of its rule: row or line, and field.")
    row_key = column("The record's key without its prefix; null where the line became no record.")
    field = column("The field or element that it is about; null where it is the whole record.")
    file = column("The file in which it stands; null where it was found in what is kept.")
    line = column("The line in that file; null where it was found in what is kept.")
    first_seen_at = column("When it was first found.")
    last_seen_at = column("When it last changed: found, found again elsewhere, or resolved.")
