"""Why a whole folder is refused: nothing of it was kept."""

from __future__ import annotations

from hub.intake.errors import ImportRefused


class FilesRefused(ImportRefused):
    """The files can't be read as Ed-Fi interchange XML. Names file and line, and no value."""
