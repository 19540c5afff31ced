"""Which kind of file it is, as its first bytes say; what a browser or a name says counts nothing.

Five signatures at the very beginning are the whole list. A library that guesses among hundreds
would look further into the file, and take what only resembles one.
"""

from __future__ import annotations

HEIC, JPEG, PDF, PNG, TIFF = (
    "image/heic",
    "image/jpeg",
    "application/pdf",
    "image/png",
    "image/tiff",
)
KINDS = {PDF: "pdf", JPEG: "jpg", PNG: "png", TIFF: "tif", HEIC: "heic"}
"""The media types that are kept, each with the end of a file's name."""
_BEGINS = {
    b"%PDF-": PDF,
    b"\xff\xd8\xff": JPEG,
    b"\x89PNG\r\n\x1a\n": PNG,
    b"II*\0": TIFF,
    b"MM\0*": TIFF,
}
_BRANDS = (b"heic", b"heix", b"mif1")
"""What a phone's photograph says of itself, behind its box's length and `ftyp` (ISO 23008-12)."""


def kind_of(content: bytes) -> str | None:
    """The media type of a file; None if it is none that is kept."""
    for begins, kind in _BEGINS.items():
        if content.startswith(begins):
            return kind
    return HEIC if content[4:8] == b"ftyp" and content[8:12] in _BRANDS else None
