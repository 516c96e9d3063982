"""Broken PDFs go from reader to reader, and what none of them should be given is told instead."""

from __future__ import annotations

import io
import re
import zlib
from pathlib import Path

import pikepdf
import pytest

from extractores import ReadLimits, iterate_document, read_document
from extractores.errors import DamagedError, EncryptedError, NoPagesError, TooManyPagesError
from extractores.pdf import READER
from extractores.readers import read_bytes
from extractores.second_reading import SECOND_READER
from tests.pdf_builder import PdfBuilder
from tests.raw_pdf import raw_pdf

LOOK = ReadLimits(checks_damage=True)


def two_pages() -> bytes:
    pdf = PdfBuilder()
    pdf.text(40, 40, "Primera")
    pdf.next_page()
    pdf.text(40, 40, "Segunda")
    return pdf.to_bytes()


def with_broken_first_page() -> bytes:
    """Return two pages of which the first is no page."""
    return two_pages().replace(b"/Type /Page\n", b"/Type /Nada\n", 1).replace(b"/Contents", b"/Contenido", 1)


def words(pages: object) -> list[list[str]]:
    return [[word.text for word in page.words] for page in pages]  # type: ignore[attr-defined]


def test_what_a_lost_write_leaves_behind_the_end_is_no_damage() -> None:
    assert read_bytes(two_pages() + bytes(4096), "a.pdf", LOOK).notes == ()


def test_a_file_without_pages_says_so_whoever_mends_it() -> None:
    with pytest.raises(NoPagesError):
        read_bytes(raw_pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[]/Count 0>>"}), "a.pdf", LOOK)


def test_a_tree_of_pages_that_lists_each_branch_twice_is_refused_at_once() -> None:
    levels = {n: b"<</Type/Pages/Kids[%d 0 R %d 0 R]/Count %d>>" % (n + 1, n + 1, 2 ** (31 - n)) for n in range(2, 31)}
    page = {31: b"<</Type/Page/Parent 30 0 R/MediaBox[0 0 100 100]>>"}
    with pytest.raises((DamagedError, TooManyPagesError)):
        read_bytes(raw_pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", **levels, **page}), "a.pdf", LOOK)


def test_a_page_that_unpacks_to_more_than_allowed_does_not_take_the_others_along() -> None:
    bomb = zlib.compress(b" " * 2_000_000)
    data = raw_pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>",
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 5 0 R>>",
            4: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 6 0 R/Resources<</Font<</F 7 0 R>>>>>>",
            5: b"<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(bomb), bomb),
            6: b"<</Length 40>>\nstream\n%s\nendstream" % b"BT /F 12 Tf 50 100 Td (meta) Tj ET".ljust(40),
            7: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        }
    )
    first, second = read_bytes(data, "a.pdf", ReadLimits(checks_damage=True, stream_bytes=1_000_000)).pages
    assert first.trouble == "PAGE_HEAVY"
    assert [word.text for word in second.words] == ["meta"]


@pytest.mark.parametrize(
    ("limits", "trouble"),
    [
        (ReadLimits(), None),
        (ReadLimits(page_characters=5), "PAGE_TOO_COMPLEX"),
        (ReadLimits(page_objects=10), "PAGE_TOO_COMPLEX"),
        (ReadLimits(page_rules=10), "PAGE_TOO_COMPLEX"),
        (ReadLimits(page_cells=20), "PAGE_TOO_COMPLEX"),
    ],
)
def test_a_page_with_more_on_it_than_allowed_is_told(limits: ReadLimits, trouble: str | None) -> None:
    pdf = PdfBuilder()
    pdf.text(40, 40, "Muchas letras")
    for at in range(6):
        pdf.line(40, 60 + 20 * at, 300, 60 + 20 * at)
        pdf.line(40 + 50 * at, 60, 40 + 50 * at, 160)
    [page] = read_bytes(pdf.to_bytes(), "a.pdf", limits).pages
    assert page.trouble == trouble
    assert bool(page.words) is (trouble is None)


def test_a_closed_file_opens_with_its_password_only() -> None:
    closed = PdfBuilder()
    closed.text(40, 40, "Reservado")
    data = closed.encrypted_bytes("secreto")
    with pytest.raises(EncryptedError) as caught:
        read_bytes(data, "a.pdf", LOOK)
    assert caught.value.detail == {"tried": 0}
    with pytest.raises(EncryptedError) as caught:
        read_bytes(data, "a.pdf", ReadLimits(password="otra"))
    assert caught.value.detail == {"tried": 1}
    document = read_bytes(data, "a.pdf", ReadLimits(checks_damage=True, password="secreto"))
    assert words(document.pages) == [["Reservado"]]


def test_what_only_its_owner_may_change_is_read_also_with_a_wrong_password() -> None:
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(two_pages())) as document:
        document.save(
            file,
            encryption=pikepdf.Encryption(user="", owner="dueño", allow=pikepdf.Permissions(extract=False)),
        )
    for password in ("", "otra"):
        document_read = read_bytes(file.getvalue(), "a.pdf", ReadLimits(checks_damage=True, password=password))
        assert words(document_read.pages) == [["Primera"], ["Segunda"]]
        assert document_read.notes == ("copy_restricted",)


def with_wrong_permissions(user: str) -> bytes:
    """Return a closed PDF whose lock is sound but for the sealed copy of what its reader may do."""
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(two_pages())) as document:
        document.save(file, encryption=pikepdf.Encryption(user=user, owner="dueño"))
    return re.sub(rb"/Perms <[0-9a-f]{32}>", b"/Perms <" + b"0" * 32 + b">", file.getvalue())


@pytest.mark.parametrize("password", ["", "secreto"])
def test_a_file_that_only_qpdf_can_open_is_read_and_told_as_mended(tmp_path: Path, password: str) -> None:
    data = with_wrong_permissions(user=password)
    document_read = read_bytes(data, "a.pdf", ReadLimits(checks_damage=True, password=password))
    assert words(document_read.pages) == [["Primera"], ["Segunda"]]
    assert "mended" in document_read.notes
    file = tmp_path / "a.pdf"
    file.write_bytes(data)
    assert words(list(iterate_document(file, ReadLimits(password=password)))) == [["Primera"], ["Segunda"]]


def test_a_file_that_only_qpdf_could_open_stays_closed_without_its_password() -> None:
    with pytest.raises(EncryptedError):
        read_bytes(with_wrong_permissions(user="secreto"), "a.pdf", LOOK)


def test_the_second_reader_stands_in_where_the_first_finds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise DamagedError("a.pdf")

    monkeypatch.setattr("extractores.pdf_chain.read_pdf", refuse)
    document = read_bytes(two_pages(), "a.pdf", LOOK)
    assert (document.reader, document.notes) == (SECOND_READER, ("second_reader",))
    assert words(document.pages) == [["Primera"], ["Segunda"]]


@pytest.mark.parametrize("cut", [0.35, 0.6, 0.8, 0.95])
def test_reading_as_a_whole_and_page_by_page_mends_alike(tmp_path: Path, cut: float) -> None:
    whole = two_pages()
    path = tmp_path / "a.pdf"
    path.write_bytes(whole[: int(len(whole) * cut)])
    try:
        expected = words(read_document(path).pages)
    except (DamagedError, NoPagesError) as error:
        with pytest.raises(type(error)):
            list(iterate_document(path))
    else:
        assert words(iterate_document(path)) == expected


def test_a_sound_file_is_read_by_the_first_reader() -> None:
    document = read_bytes(two_pages(), "a.pdf", LOOK)
    assert (document.reader, document.notes) == (READER, ())
