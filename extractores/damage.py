"""Damage to a PDF, by qpdf: what of a file is broken, and a copy in which it is mended.

PDFium reads on over damage without a word, and text or whole rows may be missing from what it gives.
"""

from __future__ import annotations

import base64
import io
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .qpdf import opened

if TYPE_CHECKING:
    from pikepdf import Pdf

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
    warned = any(not any(flaw in str(warning) for flaw in FLAWS) for warning in document.get_warnings())
    return warned or not all(map(_is_whole, _packed_streams(document)))


def mend(data: bytes, password: str = "") -> bytes | None:
    """Return a PDF with its structure rebuilt from what is left of it; None where nothing can be made of it."""
    import pikepdf

    mended = io.BytesIO()
    try:
        with opened(data, password) as document:
            document.save(mended)
    except (pikepdf.PdfError, RuntimeError, ValueError):
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
    except (pikepdf.PdfError, RuntimeError, ValueError):  # a wrong password among them
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


def _packed_streams(document: Pdf) -> Iterator[tuple[bytes, tuple[str, ...]]]:
    """Yield streams that have a checksum, packed, and how; pictures need more time and hold no words."""
    import pikepdf

    for one in document.objects:
        if isinstance(one, pikepdf.Stream) and one.get("/Subtype") != "/Image":
            filters: object = one.get("/Filter")
            names = tuple(map(str, filters)) if isinstance(filters, pikepdf.Array) else (str(filters),)
            if names in PACKED:
                yield one.read_raw_bytes(), names


def _is_whole(stream: tuple[bytes, tuple[str, ...]]) -> bool:
    """Tell whether a stream unpacks; qpdf and PDFium take what they get up to an error, and pass the checksum over."""
    packed, filters = stream
    try:
        letters = base64.a85decode(packed.strip().removesuffix(b"~>")) if len(filters) > 1 else packed
        unpacking = zlib.decompressobj()
        rest, left = letters, MOST_BYTES
        while rest and left > 0:
            left -= len(unpacking.decompress(rest, PIECE))
            rest = unpacking.unconsumed_tail
    except (zlib.error, ValueError):
        return False
    return True
