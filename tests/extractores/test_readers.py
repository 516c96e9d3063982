"""Files to documents, and every way in which a file is none."""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from extractores import ReadLimits, iterate_document, read_document
from extractores.errors import (
    DamagedError,
    DocumentError,
    EmptyFileError,
    EncryptedError,
    MissingFileError,
    NoPagesError,
    NotPdfError,
    NotRegularFileError,
    TooLargeError,
    TooManyPagesError,
    UnsupportedTypeError,
)
from extractores.readers import PDF, TEXT, read_bytes
from tests.pdf_builder import PdfBuilder

NO_PAGES = b"""%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [] /Count 0>> endobj
trailer <</Root 1 0 R>>
%%EOF"""


def small_pdf(pages: int = 1) -> PdfBuilder:
    pdf = PdfBuilder()
    for number in range(pages):
        if number:
            pdf.next_page()
        pdf.text(40, 40, f"Página {number + 1}")
    return pdf


def test_a_pdf_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    path = tmp_path / "matriz.txt"
    content = small_pdf(2).to_bytes()
    path.write_bytes(content)
    document = read_document(path)
    assert document.media_type == PDF
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    assert [[word.text for word in page.words] for page in document.pages] == [["Página", "1"], ["Página", "2"]]
    assert [page.number for page in document.pages] == [1, 2]


def test_lines_before_the_mark_do_not_hide_a_pdf() -> None:
    content = b"X-Mail: 1\r\n\r\n" + small_pdf().to_bytes()
    assert read_bytes(content, "correo.pdf").media_type == PDF


def test_a_text_is_known_by_being_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "matriz.dat"
    path.write_text("Unidad   Meta\nAlcaldía 12 actas\n", encoding="utf-8")
    document = read_document(path)
    assert document.media_type == TEXT
    assert document.reader == "utf-8"


def test_a_path_that_leads_nowhere(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError):
        read_document(tmp_path / "no.pdf")


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(NotRegularFileError):
        read_document(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "tubo.pdf")
    with pytest.raises(NotRegularFileError):
        read_document(tmp_path / "tubo.pdf")


@pytest.mark.parametrize(
    ("content", "name"), [(b"", "vacio.pdf"), (b"\n \r\n", "vacio.pdf"), (b"\x00" * 512, "vacio.txt")]
)
def test_an_empty_file(content: bytes, name: str) -> None:
    with pytest.raises(EmptyFileError):
        read_bytes(content, name)


@pytest.mark.parametrize("content", [b"%", b"Literal a4) metas\n", bytes(512), b"MZ" + bytes(510)])
def test_what_is_called_a_pdf_and_is_none(content: bytes) -> None:
    with pytest.raises(NotPdfError):
        read_bytes(content, "matriz.PDF")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"<!DOCTYPE html><html><body>404</body></html>", "HTML"),
        (b"\n  <html><head></head></html>", "HTML"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "PNG"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "JPEG"),
        (b"PK\x03\x04" + bytes(20), "ZIP/DOCX/XLSX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20), "DOC/XLS"),
    ],
)
def test_what_is_no_document_is_named(content: bytes, found: str) -> None:
    with pytest.raises(UnsupportedTypeError) as caught:
        read_bytes(content, "matriz.dat")
    assert caught.value.detail == {"found": found}
    with pytest.raises(NotPdfError) as caught_by_name:
        read_bytes(content, "matriz.pdf")
    assert caught_by_name.value.detail == {"found": found}


def test_a_pdf_with_a_password() -> None:
    with pytest.raises(EncryptedError):
        read_bytes(small_pdf().encrypted_bytes("secreto"), "clave.pdf")


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.4\nno es nada de esto\n%%EOF"])
def test_a_pdf_that_cannot_be_opened(content: bytes) -> None:
    with pytest.raises(DamagedError):
        read_bytes(content, "roto.pdf")


def test_a_pdf_that_breaks_off_is_damaged_or_read_in_part() -> None:
    """The table of contents stands at the end: without it, the page is found again or the file is damaged."""
    content = small_pdf().to_bytes()
    for end in range(200, len(content), 97):
        try:
            document = read_bytes(content[:end], "cortado.pdf")
        except (DamagedError, NoPagesError):
            continue
        assert len(document.pages) == 1


def test_a_pdf_without_pages() -> None:
    with pytest.raises((NoPagesError, DamagedError)):
        read_bytes(NO_PAGES, "sin_paginas.pdf")


def test_limits_of_size_and_pages(tmp_path: Path) -> None:
    path = tmp_path / "grande.pdf"
    path.write_bytes(small_pdf(3).to_bytes())
    with pytest.raises(TooLargeError) as large:
        read_document(path, ReadLimits(bytes=100))
    assert large.value.detail == {"limit": 100}
    with pytest.raises(TooManyPagesError) as long:
        read_document(path, ReadLimits(pages=2))
    assert long.value.detail == {"pages": 3, "limit": 2}


def test_an_error_crosses_processes() -> None:
    error = TooManyPagesError("m.pdf", pages=3, limit=2)
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), copy.name, copy.detail) == (TooManyPagesError, "m.pdf", {"pages": 3, "limit": 2})


def test_every_situation_has_a_code_of_its_own() -> None:
    kinds = DocumentError.__subclasses__()
    assert len({kind.code for kind in kinds}) == len(kinds)


@pytest.mark.parametrize(
    "spoilt", [lambda pdf: b"X" * 5_000 + pdf, lambda pdf: b"\x00PDG-" + pdf[5:], lambda pdf: pdf[3:]]
)
def test_a_pdf_that_does_not_begin_as_one_is_mended(spoilt: Callable[[bytes], bytes], tmp_path: Path) -> None:
    path = tmp_path / "roto.pdf"
    path.write_bytes(spoilt(small_pdf().to_bytes()))
    document = read_document(path)
    assert [word.text for word in document.pages[0].words] == ["Página", "1"]
    assert document.notes == ("mended",)
    assert [page.words for page in iterate_document(path)] == [page.words for page in document.pages]


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="this system has no links")
@pytest.mark.parametrize("target", ["no-está", "enlace.pdf"])
def test_a_link_that_leads_nowhere_is_no_file(tmp_path: Path, target: str) -> None:
    (tmp_path / "enlace.pdf").symlink_to(target)
    with pytest.raises(NotRegularFileError):
        read_document(tmp_path / "enlace.pdf")
