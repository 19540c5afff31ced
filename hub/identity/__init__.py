"""Identify: a token becomes a Viewer. Nothing here knows what a viewer may do."""

from hub.identity.facts import Identity
from hub.identity.tokens import digest, issue, issue_to

__all__ = ["Identity", "digest", "issue", "issue_to"]
