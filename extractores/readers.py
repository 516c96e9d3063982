"""A file to a document: its first bytes say what it is, never its name."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from .errors import (
    EmptyFileError,
    MissingFileError,
    NotPdfError,
    NotRegularFileError,
    NotTextError,
    TooLargeError,
    UnreadableFileError,
    UnsupportedTypeError,
)
from .geometry import Document, Page
from .pdf_chain import MENDED, iterate_chain, read_pdf_chain
from .scan import with_scans
from .second_reading import with_second_opinion
from .settings import ReadLimits
from .text import read_text

PDF, TEXT = "application/pdf", "text/plain"

PDF_MARK = b"%PDF-"
PDF_SUFFIX, TEXT_SUFFIX = ".pdf", ".txt"
PDF_TRAITS = (b"endobj", b"startxref")
"""What PDFs have inside, and texts have not."""
NEW_MARK = b"%PDF-1.7\n"
MARK_REGION = 1024
"""Bytes at the start among which a PDF's mark may stand: mail gateways and servers put lines before it."""
KNOWN_MARKS = (
    (b"PK\x03\x04", "ZIP/DOCX/XLSX"),
    (b"\xd0\xcf\x11\xe0", "DOC/XLS"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "GZIP"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7Z"),
    (b"MZ", "EXE"),
    (b"{\\rtf", "RTF"),
)
HTML_MARKS = (b"<!doctype html", b"<html")


def read_document(path: str | Path, limits: ReadLimits | None = None) -> Document:
    """Return the pages of a PDF or text file.

    Raises a :class:`~extractores.errors.DocumentError` where the file cannot be had or read.
    """
    limits = limits or ReadLimits()
    path = Path(path)
    data = read_content(path, limits)
    return read_bytes(data, path.name, limits)


def read_bytes(data: bytes, name: str, limits: ReadLimits | None = None) -> Document:
    """Return the pages of the content of a PDF or text file; ``name`` serves for messages only."""
    limits = limits or ReadLimits()
    sha256 = hashlib.sha256(data).hexdigest()
    if has_pdf_mark(data) or has_pdf_traits(data):
        found = read_pdf_chain(from_mark(data), name, limits)
        pages = with_second_opinion(found.data, found.pages, found.password)
        pages = with_scans(found.data, pages, limits.cores, found.password)
        notes = found.notes if has_pdf_mark(data) or MENDED in found.notes else (*found.notes, MENDED)
        return Document(name, sha256, PDF, pages, found.reader, notes)
    refuse_others(data, name)
    pages, encoding = read_text(data, name, limits)
    encoding, *mended = encoding.split("+")
    return Document(name, sha256, TEXT, pages, encoding, tuple(mended))


def has_pdf_mark(data: bytes) -> bool:
    """Tell whether the content is a PDF's."""
    return PDF_MARK in data[:MARK_REGION]


def has_pdf_traits(data: bytes) -> bool:
    """Tell whether the content is a PDF's that has lost its first bytes, or has more before them than any has."""
    return all(trait in data for trait in PDF_TRAITS)


def from_mark(data: bytes) -> bytes:
    """Return a PDF from where it begins; one that has lost its mark gets another."""
    if has_pdf_mark(data):
        return data
    at = data.find(PDF_MARK)
    return data[at:] if at >= 0 else NEW_MARK + data


def refuse_others(data: bytes, name: str) -> None:
    """Raise the error of a content that is no PDF and cannot be a text either."""
    if not data.strip(b"\t\n\r "):
        raise EmptyFileError(name)
    found = recognise(data)
    if name.casefold().endswith(PDF_SUFFIX):
        raise NotPdfError(name, found=found or "")
    if not data.strip(b"\x00\t\n\r "):
        raise EmptyFileError(name)
    if found and name.casefold().endswith(TEXT_SUFFIX) and found != "HTML":
        raise NotTextError(name, found=found)
    if found:
        raise UnsupportedTypeError(name, found=found)


def iterate_document(path: str | Path, limits: ReadLimits | None = None) -> Iterator[Page]:
    """Yield the pages of a PDF or text file one by one, for documents of any length in bounded memory.

    Raises the same errors as :func:`read_document`, and mends what that mends: where a page is broken the file is read
    again from a copy whose structure was rebuilt, from that page on.
    """
    limits = limits or ReadLimits()
    path = Path(path)
    data = read_content(path, limits)
    if not (has_pdf_mark(data) or has_pdf_traits(data)):
        yield from read_bytes(data, path.name, limits).pages
        return
    for data_read, page in iterate_chain(from_mark(data), path.name, limits):
        yield from with_scans(data_read, (page,), password=limits.password)


def recognise(data: bytes) -> str | None:
    """Return what kind of file this is where it is a known one that holds no readable document."""
    start = data[:MARK_REGION].lstrip().lower()
    if any(start.startswith(mark) for mark in HTML_MARKS):
        return "HTML"
    return next((kind for mark, kind in KNOWN_MARKS if data.startswith(mark)), None)


def read_content(path: Path, limits: ReadLimits) -> bytes:
    """Return the content of a regular file; a pipe or device is refused without waiting for it.

    Raises a :class:`~extractores.errors.DocumentError` where it cannot be had.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError as error:
        raise (NotRegularFileError if path.is_symlink() else MissingFileError)(path.name) from error
    except IsADirectoryError as error:
        raise NotRegularFileError(path.name) from error
    except (OSError, ValueError) as error:
        raise _refusal(path) from error
    facts = os.fstat(descriptor)
    if not stat.S_ISREG(facts.st_mode):
        os.close(descriptor)
        raise NotRegularFileError(path.name)
    with os.fdopen(descriptor, "rb") as file:
        if facts.st_size > limits.bytes:
            raise TooLargeError(path.name, limit=limits.bytes)
        try:
            # No more than the file held when it was opened: room for the limit is costly to ask for.
            return file.read(facts.st_size)
        except OSError as error:
            raise UnreadableFileError(path.name) from error


def _refusal(path: Path) -> NotRegularFileError | UnreadableFileError:
    # Windows answers "permission denied" for a folder, Unix "no such device" for a socket.
    is_special = not path.is_file() if path.exists() else path.is_symlink()
    return NotRegularFileError(path.name) if is_special else UnreadableFileError(path.name)
