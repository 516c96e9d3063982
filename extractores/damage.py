"""Damage to a PDF, by qpdf: what of a file is broken, and a copy in which it is mended.

PDFium reads on over damage without a word, and text or whole rows may be missing from what it gives.
"""

from __future__ import annotations

import base64
import io
import zlib
from typing import TYPE_CHECKING

from .qpdf import opened

if TYPE_CHECKING:
    from pikepdf import Object, Pdf, Stream

PACKED = {("/FlateDecode",), ("/ASCII85Decode", "/FlateDecode")}
"""Filters of streams that end in a checksum."""
FLAWS = ("Resources is missing or invalid", "Annots has duplicate entry", "MediaBox is undefined")
"""What qpdf warns of and no reader minds: nothing is lost by it."""
PIECE = 1 << 20
"""Bytes that are unpacked at once."""
MOST_BYTES = 50_000_000
"""Of a stream, unpacked, that are looked at."""


def is_damaged(data: bytes, password: str = "") -> bool:
    """Tell whether the structure of a PDF is broken, or one of its streams cannot be unpacked to its end."""
    import pikepdf

    try:
        with opened(data, password) as document:
            return has_damage(document)
    except pikepdf.PasswordError:
        return False  # it cannot be told; whoever reads the file says that it is encrypted
    except (pikepdf.PdfError, RuntimeError, ValueError):
        return True


def has_damage(document: Pdf) -> bool:
    """Tell the same of a PDF that is open already."""
    import pikepdf

    try:
        # The objects first: qpdf warns of one when it is read, not before.
        if not all(map(_is_whole, document.objects)):
            return True
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError):
        return True
    return any(not any(flaw in str(warning) for flaw in FLAWS) for warning in document.get_warnings())


def mend(data: bytes, password: str = "") -> bytes | None:
    """Return a PDF with its structure rebuilt from what is left of it; None where nothing can be made of it."""
    import pikepdf

    mended = io.BytesIO()
    try:
        with opened(data, password) as document:
            document.save(mended)
    except (pikepdf.PdfError, pikepdf.PasswordError, RuntimeError, ValueError):
        return None
    return mended.getvalue()


def without_password(data: bytes, password: str) -> bytes | None:
    """Return a copy of a PDF that needs a password as one that needs none; None for all others."""
    import pikepdf

    if not _is_closed(data):
        return None
    copy = io.BytesIO()
    try:
        with opened(data, password) as document:
            document.save(copy, encryption=False)
    except (pikepdf.PdfError, pikepdf.PasswordError, RuntimeError, ValueError):
        return None
    return copy.getvalue()


def _is_closed(data: bytes) -> bool:
    """Tell whether a PDF needs a password; one that is too broken to tell does not."""
    import pikepdf

    try:
        with opened(data):
            return False
    except pikepdf.PasswordError:
        return True
    except (pikepdf.PdfError, RuntimeError, ValueError):
        return False


def _is_whole(one: Object | None) -> bool:
    """Tell whether an object holds all that it says; pictures need more time and hold no words."""
    import pikepdf

    if isinstance(one, pikepdf.Stream):
        filters = _filters(one)
        return filters not in PACKED or one.get("/Subtype") == "/Image" or _unpacks(one.read_raw_bytes(), filters)
    return not isinstance(one, pikepdf.Dictionary) or "/Widths" not in one or _has_all_widths(one)


def _filters(stream: Stream) -> tuple[str, ...]:
    import pikepdf

    filters: object = stream.get("/Filter")
    return tuple(map(str, filters)) if isinstance(filters, pikepdf.Array) else (str(filters),)


def _has_all_widths(font: Object) -> bool:
    """Tell whether a font has a width for each of its signs: without, words stand elsewhere and run together."""
    return len(font.Widths.as_list()) >= int(font.get("/LastChar", 0)) - int(font.get("/FirstChar", 0)) + 1


def _unpacks(packed: bytes, filters: tuple[str, ...]) -> bool:
    """Tell whether bytes unpack; qpdf and PDFium take what they get up to an error, and pass the checksum over."""
    try:
        letters = base64.a85decode(packed.strip().removesuffix(b"~>")) if len(filters) > 1 else packed
        unpacking = zlib.decompressobj()
        rest, left = letters, MOST_BYTES
        while rest and left > 0 and not unpacking.eof:  # what stands behind the end is never used up
            left -= len(unpacking.decompress(rest, PIECE))
            rest = unpacking.unconsumed_tail
    except (zlib.error, ValueError):
        return False
    return unpacking.eof or left <= 0
