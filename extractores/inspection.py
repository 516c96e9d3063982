"""What a PDF is beside what its pages show, by qpdf: how it is packed, whether it acts, who may open it.

Nothing here runs, opens or follows anything. Bombs are found by what streams unpack to, piece by piece, before any
reader unpacks them whole.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from .damage import PIECE, has_damage
from .qpdf import opened
from .settings import ReadLimits

if TYPE_CHECKING:
    from pikepdf import Pdf

ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/RichMediaExecute", "/Rendition"}
)
"""What a document may be told to do beside turning to a page; links to addresses are texts like others."""
MOST_LOOKED_AT = 1_000
"""Annotations of a page and fields of a form that are looked at."""
DEEPEST_FIELDS = 10
EMPTY_CONTENT = 400
"""Bytes of instructions that draw nothing: states saved and restored, an empty text."""
RUN_LENGTH_END, LONGEST_COPY = 128, 127
"""Of run lengths: the byte that ends them, and the highest that says how many bytes to copy, less one ..."""
REPEATS = 257
"""... higher ones are so many less the times that the next byte is repeated."""
MOST_PIECES = 8
"""Of run lengths that are looked at: repeated 64 times they would be more than any stream may be."""

_START = re.compile(rb"startxref\s+(\d+)")


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found."""

    notes: tuple[str, ...] = ()
    """Codes of what is to be told: ``damaged``, ``revisions``, ``active``, ``form_fields``, ``copy_restricted``."""
    heavy: frozenset[int] = frozenset()
    """Pages (1 is the first) that would unpack to more than is allowed, or are packed as nobody packs."""


NOTHING = Inspection()


def inspect(data: bytes, limits: ReadLimits) -> Inspection:
    """Return what a PDF is; nothing of it where qpdf cannot open it, which its damage tells."""
    import pikepdf

    try:
        with opened(data, limits.password) as document:
            return _inspect(document, data, limits)
    except pikepdf.PasswordError:
        return NOTHING  # it cannot be told; whoever reads the file says that it is encrypted
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError):
        return Inspection(("damaged",))


def _inspect(document: Pdf, data: bytes, limits: ReadLimits) -> Inspection:
    found: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("damaged", lambda: has_damage(document)),
        ("revisions", lambda: has_revisions(document, data)),
        ("active", lambda: _acts(document, limits)),
        ("form_fields", lambda: _has_filled_fields(document)),
        ("copy_restricted", lambda: document.is_encrypted and not document.allow.extract),
    )
    heavy = frozenset(_heavy_pages(document, limits))
    return Inspection(tuple(code for code, is_so in found if _safely(is_so)), heavy)


def _safely(is_so: Callable[[], bool]) -> bool:
    """Tell whether something is so; what a broken part cannot say is not."""
    import pikepdf

    try:
        return is_so()
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError, AttributeError):
        return False


def has_revisions(document: Pdf, data: bytes) -> bool:
    """Tell whether a PDF was changed behind its end, so that an earlier state of it is still in the file."""
    starts = {int(found[1]) for found in _START.finditer(data) if 0 < int(found[1]) < len(data)}
    usual = 2 if document.is_linearized else 1
    return len(starts) > usual and "/Prev" in document.trailer


def has_no_pages(data: bytes, limits: ReadLimits) -> bool:
    """Tell whether a PDF can be opened and lists no page."""
    import pikepdf

    try:
        with opened(data, limits.password) as document:
            return not len(document.pages)
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError, AttributeError):
        return False


def with_content(data: bytes, numbers: Sequence[int], limits: ReadLimits) -> frozenset[int]:
    """Return those of some pages that draw more than nothing, by the length of their instructions as packed."""
    import pikepdf

    try:
        with opened(data, limits.password) as document:
            pages = list(islice(document.pages, max(numbers)))
            return frozenset(number for number in numbers if number <= len(pages) and _draws(pages[number - 1].obj))
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError, AttributeError):
        return frozenset()


def _draws(page: Any) -> bool:
    return sum(len(stream.read_raw_bytes()) for stream in _contents(page)) >= EMPTY_CONTENT


# What the document would do


def _acts(document: Pdf, limits: ReadLimits) -> bool:
    root = document.Root
    names = _get(root, "/Names")
    if names is not None and any(key in names for key in ("/JavaScript", "/EmbeddedFiles")):
        return True
    return any(_is_action(action) for action in _actions(document, limits))


def _actions(document: Pdf, limits: ReadLimits) -> Iterator[Any]:
    root = document.Root
    yield root.get("/OpenAction")
    yield from _values(root.get("/AA"))
    for page in islice(document.pages, limits.pages):
        yield from _values(page.obj.get("/AA"))
        for annotation in islice(_items(page.obj.get("/Annots")), MOST_LOOKED_AT):
            yield _get(annotation, "/A")
            yield from _values(_get(annotation, "/AA"))


def _is_action(action: Any) -> bool:
    return str(_get(action, "/S")) in ACTIONS


def _has_filled_fields(document: Pdf) -> bool:
    """Tell whether a form holds values: they stand beside the pages, whose text is all that is read."""
    form = document.Root.get("/AcroForm")
    fields = _fields(_items(_get(form, "/Fields")), 0)
    return any(str(_get(field, "/V") or "").strip() for field in islice(fields, MOST_LOOKED_AT))


def _fields(fields: Iterator[Any], depth: int) -> Iterator[Any]:
    for field in fields:
        if _get(field, "/FT") in ("/Tx", "/Ch", None):
            yield field
        if depth < DEEPEST_FIELDS:
            yield from _fields(_items(_get(field, "/Kids")), depth + 1)


def _get(thing: Any, key: str) -> Any:
    import pikepdf

    return thing.get(key) if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) else None


def _items(thing: Any) -> Iterator[Any]:
    import pikepdf

    return iter(thing) if isinstance(thing, pikepdf.Array) else iter(())


def _values(thing: Any) -> Iterator[Any]:
    import pikepdf

    if isinstance(thing, pikepdf.Dictionary):
        for key in list(thing.keys()):
            yield thing.get(key)


# What the pages unpack to


def _heavy_pages(document: Pdf, limits: ReadLimits) -> Iterator[int]:
    """Yield the pages that no reader should be given."""
    known: dict[tuple[int, int], float] = {}
    in_all = 0.0
    for number, page in enumerate(islice(document.pages, limits.pages), start=1):
        size = sum(_weight(stream, limits, known) for stream in _contents(page.obj))
        in_all += size
        if size > limits.stream_bytes or in_all > limits.unpacked_bytes or _is_deep(page.obj, limits, known):
            in_all -= size
            yield number


def _contents(page: Any) -> Iterator[Any]:
    import pikepdf

    contents = page.get("/Contents")
    for one in contents if isinstance(contents, pikepdf.Array) else (contents,):
        if isinstance(one, pikepdf.Stream):
            yield one


def _is_deep(page: Any, limits: ReadLimits, known: dict[tuple[int, int], float]) -> bool:
    """Tell whether forms draw forms that draw forms … deeper than anybody means; who draws itself does not count."""
    level, seen = [page], set[tuple[int, int]]()
    for _ in range(limits.form_depth):
        forms = [form for one in level for form in _forms(one) if form.objgen not in seen]
        if not forms:
            return False
        seen |= {form.objgen for form in forms}
        if any(_weight(form, limits, known) > limits.stream_bytes for form in forms):
            return True
        level = forms
    return True


def _forms(holder: Any) -> Iterator[Any]:
    import pikepdf

    drawn = _get(_get(holder, "/Resources"), "/XObject")
    for one in _values(drawn):
        if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Form":
            yield one


def _weight(stream: Any, limits: ReadLimits, known: dict[tuple[int, int], float]) -> float:
    """Return how many bytes a stream unpacks to; infinitely many where it has more filters than anybody uses."""
    if stream.objgen not in known or not stream.objgen[0]:
        known[stream.objgen] = _unpacked_size(stream, limits)
    return known[stream.objgen]


def _unpacked_size(stream: Any, limits: ReadLimits) -> float:
    filters = _filters(stream)
    if len(filters) > limits.filters:
        return float("inf")
    pieces: Iterator[bytes] = iter([stream.read_raw_bytes()])
    for name in filters:
        if name in ("/FlateDecode", "/Fl"):
            pieces = _inflated(pieces)
        elif name in ("/RunLengthDecode", "/RL"):
            pieces = _run_lengths(pieces)
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > limits.stream_bytes:
            break
    return size


def _filters(stream: Any) -> list[str]:
    filters = stream.get("/Filter")
    return [str(one) for one in _items(filters)] or ([str(filters)] if filters is not None else [])


def _inflated(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield what zlib makes of packed pieces, in pieces, up to the first error."""
    unpacking = zlib.decompressobj()
    for piece in pieces:
        rest = piece
        while rest and not unpacking.eof:
            try:
                yield unpacking.decompress(rest, PIECE)
            except zlib.error:
                return
            rest = unpacking.unconsumed_tail


def _run_lengths(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield as many bytes as run lengths say, not the bytes themselves."""
    data = b"".join(islice(pieces, MOST_PIECES))
    at = 0
    while at < len(data) and data[at] != RUN_LENGTH_END:
        length = data[at]
        yield bytes(length + 1 if length <= LONGEST_COPY else REPEATS - length)
        at += length + 2 if length <= LONGEST_COPY else 2
